"""Facts of payment, dates, places and of all locations together."""

from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest

from engine.candidate import Candidate
from engine.facts import location_facts, order_facts
from engine.model import Customer
from engine.situation import Situation
from tests.engine.decision.world import NOW, SHEFFIELD, line, order, place, snapshot, state


def _fact(path: str, placed: Any, snapped: Any) -> Any:
    return order_facts(placed, snapped, [path]).values[path]


PAID = order(
    line(1, "X", 2, unit_price=1000),
    discount=400,
    goods_cost=800,
    authorised_until=NOW + timedelta(hours=6),
    edit_until=NOW + timedelta(minutes=1),
    payment_status="Authorised",
    pickup_at="COV",
    type="pickup",
    risk_level="high",
    customer=Customer("C-1", return_rate=12.5),
)
STATES = snapshot(state("COV", {"X": 5}), state("LDS", {"X": 1}), touches=3, duplicate_of="")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("order.margin", 50.0),
        ("order.authorisation_left", 6.0),
        ("order.edit_window_open", True),
        ("order.payment_status", "authorised"),
        ("order.type", "pickup"),
        ("order.pickup_at", "cov"),
        ("order.touches", 3),
        ("order.duplicate", False),
        ("order.risk_level", "high"),
        ("order.risk_score", None),
        ("order.ship_by", None),
        ("customer.return_rate", 12.5),
        ("network.can_fill_all", 1),
        ("network.single_location", True),
        ("network.fewest_shipments", 1),
        ("network.total_atp", 6),
        ("network.next_incoming", None),
    ],
)
def test_an_order_s_fact_is(path: str, value: object) -> None:
    assert _fact(path, PAID, STATES) == value


def test_whether_an_order_repeats_another_is_unknown_where_nobody_looked() -> None:
    assert _fact("order.duplicate", PAID, snapshot(state("COV", {}))) is None
    assert _fact("order.duplicate", PAID, snapshot(state("COV", {}), duplicate_of="W-1")) is True


def test_a_margin_needs_goods_that_earn_something() -> None:
    assert _fact("order.margin", order(line(1, "X", 1, unit_price=0), goods_cost=5), STATES) is None


def test_the_fewest_shipments_are_found_over_any_number_of_locations() -> None:
    wanted = order(line(1, "X", 4), line(2, "Y", 2), line(3, "Z", 1))
    three = snapshot(state("COV", {"X": 4}), state("LDS", {"Y": 2}), state("BRS", {"Z": 1, "X": 1}))
    assert _fact("network.fewest_shipments", wanted, three) == 3
    two = snapshot(state("COV", {"X": 3, "Y": 2}), state("LDS", {"Y": 2}), state("BRS", {"Z": 1, "X": 1}))
    assert _fact("network.fewest_shipments", wanted, two) == 2
    assert _fact("network.fewest_shipments", wanted, snapshot(state("COV", {"X": 4}))) is None


def test_the_next_delivery_is_the_earliest_of_the_order_s_skus() -> None:
    soon, later = NOW + timedelta(days=1), NOW + timedelta(days=3)
    coming = snapshot(state("COV", {}), incoming=MappingProxyType({"X": later, "Y": soon, "Q": NOW}))
    assert _fact("network.next_incoming", order(line(1, "X", 1), line(2, "Y", 1)), coming) == soon


def test_a_place_knows_how_far_it_is_and_in_whose_country() -> None:
    near = snapshot(state(place("COV", latitude=52.4, longitude=-1.5), {"X": 1}))
    where = _fact("destination.place", order("X", destination=SHEFFIELD), near)
    assert 50 < where.km_from("cov") < 150
    assert where.km_from("52.4,-1.5") == pytest.approx(where.km_from("cov"))
    assert where.km_from("nowhere") is None
    assert where.in_country_of("cov") is True
    assert where.in_country_of("nowhere") is None
    assert _fact("destination.zone", order("X", destination=SHEFFIELD), near) == where.zone


def test_a_location_s_stock_is_told_in_weeks_and_by_its_feed() -> None:
    one = state(
        place("COV", safety_percent=50.0, group="North", feed_limit=10, carriers=("DHL",)),
        {"X": 8, "Y": 9},
        weekly_sales={"X": 2.0, "Y": 9.0},
        fed_at=NOW - timedelta(minutes=11),
    )
    candidate = Candidate(Situation(order(line(1, "X", 1), line(2, "Y", 1)), snapshot(one)), one)
    asked = ("on_hand", "safety_stock", "weeks_of_supply", "feed_status", "carriers", "code")
    values = location_facts(candidate, [f"location.{each}" for each in asked])
    assert values["location.on_hand"] == 8
    assert values["location.safety_stock"] == 5
    assert values["location.weeks_of_supply"] == 1.0
    assert values["location.feed_status"] == "stale"
    assert values["location.carriers"] == frozenset({"dhl"})
    assert values["location.code"].group == "north"
