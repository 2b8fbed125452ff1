"""The manager's whole errand on a real year: change a rule, simulate, publish, see it decide, roll back."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from engine import access
from engine.database import Database
from engine.kpis import KPI, Difference
from engine.store import decisions, orders, simulation_changes, simulations, stock
from engine.store.decisions import OrderDetail
from engine.store.orders import OrderFilter
from engine.store.simulations import Simulation
from rulesets import revisions
from tests.e2e.program import Server, data_in, eventually, serving
from ui.views import figures

PATIENCE = 120_000  # milliseconds: three months are simulated on whatever cores there are
UNITS = 3
PRICE = 1200
"""Pence: three units at this price lie between the old threshold of £20.00 and the new one of £100.00."""

EXPRESS = "express"
WAREHOUSE_RULE, STORES_RULE = "web-warehouse", "web-stores"
HEADINGLEY = {
    "country": "GB",
    "city": "Headingley",
    "postcode": "LS6",
    "latitude": 53.82,
    "longitude": -1.58,
    "residential": True,
}


@dataclass(frozen=True, slots=True)
class Shop:
    """The running program with the sample's year, its database, and a key for its HTTP API."""

    server: Server
    database: Database
    key: str

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send JSON to the API as another program would; gives what it answers."""
        headers = {"Authorization": f"Bearer {self.key}"}
        answer = httpx.post(f"{self.server.address}/api{path}", json=body, headers=headers, timeout=30)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def detail(self, order_id: str) -> OrderDetail:
        """Everything that is kept of an order."""
        with self.database.read() as session:
            found = decisions.order_detail(session, order_id)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def shop(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("errand")
    shutil.copyfile(sample_file, folder / "switchyard.db")
    with data_in(folder) as database:
        secret = database.transact(
            lambda session: access.create_key(session, "The web shop", datetime.now(UTC)).secret
        )
        with serving(folder) as running:
            yield Shop(running, database, secret)


@pytest.fixture
def server(shop: Shop) -> Server:
    return shop.server


def test_the_managers_errand(page: Page, shop: Shop) -> None:
    sku = _sku_at_leeds_and_coventry(shop)
    _opens_and_reads_how_things_are(page, shop)
    _changes_the_threshold_and_adds_a_nested_condition(page)
    run = _simulates_three_months(page, shop)
    _reads_why_an_order_changes(page, shop, run)
    _publishes(page, shop)
    order_id = _sees_an_order_decided(page, shop, sku, "errand-1", WAREHOUSE_RULE, "COV", revision=2)
    _rejects_its_shipment(page, shop, order_id)
    _rolls_back(page, shop)
    _sees_an_order_decided(page, shop, sku, "errand-2", EXPRESS, "LDS", revision=1)


def _opens_and_reads_how_things_are(page: Page, shop: Shop) -> None:
    page.goto("/")
    expect(page.get_by_test_id("live-revision")).to_contain_text("v1")
    page.get_by_role("link", name="Orders").first.click()
    with shop.database.read() as session:
        counts = orders.status_counts(session, OrderFilter())
    everything = page.get_by_role("button", name=re.compile(r"^All "))
    expect(everything).to_have_text(f"All {sum(counts.values()):,}")
    expect(page.get_by_role("button", name=re.compile(r"^Held "))).to_have_text(f"Held {counts['held']:,}")
    expect(page.get_by_test_id("orders-span")).to_have_text(f"1 to 50 of {sum(counts.values()):,}")


def _changes_the_threshold_and_adds_a_nested_condition(page: Page) -> None:
    page.goto(f"/rules?rule={EXPRESS}")
    sentence = page.get_by_test_id("sentence")
    expect(sentence).to_contain_text("£20.00 or more")
    _condition(page, "order.total").get_by_test_id("value").fill("100")
    expect(sentence).to_contain_text("£100.00 or more")
    page.get_by_test_id("when").get_by_test_id("add-group").click()
    nested = page.locator('[data-match="any"]')
    nested.get_by_test_id("add-condition").click()
    page.get_by_test_id("find-field").fill("units")
    page.get_by_test_id("find-field").press("Enter")
    _condition(page, "order.item_count").get_by_test_id("operator").select_option("at_most")
    _condition(page, "order.item_count").get_by_test_id("value").fill("5000")
    expect(sentence).to_contain_text("the number of units is 5,000 or fewer")


def _condition(page: Page, field: str) -> Locator:
    return page.locator(f'[data-testid="condition"][data-field="{field}"]')


def _simulates_three_months(page: Page, shop: Shop) -> Simulation:
    expect(page.get_by_test_id("changed")).to_have_text("1 rule changed")
    page.goto("/simulate?candidate=draft")
    page.get_by_test_id("span-91").click()
    page.get_by_test_id("simulate-run").click()
    expect(page.get_by_test_id("simulation-title")).to_have_text("v2 against v1")
    expect(page.get_by_test_id("simulation-says")).to_be_visible(timeout=PATIENCE)
    with shop.database.read() as session:
        run = simulations.one(session, simulations.latest(session, 1)[0].id)
        assert run is not None
        assert run.result is not None
        changed = simulation_changes.count_changes(session, run.id)
    assert changed == run.result["changed"] > 0
    expect(page.get_by_test_id("simulation-changed")).to_have_text(f"{changed:,}")
    expect(page.get_by_test_id("simulation-says")).to_contain_text(f"{changed:,} of {run.result['orders']:,}")
    rows = page.get_by_test_id("simulation-kpis").locator("tbody tr")
    for row, kept in zip(rows.all(), run.result["kpis"], strict=True):
        _reads_a_kpi(row, kept)
    return run


def _reads_a_kpi(row: Locator, kept: dict[str, Any]) -> None:
    kpi = KPI[kept["key"]]
    found = Difference(**kept["difference"])
    expect(row.locator("th")).to_have_text(kpi.label)
    expect(row.locator("td").nth(0)).to_have_text(figures.value(kpi, kept["base"]["mean"], "GBP"))
    expect(row.locator("td").nth(1)).to_have_text(figures.value(kpi, kept["candidate"]["mean"], "GBP"))
    expect(row.locator("b")).to_have_text(figures.difference(kpi, found.mean, "GBP"))


def _reads_why_an_order_changes(page: Page, shop: Shop, run: Simulation) -> None:
    page.get_by_test_id("simulation-group").first.click()
    first = page.get_by_test_id("simulation-orders").locator("tbody tr").first
    expect(first).to_be_visible()
    assert run.result is not None
    group = run.result["groups"][0]
    with shop.database.read() as session:
        kept = simulation_changes.changes(session, run.id, group["was"], group["becomes"], 1)[0]
    expect(first.locator("td").first).to_have_text(kept.external_id)
    expect(first).to_contain_text(kept.cause)
    assert kept.cause_rule in (EXPRESS, "")
    first.get_by_role("link").first.click()
    expect(page.get_by_test_id("order-name")).to_have_text(kept.external_id)
    expect(page.get_by_test_id("order-replayed")).to_contain_text("the same decision")


def _publishes(page: Page, shop: Shop) -> None:
    page.goto(f"/rules?rule={EXPRESS}")
    page.get_by_test_id("publish").click()
    dialog = page.get_by_test_id("publish-dialog")
    expect(dialog.locator("ins").first).to_have_text("£100.00")
    dialog.get_by_test_id("publish-reason").fill("Small express orders need no store")
    dialog.get_by_test_id("confirm-publish").click()
    expect(page.get_by_test_id("live-revision")).to_contain_text("v2")
    eventually(lambda: _live(shop), (2, "Small express orders need no store"))


def _live(shop: Shop) -> tuple[int | None, str]:
    """The live revision, and why it is."""
    with shop.database.read() as session:
        return revisions.live_number(session), revisions.audit(session)[0].reason


def _sees_an_order_decided(
    page: Page, shop: Shop, sku: str, name: str, rule: str, location: str, revision: int
) -> str:
    """Post an express order and read on its page by which rule and revision it went where."""
    line = {"sku": sku, "quantity": UNITS, "unit_price": PRICE}
    order = {
        "external_id": name,
        "channel": "web",
        "currency": "GBP",
        "service": "express",
        "placed_at": datetime.now(UTC).isoformat(),
        "lines": [line],
        "destination": HEADINGLEY,
    }
    order_id = str(shop.post("/orders", order)["order_id"])
    kept = shop.detail(order_id)
    assert (kept.current.revision, kept.current.decision.rule_id) == (revision, rule)
    assert [each.location for each in kept.shipments] == [location]
    page.goto(f"/orders/{order_id}")
    expect(page.get_by_test_id("order-revision")).to_have_text(f"v{revision}")
    name_of = {"COV": "Coventry", "LDS": "Leeds"}[location]
    expect(page.get_by_test_id("order-why")).to_contain_text(f"One shipment from {name_of}")
    _reads_what_would_have_had_to_differ(page)
    cost = figures.money(kept.shipments[0].postage + kept.shipments[0].handling, "GBP")
    expect(page.get_by_test_id("shipments").locator("tbody tr").first).to_contain_text(cost)
    return order_id


def _reads_what_would_have_had_to_differ(page: Page) -> None:
    """Another location would have sent it, had one thing differed; rules say what would have matched."""
    expect(page.get_by_test_id("order-map")).to_be_visible()
    expect(page.get_by_test_id("order-differ").locator("li").first).to_contain_text("would have sent it")
    page.get_by_test_id("order-trace").click()
    expect(page.get_by_text("Wholesale would match").first).to_be_visible()
    page.get_by_test_id("order-trace").click()


def _rejects_its_shipment(page: Page, shop: Shop, order_id: str) -> None:
    page.goto(f"/orders/{order_id}")
    page.get_by_test_id("shipment-reject").click()
    page.get_by_test_id("report-reason").fill("Not on the shelf")
    page.get_by_test_id("confirm-rejected").click()
    expect(page.get_by_test_id("order-why")).to_contain_text("One shipment from Leeds")
    timeline = page.get_by_test_id("order-timeline")
    expect(timeline).to_contain_text("Not on the shelf")
    expect(timeline).to_contain_text("Rejected or short, send from elsewhere")
    kept = shop.detail(order_id)
    assert [(each.location, each.status) for each in kept.shipments] == [
        ("COV", "rejected"),
        ("LDS", "allocated"),
    ]
    assert kept.current.decision.rule_id == STORES_RULE
    assert kept.current.attempt == 2


def _rolls_back(page: Page, shop: Shop) -> None:
    page.goto("/versions")
    page.get_by_test_id("rollback-1").click()
    page.get_by_test_id("rollback-reason").fill("Leeds has time after all")
    page.get_by_test_id("confirm-rollback").click()
    expect(page.get_by_test_id("live-revision")).to_contain_text("v1")
    eventually(lambda: _live(shop), (1, "Leeds has time after all"))


def _sku_at_leeds_and_coventry(shop: Shop) -> str:
    """A product of which both have plenty, so that the rule alone decides."""
    with shop.database.read() as session:
        page_of = stock.stock_page(session, datetime.now(UTC), location="LDS", limit=2_000)
        for product in page_of.rows:
            levels = stock.stock_of(session, product.sku, datetime.now(UTC))
            free = {row.location: row.atp for row in levels.levels} if levels else {}
            if min(free.get("COV", 0), free.get("LDS", 0)) >= 3 * UNITS:
                return product.sku
    raise AssertionError("Leeds and Coventry share no product of which both have plenty")
