"""Today without a browser: its figures, queue, feeds and live rules are those of the database."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine import intake
from engine.database import Database
from engine.inventory import receive, record_count, record_feed
from engine.store import kpis, simulations
from rulesets import revisions
from rulesets.reading import read_ruleset
from tests.ui.pages.conftest import Open
from tests.ui.pages.shop import RULES
from ui.pages.today.state import TodayState

NOW = datetime.now(UTC)


def order(shop: Database, external_id: str, price: int = 500, days_ago: int = 1) -> None:
    """An order for a mug arrives; from £400 on it is held for Helen."""
    document = {
        "external_id": external_id,
        "channel": "web",
        "currency": "GBP",
        "placed_at": (NOW - timedelta(days=days_ago)).isoformat(),
        "lines": [{"sku": "A", "quantity": 1, "unit_price": price}],
        "destination": {"country": "GB"},
    }
    intake.accept(shop, document, NOW, "test")


@pytest.fixture
def stocked(shop: Database) -> Database:
    """The shop with mugs on a shelf."""
    shop.transact(lambda session: receive(session, "COV", {"A": 100}, NOW, "test"))
    return shop


def load(open_page: Open) -> Any:
    page = open_page(TodayState)
    asyncio.run(page.load())
    return page


def tile(page: Any, key: str) -> Any:
    return next(each for each in page.tiles if each.key == key)


def test_figures_are_those_of_the_window(stocked: Database, open_page: Open) -> None:
    for number in range(3):
        order(stocked, f"W-{number}")
    order(stocked, "W-old", days_ago=10)
    page = load(open_page)
    assert page.counted == "4 orders placed"
    asyncio.run(page.choose_days("7"))
    assert page.counted == "3 orders placed"
    with stocked.read() as session:
        window = kpis.Window(datetime.now(UTC) - timedelta(days=7), datetime.now(UTC), NOW)
        found = kpis.summaries(session, window)["split_rate"]
    assert found.mean is not None
    assert tile(page, "split_rate").figure == f"{found.mean * 100:.1f}"


def test_kpi_without_a_figure_says_why_until_there_is_one(stocked: Database, open_page: Open) -> None:
    order(stocked, "W-1")
    page = load(open_page)
    assert tile(page, "inventory_accuracy").why_none == "No counts in these days:"
    stocked.transact(lambda session: record_count(session, "COV", "A", 100, NOW, "test"))
    asyncio.run(page.look())
    accuracy = tile(page, "inventory_accuracy")
    assert (accuracy.figure, accuracy.unit, accuracy.why_none) == ("100.0", "%", "")
    assert accuracy.over == "1 count, 0 before"


def test_window_moves_back_to_the_last_order_when_none_came_since(stocked: Database, open_page: Open) -> None:
    order(stocked, "W-1", days_ago=60)
    page = load(open_page)
    assert page.counted == "1 order placed"
    assert page.moved.startswith("No order has come since ")


def test_window_that_is_not_offered_is_refused(shop: Database, open_page: Open) -> None:  # noqa: ARG001
    page = load(open_page)
    assert "no such window" in str(asyncio.run(page.choose_days("365")))
    assert page.days == "28"


def test_queue_shows_what_waits_whose_it_is_and_pages(stocked: Database, open_page: Open) -> None:
    for number in range(10):
        order(stocked, f"W-{number}", price=90_000)
    page = load(open_page)
    assert (page.waits, page.shown) == ("10 waiting", "1 to 8 of 10")
    assert {(row.why, row.owner) for row in page.rows} == {("Look at it", "Helen")}
    asyncio.run(page.next())
    assert (page.shown, page.has_next) == ("9 to 10 of 10", False)
    asyncio.run(page.choose_owner("Dan"))
    assert (page.rows, page.total, page.waits) == ((), 0, "10 waiting")


def test_page_of_the_queue_that_was_worked_off_gives_way_to_the_first(
    stocked: Database, open_page: Open
) -> None:
    for number in range(9):
        order(stocked, f"W-{number}", price=90_000)
    page = load(open_page)
    asyncio.run(page.next())
    hold = int(page.rows[0].key.removeprefix("hold-"))
    intake.lift_hold(stocked, hold, NOW, "test")
    asyncio.run(page.look())
    assert page.shown == "1 to 8 of 8"


def test_feeds_are_those_that_the_locations_have_reported(shop: Database, open_page: Open) -> None:
    shop.transact(lambda session: record_feed(session, "COV", {"A": 3}, NOW, "test"))
    page = load(open_page)
    assert [(feed.name, feed.state) for feed in page.feeds] == [
        ("Bristol", "never reported"),
        ("Coventry", "fresh"),
    ]


def test_live_rules_say_since_when_by_whom_and_why(shop: Database, open_page: Open) -> None:  # noqa: ARG001
    live = load(open_page).live
    assert (live.number, live.before, live.who, live.reason) == (1, 0, "Tom", "To begin with")


def test_simulation_of_the_live_rules_against_the_ones_before_is_found(
    shop: Database, open_page: Open
) -> None:
    number = shop.transact(publish_another)
    page = load(open_page)
    assert (page.live.number, page.live.before, page.live.run) == (number, 1, 0)
    job = shop.transact(lambda session: simulations.queue(session, 1, number, (NOW, NOW), "test", NOW))
    asyncio.run(page.look())
    assert page.live.run == 0  # it has not finished
    shop.transact(lambda session: finish(session, job))
    asyncio.run(page.look())
    assert page.live.run == job
    assert page.live.says == f"v{number} decides all 5 orders as v1 does."


def publish_another(session: Any) -> int:
    made = revisions.import_ruleset(session, read_ruleset({**RULES, "name": "Other"}), "Mia", NOW)
    revisions.publish(session, made.number, "Mia", "Christmas", NOW)
    return made.number


def finish(session: Any, job: int) -> None:
    taken = simulations.take(session, NOW, NOW, job)
    assert taken is not None
    session.flush()
    result = {"orders": 5, "changed": 0, "hash": "h", "kpis": [], "groups": [], "rules": [], "total": EMPTY}
    assert simulations.finish(session, taken, NOW, result, [])


EMPTY = {
    "was": "",
    "becomes": "",
    "orders": 0,
    "money": 0,
    "money_known": 0,
    "postage": 0,
    "days": 0.0,
    "days_known": 0,
    "splits": 0,
    "causes": [],
}


def test_page_says_so_before_a_retailer_is_set_up(
    empty: Database,  # noqa: ARG001  the program's database
    open_page: Open,
) -> None:
    page = load(open_page)
    assert (page.ready, page.is_set_up) == (True, False)
