"""What a split policy asks of several shipments, each shown by the smallest order that shows it."""

from dataclasses import replace

import pytest

from engine import allocation
from engine.allocation import Criterion, Policy, allocate
from engine.allocation.policy import most_restrictive
from engine.allocation.solver import Solver
from engine.candidate import Candidate
from engine.model import Location, LocationState, OrderLine, Plan, StockLevel
from engine.routing.rankers import RANKERS
from engine.situation import Situation
from rulesets.actions import Rank
from tests.engine.decision.world import NOW, line, order, place, snapshot

Stock = dict[str, dict[str, int]]


def planned(lines: list[OrderLine], stock: Stock, policy: Policy, *names: str, **known: object) -> Plan:
    """The plan; `known` are locations that differ from the usual ones, by code."""
    states = []
    for code, units in stock.items():
        where = known.get(code, place(code))
        assert isinstance(where, Location)
        states.append(
            LocationState(where, {sku: StockLevel(count) for sku, count in units.items()}, fed_at=NOW)
        )
    situation = Situation(order(*lines), snapshot(*states))
    criteria = [Criterion(Rank(by=name), RANKERS[name]) for name in names]  # type: ignore[arg-type]
    candidates = [Candidate(situation, state) for state in states]
    plan = allocate(lines, candidates, policy, criteria)
    assert plan is not None
    assert plan.proven
    return plan


def sent(plan: Plan) -> dict[str, list[tuple[int, int]]]:
    return {each.location: [(part.number, part.quantity) for part in each.lines] for each in plan.shipments}


SPLIT_IS_NEARER: Stock = {"BRS": {"X": 1, "Y": 1}, "LDS": {"X": 1}, "COV": {"Y": 1}}
"""Leeds and Coventry are nearer together than Bristol alone; two shipments cost 230 more."""
BOTH = [line(1, "X"), line(2, "Y")]


def test_several_may_cost_more_by_less_than_the_policy_says() -> None:
    one = planned(BOTH, {"BRS": SPLIT_IS_NEARER["BRS"]}, Policy(), "nearest").cost
    two = planned(BOTH, {key: SPLIT_IS_NEARER[key] for key in ("LDS", "COV")}, Policy(), "nearest").cost
    assert one is not None
    assert two is not None
    more = two - one
    assert more > 0
    allowed = planned(BOTH, SPLIT_IS_NEARER, Policy(dearer_by=more + 1), "nearest")
    refused = planned(BOTH, SPLIT_IS_NEARER, Policy(dearer_by=more), "nearest")
    assert (allowed.locations, refused.locations) == (("COV", "LDS"), ("BRS",))


def test_several_may_be_where_they_save_so_many_days() -> None:
    slow = replace(place("BRS"), latitude=50.3, longitude=-4.1, cutoff=60)
    for days, expected in ((1, ("COV", "LDS")), (9, ("BRS",))):
        plan = planned(BOTH, SPLIT_IS_NEARER, Policy(saves_days=days), "nearest", BRS=slow)
        assert plan.locations == expected


def test_what_cannot_be_shown_to_save_days_is_not_split() -> None:
    """Nothing is known of how long anything takes from a location that never opens."""
    never = replace(place("LDS"), hours=(None,) * 7)
    plan = planned(BOTH, SPLIT_IS_NEARER, Policy(saves_days=1), "nearest", LDS=never)
    assert plan.locations == ("BRS",)


def test_each_of_several_shipments_is_worth_enough_and_a_single_one_always_is() -> None:
    lines = [line(1, "X", unit_price=5000), line(2, "Y", unit_price=900)]
    stock = {"LDS": {"X": 1}, "COV": {"Y": 1}}
    plan = planned(lines, stock, Policy(least_value=1000), "nearest")
    assert (sent(plan), [part.number for part in plan.shortfall]) == ({"LDS": [(1, 1)]}, [2])
    assert len(planned(lines, stock, Policy(least_value=900), "nearest").shipments) == 2
    assert planned(lines[1:], {"COV": {"Y": 1}}, Policy(least_value=1000), "nearest").shortfall == ()


def test_lines_that_go_together_go_in_one_shipment_or_wait() -> None:
    stock = {"LDS": {"X": 1}, "COV": {"Y": 1}}
    assert planned(BOTH, stock, Policy(together=((1, 2),)), "nearest").shipments == ()
    stock["BRS"] = {"X": 1, "Y": 1}
    plan = planned(BOTH, stock, Policy(together=((1, 2),)), "nearest")
    assert sent(plan) == {"BRS": [(1, 1), (2, 1)]}


