"""Words that the reasons of a decision share: lists, units, kinds, products."""

from collections.abc import Sequence
from math import ceil

from engine.situation import Situation
from rulesets.sentences.words import duration
from rulesets.values import Money
from rulesets.vocabulary import LOCATION_KINDS

__all__ = [
    "beyond",
    "counted",
    "duration",
    "kilometres",
    "kind_name",
    "kind_names",
    "listed",
    "money",
    "of_product",
    "product_name",
]

_KINDS = {choice.value: choice.label for choice in LOCATION_KINDS}


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def kind_name(kind: str) -> str:
    """A kind of location as people call it."""
    return _KINDS.get(kind, kind.replace("_", " "))


def kind_names(kind: str) -> str:
    """Locations of a kind, in small letters: stores, third parties."""
    name = kind_name(kind).lower()
    return f"{name.removesuffix('y')}ies" if name.endswith("y") else f"{name}s"


def kilometres(km: float) -> str:
    """`274 km`; below ten with one decimal."""
    return f"{km:,.0f} km" if km >= 9.95 or km == int(km) else f"{km:.1f} km"


def beyond(km: float, limit: float) -> str:
    """How far a distance lies beyond a limit, never said as nothing."""
    over = km - limit
    return kilometres(ceil(over)) if over >= 1 else f"{max(1, round(over * 1000)):,} m"


def counted(number: int, word: str, many: str = "") -> str:
    """`1 unit`, `2 units`."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def money(minor: int, currency: str) -> str:
    """An amount as people read it."""
    return Money(minor, currency).shown


def product_name(situation: Situation, sku: str) -> str:
    """What the order calls the SKU."""
    return next((line.name for line in situation.order.lines if line.sku == sku), sku)


def of_product(situation: Situation, sku: str) -> str:
    """` of Fern mug`, or nothing where the order has only one SKU."""
    return f" of {product_name(situation, sku)}" if len(situation.demand) > 1 else ""
