"""How each form of value is written in a sentence; `hearing` reads each of them back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from rulesets.operands import is_position
from rulesets.problems import ordinal
from rulesets.sentences.words import (
    NUMBERS,
    PLURALS,
    Names,
    counted,
    duration,
    listed,
    moment,
    quoted,
    speech,
)
from rulesets.values import Money
from rulesets.vocabulary import FIELDS, LOCATION_KINDS, Choice

TURNS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""How a sentence says the turn of a demand that may be given up; later ones in digits."""


def _items(value: Any) -> Sequence[Any]:
    return value if isinstance(value, tuple | list) else () if value is None else (value,)


def _money(value: Any, _of: str, _names: Names) -> str:
    try:
        return Money.parse(str(value)).shown
    except ValueError:
        return f"“{value}”"


def _minor(value: Any, _of: str, names: Names) -> str:
    return Money(value, names.currency).shown


def _number(value: Any, of: str, _names: Names) -> str:
    return counted(value, of)


def _figure(value: Any, _of: str, _names: Names) -> str:
    return str(value)


def _duration(value: Any, of: str, _names: Names) -> str:
    return duration(value * MINUTES_IN[of])


MINUTES_IN = {"minutes": 1, "hours": 60}


def _lately(value: Any, of: str, _names: Names) -> str:
    return duration(value * MINUTES_IN[of]).removeprefix("1 ")


def _times(value: Any, _of: str, _names: Names) -> str:
    return "once" if value == 1 else f"{value} times"


def _text(value: Any, _of: str, _names: Names) -> str:
    return quoted(value) if value else "…"


def _speech(value: Any, _of: str, _names: Names) -> str:
    return speech(value)


def _texts(value: Any, of: str, _names: Names) -> str:
    return listed([quoted(str(item)) for item in _items(value)], of)


def choice_words(choice: Choice) -> str:
    """What a sentence calls a value of a choice."""
    return choice.said or choice.label.lower()


def _choices(value: Any, of: str, _names: Names) -> str:
    known = {choice.value: choice_words(choice) for choice in FIELDS[of].choices}
    return listed([known.get(item, quoted(str(item))) for item in _items(value)])


def _kinds(value: Any, _of: str, _names: Names) -> str:
    known = {kind.value: choice_words(kind) for kind in LOCATION_KINDS}
    return listed([known.get(item, item) for item in _items(value)])


def _plurals(value: Any, _of: str, _names: Names) -> str:
    return listed([PLURALS.get(item, item) for item in _items(value)], "and")


def _location(value: Any, _of: str, names: Names) -> str:
    return names.location(str(value))


def _locations(value: Any, of: str, names: Names) -> str:
    return listed([names.location(str(item)) for item in _items(value)], of)


def _spot(value: Any, _of: str, names: Names) -> str:
    place = str(value)
    return f"the position {place.replace(' ', '')}" if is_position(place) else names.location(place)


def _moment(value: Any, _of: str, names: Names) -> str:
    return moment(datetime.fromisoformat(str(value)), names.zone)


def _weekdays(value: Any, _of: str, _names: Names) -> str:
    return listed([str(day).capitalize() for day in _items(value)])


def _turn(value: Any, _of: str, _names: Names) -> str:
    return TURNS[value - 1] if value <= len(TURNS) else ordinal(value - 1)


def number_word(count: int) -> str:
    """`three`, and `12` for what has no word here."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


FORMS: dict[str, Callable[[Any, str, Names], str]] = {
    "money": _money,  # 300.00 GBP; of: nothing
    "minor": _minor,  # an amount in minor units of the rules' currency
    "number": _number,  # of: the unit, shown after it
    "figure": _figure,  # a whole number alone
    "duration": _duration,  # of: what the value counts, minutes or hours
    "lately": _lately,  # the same, after `in the last`
    "times": _times,  # once, 2 times
    "text": _text,
    "speech": _speech,  # always in quotes
    "texts": _texts,  # of: or, and
    "choices": _choices,  # of: the field
    "kinds": _kinds,
    "plurals": _plurals,
    "location": _location,
    "locations": _locations,  # of: or, and
    "spot": _spot,  # a location or a position
    "moment": _moment,
    "clock": _figure,  # 17:30
    "weekdays": _weekdays,
    "turn": _turn,
}
