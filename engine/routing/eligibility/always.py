"""What rules a location out whatever the rules say: it said no, it is closed, it can take no more today."""

from engine.calendar import local
from engine.model import LocationState
from engine.routing.words import counted, kind_name
from engine.situation import Situation
from engine.way import SHIPS, Way


def ruled_out(state: LocationState, situation: Situation, way: Way = SHIPS) -> str | None:
    """The first thing that speaks against it serving this way, a sentence; None when nothing does."""
    location = state.location
    if state.rejected:
        return f"{location.name} already rejected this order."
    if location.closed_until is not None and location.closed_until > situation.now:
        until = local(location.closed_until, situation.snapshot.zone)
        return f"Closed until {until:%a} {until.day} {until:%b, %H:%M}."
    if not any(location.hours):
        return f"{location.name} has no opening hours."
    if way is not SHIPS or not location.can_ship:
        unfit = _unfit(state, way)
        if unfit:
            return unfit
    limited = location.capacity is not None or location.unit_capacity is not None
    return _full(state) if limited and not way.full_too else None


def _unfit(state: LocationState, way: Way) -> str | None:
    """It cannot do what the way asks."""
    location, to = state.location, way.hand_over
    if way.collected:
        if to is not None and to.code != location.code:
            return f"The customer collects at {to.name}."
        return None if location.can_hand_over else f"Customers cannot collect at {location.name}."
    if not location.can_ship:
        return f"{location.name} does not send parcels."
    if way.mode == "drop_ship" and location.kind.casefold() != "supplier":
        return f"A {kind_name(location.kind).lower()}; the rule asks suppliers."
    return None


def _full(state: LocationState) -> str | None:
    """It can take no more today."""
    location, units = state.location, state.location.unit_capacity
    if location.capacity is not None and state.used_today >= location.capacity:
        most = counted(location.capacity, "shipment")
        return f"No capacity left today: {state.used_today} of {most} taken."
    if units is not None and state.units_today >= units:
        return f"No capacity left today: {state.units_today} of {counted(units, 'unit')} taken."
    return None
