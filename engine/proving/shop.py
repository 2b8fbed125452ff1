"""A made-up shop of three locations, and orders for it, of which a test says only what matters to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from engine.model import (
    Customer,
    Destination,
    Location,
    LocationState,
    Order,
    OrderLine,
    Snapshot,
    StockLevel,
    Tariff,
)

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
"""A Wednesday morning, in winter time."""

SHEFFIELD = Destination("GB", "South Yorkshire", "Sheffield", "S10 2TN", 53.38, -1.50)

TARIFF = Tariff(
    currency="GBP",
    bands=(50, 150, 300),
    steps={
        (service, zone): tuple(
            [(grams, price + extra) for grams, price in ((1000, 300), (5000, 500), (20000, 900))]
        )
        for service, more in (("standard", 0), ("express", 400))
        for zone, extra in (
            ("1", more),
            ("2", more + 20),
            ("3", more + 60),
            ("4", more + 120),
            ("europe", more + 700),
            ("world", more + 1500),
        )
    },
    days={
        (service, zone): days
        for service, less in (("standard", 0), ("express", 1))
        for zone, days in (("1", 2 - less), ("2", 2 - less), ("3", 3 - less), ("4", 4 - less), ("europe", 6))
    },
    version="test",
)

PLACES = (
    Location("BRS", "Bristol", "store", "GB", 51.4545, -2.5912, shipment_cost=160, line_cost=35, unit_cost=2),
    Location(
        "COV", "Coventry", "warehouse", "GB", 52.4382, -1.5106, shipment_cost=85, line_cost=12, unit_cost=1
    ),
    Location("LDS", "Leeds", "store", "GB", 53.7985, -1.5424, shipment_cost=160, line_cost=35, unit_cost=2),
)


def line(number: int, sku: str, quantity: int = 1, **known: Any) -> OrderLine:
    """A line of 500 g units at £10, unless it is said otherwise."""
    given = {"name": sku, "unit_price": 1000, "weight_g": 500, **known}
    return OrderLine(number, sku, quantity=quantity, **given)


def order(*lines: OrderLine | str, **known: Any) -> Order:
    """A web order for Sheffield; a text is a SKU of which one is ordered."""
    each = [part if isinstance(part, OrderLine) else line(at, part) for at, part in enumerate(lines, 1)]
    given = {"id": "W-1", "channel": "web", "external_id": "1", "placed_at": NOW, "currency": "GBP"}
    given |= {"destination": SHEFFIELD, "customer": Customer("c1", "Imogen Shaw")}
    return Order(lines=tuple(each), **{**given, **known})


def place(code: str, **changes: Any) -> Location:
    """One of the three locations, changed."""
    return replace(next(each for each in PLACES if each.code == code), **changes)


def state(location: Location | str, stock: Mapping[str, int], **known: Any) -> LocationState:
    """A location with so many units on hand."""
    where = place(location) if isinstance(location, str) else location
    levels = {sku: StockLevel(units) for sku, units in stock.items()}
    return LocationState(where, levels, **{"fed_at": NOW, **known})


def snapshot(*states: LocationState, **known: Any) -> Snapshot:
    """The world now; locations in the order of their codes."""
    given = {"at": NOW, "zone": "Europe/London", "country": "GB", "currency": "GBP", "tariff": TARIFF}
    ordered = tuple(sorted(states, key=lambda each: each.location.code))
    return Snapshot(locations=ordered, **{**given, **known})
