"""A test made of an order, what its decision saw, and the decision; on the same rules it passes at once."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from engine import plain
from engine.model import Decision, Destination, LocationState, Order, OrderLine, Snapshot, StockLevel
from engine.testing import usual
from engine.testing.expecting import found
from rulesets.model import Ruleset
from rulesets.problems import Place, Problem, Refused
from rulesets.reading.tests import read_test
from rulesets.ruletest import RuleTest

NOT_KEPT = ("name",)
"""Of a customer: no rule reads it, and rules travel."""


def made_test(
    name: str, about: str, order: Order, seen: Snapshot, decided: Decision, rules: Ruleset
) -> RuleTest:
    """The test that says all that matters of this order and its world, and expects this decision."""
    told = {
        "name": name,
        "about": about,
        "now": _plain(seen.at),
        "order": _order(order, seen),
        "stock": {state.location.code: _stock(state, order) for state in seen.locations},
        "places": {state.location.code: _place(state, seen, order) for state in seen.locations},
        "seen": _seen(seen, order, rules),
        "tariff": _tariff(seen),
        "expect": expected_of(decided),
    }
    problems: list[Problem] = []
    test = read_test({key: value for key, value in told.items() if value}, Place(), problems)
    if test is None:
        raise Refused(problems)
    return test


def expected_of(decided: Decision) -> dict[str, Any]:
    """What a test expects that is made of a decision: the outcome, who decided, who sends, who holds."""
    keys = ["outcome", "rule", "from"] if decided.plan.shipments or not decided.holds else ["outcome"]
    keys += ["shipments"] if len(decided.plan.shipments) > 1 else []
    keys += ["short"] if decided.plan.shortfall else []
    keys += ["held_by"] if decided.holds else []
    return {key: found(key, decided) for key in keys}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _other(value: Any, than: Any, leave: tuple[str, ...] = ()) -> dict[str, Any]:
    """What of a value's fields is other than usual, as plain data."""
    names = [each.name for each in fields(value) if each.name not in leave]
    return {
        name: _plain(getattr(value, name)) for name in names if getattr(value, name) != getattr(than, name)
    }


def _order(order: Order, seen: Snapshot) -> dict[str, Any]:
    begun = usual.usual_order(seen.currency, seen.at)
    told = _other(order, begun, ("lines", "destination", "customer"))
    told["lines"] = [_line(number, line) for number, line in enumerate(order.lines, 1)]
    if order.destination != begun.destination:
        told["destination"] = _other(order.destination, Destination())
    customer = _other(order.customer, usual.CUSTOMER, NOT_KEPT)
    return told | ({"customer": customer} if customer else {})


def _line(number: int, line: OrderLine) -> dict[str, Any]:
    told = _other(line, usual.usual_line(number, line.sku), ("sku",))
    return {"sku": line.sku, **told}


def _stock(state: LocationState, order: Order) -> dict[str, Any]:
    """The units of the order's SKUs; what is not there at all is left out."""
    skus = dict.fromkeys(line.sku for line in order.lines)
    levels = {sku: state.stock[sku] for sku in skus if sku in state.stock}
    return {
        sku: level.on_hand if level == StockLevel(level.on_hand) else _level(level)
        for sku, level in levels.items()
    }


def _level(level: StockLevel) -> dict[str, int]:
    given = {"on_hand": level.on_hand, "allocated": level.allocated, "reserved": level.reserved}
    return {key: units for key, units in given.items() if units}


def _place(state: LocationState, seen: Snapshot, order: Order) -> dict[str, Any]:
    place, begun = state.location, usual.usual_place(state.location.code, seen.country)
    document, before = plain.location_document(place), plain.location_document(begun)
    told = {key: value for key, value in document.items() if key != "code" and value != before[key]}
    told |= {"closed_until": _plain(place.closed_until)} if place.closed_until else {}
    skus = {line.sku for line in order.lines}
    usually = LocationState(place, {}, fed_at=seen.at)
    known = replace(
        state,
        stock={},
        suspended=frozenset(state.suspended & skus),
        weekly_sales={sku: each for sku, each in state.weekly_sales.items() if sku in skus},
    )
    told |= _other(known, usually, ("location", "stock"))
    return told | ({"suspended": sorted(known.suspended)} if known.suspended else {})


def _seen(seen: Snapshot, order: Order, rules: Ruleset) -> dict[str, Any]:
    skus = {line.sku for line in order.lines}
    usually = Snapshot(seen.at, rules.zone, rules.country, rules.currency, (), seen.tariff)
    known = replace(seen, incoming={sku: at for sku, at in seen.incoming.items() if sku in skus})
    told = _other(known, usually, ("at", "locations", "tariff"))
    if seen.holds_lifted:
        told["holds_lifted"] = sorted(seen.holds_lifted)
    return told | (
        {"incoming": {sku: at.isoformat() for sku, at in known.incoming.items()}} if known.incoming else {}
    )


def _tariff(seen: Snapshot) -> dict[str, Any]:
    """The prices, where they are not the usual ones; what is empty or as a new tariff is left out."""
    if replace(seen.tariff, currency=usual.TARIFF.currency) == usual.TARIFF:
        return {}
    document = plain.tariff_document(seen.tariff)
    return {key: value for key, value in document.items() if value and key != "currency"}
