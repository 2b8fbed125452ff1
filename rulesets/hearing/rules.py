"""A whole rule as it is heard: when it applies, what it does, and otherwise."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from rulesets.actions import FINAL_ROUTES
from rulesets.hearing.acting import hear_actions
from rulesets.hearing.clauses import Data
from rulesets.hearing.ear import Ear, Heard
from rulesets.hearing.lexicon import Lexicon, Option
from rulesets.hearing.routing import hear_otherwise, hear_routing
from rulesets.hearing.scopes import hear_scope
from rulesets.hearing.values import hear_value
from rulesets.hearing.whens import hear_when
from rulesets.sentences import DEFAULT, EVERY, OTHERWISE, THEN_OTHERWISE

FINAL = tuple(kind.model_fields["action"].default for kind in FINAL_ROUTES)
KEPT = ("id", "name", "enabled", "default", "owner", "note")
"""What a sentence does not say, and keeps."""
DATES = ("valid_from", "valid_until")


def hear_rule(ear: Ear, kind: str, rule: Mapping[str, Any]) -> Iterator[tuple[Data, int]]:
    """The rule from the first word on, with what the sentence does not say kept as it is in `rule`."""
    default = rule.get("default") is True
    for dates, at in _beginnings(ear):
        for when, place in _begins(ear, kind, at, default=default):
            for _, end in ear.phrase(_COLON, place):
                for doing, last in _does(ear, kind, end, default=default):
                    yield _data(rule, dates, when, doing), last


def _data(rule: Mapping[str, Any], dates: Data, when: Data, doing: Data) -> Data:
    kept = {key: rule[key] for key in KEPT if key in rule}
    dates = dates or {key: rule[key] for key in DATES if key in rule}
    head = {key: kept[key] for key in KEPT[:4] if key in kept}
    return {**head, **when, **doing, **dates, **{key: kept[key] for key in KEPT[4:] if key in kept}}


def _begins(ear: Ear, kind: str, at: int, *, default: bool) -> Iterator[tuple[Data, int]]:
    """When it applies, and before that for which orders; with these, a condition may be left out."""
    yield from _whens(ear, kind, at, default=default)
    for scope, end in hear_scope(ear, at):
        if kind not in EVERY and not default:
            yield {"scope": scope, "when": {"all": []}}, end
        for _, place in ear.phrase(_COMMA, end):
            for when, last in _whens(ear, kind, place, default=default):
                yield {"scope": scope, **when}, last


def _whens(ear: Ear, kind: str, at: int, *, default: bool) -> Iterator[tuple[Data, int]]:
    if default:
        yield from (({}, end) for _, end in ear.phrase(_DEFAULT, at))
        return
    for when, end in hear_when(ear, kind, at):
        yield {"when": when}, end


def _does(ear: Ear, kind: str, at: int, *, default: bool) -> Iterator[tuple[Data, int]]:
    if kind != "routing":
        for then, end in hear_actions(ear, kind, at, default=default):
            yield from (({"then": then} if then else {}, last) for last in _stops(ear, end))
        return
    for then, end in hear_routing(ear, at, default=default):
        done: Data = {"then": then} if then else {}
        if any(action.get("action") in FINAL for action in then):
            yield from ((done, last) for last in _stops(ear, end))
            continue
        for _, place in ear.phrase(_otherwise_words(default), end):
            for otherwise, after in hear_otherwise(ear, place):
                yield from (({**done, **otherwise}, last) for last in _stops(ear, after))


def _stops(ear: Ear, at: int) -> list[int]:
    """After the full stop, which may be missing at the end."""
    return [*(end for _, end in ear.phrase(_STOP, at)), *([at] if at == ear.last else [])]


_COLON = Lexicon([(Option(":", "What the rule does"), None)])
_STOP = Lexicon([(Option(".", "The end"), None)])
_DEFAULT = Lexicon([(Option(DEFAULT, "When no other rule applied"), None)])


@cache
def _otherwise_words(default: bool) -> Lexicon[None]:
    label = "When nobody can serve"
    if default:
        return Lexicon([(Option(THEN_OTHERWISE.strip(), label), None)])
    words = OTHERWISE.strip()
    return Lexicon([(Option(words, label), None), (Option(words[1:], label, offered=False), None)])


def _beginnings(ear: Ear) -> Iterator[tuple[Data, int]]:
    yield {}, 0
    yield from _validity(ear)


def _validity(ear: Ear) -> Heard[Data]:
    """`from …`, `until …` or both, with a comma after."""
    begun: Heard[Data] = [({}, 0)]
    for _, end in ear.phrase(_FROM, 0):
        begun += [({"valid_from": at}, last) for at, last in hear_value(ear, "moment", "", end)]
    ended: Heard[Data] = [
        ({**so_far, "valid_until": at}, last)
        for so_far, place in begun
        for _, end in ear.phrase(_UNTIL, place)
        for at, last in hear_value(ear, "moment", "", end)
    ]
    return [
        (dates, end) for dates, place in [*begun, *ended] if dates for _, end in ear.phrase(_COMMA, place)
    ]


_FROM = Lexicon([(Option("from", "From when the rule applies"), None)])
_UNTIL = Lexicon([(Option("until", "Until when the rule applies"), None)])
_COMMA = Lexicon([(Option(",", "What follows"), None)])
