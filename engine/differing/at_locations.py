"""What would have had to differ at one location: its stock, its distance, its cost, its day."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from engine.calendar import local
from engine.candidate import Candidate
from engine.differing.goals import Goal
from engine.differing.model import Change
from engine.differing.trying import Trial
from engine.model import Decision, LocationState
from engine.situation import Situation

MOST_SKUS = 6
"""SKUs of which units may be missing at once; of more nothing is said."""

SPARE = 100
"""Units beyond the order's that are tried where a rule asks for more than the order takes."""

DAY = 1440
Found = Iterator[tuple[Change, Decision]]


def at_location(trial: Trial, _decision: Decision, code: str, goal: Goal) -> Found:
    """Each kind of change at the location that reaches the goal, the smallest of its kind."""
    state = next((each for each in trial.snapshot.locations if each.location.code == code), None)
    if state is None:
        return
    yield from _switched(trial, state, goal)
    yield from _stocked(trial, state, goal)
    for change, most in _amounts(trial, state):
        found = trial.smallest(change, most, goal.reached)
        if found is not None:
            yield found, trial.with_change(found)


def _switched(trial: Trial, state: LocationState, goal: Goal) -> Found:
    """What is so or not so there."""
    place, now = state.location, trial.snapshot.at
    closed = place.closed_until is not None and place.closed_until > now
    switches = {
        "suspension": bool(state.suspended),
        "closed": closed,
        "rejected": state.rejected,
        "feed": state.fed_at is not None and state.fed_at < now,
    }
    for change in [
        Change("suspension", place.code),
        Change("closed", place.code),
        Change("rejected", place.code),
        Change("feed", place.code),
    ]:
        if switches[change.kind] and goal.reached(trial.with_change(change)):
            yield change, trial.with_change(change)


def _amounts(trial: Trial, state: LocationState) -> Iterator[tuple[Change, int]]:
    """Changes by an amount, with the most that makes sense."""
    place = state.location
    if place.capacity is not None and state.used_today >= place.capacity:
        yield Change("room", place.code), state.used_today - place.capacity + 1
    candidate = Candidate(Situation(trial.order, trial.snapshot), state)
    if candidate.km is not None:
        yield Change("nearer", place.code), ceil(candidate.km)
    if candidate.steps is not None:
        yield Change("cheaper", place.code), place.shipment_cost + candidate.steps[0][1]
    latest = max([place.cutoff, *[minute for _, minute in place.cutoffs]])
    yield Change("cutoff", place.code), DAY - 1 - latest


def _stocked(trial: Trial, state: LocationState, goal: Goal) -> Found:
    """Units that are missing there, each SKU's as few as do."""
    situation = Situation(trial.order, trial.snapshot)
    free = situation.free_at(state)
    lacking = {sku: units - free[sku] for sku, units in situation.demand.items() if units > free[sku]}
    spare = {sku: max(0, units - free[sku]) + SPARE for sku, units in situation.demand.items()}
    for units in (lacking, spare):
        if not units or len(units) > MOST_SKUS:
            continue
        change = Change("stock", state.location.code, units=tuple(units.items()))
        if goal.reached(trial.with_change(change)):
            fewest = _fewest(trial, change, goal)
            if fewest.units:
                yield fewest, trial.with_change(fewest)
            return


def _fewest(trial: Trial, change: Change, goal: Goal) -> Change:
    """As few units as reach the goal, one SKU after the other: of none can one be left out. The last pass
    looks again at what came first, since a later SKU may have made it dispensable."""
    before = None
    while before != change:
        before = change
        for sku, _ in before.units:
            change = _fewer(trial, change, sku, goal)
    return change


def _fewer(trial: Trial, change: Change, sku: str, goal: Goal) -> Change:
    less, enough = -1, dict(change.units)[sku]
    while enough - less > 1:
        middle = (less + enough) // 2
        if goal.reached(trial.with_change(_with_units(change, sku, middle))):
            enough = middle
        else:
            less = middle
    return _with_units(change, sku, enough)


def _with_units(change: Change, sku: str, units: int) -> Change:
    rows = [(each, units if each == sku else count) for each, count in change.units]
    return replace(change, units=tuple([row for row in rows if row[1]]))


def earlier(trial: Trial, goal: Goal) -> Found:
    """An order that had come earlier on its day."""
    at = local(trial.snapshot.at, trial.snapshot.zone)
    found = trial.smallest(Change("earlier"), at.hour * 60 + at.minute, goal.reached)
    if found is not None:
        yield found, trial.with_change(found)
