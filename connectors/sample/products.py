"""What a product is: name and price from the source; category, weight and the rest made up by fixed rules."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from connectors.sample.codes import charge_kind, sku_of
from connectors.sample.hashing import share
from connectors.sample.pack import DATA, read_codes
from engine.model import Product

LIGHTEST_G, HEAVIEST_G = 20, 8000
OVERSIZE_ML = 15_000
PRICED_AT = 200
"""Pence: a category's grams are those of a unit at this price."""

_WORD = re.compile(r"[A-Z0-9][A-Z0-9'-]*")
_KEEP = re.compile(r"(?i)\b(london|paris|france|england|christmas|easter|union jack|i|st george)\b")


@dataclass(frozen=True, slots=True)
class Category:
    """`grams` of a unit at £2.00, how many ml each takes, and the words that put a product here."""

    name: str
    grams: int
    ml_per_gram: int
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """The rules of `categories.yaml`."""

    categories: tuple[Category, ...]
    otherwise: Category
    fragile: frozenset[str]
    sturdy: frozenset[str]
    hazardous: frozenset[str]
    seasonal: frozenset[str]
    smaller: frozenset[str]
    larger: frozenset[str]
    tags: frozenset[str]


@cache
def products(folder: Path = DATA) -> Mapping[str, Product]:
    """Every SKU of goods, by SKU, sorted; `unit_price` is the price it most often had, in pence."""
    words = read_words()
    found: dict[str, tuple[str, int]] = {}
    for code in read_codes(folder):
        sku = sku_of(code.code)
        if charge_kind(sku) is None:
            found.setdefault(sku, (code.name, max(0, round(code.price / 10))))
    return {sku: describe(sku, name, price, words) for sku, (name, price) in sorted(found.items())}


def product(sku: str, folder: Path = DATA) -> Product:
    """One SKU's product. Raises KeyError when it is a charge or unknown."""
    return products(folder)[sku]


def describe(sku: str, name: str, price: int, words: Words) -> Product:
    """Make up what the source does not say, from the name's words, the price and the SKU."""
    said = words_of(name)
    category = next((c for c in words.categories if c.words & said), words.otherwise)
    weight = _weight(sku, price, category, _size(said, words))
    volume = weight * category.ml_per_gram
    return Product(
        sku=sku,
        name=readable(name) or f"{sku} (no description)",
        category=category.name,
        unit_price=price,
        weight_g=weight,
        volume_ml=volume,
        fragile=bool(said & words.fragile) and not said & words.sturdy,
        oversize=volume > OVERSIZE_ML,
        hazardous=bool(said & words.hazardous),
        backorderable=not said & words.seasonal,
        tags=tuple(sorted(word.lower() for word in said & words.tags)),
    )


def words_of(name: str) -> frozenset[str]:
    """The words of a description, hyphenated ones also in their parts, in capitals."""
    whole = _WORD.findall(name.upper())
    return frozenset(whole) | frozenset(part for word in whole for part in word.split("-"))


def _size(said: Iterable[str], words: Words) -> float:
    smaller, larger = words.smaller.intersection(said), words.larger.intersection(said)
    return (0.6 if smaller else 1.0) * (1.6 if larger else 1.0)


def _weight(sku: str, price: int, category: Category, size: float) -> int:
    """Category's grams x √(price / £2.00) x size x (0.75 to 1.25 by the SKU's hash), 20 g to 8 kg, to 5 g."""
    exact = category.grams * sqrt(max(price, 1) / PRICED_AT) * size * (0.75 + share("weight", sku) / 2)
    return min(HEAVIEST_G, max(LIGHTEST_G, round(exact / 5) * 5))


def readable(name: str) -> str:
    """The source's capitals as a person writes them: `RED RETROSPOT MUG` -> `Red retrospot mug`."""
    if name != name.upper():
        return name
    lower = _KEEP.sub(lambda found: found.group().title(), name.lower())
    return lower[:1].upper() + lower[1:]


@cache
def read_words(folder: Path = DATA) -> Words:
    """The rules of `categories.yaml`, always those that travel with the program."""
    with (folder / "categories.yaml").open(encoding="utf-8") as file:
        read: dict[str, Any] = yaml.safe_load(file)
    lists = ("fragile", "sturdy", "hazardous", "seasonal", "smaller", "larger", "tags")
    return Words(
        tuple(_category(row) for row in read["categories"]),
        _category(read["otherwise"]),
        *(frozenset(read[name].split()) for name in lists),
    )


def _category(row: Mapping[str, Any]) -> Category:
    return Category(row["name"], row["grams"], row["ml_per_gram"], frozenset(row.get("words", "").split()))
