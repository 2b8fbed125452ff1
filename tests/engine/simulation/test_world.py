"""Orders decided in order of time, while stock falls, arrives, and comes back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import Order
from engine.simulation.events import Decided, Left, TakenBack
from engine.simulation.inputs import EarlierShipment, PersonLifts
from rulesets.actions import Hold
from tests.engine.simulation.shop import (
    COVENTRY,
    LARGE_ARE_HELD,
    LEEDS,
    MONDAY,
    WAREHOUSE_ONLY,
    WHOLE_ORDERS,
    Days,
    after,
    an_order,
    came,
    condition,
    rule,
    took_back,
)


def test_an_order_takes_stock_that_the_next_one_cannot_have() -> None:
    days = Days({"COV": {"MUG": 3}, "LDS": {"MUG": 9}}, WHOLE_ORDERS, WAREHOUSE_ONLY)
    days.pass_with(an_order("A", ("MUG", 2)), an_order("B", ("MUG", 2), at=after(minutes=1)))
    assert days.decisions("A") == ["routed COV"]
    assert days.decisions("B") == ["backordered"]
    assert days.on_hand("COV", "MUG") == (3, 2)


def test_a_shipment_leaves_when_it_is_due_and_takes_its_units_along() -> None:
    days = Days({"COV": {"MUG": 3}}, WAREHOUSE_ONLY)
    days.pass_with(an_order("A", ("MUG", 2)))
    assert days.on_hand("COV", "MUG") == (3, 2)
    days.pass_with(until=after(days=1))
    left = [event for event in days.events if isinstance(event, Left)]
    assert [event.at for event in left] == [left[0].parcel.planned.ships_at]
    assert days.on_hand("COV", "MUG") == (1, 0)


def test_who_waits_longest_is_served_first_when_stock_arrives() -> None:
    days = Days({}, WAREHOUSE_ONLY)
    days.pass_with(
        an_order("A", ("MUG", 2)),
        an_order("B", ("MUG", 1), at=after(minutes=1)),
        came("COV", after(days=1), MUG=2),
    )
    assert days.decisions("A") == ["backordered", "routed COV"]
    assert days.decisions("B") == ["backordered"]


def test_stock_that_does_not_help_leaves_the_order_as_it_was() -> None:
    days = Days({}, WHOLE_ORDERS, WAREHOUSE_ONLY)
    days.pass_with(an_order("A", ("MUG", 2), ("TRAY", 1)), came("COV", after(days=1), MUG=5))
    assert days.decisions("A") == ["backordered"]
    assert days.world.cases["A"].attempts == 1


def test_only_the_units_that_wait_are_asked_for_again() -> None:
    ship_what_is_here = replace_otherwise("ship_and_backorder")
    days = Days({"COV": {"MUG": 1}}, ship_what_is_here)
    days.pass_with(an_order("A", ("MUG", 3)), came("COV", after(days=1), MUG=9))
    assert days.decisions("A") == ["part_backordered COV", "routed COV"]
    parcels = days.world.cases["A"].parcels
    assert [dict(parcel.units) for parcel in parcels] == [{1: 1}, {1: 2}]


def replace_otherwise(otherwise: str) -> object:
    return WAREHOUSE_ONLY.model_copy(update={"otherwise": otherwise})


def test_a_hold_lifts_by_the_clock_and_the_order_goes_on() -> None:
    for_an_hour = rule(
        "hold",
        "pause",
        Hold(reason="Pause", owner="Ada", lifts_after_minutes=60),
        when=condition("order.channel", "is", "web"),
    )
    days = Days({"COV": {"MUG": 3}}, for_an_hour)
    days.pass_with(an_order("A"), until=after(minutes=59))
    assert days.decisions("A") == ["held"]
    days.pass_with(until=after(minutes=60))
    assert days.decisions("A") == ["held", "routed COV"]


def test_a_hold_for_a_person_stands_until_a_person_lifts_it() -> None:
    days = Days({"COV": {"MUG": 30}}, LARGE_ARE_HELD)
    days.pass_with(an_order("A", ("MUG", 9)), until=after(days=9))
    assert days.decisions("A") == ["held"]
    days.pass_with(PersonLifts(after(days=10), "A", "large"))
    assert days.decisions("A") == ["held", "routed COV"]


def test_lifting_a_hold_that_does_not_stand_does_nothing() -> None:
    days = Days({"COV": {"MUG": 30}})
    days.pass_with(an_order("A"), PersonLifts(after(minutes=1), "A", "large"))
    assert days.decisions("A") == ["routed COV"]


def test_units_taken_back_come_off_what_waits_first() -> None:
    days = Days({"COV": {"MUG": 1}}, replace_otherwise("ship_and_backorder"))
    days.pass_with(an_order("A", ("MUG", 3)), took_back("A", "MUG", 2, after(minutes=5)))
    case = days.world.cases["A"]
    assert (case.waiting, case.cancelled, case.returned) == ({}, 2, 0)
    assert days.on_hand("COV", "MUG") == (1, 1)


def test_units_not_sent_yet_become_free_for_who_waits() -> None:
    days = Days({"COV": {"MUG": 2}}, WAREHOUSE_ONLY)
    days.pass_with(
        an_order("A", ("MUG", 2)),
        an_order("B", ("MUG", 2), at=after(minutes=1)),
        took_back("A", "MUG", 2, after(minutes=2)),
    )
    assert days.decisions("B") == ["backordered", "routed COV"]
    assert not [
        event
        for event in days.pass_with(until=after(days=9)).events
        if isinstance(event, Left) and event.case.order.id == "A"
    ]


def test_units_that_were_sent_go_back_to_the_shelf_that_sent_them() -> None:
    days = Days({"LDS": {"MUG": 2}})
    days.pass_with(an_order("A", ("MUG", 2)), took_back("A", "MUG", 1, after(days=5)))
    taken = [event for event in days.events if isinstance(event, TakenBack)]
    assert [(event.units, event.sent) for event in taken] == [(1, True)]
    assert days.on_hand("LDS", "MUG") == (1, 0)
    assert days.world.cases["A"].returned == 1


def test_a_whole_order_that_is_cancelled_gives_back_only_what_was_not_sent() -> None:
    days = Days({"COV": {"MUG": 1}}, replace_otherwise("ship_and_backorder"))
    days.pass_with(
        an_order("A", ("MUG", 3)),
        came("COV", after(days=3), MUG=1),
        took_back("A", "", 0, after(days=3, minutes=1)),
    )
    case = days.world.cases["A"]
    assert (case.cancelled, case.returned, case.waiting) == (2, 0, {})
    assert days.on_hand("COV", "MUG") == (1, 0)


def test_a_location_that_is_full_today_takes_orders_tomorrow() -> None:
    days = Days({"COV": {"MUG": 9}, "LDS": {"MUG": 9}}, locations=(COVENTRY, replace(LEEDS, capacity=1)))
    days.pass_with(an_order("A"), an_order("B", at=after(minutes=1)), an_order("C", at=after(days=1)))
    assert [days.decisions(id_) for id_ in "ABC"] == [["routed LDS"], ["routed COV"], ["routed LDS"]]


def test_a_shipment_taken_back_makes_room_on_its_day() -> None:
    days = Days({"LDS": {"MUG": 9}, "COV": {"MUG": 9}}, locations=(COVENTRY, replace(LEEDS, capacity=1)))
    days.pass_with(
        an_order("A"), took_back("A", "MUG", 1, after(minutes=1)), an_order("B", at=after(minutes=2))
    )
    assert days.decisions("B") == ["routed LDS"]


def test_shipments_of_earlier_orders_take_a_place_in_the_day_and_are_open_until_they_leave() -> None:
    earlier = EarlierShipment(MONDAY, "LDS", after(hours=3))
    stock = {"LDS": {"MUG": 9}, "COV": {"MUG": 9}}
    days = Days(stock, locations=(COVENTRY, replace(LEEDS, capacity=1)))
    days.pass_with([earlier], an_order("A", at=after(minutes=1)), an_order("B", at=after(days=1)))
    assert [days.decisions(id_) for id_ in "AB"] == [["routed COV"], ["routed LDS"]]
    seen = [event.snapshot.locations[1].open_shipments for event in days.events if isinstance(event, Decided)]
    assert seen == [1, 0]


def test_an_order_with_problems_is_held_and_takes_nothing() -> None:
    days = Days({"COV": {"MUG": 9}})
    days.pass_with(an_order("A", problems=("The price is £0.00.",)))
    assert days.decisions("A") == ["held"]
    assert days.on_hand("COV", "MUG") == (9, 0)


HOURS = st.integers(0, 240)
SKUS = st.sampled_from(["MUG", "TRAY"])
LINES = st.lists(st.tuples(SKUS, st.integers(1, 4)), min_size=1, max_size=3)
DELIVERIES = st.lists(st.tuples(HOURS, st.sampled_from(["COV", "LDS"]), st.integers(1, 6)), max_size=4)
WISHES = st.lists(st.tuples(HOURS, st.integers(0, 11), SKUS, st.integers(1, 3)), max_size=4)


@st.composite
def happenings(draw: st.DrawFn) -> list[object]:
    """Orders, deliveries and cancellations of two SKUs over ten days."""
    orders = draw(st.lists(st.tuples(HOURS, LINES), min_size=1, max_size=12))
    wishes = [wish for wish in draw(WISHES) if wish[1] < len(orders)]
    return [
        *(an_order(f"O{n:02}", *lines, at=after(hours=at)) for n, (at, lines) in enumerate(orders)),
        *(
            came(place, after(hours=at, minutes=1), MUG=units)
            for at, place, units in sorted(draw(DELIVERIES))
        ),
        *(took_back(f"O{n:02}", sku, units, after(hours=at)) for at, n, sku, units in sorted(wishes)),
    ]


@settings(max_examples=60, deadline=None)
@given(happenings(), st.sampled_from(["backorder", "ship_and_backorder"]))
def test_no_unit_is_made_or_lost(happened: list[object], otherwise: str) -> None:
    start = {"COV": {"MUG": 5, "TRAY": 3}, "LDS": {"MUG": 2}}
    days = Days(start, replace_otherwise(otherwise))
    days.pass_with(*happened, until=after(days=20))
    for sku in ("MUG", "TRAY"):
        there = sum(days.on_hand(place, sku)[0] for place in ("COV", "LDS"))
        arrived = sum(
            one.on_hand for each in happened if isinstance(each, list) for one in each if one.sku == sku
        )
        sent = sum(_units(event, sku) for event in days.events if isinstance(event, Left))
        back = sum(
            event.units
            for event in days.events
            if isinstance(event, TakenBack) and event.sent and event.cancellation.sku == sku
        )
        assert there == sum(skus.get(sku, 0) for skus in start.values()) + arrived - sent + back
        assert min(days.on_hand(place, sku)[0] for place in ("COV", "LDS")) >= 0
    for order in (each for each in happened if isinstance(each, Order)):
        _accounts_for_every_unit(days, order)


def _units(event: Left, sku: str) -> int:
    lines = {line.number for line in event.parcel.planned.lines if line.sku == sku}
    # What came back later was sent all the same.
    return sum(units for number, units in event.units.items() if number in lines)


def _accounts_for_every_unit(days: Days, order: Order) -> None:
    case = days.world.cases[order.id]
    with_locations = sum(sum(parcel.units.values()) for parcel in case.parcels)
    assert with_locations + sum(case.waiting.values()) + case.cancelled + case.returned == order.units


def test_inputs_out_of_order_are_refused() -> None:
    wishes = [took_back("A", "MUG", 1, after(hours=2)), took_back("A", "MUG", 1, after(hours=1))]
    with pytest.raises(ValueError, match=r"an input of 2026-03-02T11:00:00\+00:00 comes after one of"):
        Days({"COV": {"MUG": 9}}).pass_with(an_order("A"), *wishes)


def test_shipments_leave_in_order_of_time() -> None:
    orders = [an_order(id_, at=after(hours=hours)) for id_, hours in (("A", 0), ("B", 30), ("C", 2))]
    days = Days({"COV": {"MUG": 9}}).pass_with(*orders, until=after(days=9))
    at = [event.at for event in days.events if isinstance(event, Left)]
    assert len(at) == 3
    assert at == sorted(at)


def test_an_order_that_met_a_full_day_is_asked_again_when_the_next_one_begins() -> None:
    warehouse = replace(COVENTRY, capacity=1)
    days = Days({"COV": {"MUG": 9}}, WAREHOUSE_ONLY, locations=(warehouse, LEEDS))
    orders = [an_order(id_, at=after(minutes=minute)) for minute, id_ in enumerate("ABC")]
    days.pass_with(*orders, until=after(days=3))
    assert days.decisions("A") == ["routed COV"]
    assert days.decisions("B") == days.decisions("C") == ["backordered", "routed COV"]
    again = [event for event in days.events if isinstance(event, Decided) and event.why == "day"]
    # Ten in the morning and 14 hours is midnight in London, in winter.
    assert [event.decision.at for event in again] == [after(hours=14), after(hours=38)]


def test_an_order_that_only_lacks_stock_is_not_asked_every_day() -> None:
    days = Days({}, WAREHOUSE_ONLY, locations=(replace(COVENTRY, capacity=1), LEEDS))
    days.pass_with(an_order("A"), until=after(days=3))
    assert days.decisions("A") == ["backordered"]
