"""Tries exception rules before they are published, in a process that may crash or hang in our place.

`python -m engine.watch_trial` is that process: it reads a Trial as JSON and writes the problems it found.
"""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from engine.facts import LINE_SOURCES, Facts
from engine.watch import Watcher, WatcherError
from rulesets.model import Rule, RuleKind, Ruleset
from rulesets.revisions import NotPossible
from rulesets.scope import IDENTITY
from rulesets.vocabulary import FIELDS

SECONDS = 20.0
_KEY = "the rules to publish"
_REMEDY = "Make them fewer or simpler."


class Trial(BaseModel):
    """What the other process is to try."""

    rules: tuple[Rule, ...]
    zone: str
    currency: str


def try_compile(ruleset: Ruleset, seconds: float = SECONDS) -> tuple[str, ...]:
    """Compile the ruleset's exception rules and ask them once, elsewhere. Gives the problems as sentences,
    none when they may be published."""
    trial = Trial(
        rules=ruleset.of_kind(RuleKind.EXCEPTION), zone=ruleset.zone, currency=ruleset.currency
    ).model_dump_json()
    try:
        done = subprocess.run(  # noqa: S603  this program's own module, and no text of a rule in the command
            [sys.executable, "-m", __name__],
            input=trial,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
            cwd=Path(__file__).parents[1],
        )
    except subprocess.TimeoutExpired:
        return (f"The exception rules took more than {seconds:g} seconds to compile. {_REMEDY}",)
    if done.returncode != 0:
        last = done.stderr.strip().rpartition("\n")[2] or f"it ended with {done.returncode}"
        return (f"The exception rules cannot be compiled: {last}. {_REMEDY}",)
    return tuple(done.stdout.splitlines())


def require_matchable(ruleset: Ruleset) -> None:
    """Refuse rules that the matcher cannot take, before they are published. Raises NotPossible."""
    if found := try_compile(ruleset):
        raise NotPossible(" ".join((*found, "Nothing was changed.")))


def problems(trial: Trial) -> tuple[str, ...]:
    """What goes wrong when these rules are compiled and asked, here."""
    try:
        watcher = Watcher(_KEY, trial.rules, ZoneInfo(trial.zone), trial.currency)
        watcher.matching(_nothing_known(trial.zone))
        watcher.close()
    except WatcherError as error:
        return (" ".join(str(error).split()),)
    return ()


def _nothing_known(zone: str) -> Facts:
    values = {path: None for path in FIELDS if path not in LINE_SOURCES} | {IDENTITY: ""}
    return Facts(values, (), datetime.now(UTC).astimezone(ZoneInfo(zone)))


def _main() -> None:
    for problem in problems(Trial.model_validate_json(sys.stdin.read())):
        sys.stdout.write(problem + "\n")


if __name__ == "__main__":
    _main()
