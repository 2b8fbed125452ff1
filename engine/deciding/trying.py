"""One routing rule, tried: first with all of its demands, then with ever fewer of its soft ones."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.allocation import Policy
from engine.candidate import Candidate
from engine.compiler import Asked, Route
from engine.course import Course, Tried, admitted
from engine.deciding.planning import planned
from engine.model import Plan
from engine.routing.eligibility import Demand
from engine.routing.ways import Ways, ways_of
from rulesets.actions import KeepStock
from rulesets.sentences.demands import demand_words
from rulesets.sentences.spans import text_of
from rulesets.sentences.words import Names

MOST_NAMED = 3
"""Locations of which a sentence says by what they miss a demand that was given up."""


def tried(course: Course, route: Route) -> Tried:
    """The rule with the plan that serves everything under the most demands, if there is one; else as it
    stands when all soft demands are given up."""
    situation = course.situation
    ways = ways_of(route.way, situation, route.full_too, route.services)
    found = course.open_to(ways)
    policy, lines = course.policy or Policy(), situation.order.lines
    last = Tried(route, (), None, policy, route.demands, ways)
    for demands in route.stages:
        candidates = _asked(found, demands, route, ways)
        plan = planned(lines, candidates, policy, route.criteria, whole=True)
        last = Tried(route, candidates, plan, policy, demands, ways)
        if plan is not None:
            break
    course.tried.append(last)
    return last


def in_part(course: Course, without: Tried) -> Tried:
    """The rule with the plan that serves the most units, under the most demands of those that serve so many;
    what nobody can send is its shortfall."""
    route, lines = without.route, course.situation.order.lines
    found, best, most = course.open_to(without.ways), without, 0
    for demands in route.stages:
        candidates = _asked(found, demands, route, without.ways)
        plan = planned(lines, candidates, without.policy, route.criteria, whole=False)
        units = 0 if plan is None else _sent(plan)
        if units > most:
            most = units
            best = replace(without, candidates=candidates, plan=plan, demands=demands)
    course.tried[-1] = best
    return best


def _asked(
    found: Sequence[Candidate], demands: Sequence[Demand], route: Route, ways: Ways
) -> tuple[Candidate, ...]:
    """Who may serve. Where the customer collects and the rest is sent there, only those that send are asked
    for more than what stays on the shelf: the customer has chosen the other one."""
    if ways.kind != "transfer":
        return admitted(found, demands)
    there = [each for each in found if each.way.collected]
    shelf = [each.demand for each in route.asked if isinstance(each.action, KeepStock)]
    kept = admitted(there, [demand for demand in demands if demand in shelf])
    senders = admitted([each for each in found if not each.way.collected], demands)
    return (*kept, *senders)


def _sent(plan: Plan) -> int:
    return sum([line.quantity for shipment in plan.shipments for line in shipment.lines])


def relaxed(course: Course, tried: Tried) -> tuple[str, ...]:
    """What was given up and is not met by a location of the plan, each demand a sentence."""
    if tried.plan is None or len(tried.demands) == len(tried.route.demands):
        return ()
    return tuple(_broken(course, tried, tried.plan))


def _broken(course: Course, tried: Tried, plan: Plan) -> Iterator[str]:
    for asked in tried.route.given_up(tried.demands):
        missed = [each for each in _senders(course, tried, plan) if _misses(asked, each[0], each[1])]
        if missed:
            said = [f"{one.name}: {asked.demand.because(one)}" for one, _ in missed[:MOST_NAMED]]
            yield f"Given up, because nobody else could serve: {_words(course, asked)}. {' '.join(said)}"


Sending = tuple[Candidate, dict[str, int]]
"""A location of the plan with all of its stock, and the units by SKU that it sends."""


def _senders(course: Course, tried: Tried, plan: Plan) -> Iterator[Sending]:
    for shipment in plan.shipments:
        if shipment.mode == "pickup" and tried.ways.kind == "transfer":
            continue
        units: dict[str, int] = {}
        for line in shipment.lines:
            units[line.sku] = units.get(line.sku, 0) + line.quantity
        yield tried.ways.candidate(course.situation, course.state(shipment.location)), units


def _misses(asked: Asked, candidate: Candidate, units: dict[str, int]) -> bool:
    met = asked.demand.admit(candidate)
    return met is None or any(count > met.free.get(sku, 0) for sku, count in units.items())


def _words(course: Course, asked: Asked) -> str:
    states = course.situation.snapshot.locations
    names = Names.of(course.compiled.ruleset, {each.location.code: each.location.name for each in states})
    hard = asked.action.model_copy(update={"relax": None})
    return text_of(demand_words(hard, names, ()))
