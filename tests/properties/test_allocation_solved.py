"""Generated orders of many locations and every policy against CP-SAT, and the largest order there is."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from engine.allocation import Policy, allocate
from engine.allocation.demand import Demand
from engine.allocation.plans import plan_of
from engine.allocation.sets import Worths
from engine.allocation.solver import Solver
from engine.allocation.table import Table
from engine.quantities import Quantities
from tests.benchmarks.allocate import SEED
from tests.benchmarks.allocate_checks import faults, pieces
from tests.benchmarks.allocate_cpsat import best
from tests.benchmarks.allocate_instances import KINDS, instance
from tests.benchmarks.allocate_largest import Large, large_order
from tests.engine.decision.oracle import best_plan
from tests.properties.instances import Instance, postage_matters

EACH = 14


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=[kind.replace(" ", "-") for kind in KINDS])
def test_no_plan_is_better_than_what_cp_sat_finds(kind: int) -> None:
    for serial in range(kind, EACH * len(KINDS), len(KINDS)):
        one = instance(serial, seed=11)
        candidates = one.candidates()
        plan = allocate(one.lines, candidates, one.policy, one.criteria)
        assert plan is not None
        for piece in pieces(one.lines, candidates, one.policy, one.criteria, plan):
            assert faults(piece, best(piece.part)) == [], serial


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


@settings(max_examples=60, deadline=None)
@given(postage_matters(3, 3))
def test_the_table_holds_the_cheapest_plan(one: Instance) -> None:
    policy = replace(one.policy, cheaper_by=None)
    demand = Demand(one.lines, one.candidates, policy)
    assume(demand.served(demand.everyone))
    tabled = Table(demand, range(len(one.candidates)), len(one.candidates), []).solve()
    best_one = best_plan(one.lines, one.candidates, policy, one.criteria)
    assert tabled is not None
    plan = plan_of(demand, tabled.shares)
    assert (tabled.cost, plan.cost, plan.locations) == (best_one.cost, best_one.cost, best_one.codes)


BANDS = ((1857, 28), (391, 5), (1644, 2))
"""Instances of the benchmark with criteria after a cost within a band, and the value of one that was hard."""


def test_what_follows_cost_is_settled_over_all_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    """No solver is asked, and the plan says that it is the best; CP-SAT takes up to half a minute for it."""
    monkeypatch.setattr("engine.allocation.Solver", None)
    for serial, value in BANDS:
        one = instance(serial, SEED)
        plan = allocate(one.lines, one.candidates(), one.policy, one.criteria)
        assert plan is not None
        assert plan.proven
        assert value in [round(each) for _, each in plan.measures]


@pytest.mark.parametrize("given_up", [False, True], ids=["over-sets", "by-the-solver"])
def test_the_solver_and_the_table_agree_on_what_follows_cost(
    monkeypatch: pytest.MonkeyPatch, given_up: bool
) -> None:
    monkeypatch.setattr("engine.allocation.EFFORT", 0)
    if given_up:
        monkeypatch.setattr("engine.allocation.levels.MOST_CHASED", 0)
    for serial in range(0, 9 * len(KINDS), 3):
        one = instance(serial, seed=12)
        candidates = one.candidates()
        plan = allocate(one.lines, candidates, one.policy, one.criteria)
        assert plan is not None
        for piece in pieces(one.lines, candidates, one.policy, one.criteria, plan):
            assert faults(piece, best(piece.part)) == [], serial


@settings(max_examples=40, deadline=None)
@given(postage_matters(3, 3))
def test_the_solver_finds_the_cheapest_plan(one: Instance) -> None:
    demand = Demand(one.lines, one.candidates, one.policy)
    worths = [Worths.of(criterion, demand) for criterion in one.criteria]
    solved = Solver(demand, worths).best([()] * len(one.lines))
    best_one = best_plan(one.lines, one.candidates, one.policy, one.criteria)
    assert solved is not None
    plan = plan_of(demand, solved.shares)
    assert (plan.cost, plan.locations, solved.proven) == (best_one.cost, best_one.codes, True)
