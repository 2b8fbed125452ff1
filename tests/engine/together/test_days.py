from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decide import decide
from engine.quantities import Quantities
from engine.situation import Situation
from engine.together import decide_together
from tests.engine.together import days
from tests.engine.together.days import SmallDay, small_days

OFTEN = settings(max_examples=60, deadline=None)


@OFTEN
@given(small_days())
def test_every_unit_is_accounted_for_and_nothing_is_taken_twice(one: SmallDay) -> None:
    settled = decide_together(one.waiting, one.compiled)
    for each in settled:
        plan = each.decision.plan
        allocated = Quantities.of([line for parcel in plan.shipments for line in parcel.lines])
        assert allocated + Quantities.of(plan.shortfall) == Quantities.of(each.order.lines)
    used = days.taken(settled)
    for state in one.seen.locations:
        place = state.location
        for sku, level in state.stock.items():
            assert used["stock", place.code, sku] <= level.on_hand
        assert place.capacity is None or used["orders", place.code, ""] <= place.capacity
        assert place.unit_capacity is None or used["units", place.code, ""] <= place.unit_capacity


@OFTEN
@given(small_days())
def test_each_decision_is_what_the_single_decision_says_of_what_the_others_leave(one: SmallDay) -> None:
    settled = decide_together(one.waiting, one.compiled)
    used = days.taken(settled)
    for each in settled:
        again = decide(each.order, each.snapshot, one.compiled)
        assert each.decision == replace(again, together=each.decision.together)
        if each.decision.together:
            others = used - days.taken([each])
            whole, left = Situation(each.order, one.seen), Situation(each.order, each.snapshot)
            for state, now in zip(one.seen.locations, each.snapshot.locations, strict=True):
                for sku, free in whole.free_at(state).items():
                    assert left.free_at(now)[sku] == free - others["stock", state.location.code, sku]


@OFTEN
@given(small_days(ranks=[days.CHEAPEST]))
def test_together_is_never_worse_than_one_by_one(one: SmallDay) -> None:
    alone = decide_together(one.waiting, one.compiled, seconds=0)
    joint = decide_together(one.waiting, one.compiled)
    assert (-days.sent(joint), days.cost(joint)) <= (-days.sent(alone), days.cost(alone))


@settings(max_examples=80, deadline=None)
@given(
    small_days(
        most_orders=3,
        most_places=2,
        splits=days.FREE_SPLITS,
        ranks=[days.CHEAPEST],
    )
)
def test_a_joint_plan_is_one_of_those_there_are(one: SmallDay) -> None:
    joint = decide_together(one.waiting, one.compiled)
    short = sum(order.units for order in one.orders) - days.sent(joint)
    # Plans come from a pool, so a dearer one may be found; a better one would have sold what is not there.
    assert (short, days.cost(joint)) >= days.best_of_all(one)


@OFTEN
@given(small_days(), st.integers(1, 3))
def test_neither_asking_again_nor_the_order_of_the_orders_changes_anything(one: SmallDay, turn: int) -> None:
    settled = decide_together(one.waiting, one.compiled)
    assert decide_together(one.waiting, one.compiled) == settled
    other = decide_together(days.shuffled(one, turn).waiting, one.compiled)
    assert {each.order.id: each for each in other} == {each.order.id: each for each in settled}
