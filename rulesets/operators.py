"""The operators a condition may use: one row each, with its types, its operand, its words and its test."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Protocol

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Coded(str):  # noqa: SLOT000  a str has no room for slots
    """A location's code that knows the group of its location, casefolded; None when it is in none."""

    group: str | None

    def __new__(cls, code: str, group: str | None) -> "Coded":
        made = super().__new__(cls, code)
        made.group = group
        return made


class Whereabouts(Protocol):
    """What the operators of places ask of one. Each answer is None when it is not known."""

    def km_from(self, place: str) -> float | None:
        """Kilometres from a location (its code, casefolded) or a position (`52.4,-1.5`)."""

    def in_country_of(self, code: str) -> bool | None:
        """Whether it is in the country of the location with this code, casefolded."""

    @property
    def zone(self) -> str | None:
        """The tariff's zone from the nearest location, casefolded."""


class FieldType(StrEnum):
    """What a field's value is. Values: number int|float; money int minor units; text, choice and
    reference casefolded str (a location's a `Coded`); set frozenset of casefolded str; instant aware
    datetime in the retailer's zone; place a Whereabouts; yes_no bool. A missing value is None, always."""

    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"
    CHOICE = "choice"
    REFERENCE = "reference"
    SET = "set"
    INSTANT = "instant"
    PLACE = "place"
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
    NAMES = "names"  # a list of one or more texts: groups of locations, zones
    RADIUS = "radius"  # two values: a location's code or a position "52.4,-1.5", then km, more than 0
    LOCATION = "location"  # one location's code


ORDERED = (FieldType.NUMBER, FieldType.MONEY)
WORDED = (FieldType.TEXT, FieldType.CHOICE, FieldType.REFERENCE)
ANY_TYPE = tuple(FieldType)

Test = Callable[[Any, Any, datetime], bool | None]


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator. `test(value, operand, now)` is never called with a missing value, except by
    the two operators that ask about missing values (`sees_missing`). Operands are in compiled
    form: see `operands.operand_value`. `partial`: the test may give None, for unknown, though there is a
    value. `only`: the fields that offer it, of its types; all when empty."""

    name: str
    words: str
    types: tuple[FieldType, ...]
    operand: Operand
    test: Test
    negative: bool = False
    sees_missing: bool = False
    partial: bool = False
    only: tuple[str, ...] = ()


def _hours(start: datetime, end: datetime) -> float:
    """Hours that pass between two instants; clocks of one zone would not count the one set back."""
    return (end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(hours=1)


def _on_weekday(value: datetime, days: frozenset[str], _now: datetime) -> bool:
    return WEEKDAYS[value.weekday()] in days


def _between_times(value: datetime, times: tuple[time, time], _now: datetime) -> bool:
    start, end = times
    at = value.time()
    return start <= at < end if start <= end else at >= start or at < end


def _in_business_hours(value: datetime, _operand: None, _now: datetime) -> bool:
    return value.weekday() < 5 and 9 <= value.hour < 17


def _begins_without_blanks(value: str, beginnings: tuple[str, ...], _now: datetime) -> bool:
    return value.replace(" ", "").startswith(tuple(part.replace(" ", "") for part in beginnings))


def _in_group(value: object, groups: frozenset[str], _now: datetime) -> bool | None:
    group = getattr(value, "group", None)
    return None if group is None else group in groups


def _not_in_group(value: object, groups: frozenset[str], _now: datetime) -> bool | None:
    group = getattr(value, "group", None)
    return None if group is None else group not in groups


def _within(value: Whereabouts, radius: tuple[str, float], _now: datetime) -> bool | None:
    km = value.km_from(radius[0])
    return None if km is None else km <= radius[1]


def _beyond(value: Whereabouts, radius: tuple[str, float], _now: datetime) -> bool | None:
    km = value.km_from(radius[0])
    return None if km is None else km > radius[1]


def _in_zone(value: Whereabouts, zones: frozenset[str], _now: datetime) -> bool | None:
    return None if value.zone is None else value.zone in zones


LOCATION_CODES = ("location.code", "event.location", "order.pickup_at")
"""Fields whose value is a location."""
POSTCODES = ("destination.postcode",)


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
    Operator(
        "in_group",
        "is in the group",
        (FieldType.REFERENCE,),
        Operand.NAMES,
        _in_group,
        partial=True,
        only=LOCATION_CODES,
    ),
    Operator(
        "not_in_group",
        "is not in the group",
        (FieldType.REFERENCE,),
        Operand.NAMES,
        _not_in_group,
        negative=True,
        partial=True,
        only=LOCATION_CODES,
    ),
    Operator("starts_with", "begins with", (FieldType.TEXT,), Operand.MANY, lambda v, o, _: v.startswith(o)),
    Operator(
        "postcode_begins_with",
        "begins, blanks ignored, with",
        (FieldType.TEXT,),
        Operand.MANY,
        _begins_without_blanks,
        only=POSTCODES,
    ),
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
    Operator("count_at_most", "has at most", (FieldType.SET,), Operand.COUNT, lambda v, o, _: len(v) <= o),
    Operator("count_is", "has exactly", (FieldType.SET,), Operand.COUNT, lambda v, o, _: len(v) == o),
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
    Operator(
        "in_business_hours",
        "is in business hours",
        (FieldType.INSTANT,),
        Operand.NONE,
        _in_business_hours,
    ),
    Operator("within_km", "is within", (FieldType.PLACE,), Operand.RADIUS, _within, partial=True),
    Operator("beyond_km", "is beyond", (FieldType.PLACE,), Operand.RADIUS, _beyond, partial=True),
    Operator(
        "same_country",
        "is in the country of",
        (FieldType.PLACE,),
        Operand.LOCATION,
        lambda v, o, _: v.in_country_of(o),
        partial=True,
    ),
    Operator("in_zone", "is in the zone", (FieldType.PLACE,), Operand.NAMES, _in_zone, partial=True),
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
