"""Try it in a browser: an order, its marks, path and map; a test of it that stops publishing when red."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from engine import documents
from engine.database import Database
from engine.decide import decide
from engine.intake import accept
from engine.rulebook import live
from engine.store import decisions, orders
from engine.store.orders import OrderFilter
from rulesets import revisions
from tests.e2e.program import Server, data_in, draft_of, eventually, serving
from tests.ui.pages.shop import set_up

PLACED = datetime(2025, 11, 20, 10, tzinfo=UTC)
POUNDS = (30, 250, 500, 700)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A program of this module's own: a small shop, and four orders."""
    with serving(tmp_path_factory.mktemp("trying"), set_up) as running:
        with data_in(running.data) as database:
            for number, pounds in enumerate(POUNDS):
                _arrive(database, f"W-{number}", pounds)
        yield running


def _arrive(database: Database, name: str, pounds: int) -> None:
    order = {
        "channel": "web",
        "external_id": name,
        "placed_at": PLACED.isoformat(),
        "currency": "GBP",
        "lines": [{"sku": "A", "quantity": 1, "unit_price": pounds * 100}],
        "destination": {"country": "GB", "city": "Bath", "latitude": 51.38, "longitude": -2.36},
    }
    accept(database, order, PLACED, "test")


def matched(kept: Database, more_than: int) -> int:
    """Orders over so many pounds, as the database has them."""
    with kept.read() as session:
        found = orders.orders_page(session, OrderFilter(), 0, 50).rows
    return sum(row.total > more_than * 100 for row in found)


def outcome(kept: Database, name: str) -> str:
    """What the live rules decide on what the order's first decision read."""
    with kept.read() as session:
        (row,) = [
            each
            for each in orders.orders_page(session, OrderFilter(), 0, 50).rows
            if each.external_id == name
        ]
        read = decisions.reading(session, decisions.kept_decisions(session, row.id)[0].id)
        compiled = live(session).compiled
    return decide(documents.read_order(read["order"]), documents.read_snapshot(read), compiled).outcome


def total_of(page: Page) -> Locator:
    return page.locator('[data-testid="condition"][data-field="order.total"]')


def mark(page: Page, said: str) -> None:
    expect(total_of(page).get_by_test_id("mark")).to_have_attribute("data-mark", said)


def retype(page: Page, pounds: str) -> None:
    value = total_of(page).get_by_test_id("value")
    value.fill(pounds)
    value.press("Tab")
    expect(page.get_by_test_id("sentence")).to_contain_text(f"£{pounds}.00")


def test_an_order_is_tried_becomes_a_test_and_a_red_one_stops_publishing(page: Page, kept: Database) -> None:
    page.goto("/rules?rule=big")
    count = page.get_by_test_id("rule-big").get_by_test_id("rule-count")
    expect(count).to_have_text(f"{matched(kept, 400)} of last {len(POUNDS)}")
    page.get_by_test_id("find-order").fill("W-2")
    expect(page.get_by_test_id("try-order")).to_have_count(1)
    page.get_by_test_id("try-order").click()
    expect(page.get_by_test_id("tried-order")).to_have_text("W-2")
    assert outcome(kept, "W-2") == "held"
    expect(page.get_by_test_id("tried-outcome")).to_have_text("Held")
    expect(page.get_by_test_id("tried-live")).to_have_text("Live v1: the same.")
    expect(page.get_by_test_id("try-path")).to_contain_text("Hold 1, this rule")
    expect(page.get_by_test_id("try-path")).to_contain_text("£500.00")
    expect(page.get_by_test_id("tried").get_by_test_id("order-map")).to_be_visible()
    mark(page, "matched")

    retype(page, "600")
    mark(page, "not_matched")
    expect(page.get_by_test_id("tried-live")).to_contain_text("Live v1: Held")
    expect(page.get_by_test_id("try-path")).to_contain_text("more than £600.00 would match: £100.01 more")
    expect(count).to_have_text(f"{matched(kept, 600)} of last {len(POUNDS)}")
    page.get_by_test_id("see-which").click()
    expect(page.get_by_test_id("which-order")).to_have_count(matched(kept, 600))
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("which-dialog")).to_have_count(0)

    retype(page, "400")
    mark(page, "matched")
    page.get_by_test_id("turn-into-test").click()
    test = page.get_by_test_id("tests").get_by_test_id("test")
    expect(test).to_have_attribute("data-look", "good")
    expect(test).to_contain_text("W-2: held")
    expect(page.get_by_test_id("changed")).to_have_text("1 test changed")
    eventually(lambda: [each["name"] for each in draft_of(kept)["tests"]], ["W-2: held"])

    retype(page, "600")
    expect(test).to_have_attribute("data-look", "bad")
    said = test.get_by_test_id("test-said").inner_text()
    assert said.startswith("Expected it held, got waiting for stock.")
    page.get_by_test_id("publish").click()
    expect(page.get_by_test_id("obstacle")).to_contain_text("W-2: held")
    expect(page.get_by_test_id("obstacle")).to_contain_text(said)
    expect(page.get_by_test_id("confirm-publish")).to_have_count(0)
    page.get_by_test_id("publish-dialog").get_by_role("button", name="Close").click()

    page.get_by_test_id("undo").click()
    expect(test).to_have_attribute("data-look", "good")
    page.get_by_test_id("publish").click()
    expect(page.get_by_test_id("change")).to_contain_text("must be held")
    page.get_by_test_id("publish-reason").fill("Large orders are held")
    page.get_by_test_id("confirm-publish").click()
    expect(page.get_by_test_id("live-revision")).to_contain_text("v2")
    eventually(lambda: live_tests(kept), ["W-2: held"])


def live_tests(kept: Database) -> list[str]:
    with kept.read() as session:
        return [each.name for each in revisions.live(session).ruleset.tests]
