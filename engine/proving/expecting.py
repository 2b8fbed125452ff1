"""What a test may expect -> what a decision says of it.

Most of it is as in the tests of rulesets (`engine.testing.expecting`). Besides, `why`, `candidates` and
`notes` (of rules) are parts of the sentences that must be there, `headline` the first of them, `hold` a list
of what is to be known of each hold.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from engine.model import Decision, Trace
from engine.testing.expecting import found, meets


def _among(parts: list[str], sentences: list[str]) -> list[str]:
    """Those of the wanted parts that are in a sentence."""
    return [part for part in parts if any(part in sentence for sentence in sentences)]


def _hold(decision: Decision, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each hold what the scenario wants to know."""
    said = [
        {key: getattr(hold, key) for key in keys} for hold, keys in zip(decision.holds, wanted, strict=True)
    ]
    return [{key: _plain(value) for key, value in hold.items()} for hold in said]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _trace(decision: Decision) -> Trace:
    return decision.trace or Trace()


def _because(decision: Decision, wanted: dict[str, str]) -> dict[str, str]:
    said = {each.location: f"{each.verdict}: {each.because}" for each in _trace(decision).candidates}
    return {code: part if part in said[code] else said[code] for code, part in wanted.items()}


def _notes(decision: Decision, wanted: dict[str, str]) -> dict[str, str]:
    said = {rule.rule_id: f"{rule.verdict}: {rule.note}" for rule in _trace(decision).rules}
    return {rule: part if part in said[rule] else said[rule] for rule, part in wanted.items()}


EXPECTED: dict[str, Callable[[Decision, Any], Any]] = {
    "hold": _hold,
    "why": lambda decision, wanted: _among(wanted, list(_trace(decision).why)),
    "headline": lambda decision, _: _trace(decision).why[0],
    "candidates": _because,
    "notes": _notes,
}
"""What a scenario may expect beside what a test may -> what the decision says of it."""


def seen(key: str, decision: Decision, wanted: Any) -> Any:
    """What the decision says of this; as it was wanted where that is met."""
    if key in EXPECTED:
        return EXPECTED[key](decision, wanted)
    return wanted if meets(key, wanted, decision) else found(key, decision)
