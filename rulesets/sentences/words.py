"""How sentences write values: names, lists, numbers with their unit, money, moments, durations, free text.

Free text stands in quotes unless it is one or more plain words that no sentence uses itself; so a
value can never be taken for a part of the sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from rulesets.model import Ruleset
from rulesets.operators import FieldType
from rulesets.vocabulary import FIELDS

_PLAIN = re.compile(r"[^\W_]+(?:[-'’&/][^\W_]+)*(?: [^\W_]+(?:[-'’&/][^\W_]+)*)*")
_GRAMMAR = (
    "a ago all always among an and any are at be before after begins between blank both but by called can "
    "cannot contains costs counting does each either ends equal every everything exactly fewer first for "
    "from fulfils has hold if in is it kept keeping known less line lines missing more most neither never no "
    "none nor not of on one only open or otherwise over rejected says sku so tagged than that the then there "
    "these times to true unless until up weighs when where whether which with within worth"
)
_STATEMENTS = " ".join(
    f"{row.said} {row.said_no}"
    for row in FIELDS.values()
    if row.type is FieldType.YES_NO and row.entity == "line"
)
_WITHIN = re.compile(r"[ '’&/-]")
RESERVED = frozenset(_GRAMMAR.split()) | frozenset(_WITHIN.split(_STATEMENTS))
"""Words that sentences are made of; a text that has one of them is quoted."""

PLURALS = {
    "warehouse": "warehouses",
    "store": "stores",
    "supplier": "suppliers",
    "third_party": "third parties",
}
"""Kinds of location when several are meant; a name that is one of these words is quoted."""

COUNTED = ("units", "lines", "orders", "shipments", "locations", "times")
"""Units of which there are fewer, not less."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called, and how amounts and moments are shown. `locations`: code -> name."""

    locations: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC
    currency: str = "GBP"

    @classmethod
    def of(cls, ruleset: Ruleset, locations: Mapping[str, str] | None = None) -> "Names":
        """The names for a ruleset's own zone and currency."""
        return cls(locations or {}, ZoneInfo(ruleset.zone), ruleset.currency)

    def location(self, code: str) -> str:
        """The location's name; with its code when another one has the same name; the code if unknown."""
        known = {key.casefold(): name for key, name in self.locations.items()}
        name = known.get(code.casefold())
        if name is None:
            return quoted(code)
        same = [other for other in self.locations.values() if other.casefold() == name.casefold()]
        unclear = len(same) > 1 or name.casefold() in known
        return f"{quoted(name)} [{quoted(code)}]" if unclear else quoted(name)


def quoted(text: str) -> str:
    """Text as a sentence writes it: plain words as they are, all else in quotes, with ” doubled inside."""
    plain = _PLAIN.fullmatch(text) and not reserved(text) and text.casefold() not in PLURALS.values()
    return text if plain else speech(text)


def reserved(text: str) -> bool:
    """Whether words of the text are ones that sentences are made of."""
    return not RESERVED.isdisjoint(_WITHIN.split(text.casefold()))


def speech(text: str) -> str:
    """Text in quotes, whatever it is."""
    return f"“{text.replace('”', '””')}”"


def listed(words: Sequence[str], joint: str = "or") -> str:
    """`a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def number(value: float) -> str:
    """A number for people: 1,250 or −0.5."""
    written = f"{abs(value):,}" if isinstance(value, int) else f"{abs(Decimal(repr(value))):,f}"
    return f"−{written}" if value < 0 else written


def counted(value: float, unit: str) -> str:
    """A number with its unit: `48 hours`, `1 unit`, `80%`."""
    if unit in ("", "%"):
        return number(value) + unit
    return f"{number(value)} {unit.removesuffix('s') if value == 1 else unit}"


def moment(at: datetime, zone: tzinfo) -> str:
    """`1 December 2026 at 09:00 GMT`, with seconds where there are any."""
    local = at.astimezone(zone)
    clock = local.strftime("%H:%M") if not (local.second or local.microsecond) else local.strftime("%H:%M:%S")
    fraction = f".{local.microsecond:06}" if local.microsecond else ""
    return f"{local.day} {MONTHS[local.month - 1]} {local.year} at {clock}{fraction} {local.strftime('%Z')}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def duration(minutes: int) -> str:
    """`30 minutes`, `4 hours`, `2 days`: the largest unit that needs no fraction."""
    size, unit = next(pair for pair in DURATIONS if minutes % pair[0] == 0)
    return counted(minutes // size, unit)


DURATIONS = ((1440, "days"), (60, "hours"), (1, "minutes"))
"""Units of durations, each with its minutes, the largest first."""
