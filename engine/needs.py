"""What the rules read that is not read for everybody, because finding it costs more than a look. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from engine.compiler import Compiled
from rulesets.actions import DecideTogether
from rulesets.model import Ruleset
from rulesets.writing import to_data

_KEPT_AT_MOST = 64


@dataclass(frozen=True, slots=True)
class Needs:
    """Which of the values that cost more some rule reads. `services`: rules may send by another service than
    the order's, or to another place than its destination. `joint`: the routing rules that decide together."""

    rejections: bool = False
    accuracy: bool = False
    sales: bool = False
    touches: bool = False
    duplicate: bool = False
    incoming: bool = False
    services: bool = False
    joint: frozenset[str] = frozenset()

    def and_those(self, other: "Needs") -> "Needs":
        """What either reads; the rules that decide together stay this one's own."""
        read = {name: getattr(self, name) or getattr(other, name) for name in _WORDS}
        return Needs(**read, joint=self.joint)


NOTHING_MORE = Needs()

_WORDS = {
    "rejections": ("rejection", "rejected_lately"),
    "accuracy": ("accura",),
    "sales": ("weeks", "sales", "supply"),
    "touches": ("touch",),
    "duplicate": ("duplicate",),
    "incoming": ("incoming",),
    "services": ("choose_service", "pick_up"),
}
"""Words in the names of the fields and actions that read each of them: reading one too many only costs time,
and a new field about the same thing is found without a word here."""

_kept: dict[str, Needs] = {}


def needs_of(compiled: Compiled) -> Needs:
    """What these rules, of whatever kind, read."""
    found = _kept.get(compiled.revision)
    if found is None:
        while len(_kept) >= _KEPT_AT_MOST:
            _kept.pop(next(iter(_kept)), None)
        found = _kept[compiled.revision] = needs_in(compiled.ruleset)
    return found


def needs_in(ruleset: Ruleset) -> Needs:
    """The same of rules that are not compiled; worked out each time."""
    names = set(_names(to_data(ruleset)["rules"]))
    joint = frozenset(
        rule.id
        for rule in ruleset.rules
        if any(isinstance(action, DecideTogether) for action in rule.actions)
    )
    return Needs(**{need: _mentions(names, words) for need, words in _WORDS.items()}, joint=joint)


def _mentions(names: Iterable[str], words: tuple[str, ...]) -> bool:
    return any(word in name for name in names for word in words)


def _names(data: Any) -> Iterator[str]:
    """Every field and action that plain rules name, and in what an amount is counted (`of: weeks`)."""
    if isinstance(data, dict):
        yield from (str(data[key]) for key in ("field", "action", "of") if isinstance(data.get(key), str))
        for inner in data.values():
            yield from _names(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from _names(inner)
