from dataclasses import replace
from random import Random

import pytest

from engine import allocation
from engine.allocation import Criterion, Policy, allocate, pricing
from engine.allocation.policy import most_restrictive
from engine.candidate import Candidate
from engine.model import Order, OrderLine, Plan, StockLevel
from engine.quantities import Quantities
from engine.routing.rankers import RANKERS
from engine.situation import Situation
from rulesets.actions import Rank
from tests.engine.decision.world import line, order, snapshot, state


def candidates(placed: Order, stock: dict[str, dict[str, int]]) -> list[Candidate]:
    states = [state(code, units) for code, units in stock.items()]
    situation = Situation(placed, snapshot(*states))
    return [Candidate(situation, each) for each in states]


def by(*names: str) -> list[Criterion]:
    return [Criterion(Rank(by=name), RANKERS[name]) for name in names]  # type: ignore[arg-type]


def planned(lines: list[OrderLine], stock: dict[str, dict[str, int]], policy: Policy, *names: str) -> Plan:
    plan = allocate(lines, candidates(order(*lines), stock), policy, by(*names))
    assert plan is not None
    return plan


def sent(plan: Plan) -> dict[str, list[tuple[int, int]]]:
    return {each.location: [(part.number, part.quantity) for part in each.lines] for each in plan.shipments}


def test_a_line_that_one_location_has_whole_is_not_broken() -> None:
    lines = [line(1, "X", 10), line(2, "Y", 4)]
    stock = {"BRS": {"X": 4, "Y": 4}, "COV": {"X": 10}}
    assert sent(planned(lines, stock, Policy())) == {"BRS": [(2, 4)], "COV": [(1, 10)]}


def test_a_line_is_broken_into_as_few_parts_as_can_be() -> None:
    lines = [line(1, "X", 10), line(2, "Y"), line(3, "Z")]
    stock = {"BRS": {"X": 2, "Y": 1}, "COV": {"X": 8}, "LDS": {"X": 2, "Z": 1}}
    plan = planned(lines, stock, Policy())
    assert sent(plan) == {"BRS": [(1, 2), (2, 1)], "COV": [(1, 8)], "LDS": [(3, 1)]}


def test_lines_of_one_sku_share_what_is_there() -> None:
    lines = [line(1, "X", 3), line(2, "X", 3)]
    stock = {"BRS": {"X": 4}, "COV": {"X": 3}}
    assert sent(planned(lines, stock, Policy("whole_lines"))) == {"BRS": [(1, 3)], "COV": [(2, 3)]}
    short = planned(lines, {"BRS": {"X": 4}}, Policy("whole_lines"))
    assert (sent(short), [(part.number, part.quantity) for part in short.shortfall]) == (
        {"BRS": [(1, 3)]},
        [(2, 3)],
    )


def test_a_store_is_spared_a_step_of_postage_when_that_pays() -> None:
    """1,100 g from Leeds cost a step more than 1,000 g; moving the 100 g to Coventry saves £2 less 1p."""
    lines = [line(1, "X", weight_g=900), line(2, "Y", weight_g=200), line(3, "Z", weight_g=100)]
    stock = {"LDS": {"X": 1, "Y": 1}, "COV": {"Y": 1, "Z": 1}}
    plan = planned(lines, stock, Policy("whole_lines"), "lowest_cost")
    assert sent(plan) == {"LDS": [(1, 1)], "COV": [(2, 1), (3, 1)]}
    assert plan.proven


def test_the_most_units_come_before_every_criterion() -> None:
    lines = [line(1, "X", 2), line(2, "Y", 3)]
    stock = {"LDS": {"X": 2}, "BRS": {"Y": 3}}
    plan = planned(lines, stock, Policy("none"), "nearest")
    assert sent(plan) == {"BRS": [(2, 3)]}


def test_a_location_more_is_not_used_for_nothing() -> None:
    stock = {"LDS": {"X": 5}, "COV": {"X": 5}}
    assert len(planned([line(1, "X", 5)], stock, Policy(), "most_stock").shipments) == 1


