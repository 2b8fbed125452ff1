"""A made-up shop of three locations, and orders for it, of which a test says only what matters to it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.model import (
    Customer,
    Location,
    LocationState,
    Order,
    OrderLine,
    Snapshot,
    StockLevel,
)
from engine.testing import usual
from engine.testing.usual import NOW, SHEFFIELD, TARIFF

__all__ = ["NOW", "PLACES", "SHEFFIELD", "TARIFF", "line", "order", "place", "snapshot", "state"]

PLACES = tuple(usual.PLACES[code] for code in ("BRS", "COV", "LDS"))


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
