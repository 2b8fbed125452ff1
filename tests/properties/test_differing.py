from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler import compile_ruleset
from engine.decide import decide
from engine.differing import Difference, applied, differing, one_less
from engine.model import Decision, LocationState, Order, Snapshot
from rulesets.actions import Hold, KeepStock, OnlyKinds, Rank, Split, WithinKm
from rulesets.conditions import Condition, Group
from rulesets.model import Rule, Ruleset
from tests.engine.decision import world

SKUS = ("X", "Y")
SELDOM = settings(max_examples=60, deadline=None)
World = tuple[Order, Snapshot, Ruleset]


def _when(total: str) -> Group:
    return Group(match="all", of=(Condition(field="order.total", operator="more_than", value=total),))


@st.composite
def _states(draw: st.DrawFn, code: str) -> LocationState:
    place = world.place(
        code,
        capacity=draw(st.sampled_from([None, None, 3])),
        cutoff=draw(st.sampled_from([540, 960])),
        safety_stock=draw(st.integers(0, 2)),
        shipment_cost=draw(st.integers(0, 200)),
        can_hand_over=True,
    )
    stock = {sku: draw(st.integers(0, 6)) for sku in SKUS}
    suspended = draw(st.sets(st.sampled_from(SKUS), max_size=1)) if draw(st.booleans()) else set()
    return world.state(
        place,
        stock,
        used_today=draw(st.integers(0, 4)),
        suspended=frozenset(suspended),
        rejected=draw(st.integers(0, 6)) == 0,
    )


@st.composite
def _rules(draw: st.DrawFn) -> list[Rule]:
    ranks = {
        "nearest": Rank(by="nearest"),
        "lowest_cost": Rank(by="lowest_cost"),
        "fewest_shipments": Rank(by="fewest_shipments"),
        "earliest_arrival": Rank(by="earliest_arrival"),
        "most_stock": Rank(by="most_stock"),
    }
    demands = (WithinKm(km=100), OnlyKinds(kinds=("store",)), KeepStock(units=1))
    asked = draw(st.lists(st.sampled_from(demands), max_size=2, unique=True))
    by = [ranks[each] for each in draw(st.lists(st.sampled_from(sorted(ranks)), min_size=1, max_size=2))]
    first = world.rule(
        "routing",
        "first",
        *asked,
        *by,
        when=_when("20.00 GBP"),
        otherwise=draw(st.sampled_from(["next_rule", "backorder", "hold", "ship_and_backorder"])),
    )
    last = world.rule("routing", "last", Rank(by=draw(st.sampled_from(["nearest", "lowest_cost"]))))
    split = world.rule(
        "split", "split", Split(policy=draw(st.sampled_from(["none", "units", "whole_lines"])))
    )
    hold = world.rule("hold", "hold", Hold(reason="Look", owner="Ann"), when=_when("60.00 GBP"))
    return [first, last, split, *([hold] if draw(st.booleans()) else [])]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    lines = [world.line(at, sku, draw(st.integers(1, 5))) for at, sku in enumerate(SKUS, 1)]
    placed = world.order(*lines[: draw(st.integers(1, 2))])
    states = [draw(_states(code)) for code in ("BRS", "COV", "LDS")]
    return placed, world.snapshot(*states), world.ruleset(*draw(_rules()))


def _again(found: Difference, given: World) -> Decision:
    placed, seen, rules = applied(found.change, *given)
    return decide(placed, seen, compile_ruleset(rules))


@SELDOM
@given(worlds())
def test_what_would_have_had_to_differ_does_make_the_difference(given: World) -> None:
    compiled = compile_ruleset(given[2])
    before = decide(given[0], given[1], compiled)
    for found in differing(given[0], given[1], compiled).differences:
        after = _again(found, given)
        assert (after.plan.locations, after.outcome) == (found.locations, found.outcome)
        assert (after.plan.locations, after.outcome) != (before.plan.locations, before.outcome)


@SELDOM
@given(worlds())
def test_one_step_less_of_a_number_does_not_make_the_difference(given: World) -> None:
    for found in differing(given[0], given[1], compile_ruleset(given[2])).differences:
        for less in one_less(found.change):
            after = _again(replace(found, change=less), given)
            assert (after.plan.locations, after.outcome) != (found.locations, found.outcome)


@SELDOM
@given(worlds(), st.integers(1, 25))
def test_it_is_decided_again_as_often_as_allowed_and_no_more(given: World, most: int) -> None:
    told = list[int]()
    found = differing(given[0], given[1], compile_ruleset(given[2]), most=most, on_decide=told.append)
    assert told == list(range(1, found.decides + 1))
    assert found.decides <= most
