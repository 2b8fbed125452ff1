from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.allocation import allocate
from engine.model import Plan
from engine.quantities import Quantities
from tests.engine.decision.oracle import best_plan
from tests.properties.instances import Instance, instances, postage_matters

THOROUGH = settings(max_examples=200, deadline=None)


def planned(one: Instance) -> Plan:
    plan = allocate(one.lines, one.candidates, one.policy, one.criteria)
    assert plan is not None
    return plan


def allocated(plan: Plan) -> Quantities:
    return Quantities.of([line for shipment in plan.shipments for line in shipment.lines])


@THOROUGH
@given(instances())
def test_what_is_allocated_and_what_is_short_are_the_demand(one: Instance) -> None:
    plan = planned(one)
    assert allocated(plan) + Quantities.of(plan.shortfall) == Quantities.of(one.lines)
    by_line = {line.number: 0 for line in one.lines}
    for part in [*plan.shortfall, *(part for shipment in plan.shipments for part in shipment.lines)]:
        by_line[part.number] += part.quantity
    assert by_line == {line.number: line.quantity for line in one.lines}


@THOROUGH
@given(instances())
def test_no_location_sends_more_than_it_has(one: Instance) -> None:
    free = {candidate.code: candidate.free for candidate in one.candidates}
    for shipment in planned(one).shipments:
        assert Quantities(free[shipment.location]) - Quantities.of(shipment.lines) is not None
        assert shipment.lines


@THOROUGH
@given(instances())
def test_no_plan_at_all_is_better(one: Instance) -> None:
    plan, best = planned(one), best_plan(one.lines, one.candidates, one.policy, one.criteria)
    served = sum(line.quantity for shipment in plan.shipments for line in shipment.lines)
    assert served == best.served
    assert plan.locations == best.codes
    if served:
        pairs = zip([criterion.ranker.by for criterion in one.criteria], best.measures, strict=True)
        assert list(plan.measures) == [(by, value) for by, value in pairs if value < float("inf")]
    assert plan.proven
    assert plan.gap == 0


@settings(max_examples=60, deadline=None)
@given(instances(most_lines=2, most_units=2, most_places=4))
def test_no_plan_of_four_locations_is_better(one: Instance) -> None:
    plan, best = planned(one), best_plan(one.lines, one.candidates, one.policy, one.criteria)
    assert (plan.locations, plan.proven) == (best.codes, True)


@THOROUGH
@given(postage_matters(4, 2))
def test_no_way_to_share_lines_between_two_locations_is_cheaper(one: Instance) -> None:
    plan, best = planned(one), best_plan(one.lines, one.candidates, one.policy, one.criteria)
    assert (plan.cost, plan.locations, plan.proven) == (best.cost, best.codes, True)


@settings(max_examples=60, deadline=None)
@given(postage_matters(3, 3))
def test_no_way_to_share_lines_among_three_locations_is_cheaper(one: Instance) -> None:
    plan, best = planned(one), best_plan(one.lines, one.candidates, one.policy, one.criteria)
    assert (plan.cost, plan.locations, plan.proven) == (best.cost, best.codes, True)


@THOROUGH
@given(instances(), st.randoms())
def test_neither_the_order_of_lines_nor_that_of_locations_matters(
    one: Instance, random: st.DataObject
) -> None:
    lines, candidates = list(one.lines), list(one.candidates)
    random.shuffle(lines)  # type: ignore[attr-defined]
    random.shuffle(candidates)  # type: ignore[attr-defined]
    assert planned(replace(one, lines=tuple(lines), candidates=tuple(candidates))) == planned(one)


@THOROUGH
@given(instances())
def test_leave_to_split_further_never_serves_less(one: Instance) -> None:
    def served(policy: object) -> int:
        return allocated(planned(replace(one, policy=policy))).total  # type: ignore[arg-type]

    strict = one.policy
    assert served(strict) <= served(replace(strict, at_most=None))
    assert served(replace(strict, lines="none")) <= served(replace(strict, lines="whole_lines"))
    assert served(replace(strict, lines="whole_lines")) <= served(replace(strict, lines="units"))


@THOROUGH
@given(instances())
def test_a_plan_for_everything_is_found_or_refused_at_once(one: Instance) -> None:
    plan, whole = planned(one), allocate(one.lines, one.candidates, one.policy, one.criteria, whole=True)
    assert whole == (None if plan.shortfall else plan)
