"""Applies a change: to the order, to what is seen, or to the rules. What is given is never changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from math import acos, asin, atan2, cos, degrees, pi, radians, sin

from engine.differing.fields import with_field
from engine.differing.model import Change, Kind
from engine.distance import distance_km
from engine.model import Destination, Location, LocationState, Order, Snapshot, StockLevel
from rulesets.model import Rule, Ruleset

World = tuple[Order, Snapshot, Ruleset]


def applied(change: Change, order: Order, snapshot: Snapshot, ruleset: Ruleset) -> World:
    """The three with the change made. Raises KeyError where its location or rule is not there."""
    if change.kind == "rules_off":
        return order, snapshot, _rules_off(change, ruleset)
    if change.kind == "demand_off":
        return order, snapshot, _demand_off(change, ruleset)
    return (*seen_with(change, order, snapshot), ruleset)


def seen_with(change: Change, order: Order, snapshot: Snapshot) -> tuple[Order, Snapshot]:
    """The order and the snapshot with a change that is not one of the rules."""
    if change.kind == "field":
        return with_field(order, change.path, change.value), snapshot
    if change.kind == "earlier":
        before = timedelta(minutes=change.amount)
        moved = replace(order, placed_at=order.placed_at - before)
        return moved, replace(snapshot, at=snapshot.at - before)
    if change.location not in {state.location.code for state in snapshot.locations}:
        raise KeyError(change.location)
    states = [
        _AT[change.kind](change, state, order, snapshot) if state.location.code == change.location else state
        for state in snapshot.locations
    ]
    return order, replace(snapshot, locations=tuple(states))


def one_less(change: Change) -> tuple[Change, ...]:
    """The change with one step less of each number in it; () where it has none."""
    if change.kind == "stock":
        fewer = []
        for at, (sku, units) in enumerate(change.units):
            rest = (*change.units[:at], *([(sku, units - 1)] if units > 1 else []), *change.units[at + 1 :])
            fewer.append(replace(change, units=rest))
        return tuple(fewer)
    return (replace(change, amount=change.amount - 1),) if change.amount else ()


def _rules_off(change: Change, ruleset: Ruleset) -> Ruleset:
    return _edited(ruleset, change.rules, lambda rule: rule.model_copy(update={"enabled": False}))


def _demand_off(change: Change, ruleset: Ruleset) -> Ruleset:
    return _edited(ruleset, change.rules, lambda rule: without_action(rule, change.at))


def without_action(rule: Rule, at: int) -> Rule:
    """The rule without one of the actions of its *then*."""
    return rule.model_copy(update={"then": (*rule.then[:at], *rule.then[at + 1 :])})


def _edited(ruleset: Ruleset, ids: tuple[str, ...], edit: Callable[[Rule], Rule]) -> Ruleset:
    known = {rule.id for rule in ruleset.rules}
    for rule_id in ids:
        if rule_id not in known:
            raise KeyError(rule_id)
    rules = [edit(rule) if rule.id in ids else rule for rule in ruleset.rules]
    return ruleset.model_copy(update={"rules": tuple(rules)})


Apply = Callable[[Change, LocationState, Order, Snapshot], LocationState]


def _more_stock(change: Change, state: LocationState, _order: Order, _seen: Snapshot) -> LocationState:
    stock = dict(state.stock)
    for sku, units in change.units:
        level = stock.get(sku, StockLevel())
        stock[sku] = replace(level, on_hand=level.on_hand + units)
    return replace(state, stock=stock)


def _nearer(change: Change, state: LocationState, order: Order, _seen: Snapshot) -> LocationState:
    return replace(state, location=moved(state.location, order.destination, change.amount))


def moved(location: Location, to: Destination, km: float) -> Location:
    """The location so many km nearer, along the great circle; at the destination at most. As it is where a
    position is not known."""
    away = distance_km(location, to)
    if away is None or location.latitude is None or location.longitude is None or not away:
        return location
    if to.latitude is None or to.longitude is None or km >= away:
        return replace(location, latitude=to.latitude, longitude=to.longitude)
    here = (radians(location.latitude), radians(location.longitude))
    there = (radians(to.latitude), radians(to.longitude))
    latitude, longitude = _between(here, there, km / away)
    return replace(location, latitude=degrees(latitude), longitude=degrees(longitude))


def _between(here: tuple[float, float], there: tuple[float, float], share: float) -> tuple[float, float]:
    """The point at this share of the way, in radians."""
    (lat, lon), (to_lat, to_lon) = here, there
    turn = sin(lat) * sin(to_lat) + cos(lat) * cos(to_lat) * cos(to_lon - lon)
    angle = acos(max(-1.0, min(1.0, turn)))
    if angle in (0.0, pi):
        return there
    a, b = sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle)
    x = a * cos(lat) * cos(lon) + b * cos(to_lat) * cos(to_lon)
    y = a * cos(lat) * sin(lon) + b * cos(to_lat) * sin(to_lon)
    z = a * sin(lat) + b * sin(to_lat)
    return asin(max(-1.0, min(1.0, z))), atan2(y, x)


def _cheaper(change: Change, state: LocationState, _order: Order, _seen: Snapshot) -> LocationState:
    cost = state.location.shipment_cost - change.amount
    return replace(state, location=replace(state.location, shipment_cost=cost))


def _cutoff(change: Change, state: LocationState, _order: Order, _seen: Snapshot) -> LocationState:
    place, more = state.location, change.amount
    cutoffs = tuple([(service, minute + more) for service, minute in place.cutoffs])
    return replace(state, location=replace(place, cutoff=place.cutoff + more, cutoffs=cutoffs))


def _room(change: Change, state: LocationState, _order: Order, _seen: Snapshot) -> LocationState:
    capacity = state.location.capacity
    more = None if capacity is None else capacity + change.amount
    return replace(state, location=replace(state.location, capacity=more))


def _open(_change: Change, state: LocationState, _order: Order, _seen: Snapshot) -> LocationState:
    return replace(state, location=replace(state.location, closed_until=None))


_AT: dict[Kind, Apply] = {
    "stock": _more_stock,
    "nearer": _nearer,
    "cheaper": _cheaper,
    "cutoff": _cutoff,
    "room": _room,
    "closed": _open,
    "suspension": lambda _change, state, _order, _seen: replace(state, suspended=frozenset()),
    "rejected": lambda _change, state, _order, _seen: replace(state, rejected=False),
    "feed": lambda _change, state, _order, seen: replace(state, fed_at=seen.at),
}
"""What is done at the one location that the change names."""
