"""An order and the world that it meets, as a test tells them in YAML -> the values that `decide` takes.

order: a web order for Sheffield of £10 units of 500 g, but for what is said; dates in ISO 8601. places:
changes to a location (see PLACES), and of its state now what STATE names: `feed_age` in minutes (null: it
never reported), `rejected_hours_ago`, `weekly_sales` by SKU. stock: location -> SKU -> units. seen: changes
to the snapshot. now: the moment, else a Wednesday morning in winter.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from engine.model import Destination, Location, LocationState, Order, Snapshot
from engine.proving import shop

BRIGHTON = Location("BTN", "Brighton", "store", "GB", 50.8263, -0.1388, shipment_cost=170, line_cost=35)
STOKE = Location("STK", "Stoke Potteries", "supplier", "GB", 53.0027, -2.1794, shipment_cost=50)
DUBLIN = Location("DUB", "Dublin", "store", "IE", 53.3498, -6.2603, shipment_cost=170)
PLACES = {place.code: place for place in (*shop.PLACES, BRIGHTON, STOKE, DUBLIN)}
STATE = (
    "used_today",
    "units_today",
    "open_shipments",
    "suspended",
    "rejected",
    "rejected_hours_ago",
    "rejection_rate",
    "accuracy",
    "weekly_sales",
    "feed_age",
)
ORDER_DATES = ("placed_at", "promised_at", "ship_after", "ship_by", "requested_at", "edit_until")


def _now(told: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(told["now"]) if "now" in told else shop.NOW


def told_order(told: Mapping[str, Any]) -> Order:
    """The order of a test."""
    given = dict(told["order"])
    lines = [
        shop.line(number, **_dated({"sku": "MUG", **line}, ("expected_at",)))
        for number, line in enumerate(given.pop("lines", []), 1)
    ]
    given.setdefault("placed_at", _now(told))
    given = _dated(given, ORDER_DATES)
    if "destination" in given:
        given["destination"] = Destination(**given["destination"])
    if "customer" in given:
        given["customer"] = replace(shop.order("X").customer, **given["customer"])
    return shop.order(*lines, **{key: tuple(v) if isinstance(v, list) else v for key, v in given.items()})


def _dated(given: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {
        key: datetime.fromisoformat(value) if key in keys and isinstance(value, str) else value
        for key, value in given.items()
    }


def told_snapshot(told: Mapping[str, Any]) -> Snapshot:
    """The world at the moment of a test."""
    now, changes = _now(told), told.get("places", {})
    states = [_state(code, stock, changes.get(code, {}), now) for code, stock in told["stock"].items()]
    seen = dict(told.get("seen", {}))
    incoming: dict[str, Any] = seen.pop("incoming", {})
    known = {key: frozenset(v) if isinstance(v, list) else v for key, v in seen.items()}
    known["incoming"] = _dated(incoming, incoming)
    return shop.snapshot(*states, at=now, **known)


def _state(code: str, stock: Mapping[str, int], changes: Mapping[str, Any], now: datetime) -> LocationState:
    place = {key: value for key, value in changes.items() if key not in STATE}
    place = {key: _frozen(value) for key, value in _dated(place, ("closed_until",)).items()}
    known = {key: value for key, value in changes.items() if key in STATE}
    age, hours = known.pop("feed_age", 0), known.pop("rejected_hours_ago", None)
    known["fed_at"] = None if age is None else now - timedelta(minutes=age)
    known["rejected_at"] = None if hours is None else now - timedelta(hours=hours)
    known["suspended"] = frozenset(known.get("suspended", ()))
    return shop.state(replace(PLACES[code], **place), stock, **known)


def _frozen(value: Any) -> Any:
    return tuple([_frozen(each) for each in value]) if isinstance(value, list) else value
