"""A plan takes only what is there, keeps to every hard demand, and depends on no order of listing."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler import Compiled, Route, compile_ruleset
from engine.decide import decide
from engine.model import Decision, LocationState, PlannedShipment, Snapshot
from engine.routing.ways import Ways, ways_of
from engine.situation import Situation
from rulesets.actions import Demand, KeepStock
from rulesets.model import Rule, RuleKind, Ruleset
from tests.properties.shops import Case, cases, some_demands

THOROUGH = settings(max_examples=120, deadline=None)


def _decided(case: Case) -> tuple[Decision, Compiled]:
    compiled = compile_ruleset(case[2])
    return decide(case[0], case[1], compiled), compiled


def _route(decision: Decision, compiled: Compiled) -> Route:
    rule = compiled.ruleset.rule(decision.rule_id)
    assert rule is not None
    return compiled.route(rule)


def _ways(case: Case, route: Route) -> Ways:
    return ways_of(route.way, Situation(case[0], case[1]), route.full_too, route.services)


def _state(seen: Snapshot, code: str) -> LocationState:
    return next(state for state in seen.locations if state.location.code == code)


def _units(shipments: list[PlannedShipment]) -> Counter[str]:
    found: Counter[str] = Counter()
    for shipment in shipments:
        for line in shipment.lines:
            found[line.sku] += line.quantity
    return found


def _by_location(decision: Decision) -> dict[str, list[PlannedShipment]]:
    found: dict[str, list[PlannedShipment]] = {}
    for shipment in decision.plan.shipments:
        found.setdefault(shipment.location, []).append(shipment)
    return found


@THOROUGH
@given(cases)
def test_nothing_is_sent_that_is_not_there_and_nowhere_more_than_there_is_room_for(case: Case) -> None:
    decision, compiled = _decided(case)
    situation = Situation(case[0], case[1])
    for code, shipments in _by_location(decision).items():
        state, units = _state(case[1], code), _units(shipments)
        free = situation.free_at(state)
        assert all(count <= free[sku] for sku, count in units.items())
        place = state.location
        if not _route(decision, compiled).full_too:
            assert place.capacity is None or state.used_today + len(shipments) <= place.capacity
            assert place.unit_capacity is None or state.units_today + units.total() <= place.unit_capacity


@THOROUGH
@given(cases)
def test_a_hard_demand_is_never_broken_and_a_soft_one_only_when_it_is_said(case: Case) -> None:
    decision, compiled = _decided(case)
    for code, shipments in _by_location(decision).items():
        route = _route(decision, compiled)
        ways, situation = _ways(case, route), Situation(case[0], case[1])
        state, units = _state(case[1], code), _units(shipments)
        assert ways.ruled_out(state, situation) is None
        chosen = ways.kind == "transfer" and ways.at(state).collected
        for asked in route.asked:
            if chosen and not isinstance(asked.action, KeepStock):
                continue
            met = asked.demand.admit(ways.candidate(situation, state))
            broken = met is None or any(count > met.free[sku] for sku, count in units.items())
            assert not (broken and asked.turn is None), asked.action
            assert not broken or decision.relaxed


@THOROUGH
@given(cases)
def test_what_is_collected_is_never_sent_unless_a_rule_says_so(case: Case) -> None:
    placed = replace(case[0], type="pickup")
    decision, compiled = _decided((placed, *case[1:]))
    for shipment in decision.plan.shipments:
        if _route(decision, compiled).way is None:
            assert shipment.mode == "pickup"
            assert shipment.location == shipment.hand_over_at == placed.pickup_at
            assert shipment.postage == 0


@THOROUGH
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_locations_changes_nothing(case: Case, by: object) -> None:
    placed, seen, rules = case
    lines, places = list(placed.lines), list(seen.locations)
    by.shuffle(lines)  # type: ignore[attr-defined]
    by.shuffle(places)  # type: ignore[attr-defined]
    first, _ = _decided(case)
    other, _ = _decided((replace(placed, lines=tuple(lines)), replace(seen, locations=tuple(places)), rules))
    for name in ("outcome", "plan", "rule_id", "applied", "again_at", "decide_by"):
        assert getattr(first, name) == getattr(other, name)
    assert len(first.relaxed) == len(other.relaxed)


def _one_rule(case: Case, then: tuple[Demand, ...]) -> Ruleset:
    """One routing rule for all, that sends what it can of what these demands let it."""
    ranks = [rule for rule in case[2].rules if rule.kind is not RuleKind.ROUTING]
    every = Rule(
        id="every-order",
        name="Every order",
        kind=RuleKind.ROUTING,
        default=True,
        then=then,
        otherwise="ship_and_backorder",
    )
    return case[2].model_copy(update={"rules": (*ranks, every)})


def _sent(decision: Decision) -> int:
    return _units(list(decision.plan.shipments)).total()


@THOROUGH
@given(cases, some_demands)
def test_asking_less_never_sends_less(case: Case, asked: list[Demand]) -> None:
    """All demands hard, then the last of them soft, then without it."""
    hard = tuple([demand.model_copy(update={"relax": None}) for demand in asked])
    soft = (*hard[:-1], hard[-1].model_copy(update={"relax": 1}))
    found = [_decided((*case[:2], _one_rule(case, then)))[0] for then in (hard, soft, hard[:-1])]
    strict, softer, without = [_sent(decision) for decision in found]
    reviewed = any(decision.holds for decision in found)
    assert reviewed or strict <= softer <= without
