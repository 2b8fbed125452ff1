"""Stock & locations without a browser: counts, closing and opening, the ledger, against a real database."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine import intake
from engine.database import Database
from engine.inventory import receive
from engine.store import events, queue_list, stock
from engine.store.setup import setup
from tests.ui.pages.conftest import Open
from ui.pages.stock.counting import CountState
from ui.pages.stock.doors import DoorState
from ui.pages.stock.ledger import LedgerState
from ui.pages.stock.state import StockState
from ui.words.shell import WHO

Put = Callable[[str, int], None]
NOW = datetime.now(UTC)


@pytest.fixture
def put(shop: Database) -> Put:
    """Puts mugs on a shelf."""

    def on_shelf(location: str, units: int) -> None:
        shop.transact(lambda session: receive(session, location, {"A": units}, NOW, "test"))

    return on_shelf


def order(shop: Database, units: int, external_id: str = "W-1") -> str:
    """An order for so many mugs arrives; gives its id."""
    document = {
        "external_id": external_id,
        "channel": "web",
        "currency": "GBP",
        "placed_at": NOW.isoformat(),
        "lines": [{"sku": "A", "quantity": units, "unit_price": 500}],
        "destination": {"country": "GB"},
    }
    return intake.accept(shop, document, NOW, "test").order_id


def on_hand(shop: Database, location: str) -> int:
    with shop.read() as session:
        found = stock.stock_of(session, "A", NOW)
    assert found is not None
    return next(row.on_hand for row in found.levels if row.location == location)


def run(handler: Any) -> list[Any]:
    """Run a handler and gather the events that it gives, whether it streams them or not."""

    async def gather() -> list[Any]:
        if hasattr(handler, "__aiter__"):
            return [each async for each in handler]
        given = await handler
        return given if isinstance(given, list) else [given]

    return asyncio.run(gather())


def begin(open_page: Open, units: str) -> Any:
    """A count of mugs at Coventry, typed but not recorded."""
    page = open_page(CountState)
    run(page.ask("A", "COV"))
    run(page.write(units))
    return page


def test_says_what_a_count_would_change_and_changes_nothing(
    shop: Database, put: Put, open_page: Open
) -> None:
    put("COV", 12)
    page = begin(open_page, "9")
    assert page.effect == "On hand goes from 12 to 9, ATP from 12 to 9."
    assert on_hand(shop, "COV") == 12


def test_records_a_count_and_says_from_what_to_what(shop: Database, put: Put, open_page: Open) -> None:
    put("COV", 12)
    said = run(begin(open_page, "9").record())
    assert "on hand went from 12 to 9" in str(said)
    assert on_hand(shop, "COV") == 9
    with shop.read() as session:
        counted = events.latest(session, 1, ["counted"])[0]
        assert (counted.who, counted.data["was"], counted.data["units"]) == (WHO, 12, 9)


def test_count_that_finds_more_decides_again_who_waits(shop: Database, put: Put, open_page: Open) -> None:
    put("COV", 1)
    waits = order(shop, 5)
    with shop.read() as session:
        assert stock.waited_for(session, "COV") == ("A",)
    said = run(begin(open_page, "20").record())
    assert "1 waiting order was decided again." in str(said)
    with shop.read() as session:
        movements = stock.ledger(session, "COV", "A").rows
    assert (movements[0].kind, movements[0].order_id, movements[0].external_id) == ("allocate", waits, "W-1")


def test_count_that_finds_too_few_puts_the_shipment_in_the_queue(
    shop: Database, put: Put, open_page: Open
) -> None:
    put("COV", 12)
    order(shop, 5)
    page = begin(open_page, "2")
    assert "less than is allocated" in page.warning
    assert "1 shipment is short now" in str(run(page.record()))
    with shop.read() as session:
        assert [row.type for row in queue_list.queue_page(session).rows] == ["oversold"]


def test_count_is_refused_when_the_stock_moved_meanwhile(shop: Database, put: Put, open_page: Open) -> None:
    put("COV", 12)
    page = begin(open_page, "9")
    put("COV", 3)
    assert "was 12 when you looked and is 15 now" in str(run(page.record()))
    assert on_hand(shop, "COV") == 15


@pytest.mark.parametrize("typed", ["", "-1", "2.5", "many", "99999999999"])
def test_what_is_no_number_of_units_cannot_be_recorded(
    shop: Database, put: Put, open_page: Open, typed: str
) -> None:
    put("COV", 12)
    page = begin(open_page, typed)
    assert page.effect == ""
    assert "whole number of units" in str(run(page.record()))
    assert on_hand(shop, "COV") == 12


def test_closes_a_location_and_asks_the_exception_rules_about_what_it_was_to_send(
    shop: Database, put: Put, open_page: Open
) -> None:
    put("COV", 12)
    order(shop, 5)
    page = open_page(DoorState)
    run(page.ask("COV"))
    assert "1 shipment is to be sent" in page.to_be_sent
    run(page.choose_day((NOW.date() + timedelta(days=3)).isoformat()))
    run(page.write_reason("Flood"))
    assert "1 put in the queue" in str(run(page.close()))
    with shop.read() as session:
        place = setup(session).location("COV")
        assert place is not None
        assert place.closed_until is not None
        assert place.closed_until > datetime.now(UTC) + timedelta(days=1)
        closed = next(one for one in events.latest(session, 9, ["location_closed"]) if one.order_id is None)
        assert closed.data["reason"] == "Flood"


def test_day_that_has_begun_is_refused_and_the_location_stays_open(shop: Database, open_page: Open) -> None:
    page = open_page(DoorState)
    run(page.ask("COV"))
    assert "has begun already" in str(run(page.choose_day((NOW.date() - timedelta(days=1)).isoformat())))
    assert "not a day" in str(run(page.choose_day("soon")))
    assert "not a day" in str(run(page.close()))
    with shop.read() as session:
        place = setup(session).location("COV")
        assert place is not None
        assert place.closed_until is None


def test_opening_again_decides_the_orders_that_waited_for_it(
    shop: Database, put: Put, open_page: Open
) -> None:
    put("COV", 12)
    page = open_page(DoorState)
    run(page.ask("COV"))
    run(page.choose_day((NOW.date() + timedelta(days=3)).isoformat()))
    run(page.close())
    order(shop, 5)
    run(page.ask("COV"))
    assert page.is_opening
    assert "1 waiting order was decided again." in str(run(page.reopen()))
    with shop.read() as session:
        assert stock.ledger(session, "COV", "A").rows[0].kind == "allocate"


def test_finds_products_by_location_and_says_how_their_atp_came_about(
    shop: Database, put: Put, open_page: Open
) -> None:
    put("COV", 12)
    order(shop, 5)
    page = open_page(StockState, location="COV")
    run(page.load())
    assert [place.label for place in page.columns] == ["Coventry"]
    assert [(line.sku, line.atp) for line in page.products] == [("A", "7")]
    run(page.toggle("A"))
    assert [(row.location, row.on_hand, row.allocated, row.atp) for row in page.levels] == [
        ("Coventry", "12", "5", "7")
    ]
    run(page.choose_location("BRI"))
    assert (page.products, page.open_sku) == ((), "")


def test_ledger_leads_to_the_orders_of_its_movements(shop: Database, put: Put, open_page: Open) -> None:
    put("COV", 12)
    wanted = order(shop, 5)
    page = open_page(LedgerState)
    run(page.show("A", "COV"))
    assert page.title == "Ledger of A at Coventry"
    assert [(line.kind, line.on_hand_after, line.allocated_after) for line in page.lines] == [
        ("Allocated", "12", "5"),
        ("Received", "12", "0"),
    ]
    assert (page.lines[0].order_id, page.lines[0].order) == (wanted, "W-1")


def test_unknown_location_or_product_is_refused_in_a_sentence(
    shop: Database,  # noqa: ARG001  the shop stands behind the page
    open_page: Open,
) -> None:
    assert "There is no location XXX." in str(run(open_page(CountState).ask("A", "XXX")))
    assert "There is no product ZZZ." in str(run(open_page(CountState).ask("ZZZ", "COV")))
    assert "There is no location XXX." in str(run(open_page(DoorState).ask("XXX")))


def test_page_says_so_before_a_retailer_is_set_up(
    empty: Database,  # noqa: ARG001  the program's database
    open_page: Open,
) -> None:
    page = open_page(StockState)
    run(page.load())
    assert (page.ready, page.is_set_up) == (True, False)
