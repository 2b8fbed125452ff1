from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.allocation import Criterion, Policy, allocate
from engine.model import Plan
from engine.quantities import Quantities
from tests.engine.decision.oracle import best_plan
from tests.properties.instances import Instance, instances, postage_matters

THOROUGH = settings(max_examples=200, deadline=None)
BROAD = settings(max_examples=100, deadline=None)


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


@BROAD
@given(instances(every_policy=True))
def test_no_plan_at_all_is_better_whatever_the_policy_asks(one: Instance) -> None:
    plan, best = planned(one), best_plan(one.lines, one.candidates, one.policy, one.criteria)
    assert sum(line.quantity for shipment in plan.shipments for line in shipment.lines) == best.served
    assert plan.locations == best.codes
    if best.served:
        pairs = zip([criterion.ranker.by for criterion in one.criteria], best.measures, strict=True)
        assert list(plan.measures) == [(by, value) for by, value in pairs if value < float("inf")]
    assert (plan.proven, plan.gap) == (True, 0)


@settings(max_examples=100, deadline=None)
@given(instances(every_policy=True, apart=True))
def test_every_policy_is_kept(one: Instance) -> None:
    """Part by part, since each part of the order is planned as an order of its own."""
    plan, policy = planned(one), one.policy
    groups = {line.number: _part_of(line.number, policy) for line in one.lines}
    units: dict[str, int] = {}
    for shipment in plan.shipments:
        assert len({groups[part.number] for part in shipment.lines}) == 1
        sent = sum(part.quantity for part in shipment.lines)
        units[shipment.location] = units.get(shipment.location, 0) + sent
    for candidate in one.candidates:
        left = candidate.units_left
        assert left is None or units.get(candidate.code, 0) <= left
    for group in set(groups.values()):
        shipments = [each for each in plan.shipments if groups[each.lines[0].number] == group]
        assert policy.most is None or len(shipments) <= policy.most
        assert len({each.location for each in shipments}) == len(shipments)
        prices = {line.number: line.unit_price for line in one.lines}
        worth = [sum(prices[part.number] * part.quantity for part in each.lines) for each in shipments]
        assert len(worth) < 2 or min(worth) >= (policy.least_value or 0)
    assert allocated(plan) + Quantities.of(plan.shortfall) == Quantities.of(one.lines)
    free = Quantities({})
    for candidate in one.candidates:
        free = free + Quantities(candidate.free)
    assert free - allocated(plan) is not None


def _part_of(number: int, policy: Policy) -> int:
    return next((at for at, group in enumerate(policy.apart) if number in group), -1)


@settings(max_examples=100, deadline=None)
@given(instances(every_policy=True))
def test_lines_that_ship_apart_are_planned_as_orders_of_their_own(one: Instance) -> None:
    first = one.lines[0].number
    policy = replace(one.policy, apart=((first,),))
    plan = planned(replace(one, policy=policy))
    alone = planned(replace(one, lines=one.lines[:1], policy=one.policy))
    mine = [each for each in plan.shipments if each.lines[0].number == first]
    assert [(each.location, each.lines) for each in mine] == [
        (each.location, each.lines) for each in alone.shipments
    ]


RELAXED: dict[str, object] = {
    "at_most": None,
    "only_if_needed": False,
    "cheaper_by": None,
    "dearer_by": None,
    "saves_days": None,
    "least_value": None,
}
"""Each question of a policy that can be asked no more, whatever else is asked."""


@BROAD
@given(instances(every_policy=True), st.sampled_from(sorted(RELAXED)))
def test_to_ask_less_never_makes_the_best_plan_worse(one: Instance, name: str) -> None:
    """Where nothing is a tie within a band, since a band lets a better value go for the next criterion."""
    criteria = tuple(
        [replace(each, rank=each.rank.model_copy(update={"tie_within": 0})) for each in one.criteria]
    )
    strict = replace(one, criteria=criteria)
    loose = replace(strict, policy=replace(one.policy, **{name: RELAXED[name]}))  # type: ignore[arg-type]
    assert _goodness(planned(loose), criteria) <= _goodness(planned(strict), criteria)


@BROAD
@given(instances(every_policy=True), st.booleans())
def test_to_bind_lines_less_never_makes_the_best_plan_worse(one: Instance, apart: bool) -> None:
    """Where several are not compared with a single shipment, which could be a better one too."""
    asked = replace(one.policy, cheaper_by=None, dearer_by=None, saves_days=None, only_if_needed=False)
    criteria = tuple(
        [replace(each, rank=each.rank.model_copy(update={"tie_within": 0})) for each in one.criteria]
    )
    strict = replace(one, policy=asked, criteria=criteria)
    looser = replace(asked, together=()) if apart else replace(asked, lines="units")
    loose = replace(strict, policy=looser)
    assert _goodness(planned(loose), criteria) <= _goodness(planned(strict), criteria)


def _goodness(plan: Plan, criteria: Sequence[Criterion]) -> tuple[float, ...]:
    """Units first, then each criterion; rounded, since kilometres are added up in another order."""
    known = dict(plan.measures) if plan.shipments else {}
    values = [round(known.get(each.ranker.by, float("inf")), 6) for each in criteria]
    return (sum(line.quantity for line in plan.shortfall), *values)


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


@BROAD
@given(instances(every_policy=True, apart=True), st.randoms())
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


@BROAD
@given(instances(every_policy=True, apart=True))
def test_a_plan_for_everything_is_found_or_refused_at_once(one: Instance) -> None:
    plan, whole = planned(one), allocate(one.lines, one.candidates, one.policy, one.criteria, whole=True)
    assert whole == (None if plan.shortfall else plan)
