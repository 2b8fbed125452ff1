from datetime import UTC, date, datetime

import pytest

from connectors.sample.clock import last_friday, utc, weeks_to
from connectors.sample.mapping import Imported, order_of, service_of
from connectors.sample.retailer import shop
from connectors.sample.source import Invoice
from engine.model import Customer
from tests.connectors.sample.builders import invoice, setting

CAKESTAND = ("22423", 2, 1275)


def imported(of: Invoice, weeks: int = 0) -> Imported:
    return order_of(of, "O1", Customer(id=of.customer), setting(weeks))


def test_an_invoice_becomes_an_order_with_its_goods() -> None:
    order = imported(invoice(CAKESTAND, ("85123A", 6, 255))).order
    assert (order.id, order.external_id, order.currency, order.channel) == ("O1", "536365", "GBP", "web")
    assert [(line.number, line.sku, line.quantity, line.unit_price) for line in order.lines] == [
        (1, "22423", 2, 1275),
        (2, "85123A", 6, 255),
    ]
    line = order.lines[0]
    assert (line.name, line.category, line.fragile) == ("Red glass lantern", "lights", True)
    assert (order.subtotal, order.problems) == (2 * 1275 + 6 * 255, ())


def test_a_winter_time_is_utc_and_a_summer_time_an_hour_before() -> None:
    assert imported(invoice(CAKESTAND, at="2010-12-01 08:26")).order.placed_at == datetime(
        2010, 12, 1, 8, 26, tzinfo=UTC
    )
    assert imported(invoice(CAKESTAND, at="2011-07-01 08:26")).order.placed_at == datetime(
        2011, 7, 1, 7, 26, tzinfo=UTC
    )


def test_moving_the_year_keeps_weekday_and_time_of_day() -> None:
    weeks = weeks_to(date(2026, 11, 20))
    moved = utc(datetime.fromisoformat("2011-12-09 12:50"), weeks)
    assert moved == datetime(2026, 11, 20, 12, 50, tzinfo=UTC)
    assert utc(datetime.fromisoformat("2011-07-01 08:26"), weeks).weekday() == 4


def test_the_year_ends_on_a_friday_only() -> None:
    with pytest.raises(ValueError, match="Thursday 19 November 2026 is not a Friday"):
        weeks_to(date(2026, 11, 19))


@pytest.mark.parametrize(("today", "friday"), [(20, 13), (21, 20), (23, 20), (26, 20), (27, 20), (28, 27)])
def test_last_friday_lies_before_today(today: int, friday: int) -> None:
    assert last_friday(date(2026, 11, today)) == date(2026, 11, friday)


def test_eight_lines_are_the_web_shops_and_nine_are_wholesale() -> None:
    web = imported(invoice(*[CAKESTAND] * 8)).order
    wholesale = imported(invoice(*[CAKESTAND] * 9)).order
    assert (web.channel, web.business, web.destination.residential) == ("web", False, True)
    assert (wholesale.channel, wholesale.business) == ("wholesale", True)
    assert wholesale.destination.residential is False


def test_about_fifteen_in_a_hundred_web_orders_are_express_and_no_wholesale() -> None:
    rules = shop().orders
    numbers = [str(number) for number in range(536365, 540365)]
    express = sum(service_of(number, "web", rules) == "express" for number in numbers)
    assert 0.13 < express / len(numbers) < 0.17
    assert {service_of(number, "wholesale", rules) for number in numbers} == {"standard"}


def test_a_standard_order_of_thursday_is_promised_for_wednesday_at_six() -> None:
    number = next(str(n) for n in range(1000) if service_of(str(n), "web", shop().orders) == "standard")
    order = imported(invoice(CAKESTAND, number=number, at="2010-12-02 10:00")).order
    assert order.promised_at == datetime(2010, 12, 8, 18, 0, tzinfo=UTC)


def test_an_express_order_is_promised_for_two_working_days_later() -> None:
    number = next(str(n) for n in range(1000) if service_of(str(n), "web", shop().orders) == "express")
    order = imported(invoice(CAKESTAND, number=number, at="2010-12-03 10:00")).order
    assert (order.service, order.promised_at) == ("express", datetime(2010, 12, 7, 18, 0, tzinfo=UTC))


def test_carriage_is_shipping_paid_and_other_charges_stay_out_of_the_order() -> None:
    read = imported(
        invoice(CAKESTAND, ("POST", 2, 1800), ("C2", 1, 5000), ("M", 1, 125), ("GIFT_0001_20", 1, 1667))
    )
    assert (read.order.shipping_paid, read.order.discount, read.other_charges) == (8600, 0, 1792)
    assert [line.sku for line in read.order.lines] == ["22423"]


def test_a_discount_line_is_the_orders_discount() -> None:
    order = imported(invoice(CAKESTAND, ("D", 1, 500))).order
    assert (order.discount, order.total) == (500, 2050)


def test_an_invalid_line_is_left_out_and_named_with_its_reason() -> None:
    read = imported(invoice(CAKESTAND, ("85123A", -140, 0), ("21730", 6, 0)))
    assert [line.sku for line in read.order.lines] == ["22423"]
    assert read.order.problems == (
        "Invoice line 2 (SKU 85123A): the quantity is −140.",
        "Invoice line 3 (SKU 21730): the price is £0.00.",
    )
    assert (read.negative_quantity, read.zero_price) == (1, 1)


def test_an_order_without_valid_goods_says_that_there_is_nothing_to_send() -> None:
    read = imported(invoice(("B", 1, -1_106_206)))
    assert read.order.lines == ()
    assert read.order.problems == (
        "Invoice line 1 (SKU B): the price is −£11,062.06.",
        "No valid line of goods is left, so there is nothing to send.",
    )


def test_a_customer_always_lives_in_the_same_place() -> None:
    one = imported(invoice(CAKESTAND, number="1")).order.destination
    other = imported(invoice(CAKESTAND, number="2", at="2011-06-01 09:00")).order.destination
    assert one == other
    assert one.country == "GB"
    assert one.postcode
    assert one.latitude is not None


def test_guests_live_where_their_invoice_says() -> None:
    places = {
        imported(invoice(CAKESTAND, number=str(n), customer=None)).order.destination.postcode
        for n in range(20)
    }
    assert len(places) > 15


@pytest.mark.parametrize(("country", "code"), [("EIRE", "IE"), ("RSA", "ZA"), ("Unspecified", None)])
def test_abroad_only_the_country_is_known(country: str, code: str | None) -> None:
    place = imported(invoice(CAKESTAND, country=country)).order.destination
    assert place.country == code
    assert (place.postcode, place.city, place.region, place.latitude, place.longitude) == (None,) * 5


def test_the_channel_islands_are_jersey_or_guernsey() -> None:
    codes = [
        imported(invoice(CAKESTAND, customer=str(n), country="Channel Islands")).order.destination.country
        for n in range(200)
    ]
    assert set(codes) == {"JE", "GG"}
    assert codes.count("JE") > codes.count("GG")


def test_a_promise_abroad_takes_longer_and_none_is_given_where_the_country_is_unknown() -> None:
    at = "2010-12-01 10:00"
    europe = imported(invoice(*[CAKESTAND] * 9, country="France", at=at)).order
    world = imported(invoice(*[CAKESTAND] * 9, country="Japan", at=at)).order
    nowhere = imported(invoice(*[CAKESTAND] * 9, country="Unspecified", at=at)).order
    assert europe.promised_at == datetime(2010, 12, 13, 18, 0, tzinfo=UTC)
    assert world.promised_at == datetime(2010, 12, 17, 18, 0, tzinfo=UTC)
    assert nowhere.promised_at is None
