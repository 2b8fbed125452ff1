"""A price is looked up exactly at its boundary: every row of the source, and every step of the sample."""

import csv
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import floor
from pathlib import Path

import pytest

from connectors.sample.pack import DATA
from connectors.sample.retailer import shop
from engine.distance import haversine
from engine.model import Destination, Location, Tariff
from engine.tariff.offers import offer
from engine.tariff.reading import read_tariff
from engine.tariff.weights import KM, UNITS, price_at
from engine.tariff.zones import zone_to

SOURCE = Path(__file__).with_name("source_prices.csv")
OUNCE = UNITS["oz"]
HAIR = Decimal("0.000001")
"""A millionth of a gram."""


@cache
def example() -> Tariff:
    return read_tariff((DATA / "example_tariff_us.csv").read_text(encoding="utf-8"), "USD")


@cache
def source() -> tuple[tuple[str, Decimal, str, int], ...]:
    """Service, ounces, zone and cents of each row."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        (row["service"], Decimal(row["max_weight_oz"]), row["zone"], int(Decimal(row["price_usd"]) * 100))
        for row in rows
    )


def test_every_row_of_the_source_is_the_price_at_exactly_its_weight() -> None:
    found = [price_at(example(), service, zone, ounces * OUNCE) for service, ounces, zone, _ in source()]
    assert found == [price for *_, price in source()]
    assert len(found) == 1998


def test_a_hair_more_is_the_next_row() -> None:
    by_key: dict[tuple[str, str], list[tuple[Decimal, int]]] = {}
    for service, ounces, zone, price in source():
        by_key.setdefault((service, zone), []).append((ounces, price))
    for (service, zone), rows in by_key.items():
        steps = sorted(rows)
        for (ounces, _), (_, after) in pairwise(steps):
            assert price_at(example(), service, zone, ounces * OUNCE + HAIR) == after
        assert price_at(example(), service, zone, steps[-1][0] * OUNCE + HAIR) is None


def test_four_ounces_and_a_hair_more() -> None:
    at = Decimal("113.3980925")
    assert price_at(example(), "ground_advantage_retail", "1", at) == 720
    assert price_at(example(), "ground_advantage_retail", "1", at + HAIR) == 750


def test_decisions_in_whole_grams_find_the_row_that_the_exact_weight_would() -> None:
    tariff = example()
    for service, zone in tariff.steps:
        found = offer(tariff, service, zone)
        assert found is not None
        for up_to, _ in tariff.steps[service, zone]:
            for grams in (floor(up_to), floor(up_to) + 1):
                exact = price_at(tariff, service, zone, grams)
                if exact is not None:
                    assert found.price(grams) == exact


def test_seventy_pounds_are_included_and_more_is_refused() -> None:
    limit = 70 * UNITS["lb"]
    assert price_at(example(), "priority_mail_express", "9", limit) == 79720
    assert price_at(example(), "priority_mail_express", "9", limit + HAIR) is None
    assert "priority_mail_express" in example().refuses


@pytest.mark.parametrize(
    ("miles", "zone"),
    [(0, "1"), (50, "1"), (50.01, "2"), (150, "2"), (600, "4"), (600.01, "5"), (1800, "7"), (1800.01, "8")],
)
def test_zones_are_the_bands_in_miles(miles: float, zone: str) -> None:
    here = Location("NYC", "New York", "store", "US", 40.7, -74.0, "10001")
    there = Destination("US", postcode="60601")
    assert zone_to(example(), here, there, float(Decimal(str(miles)) * KM["mi"])) == zone


def test_the_islands_far_out_are_the_ninth_zone_whatever_the_distance() -> None:
    here = Location("HNL", "Honolulu", "store", "US", 21.3, -157.9, "96813")
    majuro = Destination("US", postcode="96960", latitude=7.1, longitude=171.2)
    km = haversine(21.3, -157.9, 7.1, 171.2)
    assert zone_to(example(), here, majuro, km) == "9"
    assert zone_to(example(), here, Destination("US", postcode="96813"), 1.0) == "1"


def test_every_step_of_the_sample_tariff_is_its_price_up_to_its_weight() -> None:
    tariff = shop().tariff
    for (service, zone), steps in tariff.steps.items():
        found = offer(tariff, service, zone)
        assert found is not None
        assert found.steps(0) == steps
        for (up_to, price), (_, after) in pairwise(steps):
            assert price_at(tariff, service, zone, up_to) == price
            assert found.price(floor(up_to)) == price
            assert price_at(tariff, service, zone, up_to + HAIR) == after
            assert found.price(floor(up_to) + 1) == after
