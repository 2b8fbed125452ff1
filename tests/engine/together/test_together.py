from dataclasses import replace
from datetime import timedelta

import pytest

from engine.compiler import Compiled, compile_ruleset
from engine.decide import decide
from engine.model import Order, Snapshot
from engine.together import Settled, Waiting, decide_together
from rulesets.actions import Hold, KeepStock, OnlyLocations, Rank, Split
from rulesets.conditions import Condition, Group
from tests.engine.decision.world import NOW, line, order, place, rule, ruleset, snapshot, state

CHEAPEST = rule("routing", "cheapest", Rank(by="lowest_cost"))
RULES = compile_ruleset(ruleset(CHEAPEST))


def together(
    orders: list[Order], seen: Snapshot, compiled: Compiled = RULES, seconds: float = 10.0
) -> list[Settled]:
    waiting = [Waiting(each, seen) for each in orders]
    return list(decide_together(waiting, compiled, seconds=seconds))


def senders(settled: list[Settled]) -> list[tuple[str, ...]]:
    return [each.decision.plan.locations for each in settled]


def cost(settled: list[Settled]) -> int:
    return sum(each.decision.plan.cost or 0 for each in settled)


def mug_and_jug() -> tuple[list[Order], Snapshot]:
    """Both are cheapest from Coventry, which has one mug; the second also wants a jug, that only it has."""
    seen = snapshot(state("COV", {"MUG": 1, "JUG": 1}), state("LDS", {"MUG": 1}))
    return [order("MUG", id="1"), order("MUG", "JUG", id="2")], seen


def test_the_first_leaves_the_second_what_saves_it_a_parcel() -> None:
    orders, seen = mug_and_jug()
    alone, joint = together(orders, seen, seconds=0), together(orders, seen)
    assert senders(alone) == [("COV",), ("COV", "LDS")]
    assert senders(joint) == [("LDS",), ("COV",)]
    assert cost(joint) < cost(alone)
    assert [each.decision.together for each in joint] == [True, True]


def test_the_first_takes_the_dearer_place_so_that_the_second_is_served_at_all() -> None:
    only_coventry = rule(
        "routing",
        "trade",
        OnlyLocations(locations=("COV",)),
        when=Group(match="all", of=(Condition(field="order.channel", operator="is", value="wholesale"),)),
    )
    seen = snapshot(state("COV", {"MUG": 1}), state("LDS", {"MUG": 1}))
    orders = [order("MUG", id="1"), order("MUG", id="2", channel="wholesale")]
    compiled = compile_ruleset(ruleset(only_coventry, CHEAPEST))
    assert senders(together(orders, seen, compiled, seconds=0)) == [("COV",), ()]
    assert senders(together(orders, seen, compiled)) == [("LDS",), ("COV",)]


def test_the_last_place_of_the_day_goes_to_whom_it_saves_most() -> None:
    """Both would leave from Coventry, which can take one more: the heavy one saves more there."""
    coventry = place("COV", capacity=5)
    leeds = place("LDS", unit_cost=40)
    seen = snapshot(state(coventry, {"MUG": 9}, used_today=4), state(leeds, {"MUG": 9}))
    orders = [order("MUG", id="1"), order(line(1, "MUG", 6), id="2")]
    assert senders(together(orders, seen, seconds=0)) == [("COV",), ("LDS",)]
    assert senders(together(orders, seen)) == [("LDS",), ("COV",)]


def test_without_time_each_is_decided_as_it_would_be_alone_in_order_of_arrival() -> None:
    orders, seen = mug_and_jug()
    late = replace(orders[0], placed_at=NOW + timedelta(minutes=5))
    settled = together([late, orders[1]], seen, seconds=0)
    assert settled[1].decision == decide(orders[1], seen, RULES)
    assert settled[0].decision == decide(late, settled[0].snapshot, RULES)
    assert senders(settled) == [("LDS",), ("COV",)]
    assert not any(each.decision.together for each in settled)


def test_so_little_time_that_nothing_can_settle_is_as_none() -> None:
    orders, seen = mug_and_jug()
    assert together(orders, seen, seconds=1e-6) == together(orders, seen, seconds=0)


def test_an_order_is_not_asked_of_a_location_that_rejected_it() -> None:
    orders, seen = mug_and_jug()
    states = [replace(each, rejected=each.location.code == "LDS") for each in seen.locations]
    other = replace(seen, locations=tuple(states))
    settled = decide_together([Waiting(orders[0], other), Waiting(orders[1], seen)], RULES)
    assert senders(list(settled)) == [("COV",), ("COV", "LDS")]


def test_an_order_may_not_be_split_for_the_good_of_another() -> None:
    never = rule("split", "never", Split(policy="none"))
    seen = snapshot(state("COV", {"MUG": 1, "JUG": 2}), state("LDS", {"MUG": 1}))
    orders = [order("MUG", "JUG", id="1"), order("MUG", "JUG", id="2")]
    settled = together(orders, seen, compile_ruleset(ruleset(CHEAPEST, never)))
    assert sorted(senders(settled)) == [(), ("COV",)]


def test_what_a_rule_keeps_on_the_shelf_stays_there() -> None:
    """Leeds has two mugs and keeps one: it can help one of the two that Coventry would send."""
    keeping = rule("routing", "keeping", KeepStock(units=1), Rank(by="lowest_cost"))
    seen = snapshot(state("COV", {"MUG": 2, "JUG": 2}), state("LDS", {"MUG": 2}))
    orders = [order("MUG", id="1"), order("MUG", id="2"), order("MUG", "JUG", id="3")]
    compiled = compile_ruleset(ruleset(keeping))
    assert senders(together(orders, seen, compiled, seconds=0)) == [("COV",), ("LDS",), ()]
    assert sorted(senders(together(orders, seen, compiled))) == [(), ("COV",), ("LDS",)]
    orders = [order("MUG", id="1"), order("MUG", "JUG", id="2")]
    assert senders(together(orders, seen, compiled, seconds=0)) == [("COV",), ("COV", "LDS")]
    assert senders(together(orders, seen, compiled)) == [("LDS",), ("COV",)]


def test_a_held_order_takes_nothing_from_the_others() -> None:
    orders, seen = mug_and_jug()
    held = rule(
        "hold",
        "dear",
        Hold(reason="Look at it", owner="Operations"),
        when=Group(match="all", of=(Condition(field="order.line_count", operator="at_least", value=2),)),
    )
    settled = together(orders, seen, compile_ruleset(ruleset(held, CHEAPEST)))
    assert [each.decision.outcome for each in settled] == ["routed", "held"]
    assert senders(settled) == [("COV",), ()]


def test_a_joint_decision_tells_why_like_any_other() -> None:
    orders, seen = mug_and_jug()
    settled = decide_together([Waiting(each, seen) for each in orders], RULES, explain=True)
    assert [each.decision for each in settled] == [each.decision for each in together(orders, seen)]
    for each in settled:
        assert each.decision.trace is not None
        assert each.decision.trace.why[-1].startswith("Planned together with 1 other order: ")
        assert len(each.decision.trace.why) > 1


def test_one_order_and_none_are_joint_plans_too() -> None:
    orders, seen = mug_and_jug()
    assert decide_together([], RULES) == ()
    assert together(orders[:1], seen)[0].decision == decide(orders[0], seen, RULES)


def test_snapshots_of_two_instants_are_refused() -> None:
    orders, seen = mug_and_jug()
    later = replace(seen, at=NOW + timedelta(minutes=1))
    with pytest.raises(ValueError, match="one instant"):
        decide_together([Waiting(orders[0], seen), Waiting(orders[1], later)], RULES)
