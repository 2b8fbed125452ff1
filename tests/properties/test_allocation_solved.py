"""Generated orders of many locations and every policy against CP-SAT, and the largest order there is."""

import pytest

from engine.allocation import Policy, allocate
from engine.quantities import Quantities
from tests.benchmarks.allocate_checks import faults, pieces
from tests.benchmarks.allocate_cpsat import best
from tests.benchmarks.allocate_instances import KINDS, instance
from tests.benchmarks.allocate_largest import Large, large_order

EACH = 14


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=[kind.replace(" ", "-") for kind in KINDS])
def test_no_plan_is_better_than_what_cp_sat_finds(kind: int) -> None:
    for serial in range(kind, EACH * len(KINDS), len(KINDS)):
        one = instance(serial, seed=11)
        candidates = one.candidates()
        plan = allocate(one.lines, candidates, one.policy, one.criteria)
        assert plan is not None
        for piece in pieces(one.lines, candidates, one.policy, one.criteria, plan):
            assert faults(piece, best(piece.part), proven=plan.proven) == [], serial


@pytest.fixture(scope="module")
def large() -> Large:
    return large_order()


@pytest.mark.parametrize("names", [("lowest_cost",), ("nearest",)], ids=["by-cost", "by-distance"])
@pytest.mark.parametrize("lines", ["units", "whole_lines"])
def test_the_largest_order_is_planned_from_what_there_is_and_says_how_sure_it_is(
    large: Large, names: tuple[str, ...], lines: str
) -> None:
    plan = large.plan(names, Policy(lines))  # type: ignore[arg-type]
    sent = Quantities.of([part for each in plan.shipments for part in each.lines])
    assert sent + Quantities.of(plan.shortfall) == Quantities.of(large.order.lines)
    free = {candidate.code: candidate.free for candidate in large.candidates()}
    for shipment in plan.shipments:
        assert Quantities(free[shipment.location]) - Quantities.of(shipment.lines) is not None
    assert plan.cost is not None
    assert plan.proven == (plan.gap == 0)
    assert 0 <= plan.gap < plan.cost
