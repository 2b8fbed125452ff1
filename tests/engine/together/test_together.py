from collections import Counter
from dataclasses import replace

from engine.compiler import Compiled, compile_ruleset
from engine.decide import decide
from engine.model import Order, Snapshot
from engine.together import Settled, Waiting, decide_together
from rulesets.actions import Rank
from tests.engine.decision import world
from tests.engine.decision.world import line, order, rule, ruleset, snapshot, state

CHEAPEST = compile_ruleset(ruleset(rule("routing", "cheapest", Rank(by="lowest_cost"))))


def together(
    orders: list[Order], seen: Snapshot, compiled: Compiled = CHEAPEST, **options: float
) -> list[Settled]:
    return list(decide_together([Waiting(each, seen) for each in orders], compiled, **options))


def cost(settled: list[Settled]) -> int:
    return sum(each.decision.plan.cost or 0 for each in settled)


def test_the_first_leaves_the_second_what_only_that_one_can_use() -> None:
    """Both are cheapest from Coventry, which has one mug; the second also wants a jug, that only it has."""
    seen = snapshot(state("COV", {"MUG": 1, "JUG": 1}), state("LDS", {"MUG": 1}))
    orders = [order("MUG", id="1"), order("MUG", "JUG", id="2")]
    alone, joint = together(orders, seen, seconds=0), together(orders, seen)
    assert [each.decision.plan.locations for each in alone] == [("COV",), ("COV", "LDS")]
    assert [each.decision.plan.locations for each in joint] == [("LDS",), ("COV",)]
    assert cost(joint) < cost(alone)
