"""A tariff -> CSV, as `reading` reads it: importing what was exported gives the same tariff."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

from engine.model import Grams, Surcharge, Tariff
from engine.tariff import reading
from engine.tariff.weights import KM, UNITS
from rulesets.values import CURRENCIES

Line = list[str]

MOST_DECIMALS = 12


def write_tariff(tariff: Tariff) -> str:
    """The tariff as CSV."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(_lines(tariff))
    return text.getvalue()


def _lines(tariff: Tariff) -> Iterator[Line]:
    yield ["[tariff]"]
    yield from _settings(tariff)
    yield from ([], ["[prices]"], *_prices(tariff))
    if tariff.days or tariff.saturday or tariff.refuses:
        yield from ([], ["[services]"], *_services(tariff))
    if tariff.surcharges:
        yield from ([], ["[surcharges]"], list(reading.SURCHARGES))
        yield from (_surcharge(each, tariff.currency) for each in tariff.surcharges)
    if tariff.table:
        yield from ([], ["[zones]"], list(reading.ZONES))
        for row in tariff.table:
            yield [row.from_country, row.from_postcode, row.to_country, row.to_postcode, row.zone]


def _settings(tariff: Tariff) -> Iterator[Line]:
    yield ["name", tariff.version]
    yield ["currency", tariff.currency]
    yield ["weights", tariff.weights]
    yield ["distances", tariff.distances]
    if tariff.bands:
        yield ["bands", *[_band(km, tariff.distances) for km in tariff.bands]]
    if tariff.divisor is not None:
        yield ["volume divisor", _figure(tariff.divisor)]


def _prices(tariff: Tariff) -> Iterator[Line]:
    zones = _zones([zone for _, zone in tariff.steps])
    yield [*reading.PRICES, *zones]
    for service in dict.fromkeys([service for service, _ in tariff.steps]):
        columns = [dict(tariff.steps.get((service, zone), ())) for zone in zones]
        for grams in sorted({grams for column in columns for grams in column}):
            prices = [_price(column[grams], tariff.currency) if grams in column else "" for column in columns]
            yield [service, weight(grams, tariff.weights), *prices]


def _services(tariff: Tariff) -> Iterator[Line]:
    zones = _zones([zone for _, zone in tariff.days])
    yield [*reading.SERVICES, *zones]
    for service in dict.fromkeys([service for service, _ in tariff.steps]):
        days = [tariff.days.get((service, zone)) for zone in zones]
        yield [
            service,
            "yes" if service in tariff.saturday else "no",
            "refused" if service in tariff.refuses else "parcels",
            *["" if count is None else str(count) for count in days],
        ]


def _surcharge(each: Surcharge, currency: str) -> Line:
    weekdays = " ".join(reading.WEEKDAYS[day] for day in each.weekdays)
    amount = f"{_figure(each.percent)}%" if each.percent else _price(each.amount, currency)
    return [
        each.name,
        each.each,
        each.service,
        each.zone,
        each.when,
        weekdays,
        _day(each.first),
        _day(each.last),
        amount,
    ]


def _zones(names: list[str]) -> list[str]:
    """Each zone once: the numbers rising, then the words as they come."""
    found = list(dict.fromkeys(names))
    return sorted(found, key=lambda name: (not name.isdecimal(), int(name) if name.isdecimal() else 0))


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _price(minor: int, currency: str) -> str:
    return f"{Decimal(minor).scaleb(-CURRENCIES.get(currency, ('', 2))[1]):f}"


def _band(km: float, distances: str) -> str:
    return _shortest(
        Decimal(str(km)) / KM[distances], lambda written: reading.band_km(written, distances) == km
    )


def weight(grams: Grams, weights: str) -> str:
    """A weight as it was written in this unit, as in `15.999`."""
    return _shortest(
        Decimal(grams) / UNITS[weights], lambda written: reading.exact_grams(written, weights) == grams
    )


def _shortest(value: Decimal, same: reading.Same) -> str:
    """The fewest decimals that are read as the same again."""
    for places in range(MOST_DECIMALS + 1):
        written = round(value, places)
        if same(written):
            return _figure(written)
    return _figure(round(value, MOST_DECIMALS))


def _figure(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