def test_lines_that_go_together_share_their_sku_with_others() -> None:
    lines = [line(1, "X", 2), line(2, "Y"), line(3, "X", 2)]
    stock = {"LDS": {"X": 3, "Y": 1}, "COV": {"X": 2}}
    plan = planned(lines, stock, Policy(together=((1, 2),)), "nearest")
    assert sent(plan) == {"LDS": [(1, 2), (2, 1)], "COV": [(3, 2)]}
    assert plan.shortfall == ()


def test_lines_that_ship_apart_are_shipments_of_their_own_even_from_one_place() -> None:
    stock = {"LDS": {"X": 1, "Y": 1}}
    plan = planned(BOTH, stock, Policy(apart=((2,),)), "lowest_cost")
    assert [(each.location, [part.number for part in each.lines]) for each in plan.shipments] == [
        ("LDS", [1]),
        ("LDS", [2]),
    ]
    assert dict(plan.measures)["lowest_cost"] == plan.cost


def test_parts_that_ship_apart_share_stock_and_capacity_in_the_order_of_their_lines() -> None:
    lines = [line(1, "X", 2), line(2, "X", 2)]
    full = replace(place("LDS"), unit_capacity=3)
    plan = planned(lines, {"LDS": {"X": 9}}, Policy(apart=((2,),)), LDS=full)
    assert [(part.number, part.quantity) for part in plan.shortfall] == [(2, 1)]
    one_more = replace(place("LDS"), capacity=1)
    plan = planned(lines, {"LDS": {"X": 9}}, Policy(apart=((2,),)), LDS=one_more)
    assert [(part.number, part.quantity) for part in plan.shortfall] == [(2, 2)]


def test_a_location_sends_no_more_units_than_it_may_today() -> None:
    lines = [line(1, "X", 3), line(2, "Y", 2)]
    few = replace(place("LDS"), unit_capacity=4)
    stock = {"LDS": {"X": 3, "Y": 2}, "COV": {"X": 3, "Y": 2}}
    plan = planned(lines, stock, Policy(only_if_needed=True), "nearest", LDS=few)
    assert plan.locations == ("COV",)
    only = planned(lines, {"LDS": stock["LDS"]}, Policy("whole_lines"), "nearest", LDS=few)
    assert (sent(only), [part.number for part in only.shortfall]) == ({"LDS": [(1, 3)]}, [2])


def test_of_several_split_rules_the_strictest_answer_to_every_question_counts() -> None:
    one = Policy(dearer_by=300, saves_days=1, least_value=500, together=((1, 2),), apart=((3,),))
    other = Policy("whole_lines", dearer_by=100, saves_days=2, together=((4, 5), (1, 2)))
    assert most_restrictive([one, other]) == Policy(
        "whole_lines",
        dearer_by=100,
        saves_days=2,
        least_value=500,
        together=((1, 2), (4, 5)),
        apart=((3,),),
    )


def test_the_solver_gives_the_same_plan_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allocation, "EFFORT", 0)
    lines = [line(number, f"S{number}", 3, weight_g=170 * number) for number in range(1, 7)]
    stock = {
        code: {f"S{number}": (number * at) % 4 for number in range(1, 7)}
        for at, code in enumerate(("BRS", "COV", "LDS"), 1)
    }
    few = replace(place("COV"), unit_capacity=7)
    first, second = (planned(lines, stock, Policy(), "lowest_cost", COV=few) for _ in range(2))
    assert first == second


def test_a_solver_without_time_finds_nothing_and_the_plan_says_by_how_much_it_may_be_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Hurried(Solver):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, seconds=0.0)  # type: ignore[arg-type, misc]

    monkeypatch.setattr(allocation, "Solver", Hurried)
    lines = [line(1, "X", 3), line(2, "Y", 2)]
    few = LocationState(
        replace(place("LDS"), unit_capacity=4), {"X": StockLevel(3), "Y": StockLevel(2)}, fed_at=NOW
    )
    situation = Situation(order(*lines), snapshot(few))
    plan = allocate(lines, [Candidate(situation, few)], Policy(), [])
    assert plan is not None
    assert (plan.shipments, plan.proven, plan.gap) == ((), False, 5.0)