def test_of_several_split_rules_the_strictest_answers_count() -> None:
    one = Policy("units", at_most=3, cheaper_by=100)
    other = Policy("whole_lines", only_if_needed=True, cheaper_by=250)
    assert most_restrictive([one, other]) == Policy("whole_lines", 3, True, 250)
    assert most_restrictive([one, Policy("none")]).most == 1


def wide(lines: int, seed: int) -> tuple[list[OrderLine], dict[str, dict[str, int]]]:
    """A wholesale order that no location has whole."""
    chance = Random(seed)  # noqa: S311  the same order every time
    asked = [
        line(number, f"SKU-{number}", chance.choice([1, 2, 6, 12, 24]), weight_g=chance.randrange(5, 400, 5))
        for number in range(1, lines + 1)
    ]
    stock: dict[str, dict[str, int]] = {"BRS": {}, "COV": {}, "LDS": {}}
    for each in asked:
        for code, share in (("COV", 0.9), ("LDS", 0.5), ("BRS", 0.5)):
            stock[code][each.sku] = 100 if chance.random() < share else chance.choice([0, 3])
    return asked, stock


def test_a_very_large_order_comes_to_an_end_and_says_how_sure_it_is() -> None:
    lines, stock = wide(1_114, 7)
    for policy in (Policy(only_if_needed=True), Policy("whole_lines", only_if_needed=True)):
        plan = planned(lines, stock, policy, "lowest_cost")
        found = Quantities.of([part for each in plan.shipments for part in each.lines])
        assert found + Quantities.of(plan.shortfall) == Quantities.of(lines)
        assert plan.proven == (plan.gap == 0)
        assert plan.cost is not None
        assert 0 <= plan.gap < plan.cost


def test_a_search_that_was_cut_short_says_by_how_much_it_may_be_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bound below which it says no plan can cost lies below what trying harder finds."""
    lines, stock = wide(12, 3)
    monkeypatch.setattr(pricing, "MOST_NODES", 1)
    monkeypatch.setattr(pricing, "MOST_STATES", 0)
    rough = planned(lines, stock, Policy("units", only_if_needed=True), "lowest_cost")
    monkeypatch.setattr(pricing, "MOST_NODES", 400_000)
    monkeypatch.setattr(pricing, "MOST_STATES", 60_000)
    exact = planned(lines, stock, Policy("units", only_if_needed=True), "lowest_cost")
    assert rough.cost is not None
    assert exact.cost is not None
    assert rough.cost - rough.gap <= exact.cost <= rough.cost
    assert (rough.proven, exact.proven) == (rough.gap == 0, True)


def test_many_lines_of_one_sku_are_packed_within_a_budget_that_it_admits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(allocation, "MOST_SOLVED", 0)
    chance = Random(3)  # noqa: S311  the same lines every time
    lines = [line(number, "X", chance.randint(1, 60)) for number in range(1, 25)]
    third = sum(each.quantity for each in lines) // 3 - 2
    stock = {"BRS": {"X": third}, "COV": {"X": third}, "LDS": {"X": third}}
    plan = planned(lines, stock, Policy("whole_lines"), "nearest")
    short = sum(part.quantity for part in plan.shortfall)
    assert short == plan.gap > 0
    assert not plan.proven
    monkeypatch.undo()
    solved = planned(lines, stock, Policy("whole_lines"), "nearest")
    assert sum(part.quantity for part in solved.shortfall) < short
    assert solved.proven == (solved.gap == 0)
    units = {each.location: sum(part.quantity for part in each.lines) for each in plan.shipments}
    assert max(units.values()) <= third


def test_reserved_and_allocated_units_are_not_given_out() -> None:
    placed = order(line(1, "X", 2))
    seen = snapshot(state("COV", {}))
    held = replace(seen.locations[0], stock={"X": StockLevel(5, 2, 2)})
    plan = allocate(placed.lines, [Candidate(Situation(placed, snapshot(held)), held)], Policy(), [])
    assert plan is not None
    assert [(part.sku, part.quantity) for part in plan.shortfall] == [("X", 1)]
