"""Which entries must take a new value: an entry keeps what is typed in it until its stamp is another. Pure.

An edit that is not typing stamps the entries whose values it changed, and no others, so that what is being
typed elsewhere at that moment stays.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ui.builder.model import Act, Cond, EditedRule, EditedRules, LineCond, parts_in

Stamps = Mapping[str, int]

_TEXTS = ("name", "retry_minutes", "valid_from", "valid_until", "owner", "note")


def again(stamps: Stamps, *entries: str) -> Stamps:
    """The stamps after these entries were given new values."""
    return {**stamps, **{entry: stamps.get(entry, 0) + 1 for entry in entries}}


def given_anew(before: EditedRules, after: EditedRules) -> Iterator[str]:
    """The entries (of a part, an argument as `part.name`, a rule's own by its id) whose values are others."""
    olds = {rule.id: rule for rule in before.rules}
    for rule in after.rules:
        old = olds.get(rule.id)
        if old is not None and old is not rule:
            held = dict(_entries(old))
            yield from (entry for entry, value in _entries(rule) if held.get(entry, value) != value)


def _entries(rule: EditedRule) -> Iterator[tuple[str, Any]]:
    yield rule.id, tuple(getattr(rule, name) for name in _TEXTS)
    groups = [rule.when, *(act.where for act in rule.then)]
    for part in (part for group in groups if group is not None for part in parts_in(group)):
        if isinstance(part, Cond):
            yield part.id, (part.field, part.value)
        elif isinstance(part, LineCond):
            yield part.id, (part.of, part.value)
    for act in rule.then:
        yield from _arguments(act)


def _arguments(act: Act) -> Iterator[tuple[str, Any]]:
    yield act.id, act.action
    yield from ((f"{act.id}.{name}", value) for name, value in act.given.items())
