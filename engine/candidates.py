"""Each location as the deciding routing rule saw it: chosen, lost, or ruled out, and the first reason why."""

from dataclasses import replace
from typing import Literal

from engine.candidate import Candidate
from engine.course import Course, Tried
from engine.model import CandidateTrace, Decision, LocationState
from engine.routing.rankers import Asked
from engine.routing.words import counted, of_product


def candidate_traces(course: Course, decision: Decision) -> tuple[CandidateTrace, ...]:
    """Chosen ones first, then those that could serve, then the others; each by distance, then by code.
    Empty when no routing rule was tried."""
    if not course.tried:
        return ()
    tried = course.tried[-1]
    states = course.situation.snapshot.locations
    found = [
        _trace(course, decision, tried, state, tried.ways.candidate(course.situation, state))
        for state in states
    ]
    return tuple(sorted(found, key=_standing))


def _standing(trace: CandidateTrace) -> tuple[int, float, str]:
    place = ("chosen", "lost", "ruled_out").index(trace.verdict)
    return place, float("inf") if trace.distance_km is None else trace.distance_km, trace.location


def _trace(
    course: Course, decision: Decision, tried: Tried, state: LocationState, candidate: Candidate
) -> CandidateTrace:
    allowed = next((each for each in tried.candidates if each.code == candidate.code), None)
    if allowed is None:
        because = tried.refused(course.situation, state) or f"{candidate.name} may not serve."
        return _told(candidate, "ruled_out", because)
    sent = next((each for each in decision.plan.shipments if each.location == candidate.code), None)
    if sent is not None:
        told = _told(candidate, "chosen", _why_chosen(tried, allowed, decision))
        return replace(told, cost=sent.cost, arrives_at=sent.arrives_at)
    if not allowed.holds_all:
        alone = len(decision.plan.shipments) <= 1
        return _told(candidate, "ruled_out" if alone else "lost", _short(candidate, allowed))
    if not decision.plan.shipments:
        return _told(candidate, "lost", "It has everything, but the rule came to no plan.")
    return _told(candidate, "lost", _why_lost(tried, allowed, decision))


def _told(
    candidate: Candidate, verdict: Literal["chosen", "lost", "ruled_out"], because: str
) -> CandidateTrace:
    return CandidateTrace(
        candidate.code,
        verdict,
        because,
        candidate.km,
        candidate.scarcest,
        candidate.whole_cost,
        candidate.arrives_at,
        sum([min(candidate.free[sku], units) for sku, units in candidate.situation.demand.items()]),
    )


def _short(candidate: Candidate, allowed: Candidate) -> str:
    """What it lacks: `2 free of Fern mug, 3 asked: 1 short`."""
    demand = candidate.situation.demand
    lacking = {
        sku: needed - allowed.free[sku] for sku, needed in demand.items() if allowed.free[sku] < needed
    }
    sku = max(lacking, key=lambda each: lacking[each])
    product = of_product(candidate.situation, sku)
    kept = candidate.free[sku] - allowed.free[sku]
    back = f", {kept} kept back by the rule" if kept else ""
    said = f"{candidate.free[sku]} free{product}{back}, {demand[sku]} asked: {lacking[sku]} short"
    rest = len(lacking) - 1
    return f"{said}; {counted(rest, 'more SKU')} short too." if rest else f"{said}."


def _why_chosen(tried: Tried, allowed: Candidate, decision: Decision) -> str:
    if len(decision.plan.shipments) > 1 or decision.plan.shortfall:
        units = sum(
            line.quantity
            for shipment in decision.plan.shipments
            if shipment.location == allowed.code
            for line in shipment.lines
        )
        does = "Has" if allowed.way.collected else "Sends"
        return f"{does} {units:,} of {counted(sum(allowed.situation.demand.values()), 'unit')}."
    able = sum([candidate.holds_all for candidate in tried.candidates])
    if able == 1:
        return "The only one that can serve everything."
    best = tried.route.criteria[0].ranker.best if tried.route.criteria else "first by its code"
    return f"The {best} of the {able} that can serve everything."


def _why_lost(tried: Tried, allowed: Candidate, decision: Decision) -> str:
    """At which criterion it lost against the plan, alone, and by how much."""
    measures, same = dict(decision.plan.measures), list[str]()
    currency = allowed.situation.snapshot.currency
    for criterion in tried.route.criteria:
        ranker = criterion.ranker
        asked = Asked(criterion.rank, tried.candidates)
        value = allowed.whole_cost if ranker.priced else ranker.worth(allowed, asked)
        best = measures.get(ranker.by)
        if value is None or best is None:
            continue
        if value > best + criterion.band:
            ahead = f"Same {' and '.join(same)}; lost" if same else "Lost"
            return f"{ahead} on {ranker.noun} by {ranker.said(value - best, currency)}."
        same.append(ranker.noun)
    ahead = f"Same {' and '.join(same)}" if same else "Nothing to choose between them"
    return f"{ahead}; the other comes first by its code."
