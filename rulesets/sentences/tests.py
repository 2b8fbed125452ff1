"""A test in words: its sentence, and what is expected of a decision, for each thing that can be expected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rulesets.ruletest import RuleTest
from rulesets.sentences.words import Names, counted, listed, moment, quoted, speech
from rulesets.values import Money

USUAL_SKU = "MUG"
"""The SKU of a line that does not say which."""

OUTCOMES = {
    "held": "held",
    "routed": "routed",
    "part_backordered": "partly sent, the rest waiting for stock",
    "backordered": "waiting for stock",
    "preordered": "waiting for its first stock",
    "waiting": "waiting to be decided again",
    "cancelled": "cancelled",
    "part_cancelled": "partly sent, the rest cancelled",
}
SHOWN = 3
"""Lines of an order that a sentence names."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What codes and rules are called. `rules`: id -> name."""

    names: Names = field(default_factory=Names)
    rules: Mapping[str, str] = field(default_factory=dict)

    def rule(self, rule_id: str) -> str:
        """The rule's name; its id where it has none, as when it is not there any more."""
        return f"rule {speech(self.rules.get(rule_id, rule_id))}" if rule_id else "no rule"

    def places(self, codes: Sequence[str]) -> str:
        return listed([self.names.location(code) for code in codes], "and") or "nowhere"

    def money(self, amount: int | None) -> str:
        return "not known" if amount is None else Money(amount, self.names.currency).shown

    def instant(self, written: str | None) -> str:
        return "not known" if written is None else moment(datetime.fromisoformat(written), self.names.zone)


def sentence_of(test: RuleTest, say: Saying) -> str:
    """As in: 3 × MUG for Sheffield must be routed, sent from Leeds."""
    return f"{order_words(test.data['order'])} must be {expected_words(test.expected, say)}."


def expected_words(expected: Mapping[str, Any], say: Saying) -> str:
    """Everything that is expected, in one list."""
    return ", ".join(said(key, value, say) for key, value in expected.items())


def order_words(order: Mapping[str, Any]) -> str:
    """What is ordered and for where, as in 3 × MUG and 2 more lines for Sheffield."""
    lines = order.get("lines") or ()
    shown = [
        f"{line.get('quantity') or 1} × {quoted(line.get('sku') or USUAL_SKU)}" for line in lines[:SHOWN]
    ]
    if len(lines) > SHOWN:
        shown.append(f"{len(lines) - SHOWN} more")
    goal = order.get("destination") or {}
    to = goal.get("city") or goal.get("postcode") or goal.get("country")
    return (listed(shown, "and") or "An order without lines") + (f" for {quoted(to)}" if to else "")


def said(key: str, value: Any, say: Saying) -> str:
    """One thing that is expected or was found, as in `sent from Leeds`."""
    return _WORDS[key](value, say)


def _units(units: Mapping[str, int]) -> str:
    return listed([f"{count} × {quoted(sku)}" for sku, count in units.items()], "and") or "nothing"


def _sent(value: Mapping[str, Mapping[str, int]], say: Saying) -> str:
    each = [f"{_units(units)} from {say.names.location(code)}" for code, units in value.items()]
    return f"sent as {'; '.join(each) or 'nothing'}"


def _holds(value: Sequence[Sequence[str]], say: Saying) -> str:
    each = [f"{say.rule(rule_id)} ({reason})" for rule_id, reason in value]
    return f"held by {listed(each, 'and') or 'nothing'}"


def _by_place(words: str, shown: Callable[[Any, Saying], str]) -> Callable[[Any, Saying], str]:
    def write(value: Mapping[str, Any], say: Saying) -> str:
        each = [f"{say.names.location(code)}: {shown(one, say)}" for code, one in value.items()]
        return f"{words} {listed(each, 'and') or 'none'}"

    return write


def _list(words: str, none: str = "none") -> Callable[[Any, Saying], str]:
    return lambda value, _: f"{words} {listed([quoted(each) for each in value], 'and') or none}"


def _instants(words: str) -> Callable[[Any, Saying], str]:
    return lambda value, say: f"{words} {listed([say.instant(each) for each in value], 'and') or 'never'}"


def _text(value: Any, _say: Saying) -> str:
    return "not known" if value is None else quoted(str(value))


_WORDS: Mapping[str, Callable[[Any, Saying], str]] = {
    "outcome": lambda value, _: OUTCOMES[value],
    "rule": lambda value, say: f"decided by {say.rule(value)}",
    "from": lambda value, say: f"sent from {say.places(value)}",
    "shipments": lambda value, _: f"in {counted(value, 'shipments')}",
    "sent": _sent,
    "short": lambda value, _: f"short of {_units(value)}",
    "held_by": lambda value, say: f"held by {listed([say.rule(each) for each in value], 'and') or 'nothing'}",
    "holds": _holds,
    "owners": _list("held for", "nobody"),
    "lifts": _instants("held until"),
    "applied": lambda value, say: (
        f"decided with {listed([say.rule(each) for each in value], 'and') or 'no rule'}"
    ),
    "tags": _list("tagged", "nothing"),
    "relaxed": lambda value, _: f"giving up {listed([speech(each) for each in value], 'and') or 'nothing'}",
    "cause": lambda value, _: f"because of {speech(value)}" if value else "without a cause",
    "cost": lambda value, say: f"at a cost of {say.money(value)}",
    "postage": _by_place("at a postage of", lambda value, say: say.money(value)),
    "services": _by_place("by the services", _text),
    "modes": _by_place("served by", _text),
    "at": _by_place("collected at", _text),
    "arrives": _instants("arriving"),
    "again_at": lambda value, say: f"decided again at {say.instant(value)}",
    "decide_by": lambda value, say: f"to be decided by {say.instant(value)}",
}
"""What can be expected -> how it is said."""
