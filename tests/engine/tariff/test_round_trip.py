"""Importing what was exported gives the same tariff, whatever is in it."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.sample.retailer import shop
from engine.model import Grams, Surcharge, Tariff, ZoneRow
from engine.plain import read_tariff as read_document
from engine.plain import tariff_document
from engine.tariff.reading import band_km, exact_grams, read_tariff
from engine.tariff.weights import KM, UNITS
from engine.tariff.writing import write_tariff
from tests.engine.tariff.sample import TEXT

NAMES = st.text("abcXYZ019 ,;\"'-_/üß£", min_size=1, max_size=12).map(str.strip).filter(bool)
PLACES = st.sampled_from(["", "B", "CV6", "969"])
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def decimals(low: str, high: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(low), Decimal(high), places=places)


@st.composite
def surcharges(draw: st.DrawFn, services: list[str], zones: list[str]) -> Surcharge:
    each = draw(st.sampled_from(["shipment", "parcel", "unit"]))
    of_unit = each == "unit"
    share = each == "parcel" and draw(st.booleans())
    days = sorted([draw(DAYS), draw(DAYS)])
    when = ["", "oversize", "hazardous", "fragile"] if of_unit else ["", "residential"]
    given: dict[str, Any] = {
        "each": each,
        "amount": 0 if share else draw(st.integers(0, 100_000)),
        "percent": draw(decimals("0.01", "99.99", 2)) if share else Decimal(0),
        "service": "" if of_unit else draw(st.sampled_from(["", *services])),
        "zone": draw(st.sampled_from(["", *zones])),
        "when": draw(st.sampled_from(when)),
        "weekdays": tuple(sorted(draw(st.sets(st.integers(0, 6))))),
        "first": draw(st.sampled_from([None, days[0]])),
        "last": draw(st.sampled_from([None, days[1]])),
    }
    return Surcharge(draw(NAMES), **given)


@st.composite
def tariffs(draw: st.DrawFn) -> Tariff:
    weights, distances = draw(st.sampled_from(sorted(UNITS))), draw(st.sampled_from(sorted(KM)))
    services = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    zones = draw(st.lists(NAMES | st.sampled_from(["1", "2", "10"]), min_size=1, max_size=4, unique=True))
    limits = st.lists(decimals("1", "9999", 3), min_size=1, max_size=4, unique=True)

    def steps() -> tuple[tuple[Grams, int], ...]:
        grams = sorted(exact_grams(limit, weights) for limit in draw(limits))
        return tuple((each, draw(st.integers(0, 100_000))) for each in grams if each >= 1)

    bands = st.lists(decimals("1", "9999", 2), max_size=5, unique=True)
    pairs = [(service, zone) for service in services for zone in zones if draw(st.booleans())]
    pairs = pairs or [(services[0], zones[0])]
    prices = {pair: steps() or ((1000, 5),) for pair in pairs}
    used = sorted({service for service, _ in prices}), sorted({zone for _, zone in prices})
    countries = st.sampled_from(["GB", "IE"])
    rows = st.builds(ZoneRow, countries, PLACES, countries, PLACES, st.sampled_from(used[1]))
    return Tariff(
        draw(st.sampled_from(["GBP", "JPY"])),
        tuple([band_km(each, distances) for each in sorted(draw(bands))]),
        prices,
        {pair: draw(st.integers(0, 30)) for pair in prices if draw(st.booleans())},
        draw(NAMES),
        tuple(draw(st.lists(rows, max_size=3, unique_by=_ends))),
        tuple(draw(st.lists(surcharges(*used), max_size=3))),
        draw(st.none() | decimals("1", "9999", 1)),
        frozenset(draw(st.sets(st.sampled_from(used[0])))),
        frozenset(draw(st.sets(st.sampled_from(used[0])))),
        weights,
        distances,
    )


def _ends(row: ZoneRow) -> tuple[str, ...]:
    return row.from_country, row.from_postcode, row.to_country, row.to_postcode


@settings(max_examples=200, deadline=None)
@given(tariffs())
def test_importing_what_was_exported_gives_the_same_tariff(tariff: Tariff) -> None:
    assert read_tariff(write_tariff(tariff), tariff.currency) == tariff


@settings(max_examples=100, deadline=None)
@given(tariffs())
def test_a_kept_tariff_is_read_back_the_same(tariff: Tariff) -> None:
    assert read_document(tariff_document(tariff)) == tariff


def test_the_sample_tariff_is_written_as_it_is_kept() -> None:
    assert read_tariff(write_tariff(shop().tariff)) == shop().tariff


def test_a_written_tariff_is_written_the_same_again() -> None:
    once = write_tariff(read_tariff(TEXT))
    assert write_tariff(read_tariff(once)) == once


def test_a_spreadsheet_may_part_columns_by_semicolons_and_write_decimal_commas() -> None:
    plain = read_tariff(TEXT)
    german = TEXT.replace(",", ";").replace(".", ",")
    assert read_tariff("\ufeff" + german) == plain
    assert read_tariff(TEXT.replace(",", "\t").replace("\n", "\r\n")) == plain
