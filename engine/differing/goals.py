"""What another decision is to come to: the plan of the runner-up, another location in it, or just served."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.differing.trying import Trial
from engine.model import Decision, Snapshot

MOST_OTHERS = 2
"""Locations asked about besides those of the runner-up."""

Effect = Callable[[Decision], bool]


@dataclass(frozen=True, slots=True)
class Goal:
    """`at`: the locations at which something would have to differ; `reached`: whether a decision is it."""

    name: str
    at: tuple[str, ...]
    reached: Effect


def goals(decision: Decision, runner_up: tuple[str, ...]) -> list[Goal]:
    """For an order that was routed: the runner-up's plan, then plans with the nearest other locations."""
    found = [Goal("runner_up", runner_up, _exactly(runner_up))] if runner_up else []
    asked = decision.trace.candidates if decision.trace else ()
    chosen = decision.plan.locations
    others = [each for each in asked if each.location not in {*chosen, *runner_up}]
    near = sorted(others, key=lambda each: (each.distance_km is None, each.distance_km or 0, each.location))
    return found + [_with(each.location, decision) for each in near[:MOST_OTHERS]]


def _exactly(codes: tuple[str, ...]) -> Effect:
    return lambda result: result.outcome == "routed" and result.plan.locations == codes


def _with(code: str, decision: Decision) -> Goal:
    """Plans in which the location takes part."""
    before = decision.plan.locations
    return Goal(
        "with",
        (code,),
        lambda result: (
            result.outcome == "routed" and code in result.plan.locations and result.plan.locations != before
        ),
    )


def served(_decision: Decision, code: str) -> Goal:
    """Everything has a location."""
    return Goal("served", (code,), lambda result: result.outcome == "routed")


def let_go(_decision: Decision) -> Goal:
    """Nothing holds the order any more."""
    return Goal("let_go", (), lambda result: result.outcome != "held")


def rank_of_runner_up(trial: Trial, decision: Decision) -> tuple[str, ...]:
    """The locations of the best plan in which some sender of this plan has no part; () where no such plan
    serves everything. Plans of an earlier routing rule come first, then the smaller measures."""
    order = [rule.id for rule in trial.compiled.ruleset.rules]
    found: list[tuple[int, tuple[float, ...], tuple[str, ...]]] = []
    for code in decision.plan.locations:
        result = trial.seen(_without(trial.snapshot, code))
        if result.outcome == "routed" and result.plan.locations != decision.plan.locations:
            place = order.index(result.rule_id) if result.rule_id in order else len(order)
            measures = tuple([value for _, value in result.plan.measures])
            found.append((place, measures, result.plan.locations))
    return min(found)[2] if found else ()


def _without(snapshot: Snapshot, code: str) -> Snapshot:
    states = [
        replace(state, rejected=True) if state.location.code == code else state
        for state in snapshot.locations
    ]
    return replace(snapshot, locations=tuple(states))
