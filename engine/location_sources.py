"""What fills the fields of a location that may serve: one function a field."""

from collections.abc import Callable
from typing import Any

from engine.available import safety_units
from engine.candidate import Candidate
from engine.folding import folded, local, location_code, minutes_since, text
from engine.postage import minutes
from engine.situation import NO_STOCK


def _fill_share(candidate: Candidate) -> float:
    demand = candidate.situation.demand
    asked = sum(demand.values())
    there = sum([min(candidate.free[sku], needed) for sku, needed in demand.items()])
    return 100 * there / asked if asked else 100.0


def _left_after(candidate: Candidate) -> int:
    demand = candidate.situation.demand
    return min([candidate.free[sku] - needed for sku, needed in demand.items()], default=0)


def _feed_age(candidate: Candidate) -> int | None:
    fed_at = candidate.state.fed_at
    return None if fed_at is None else minutes_since(fed_at, candidate.situation)


def _on_hand(candidate: Candidate) -> int:
    stock = candidate.state.stock
    return min([stock.get(sku, NO_STOCK).on_hand for sku in candidate.situation.demand], default=0)


def _safety_stock(candidate: Candidate) -> int:
    state = candidate.state
    kept = [
        safety_units(state.location, state.stock.get(sku, NO_STOCK), state.weekly_sales.get(sku, 0.0))
        for sku in candidate.situation.demand
    ]
    return max(kept, default=state.location.safety_stock)


def _weeks_of_supply(candidate: Candidate) -> float | None:
    state, found = candidate.state, []
    for sku in candidate.situation.demand:
        sold = state.weekly_sales.get(sku)
        if not sold:
            return None
        found.append(state.stock.get(sku, NO_STOCK).on_hand / sold)
    return min(found, default=None)


def _carriers(candidate: Candidate) -> frozenset[str] | None:
    carriers = candidate.location.carriers
    return None if carriers is None else folded(carriers)


def _work(candidate: Candidate) -> float:
    order = candidate.situation.order
    return minutes(candidate.location, len(order.lines), order.units)


def _feed_status(candidate: Candidate) -> str:
    fed_at, limit = candidate.state.fed_at, candidate.location.feed_limit
    if fed_at is None:
        return "never"
    stale = limit is not None and minutes_since(fed_at, candidate.situation) > limit
    return "stale" if stale else "fresh"


LOCATION_SOURCES: dict[str, Callable[[Candidate], Any]] = {
    "location.code": lambda c: location_code(c.code, c.location.group),
    "location.kind": lambda c: c.location.kind.casefold(),
    "location.group": lambda c: text(c.location.group),
    "location.country": lambda c: c.location.country.casefold(),
    "location.distance": lambda c: c.km,
    "location.atp": lambda c: c.scarcest,
    "location.atp_after": _left_after,
    "location.fills_all": lambda c: c.holds_all,
    "location.fill_share": _fill_share,
    "location.open_orders": lambda c: c.state.open_shipments,
    "location.capacity_left": lambda c: c.capacity_left,
    "location.capacity_used": lambda c: c.capacity_used,
    "location.open_now": lambda c: c.open_now,
    "location.cost": lambda c: c.whole_cost,
    "location.arrival_days": lambda c: c.arrival_days,
    "location.promise_slack": lambda c: c.promise_slack,
    "location.rejected_order": lambda c: c.state.rejected,
    "location.feed_age": _feed_age,
    "location.zone": lambda c: text(c.zone),
    "location.on_hand": _on_hand,
    "location.safety_stock": _safety_stock,
    "location.weeks_of_supply": _weeks_of_supply,
    "location.hours_to_cutoff": lambda c: c.hours_to_cutoff,
    "location.can_ship": lambda c: c.location.can_ship,
    "location.can_hand_over": lambda c: c.location.can_hand_over,
    "location.carriers": _carriers,
    "location.handling_minutes": _work,
    "location.arrives_at": lambda c: local(c.arrives_at, c.situation),
    "location.rejection_rate": lambda c: c.state.rejection_rate,
    "location.accuracy": lambda c: c.state.accuracy,
    "location.feed_status": _feed_status,
    "location.suspended_until": lambda c: local(c.state.suspended_until, c.situation),
}
"""Path -> what fills it, for a location that may serve."""
