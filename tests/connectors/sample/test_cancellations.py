from datetime import UTC, datetime

from connectors.sample.cancellations import SoldBefore
from engine.model import Customer, Destination, Order, OrderLine
from tests.connectors.sample.builders import invoice


def sold(*orders: tuple[str, int]) -> SoldBefore:
    """Orders of customer 17850 for one SKU: (number, units)."""
    before = SoldBefore()
    for number, units in orders:
        before.add(order(number, units))
    return before


def order(number: str, *units: int, customer: str | None = "17850") -> Order:
    at = datetime(2010, 12, 1, tzinfo=UTC)
    lines = tuple(OrderLine(n, "22423", "Cakestand", count, 1275) for n, count in enumerate(units, 1))
    return Order(number, "web", number, at, "GBP", lines, Destination(), Customer(id=customer))


def test_takes_back_from_the_latest_earlier_order_with_enough_units() -> None:
    before = sold(("1", 10), ("2", 10), ("3", 2))
    found = before.cancel(invoice(("22423", -6, 1275), number="C4"))
    assert [(line.order, line.units, line.value) for line in found.lines] == [("2", 6, 7650)]
    assert found.matched == "whole"


def test_what_was_taken_back_once_is_not_taken_back_again() -> None:
    before = sold(("1", 10), ("2", 10))
    orders = [before.cancel(invoice(("22423", -6, 1275), number=f"C{n}")).lines[0].order for n in range(3, 6)]
    assert orders == ["2", "1", None]


def test_lines_of_one_order_count_together() -> None:
    before = SoldBefore()
    before.add(order("1", 4, 4))
    assert before.cancel(invoice(("22423", -8, 1275), number="C2")).matched == "whole"


def test_another_customers_order_is_not_taken_back() -> None:
    found = sold(("1", 10)).cancel(invoice(("22423", -1, 1275), number="C2", customer="12345"))
    assert (found.matched, found.lines[0].order) == ("none", None)


def test_a_guests_order_cannot_be_found() -> None:
    before = SoldBefore()
    before.add(order("1", 5, customer=None))
    assert before.cancel(invoice(("22423", -1, 1275), number="C2", customer=None)).matched == "none"


def test_some_lines_found_is_a_part() -> None:
    found = sold(("1", 10)).cancel(invoice(("22423", -1, 1275), ("21730", -1, 425), number="C2"))
    assert found.matched == "part"


def test_charges_given_back_are_no_goods() -> None:
    found = sold().cancel(invoice(("POST", -1, 1800), ("D", -1, 2750), number="C2"))
    assert (found.matched, found.lines, found.charges) == ("charges", (), 4550)
