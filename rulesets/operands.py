"""The written operand of a condition -> the compiled operand that its operator's test takes, or why not."""

import re
from collections.abc import Callable
from datetime import time, tzinfo
from typing import Any

from rulesets.nearest import did_you_mean
from rulesets.operators import ORDERED, WEEKDAYS, FieldType, Operand, Operator, operators_for
from rulesets.scalars import Asked, WrongOperand, figure, plain, read_text, scalar, shown
from rulesets.vocabulary import FIELDS, Field

MOST_VALUES = 1000
MOST_HOURS = 24 * 366 * 10
MOST_COUNTED = 1_000_000
MOST_KM = 20_100

COUNT_FIELD = Field(
    "lines.count",
    FieldType.NUMBER,
    "Number of lines",
    "the number of lines",
    "How many lines fulfil the conditions.",
    "the order as the shop sent it",
    unit="lines",
    always=True,
)
"""What `lines: count` compares: not in the vocabulary, since it is nothing without its lines."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_POSITION = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]+)?) *, *(-?[0-9]{1,3}(?:\.[0-9]+)?)")
_IN_ORDER = ("starts_with", "postcode_begins_with", "ends_with", "contains")
"""Operators whose test walks its texts one by one, and so takes a tuple."""


def operand_value(
    field: Field, operator: Operator, value: object, zone: tzinfo, currency: str | None = None
) -> Any:
    """What `operator.test` takes, from the operand as written.

    money -> int minor units; number -> int or float; text, choice and reference -> casefolded str;
    instant -> aware datetime in `zone`; many -> frozenset (a tuple for begins with, ends with and
    contains); range -> (low, high); times -> (time, time); weekdays -> frozenset of names; hours and
    count -> number; names -> frozenset of casefolded texts; radius -> (place, km); location -> casefolded
    code; none -> None. `currency`, when given, is the only one that money may be in.
    Raises WrongOperand (a ValueError), with message and remedy, on any other operand.
    """
    return _SHAPES[operator.operand](value, Asked(field, operator, zone, currency))


def compared_field(of: str | None) -> Field:
    """What a count (None) or a sum (a path of the vocabulary) of lines compares. Raises KeyError."""
    return COUNT_FIELD if of is None else FIELDS[of]


def compared_operators(field: Field) -> tuple[Operator, ...]:
    """The operators that a count or a sum of lines of this field offers: those of amounts."""
    offered = operators_for(field.type) if field.type in ORDERED else ()
    return tuple(row for row in offered if not row.sees_missing)


def _none(value: object, asked: Asked) -> None:
    if value is not None:
        raise WrongOperand(f"“{asked.operator.words}” takes no value.", f"Take {shown(value)} away.")


def _one(value: object, asked: Asked) -> Any:
    if isinstance(value, list | tuple | dict):
        raise WrongOperand(f"“{asked.operator.words}” takes one value, not several.", "Give one value.")
    return scalar(value, asked)


def _many(value: object, asked: Asked) -> Any:
    read = tuple(scalar(item, asked) for item in _listed(value, "one or more values"))
    _refuse_twice(read)
    return read if asked.operator.name in _IN_ORDER else frozenset(read)


def _range(value: object, asked: Asked) -> tuple[Any, Any]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise WrongOperand("“is between” takes two values.", "Give a list: the lower, then the higher.")
    low, high = (scalar(item, asked) for item in value)
    if low > high:
        message = f"The lower value {plain(value[0])} is above the higher value {plain(value[1])}."
        raise WrongOperand(message, "Exchange the two.")
    return low, high


def _hours(value: object, _asked: Asked) -> int | float:
    hours = figure(value, "a number of hours, as in 48")
    if not 0 < hours <= MOST_HOURS:
        remedy = f"Give more than 0 and at most {MOST_HOURS:,} hours."
        raise WrongOperand(f"{plain(value)} is not a possible number of hours.", remedy)
    return hours


def _weekdays(value: object, _asked: Asked) -> frozenset[str]:
    days = _listed(value, "one or more weekdays")
    for day in days:
        if not isinstance(day, str) or day not in WEEKDAYS:
            raise WrongOperand(f"{shown(day)} is not a weekday.", did_you_mean(plain(day), WEEKDAYS))
    _refuse_twice(days)
    return frozenset(days)


def _times(value: object, _asked: Asked) -> tuple[time, time]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        remedy = "Give a list of two times, as in ['09:00', '17:30']."
        raise WrongOperand("“is between the times” takes two times of day.", remedy)
    start, end = (_time_of_day(item) for item in value)
    if start == end:
        message = f"Both times are {value[0]}, and no time lies between them."
        raise WrongOperand(message, "Give two different times.")
    return start, end


def _time_of_day(value: object) -> time:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise WrongOperand(f"{shown(value)} is not a time of day.", "Write it like '17:30', in quotes.")
    return time(int(found[1]), int(found[2]))


def _count(value: object, _asked: Asked) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_COUNTED:
        remedy = f"Give a whole number from 0 to {MOST_COUNTED:,}."
        raise WrongOperand(f"{shown(value)} is not a count.", remedy)
    return value


def _listed(value: object, wanted: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise WrongOperand(f"{shown(value)} is not a list.", f"Give {wanted} as a list.")
    if not value:
        raise WrongOperand("The list is empty.", f"Give {wanted}.")
    if len(value) > MOST_VALUES:
        raise WrongOperand(f"The list has {len(value):,} values.", f"Give at most {MOST_VALUES:,}.")
    return tuple(value)


def _refuse_twice(values: tuple[Any, ...]) -> None:
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            message = f"{shown(value)} stands twice in the list; letter case is ignored."
            raise WrongOperand(message, "Take one of them away.")
        seen.add(value)


def is_position(text: str) -> bool:
    """Whether a place is written as latitude and longitude."""
    return _POSITION.fullmatch(text) is not None


def _names(value: object, asked: Asked) -> frozenset[str]:
    read = tuple(read_text(item, asked) for item in _listed(value, "one or more names"))
    _refuse_twice(read)
    return frozenset(read)


def _location(value: object, asked: Asked) -> str:
    return read_text(value, asked)


def _radius(value: object, asked: Asked) -> tuple[str, float]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        remedy = (
            "Give a list of two: a location or a position, then km, as in [COV, 50] or ['52.4,-1.5', 50]."
        )
        raise WrongOperand("It takes a place and a distance.", remedy)
    place, km = value
    text = read_text(place, asked)
    position = _POSITION.fullmatch(text)
    if position and not (abs(float(position[1])) <= 90 and abs(float(position[2])) <= 180):
        raise WrongOperand(f"{shown(place)} is no position.", "Give latitude, then longitude, in degrees.")
    distance = figure(km, "a number of km")
    if not 0 < distance <= MOST_KM:
        remedy = f"Give more than 0 and at most {MOST_KM:,} km."
        raise WrongOperand(f"{plain(km)} is not a possible distance.", remedy)
    return text.replace(" ", "") if position else text, distance


_SHAPES: dict[Operand, Callable[[object, Asked], Any]] = {
    Operand.NONE: _none,
    Operand.ONE: _one,
    Operand.MANY: _many,
    Operand.RANGE: _range,
    Operand.HOURS: _hours,
    Operand.WEEKDAYS: _weekdays,
    Operand.TIMES: _times,
    Operand.COUNT: _count,
    Operand.NAMES: _names,
    Operand.RADIUS: _radius,
    Operand.LOCATION: _location,
}
