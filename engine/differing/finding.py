"""Finds what would have had to differ, by the outcome of the decision."""

from collections.abc import Callable, Iterator, Sequence

from engine.compiler import Compiled
from engine.differing.at_locations import at_location, earlier
from engine.differing.goals import Goal, goals, let_go, rank_of_runner_up, served
from engine.differing.in_rules import demands_off, fields_otherwise, rules_off
from engine.differing.model import Change, Difference, Differing
from engine.differing.saying import Saying
from engine.differing.trying import Trial, TriedEnough
from engine.model import Decision, Order, Snapshot

MOST_DECIDES = 400
"""Times that an order is decided again at most."""

MOST_SAID = 8
MOST_OF_A_KIND = 3


def differing(
    order: Order,
    snapshot: Snapshot,
    compiled: Compiled,
    *,
    most: int = MOST_DECIDES,
    on_decide: Callable[[int], None] = lambda _count: None,
) -> Differing:
    """What would have had to differ for the runner-up to send, for a held order to go on, or for one that
    waits to be served: of each kind the smallest change, found by deciding again `most` times at most.
    `on_decide` is told how often it was; it may raise to stop. Every difference is true: decided with it, the
    order comes out as it says, and with one step less of a number it does not."""
    trial = Trial(order, snapshot, compiled, most, on_decide)
    runner_up: tuple[str, ...] = ()
    found: list[Difference] = []
    try:
        decision = trial.seen(snapshot, explain=True)
        if decision.plan.shipments and decision.outcome == "routed":
            runner_up = rank_of_runner_up(trial, decision)
        for change, result in _changes(trial, decision, runner_up):
            said = Saying(trial, decision).difference(change, result)
            if not _known(found, said):
                found.append(said)
    except TriedEnough:
        return Differing(runner_up, _few(found), trial.decides, complete=False)
    return Differing(runner_up, _few(found), trial.decides)


Found = Iterator[tuple[Change, Decision]]


def _changes(trial: Trial, decision: Decision, runner_up: tuple[str, ...]) -> Found:
    if decision.outcome == "held" and not decision.plan.shipments and not _asked_locations(decision):
        yield from rules_off(trial, decision, let_go(decision))
        yield from fields_otherwise(trial, decision, let_go(decision))
        return
    routed = decision.outcome == "routed"
    wanted = goals(decision, runner_up) if routed else [served(decision, each) for each in _codes(decision)]
    for goal in wanted:
        for code in goal.at:
            yield from at_location(trial, decision, code, goal)
    other: Goal = Goal("other", (), _other(decision)) if routed else served(decision, "")
    yield from rules_off(trial, decision, other)
    yield from demands_off(trial, decision, other)
    if routed and runner_up:
        yield from earlier(trial, wanted[0])


def _asked_locations(decision: Decision) -> bool:
    return decision.trace is not None and bool(decision.trace.candidates)


def _codes(decision: Decision) -> list[str]:
    """The locations that were asked, the nearest first."""
    found = decision.trace.candidates if decision.trace else ()
    return [each.location for each in sorted(found, key=lambda one: one.distance_km or 0)]


def _other(decision: Decision) -> Callable[[Decision], bool]:
    return lambda result: result.outcome == "routed" and result.plan.locations != decision.plan.locations


def _known(found: Sequence[Difference], said: Difference) -> bool:
    """Whether the same was said before, or enough of its kind with the same effect."""
    alike = [each for each in found if each.change.kind == said.change.kind]
    return any(each.change == said.change for each in alike) or len(alike) >= MOST_OF_A_KIND


def _few(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """The easiest first: fewer units, then what is switched, then the rest as found."""
    return tuple(sorted(found, key=_ease)[:MOST_SAID])


def _ease(difference: Difference) -> tuple[int, int]:
    change = difference.change
    kinds = ("stock", "suspension", "closed", "rejected", "feed", "room", "field", "rules_off", "demand_off")
    place = kinds.index(change.kind) if change.kind in kinds else len(kinds)
    return place, sum([units for _, units in change.units])
