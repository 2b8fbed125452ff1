"""What a condition that stood in the way asks, told beside what it saw: the value that would have matched."""

from collections.abc import Callable
from typing import Any

from rulesets.operators import ORDERED, FieldType, Operator
from rulesets.sentences.words import listed
from rulesets.vocabulary import Field

Shown = Callable[[Any], str]

_ONE = {
    "at_least": "{} or more",
    "more_than": "more than {}",
    "at_most": "{} or less",
    "less_than": "less than {}",
    "is": "{}",
    "is_not": "anything but {}",
    "contains": "anything that contains {}",
    "starts_with": "anything that begins with {}",
    "ends_with": "anything that ends with {}",
}
_PLAIN = {"is_yes": "yes", "is_no": "no", "is_known": "any value", "is_missing": "no value"}
_SHORT = {"at_least": 0, "more_than": 1, "at_most": 0, "less_than": 1}
"""Operators of one limit -> how many of the smallest steps beyond it the nearest value that matches is."""

MOST_NAMED = 6


def wanted(
    field: Field, operator: Operator, operand: Any, value: Any, text: str, shown: Shown, *, holds: bool
) -> str:
    """As in `more than £300.00 would match, £88.01 more than seen`; where the rule asks that it does not
    hold, `it would match if not: ...`. `operand` in compiled form, `value` as seen, None when not known."""
    if not holds:
        return f"would match unless {text}"
    asked = _asked(field, operator, operand, shown)
    if asked is None:
        return f"would match if {text}"
    return f"{asked} would match{_short(field, operator, operand, value, shown)}"


def _asked(field: Field, operator: Operator, operand: Any, shown: Shown) -> str | None:
    name = operator.name
    if name in _PLAIN:
        return _PLAIN[name]
    if name == "between":
        return f"{shown(operand[0])} to {shown(operand[1])}"
    several = isinstance(operand, frozenset | tuple)
    if several and field.type is not FieldType.SET and (name == "one_of" or name in _ONE):
        values = sorted(operand, key=str)
        said = [shown(each) for each in values[:MOST_NAMED]]
        said += [f"{len(values) - MOST_NAMED:,} more"] if len(values) > MOST_NAMED else []
        return _ONE.get(name, "{}").format(listed(said, "or"))
    return _ONE[name].format(shown(operand)) if name in _ONE and not several else None


def _short(field: Field, operator: Operator, operand: Any, value: Any, shown: Shown) -> str:
    """By how much what was seen is away from the nearest value that matches."""
    if value is None or field.type not in ORDERED or operator.name not in _SHORT:
        return ""
    whole = field.type is FieldType.MONEY or (isinstance(value, int) and isinstance(operand, int))
    beyond = _SHORT[operator.name] if whole else 0
    difference = abs(operand - value) + beyond
    if not difference:
        return ""
    word = "more" if operator.name in {"at_least", "more_than"} else "less"
    return f": {shown(difference)} {word}"
