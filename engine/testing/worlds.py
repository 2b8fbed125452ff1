"""What a test says -> the order, and the snapshot that the decision sees; what it leaves out is as usual."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from engine import plain
from engine.model import (
    Customer,
    Destination,
    Location,
    LocationState,
    Order,
    OrderLine,
    Snapshot,
    StockLevel,
)
from engine.testing import usual
from rulesets.model import Ruleset
from rulesets.sentences.tests import USUAL_SKU

ORDER_DATES = (
    "placed_at",
    "promised_at",
    "ship_after",
    "ship_by",
    "requested_at",
    "authorised_until",
    "edit_until",
)
STATE = (
    "used_today",
    "units_today",
    "open_shipments",
    "suspended",
    "suspended_until",
    "rejected",
    "rejected_at",
    "rejected_hours_ago",
    "rejection_rate",
    "accuracy",
    "weekly_sales",
    "fed_at",
    "feed_age",
)
"""What of a place says how it is now; all else is how it is set up."""


def world_of(told: Mapping[str, Any], rules: Ruleset) -> tuple[Order, Snapshot]:
    """The order and the snapshot of a test, given as plain data of `rulesets.testing.shapes`. The rules give
    zone, country and currency where the test does not."""
    seen = dict(told.get("seen") or {})
    at = _instant(told.get("now")) or usual.NOW
    country, currency = seen.pop("country", rules.country), seen.pop("currency", rules.currency)
    tariff = usual.TARIFF if told.get("tariff") is None else _tariff(told["tariff"])
    places = told.get("places") or {}
    states = [
        _state(code, stock, places.get(code) or {}, at, country) for code, stock in told["stock"].items()
    ]
    incoming = {sku: datetime.fromisoformat(due) for sku, due in (seen.pop("incoming", None) or {}).items()}
    lifted = frozenset(seen.pop("holds_lifted", None) or ())
    snapshot = Snapshot(
        at=at,
        zone=seen.pop("zone", rules.zone),
        country=country,
        currency=currency,
        locations=tuple(sorted(states, key=lambda state: state.location.code)),
        tariff=replace(tariff, currency=currency),
        holds_lifted=lifted,
        incoming=incoming,
        **seen,
    )
    return _order(told["order"], currency, at), snapshot


def _instant(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


def _order(told: Mapping[str, Any], currency: str, now: datetime) -> Order:
    given = _read(told, ORDER_DATES)
    lines = [_line(number, line) for number, line in enumerate(given.pop("lines", None) or (), 1)]
    if "destination" in given:
        given["destination"] = Destination(**(given["destination"] or {}))
    if "customer" in given:
        given["customer"] = _customer(given["customer"] or {})
    return replace(usual.usual_order(currency, now), lines=tuple(lines), **given)


def _line(number: int, told: Mapping[str, Any]) -> OrderLine:
    given = _read(told, ("expected_at",))
    sku = given.pop("sku", None) or USUAL_SKU
    return replace(usual.usual_line(given.pop("number", None) or number, sku), **given)


def _customer(told: Mapping[str, Any]) -> Customer:
    return replace(usual.CUSTOMER, **_read(told, ()))


def _read(told: Mapping[str, Any], dates: tuple[str, ...]) -> dict[str, Any]:
    """The same with lists as tuples, and instants read."""
    return {key: _instant(value) if key in dates else _frozen(value) for key, value in told.items()}


def _frozen(value: Any) -> Any:
    return (
        tuple(value)
        if isinstance(value, list) and not any(isinstance(each, dict) for each in value)
        else value
    )


def _state(
    code: str, stock: Mapping[str, Any], told: Mapping[str, Any], now: datetime, country: str
) -> LocationState:
    known = {key: told[key] for key in STATE if key in told}
    place = _place(code, {key: value for key, value in told.items() if key not in STATE}, country)
    age, hours = known.pop("feed_age", 0), known.pop("rejected_hours_ago", None)
    if "fed_at" not in known:
        known["fed_at"] = _ago(now, age, lambda minutes: timedelta(minutes=minutes))
    if "rejected_at" not in known:
        known["rejected_at"] = _ago(now, hours, lambda count: timedelta(hours=count))
    for key in ("fed_at", "rejected_at", "suspended_until"):
        if isinstance(known.get(key), str):
            known[key] = _instant(known[key])
    known["suspended"] = frozenset(known.get("suspended") or ())
    levels = {sku: _level(units) for sku, units in stock.items()}
    return LocationState(place, levels, **known)


def _ago(now: datetime, much: float | None, span: Callable[[float], timedelta]) -> datetime | None:
    return None if much is None else now - span(much)


def _level(units: Any) -> StockLevel:
    return StockLevel(**units) if isinstance(units, dict) else StockLevel(units)


def _place(code: str, told: Mapping[str, Any], country: str) -> Location:
    begun = usual.usual_place(code, country)
    given = {key: value for key, value in told.items() if key != "closed_until"}
    read = plain.read_location(plain.location_document(begun) | given)
    return replace(read, closed_until=_instant(told.get("closed_until")))


def _tariff(told: Mapping[str, Any]) -> Any:
    return plain.read_tariff(plain.tariff_document(_EMPTY) | dict(told))


_EMPTY = replace(usual.TARIFF, bands=(), steps={}, days={}, version="")
