from dataclasses import replace
from datetime import UTC, datetime

import pytest

from connectors.sample.cancellations import Cancellation, CancelledLine
from connectors.sample.customers import CustomerBook
from connectors.sample.retailer import shop
from engine.model import Customer, Destination, Order, OrderLine

RULES = shop().orders


def order(pence: int, channel: str = "web", customer: str | None = "17850") -> Order:
    at = datetime(2010, 12, 1, tzinfo=UTC)
    line = OrderLine(1, "22423", "Cakestand", 1, pence)
    return Order("O1", channel, "1", at, "GBP", (line,), Destination(), Customer(id=customer))


def book(*orders: Order) -> CustomerBook:
    made = CustomerBook(RULES)
    for one in orders:
        made.add(one)
    return made


def test_a_first_order_finds_a_new_customer() -> None:
    found = book().customer("17850")
    assert (found.lifetime_orders, found.lifetime_value, found.segment) == (0, 0, "new")
    assert (found.vip, found.tags, found.name) == (False, (), "Customer 17850")


def test_earlier_orders_and_their_worth_are_counted() -> None:
    found = book(order(1000), order(250)).customer("17850")
    assert (found.lifetime_orders, found.lifetime_value, found.segment) == (2, 1250, "returning")


def test_an_order_without_goods_does_not_count() -> None:
    assert book(replace(order(1000), lines=())).customer("17850").lifetime_orders == 0


@pytest.mark.parametrize(
    ("orders", "pence", "vip"), [(10, 80_000, True), (9, 100_000, False), (10, 79_999, False)]
)
def test_vip_needs_ten_orders_worth_eight_thousand_pounds(orders: int, pence: int, vip: bool) -> None:
    found = book(*[order(pence)] * orders).customer("17850")
    assert found.vip is vip
    assert found.tags == (("vip",) if vip else ())
    assert found.segment == "regular"


def test_a_wholesale_order_makes_trade() -> None:
    assert book(order(1000, channel="wholesale")).customer("17850").tags == ("trade",)


def test_what_was_taken_back_is_not_spent_but_what_was_never_found_is() -> None:
    made = book(order(1000))
    lines = (CancelledLine("22423", 1, 400, "1"), CancelledLine("21730", 1, 300, None))
    made.take_back(Cancellation("C2", datetime(2010, 12, 2, tzinfo=UTC), "17850", lines))
    assert made.customer("17850").lifetime_value == 600


def test_a_guest_is_unknown_in_everything() -> None:
    assert book(order(1000, customer=None)).customer(None) == Customer()
