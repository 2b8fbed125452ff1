"""The operators a condition may use: one row each, with its types, its operand, its words and its test."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class FieldType(StrEnum):
    """What a field's value is. Values: number int|float; money int minor units; text, choice and
    reference casefolded str; set frozenset of casefolded str; instant aware datetime in the
    retailer's zone; yes_no bool. A missing value is None, always."""

    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"
    CHOICE = "choice"
    REFERENCE = "reference"
    SET = "set"
    INSTANT = "instant"
    YES_NO = "yes_no"


class Operand(StrEnum):
    """The shape of what stands to the right of an operator."""

    NONE = "none"  # is yes, is known
    ONE = "one"  # one value of the field's type
    MANY = "many"  # a list of one or more values of the field's type
    RANGE = "range"  # two values of the field's type, low then high, both included
    HOURS = "hours"  # a number of hours, more than 0
    WEEKDAYS = "weekdays"  # a list of weekday names
    TIMES = "times"  # two times of day HH:MM, from (included) and to (not included); may pass midnight
    COUNT = "count"  # a whole number, 0 or more


ORDERED = (FieldType.NUMBER, FieldType.MONEY)
WORDED = (FieldType.TEXT, FieldType.CHOICE, FieldType.REFERENCE)
ANY_TYPE = tuple(FieldType)

Test = Callable[[Any, Any, datetime], bool]


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator. `test(value, operand, now)` is never called with a missing value, except by
    the two operators that ask about missing values (`sees_missing`). Operands are in compiled
    form: see `operands.operand_value`."""

    name: str
    words: str
    types: tuple[FieldType, ...]
    operand: Operand
    test: Test
    negative: bool = False
    sees_missing: bool = False


def _hours(start: datetime, end: datetime) -> float:
    """Hours that pass between two instants; clocks of one zone would not count the one set back."""
    return (end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(hours=1)


def _on_weekday(value: datetime, days: frozenset[str], _now: datetime) -> bool:
    return WEEKDAYS[value.weekday()] in days


def _between_times(value: datetime, times: tuple[time, time], _now: datetime) -> bool:
    start, end = times
    at = value.time()
    return start <= at < end if start <= end else at >= start or at < end


_TABLE = (
    Operator("is", "is", (*WORDED, FieldType.NUMBER, FieldType.MONEY), Operand.ONE, lambda v, o, _: v == o),
    Operator(
        "is_not",
        "is not",
        (*WORDED, FieldType.NUMBER, FieldType.MONEY),
        Operand.ONE,
        lambda v, o, _: v != o,
        negative=True,
    ),
    Operator("less_than", "is less than", ORDERED, Operand.ONE, lambda v, o, _: v < o),
    Operator("at_most", "is at most", ORDERED, Operand.ONE, lambda v, o, _: v <= o),
    Operator("more_than", "is more than", ORDERED, Operand.ONE, lambda v, o, _: v > o),
    Operator("at_least", "is at least", ORDERED, Operand.ONE, lambda v, o, _: v >= o),
    Operator("between", "is between", ORDERED, Operand.RANGE, lambda v, o, _: o[0] <= v <= o[1]),
    Operator("one_of", "is one of", WORDED, Operand.MANY, lambda v, o, _: v in o),
    Operator("not_one_of", "is not one of", WORDED, Operand.MANY, lambda v, o, _: v not in o, negative=True),
    Operator("starts_with", "begins with", (FieldType.TEXT,), Operand.MANY, lambda v, o, _: v.startswith(o)),
    Operator("ends_with", "ends with", (FieldType.TEXT,), Operand.MANY, lambda v, o, _: v.endswith(o)),
    Operator(
        "contains", "contains", (FieldType.TEXT,), Operand.MANY, lambda v, o, _: any(part in v for part in o)
    ),
    Operator("is_blank", "is blank", (FieldType.TEXT,), Operand.NONE, lambda v, _o, _: not v.strip()),
    Operator("has_any", "has any of", (FieldType.SET,), Operand.MANY, lambda v, o, _: not v.isdisjoint(o)),
    Operator("has_all", "has all of", (FieldType.SET,), Operand.MANY, lambda v, o, _: o <= v),
    Operator(
        "has_none",
        "has none of",
        (FieldType.SET,),
        Operand.MANY,
        lambda v, o, _: v.isdisjoint(o),
        negative=True,
    ),
    Operator("count_at_least", "has at least", (FieldType.SET,), Operand.COUNT, lambda v, o, _: len(v) >= o),
    Operator("before", "is before", (FieldType.INSTANT,), Operand.ONE, lambda v, o, _: _hours(v, o) > 0),
    Operator("after", "is after", (FieldType.INSTANT,), Operand.ONE, lambda v, o, _: _hours(o, v) > 0),
    Operator(
        "within_next",
        "is within the next",
        (FieldType.INSTANT,),
        Operand.HOURS,
        lambda v, o, now: 0 <= _hours(now, v) <= o,
    ),
    Operator(
        "older_than",
        "is older than",
        (FieldType.INSTANT,),
        Operand.HOURS,
        lambda v, o, now: _hours(v, now) > o,
    ),
    Operator("on_weekday", "is on a", (FieldType.INSTANT,), Operand.WEEKDAYS, _on_weekday),
    Operator("between_times", "is between the times", (FieldType.INSTANT,), Operand.TIMES, _between_times),
    Operator("is_yes", "is yes", (FieldType.YES_NO,), Operand.NONE, lambda v, _o, _: v is True),
    Operator("is_no", "is no", (FieldType.YES_NO,), Operand.NONE, lambda v, _o, _: v is False),
    Operator(
        "is_known", "is known", ANY_TYPE, Operand.NONE, lambda v, _o, _: v is not None, sees_missing=True
    ),
    Operator(
        "is_missing", "is missing", ANY_TYPE, Operand.NONE, lambda v, _o, _: v is None, sees_missing=True
    ),
)

OPERATORS: dict[str, Operator] = {row.name: row for row in _TABLE}


def operators_for(kind: FieldType) -> tuple[Operator, ...]:
    """The operators a field of this type offers, in the order of the table."""
    return tuple(row for row in _TABLE if kind in row.types)
