"""What rules a location out whatever the rules say: it said no, it is closed, it can take no more today."""

from datetime import datetime

from engine.calendar import local
from engine.model import LocationState
from engine.routing.words import counted
from engine.situation import Situation


def may_serve(state: LocationState, now: datetime) -> bool:
    """Whether nothing of the program's own speaks against the location."""
    location = state.location
    if state.rejected or (location.capacity is not None and state.used_today >= location.capacity):
        return False
    closed = location.closed_until
    return (closed is None or closed <= now) and any(location.hours)


def ruled_out(state: LocationState, situation: Situation) -> str | None:
    """The first thing that speaks against it, a sentence; None when nothing does."""
    location = state.location
    if state.rejected:
        return f"{location.name} already rejected this order."
    if location.closed_until is not None and location.closed_until > situation.now:
        until = local(location.closed_until, situation.snapshot.zone)
        return f"Closed until {until:%a} {until.day} {until:%b, %H:%M}."
    if not any(location.hours):
        return f"{location.name} has no opening hours."
    if location.capacity is not None and state.used_today >= location.capacity:
        return (
            f"No capacity left today: {state.used_today} of {counted(location.capacity, 'shipment')} taken."
        )
    return None
