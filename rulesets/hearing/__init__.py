"""A sentence -> a rule as plain data, or what is not understood of it, where and what it could mean.

The grammar is that of `sentences`: its templates, tables and words are read the other way round.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rulesets.hearing.completing import Completion, completions
from rulesets.hearing.ear import Ear, Want
from rulesets.hearing.marking import Miss, dig, missed
from rulesets.hearing.rules import hear_rule
from rulesets.hearing.tokens import LONGEST
from rulesets.problems import Problem, Refused
from rulesets.reading import read_rule
from rulesets.sentences.words import Names

__all__ = ["Completion", "Heard", "Miss", "completions", "hear"]

MOST_MISSES = 8
NEW = {"id": "new-rule", "name": "New rule"}


@dataclass(frozen=True, slots=True)
class Heard:
    """The rule as plain data, as `reading` takes it; None with the misses when it is not understood."""

    rule: dict[str, Any] | None
    misses: tuple[Miss, ...] = ()


def hear(text: str, kind: str, names: Names, rule: Mapping[str, Any] | None = None) -> Heard:
    """The rule of this kind that a sentence says. What a sentence does not say (id, name, owner, note,
    on or off) is taken from `rule`; so are its dates, unless the sentence says others."""
    kept = NEW | dict(rule or {})
    refused = _refused(text, kept)
    if refused is not None:
        return Heard(None, (refused,))
    return _heard(text, kind, names, kept)


def _heard(text: str, kind: str, names: Names, rule: Mapping[str, Any]) -> Heard:
    """1. What is not understood is noted, and its part left out, until the rest is understood.
    2. A rule that is understood is checked."""
    holes: dict[int, int] = {}
    misses: list[Miss] = []

    def again(ear: Ear) -> dict[str, Any] | None:
        return _complete(ear, kind, rule)

    while len(misses) < MOST_MISSES:
        ear = Ear(text, names)
        ear.holes = holes
        data = again(ear)
        if data is not None:
            found = tuple(misses) or _problems(ear, data, kind)
            return Heard(None if found else data, found)
        miss = missed(ear, again)
        misses += [miss] if miss not in misses else []
        if not dig(ear, holes):
            break
    return Heard(None, tuple(misses))


def _refused(text: str, rule: Mapping[str, Any]) -> Miss | None:
    if rule.get("table") is not None:
        message = "A decision table cannot be typed as a sentence; change it in the table."
        return Miss(0, len(text), message)
    if len(text) > LONGEST:
        return Miss(LONGEST, len(text), f"The sentence is too long; give at most {LONGEST:,} letters.")
    at = text.casefold().find("by table (")
    return None if at < 0 else Miss(at, len(text), "A decision table cannot be typed as a sentence.")


def _complete(ear: Ear, kind: str, rule: Mapping[str, Any]) -> dict[str, Any] | None:
    """The rule that the whole text says; None when there is none, or more text than the rule."""
    for data, end in hear_rule(ear, kind, rule):
        if end == ear.last:
            return data
        ear.want(Want(end, end, tuple))
    return None


def _problems(ear: Ear, data: dict[str, Any], kind: str) -> tuple[Miss, ...]:
    """What is wrong with a rule that was understood, where it was said."""
    try:
        read_rule(data, kind, ear.names.currency)
    except Refused as refused:
        return tuple(_problem(ear, data, problem) for problem in refused.problems)
    return ()


def _problem(ear: Ear, data: dict[str, Any], problem: Problem) -> Miss:
    start, end = 0, len(ear.text)
    for part in _along(data, problem.path):
        span = ear.spans.get(id(part))
        if span is not None:
            start, end = ear.letters(*span)
    return Miss(start, end, f"{problem.message} {problem.remedy}")


def _along(data: Any, path: tuple[str | int, ...]) -> Iterator[Any]:
    """The parts of the data that a path leads through."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
        yield data
