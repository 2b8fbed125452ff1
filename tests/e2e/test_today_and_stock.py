"""Today and Stock & locations on the sample year: what the screen says is what the database has."""

import re
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.database import Database
from engine.kpis import KPI, Summary
from engine.model import Location
from engine.store import events, kpis, queue_list, spans, stock
from engine.store.setup import setup
from engine.store.stock import ProductStock, StockRow
from tests.e2e.program import Server, data_in, serving
from ui.views import figures, today

SKU = "22423"
WINDOWS = {"7": 7, "28": 28, "91": 91}


@dataclass(frozen=True, slots=True)
class Shop:
    """The running program with the sample's year, and its database."""

    server: Server
    database: Database

    def product(self) -> ProductStock:
        """The product that is counted, as the database has it."""
        with self.database.read() as session:
            found = stock.stock_of(session, SKU, datetime.now(UTC))
        assert found is not None
        return found

    def level(self, location: str) -> StockRow:
        """Its stock at one location."""
        return next(row for row in self.product().levels if row.location == location)

    def place(self, code: str) -> Location:
        """A location as it is set up now."""
        with self.database.read() as session:
            found = setup(session).location(code)
        assert found is not None
        return found

    def summaries(self, days: int) -> tuple[Mapping[str, Summary], Mapping[str, Summary]]:
        """The KPIs of the days before the window, and of the window: up to now, or to the last order."""
        now, length = datetime.now(UTC), timedelta(days=days)
        with self.database.read() as session:
            known = spans.first_and_last_order(session)
            assert known is not None
            ends = known[1] + timedelta(seconds=1) if known[1] < now - length else now
            middle = ends - length
            before = kpis.summaries(session, kpis.Window(middle - length, middle, now))
            return before, kpis.summaries(session, kpis.Window(middle, ends, now))


@pytest.fixture(scope="module")
def shop(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("today")
    shutil.copyfile(sample_file, folder / "switchyard.db")
    with data_in(folder) as database, serving(folder) as running:
        _wait_until_it_rests(database)
        yield Shop(running, database)


@pytest.fixture
def server(shop: Shop) -> Server:
    return shop.server


def _wait_until_it_rests(database: Database) -> None:
    """Just started, the program lifts the holds that were due and decides again who waited meanwhile."""
    before, now = -1, 0
    while before != now:
        time.sleep(3)
        with database.read() as session:
            before, now = now, events.latest(session, 1)[0].id


def test_today_answers_with_the_figures_of_every_window(page: Page, shop: Shop) -> None:
    page.goto("/")
    for name, days in WINDOWS.items():
        page.get_by_test_id(f"segment-{name}").click()
        before, after = shop.summaries(days)
        said = today.says(today.measure(before, after), "GBP")
        expect(page.get_by_test_id("today-says")).to_have_text(f"{said.lead} {said.more}".strip())
        expect(page.get_by_test_id("today-orders")).to_contain_text(f"{after['cancellation_rate'].orders:,} ")
        _reads_the_tiles(page, after)


def _reads_the_tiles(page: Page, after: Mapping[str, Summary]) -> None:
    for key in today.SEVEN:
        mean = after[key].mean
        shown = "–" if mean is None else figures.value(KPI[key], mean, "GBP").replace(" ", "")
        expect(page.get_by_test_id(f"kpi-{key}")).to_have_text(shown)


def test_today_says_how_each_is_counted_and_over_how_many(page: Page, shop: Shop) -> None:
    page.goto("/")
    page.get_by_test_id("how").click()
    said = page.get_by_role("dialog")
    before, after = shop.summaries(28)
    for key in today.SEVEN:
        expect(said).to_contain_text(KPI[key].how)
    expect(said).to_contain_text(f"{after['labour'].orders:,} orders, {before['labour'].orders:,} before")
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()


def test_what_waits_stands_in_its_order_and_leads_to_the_order(page: Page, shop: Shop) -> None:
    with shop.database.read() as session:
        queue = queue_list.queue_page(session, limit=16)
    page.goto("/")
    expect(page.get_by_test_id("waits")).to_have_text(f"{queue.total:,} waiting")
    expect(_waiting_orders(page)).to_have_text([row.external_id or "" for row in queue.rows[:8]])
    page.get_by_role("button", name="Next 8").click()
    expect(_waiting_orders(page)).to_have_text([row.external_id or "" for row in queue.rows[8:]])
    page.get_by_role("link", name="Open the order").first.click()
    page.wait_for_url(re.compile(f"/orders/{queue.rows[8].order_id}$"))


def _waiting_orders(page: Page) -> Locator:
    return page.get_by_test_id("waiting").locator("tbody tr td:nth-child(2) a")


def test_live_rules_say_who_published_them_and_why(page: Page, shop: Shop) -> None:  # noqa: ARG001
    page.goto("/")
    since = page.get_by_test_id("since")
    expect(since).to_contain_text("v1 decides")
    expect(since).to_contain_text("The rules that the sample retailer starts with")
    since.get_by_role("link", name="See versions").click()
    page.wait_for_url(re.compile("/versions$"))


def test_stock_shows_every_location_and_how_an_atp_came_about(page: Page, shop: Shop) -> None:
    with shop.database.read() as session:
        rows = stock.locations(session, datetime.now(UTC))
    page.goto("/stock")
    expect(page.get_by_test_id("stock-says")).to_contain_text(f"{sum(row.on_hand for row in rows):,} units")
    for row in rows:
        line = page.get_by_test_id(f"location-{row.location.code}")
        expect(line).to_contain_text(row.location.name)
        expect(line.locator("td").nth(5)).to_have_text(f"{row.skus:,}")
        expect(line.locator("td").nth(6)).to_have_text(f"{row.on_hand:,}")
    _opens_the_product(page)
    for level in shop.product().levels:
        parts = (level.on_hand, level.allocated, level.reserved, level.safety_stock, level.atp)
        cells = page.get_by_test_id(f"level-{level.location}").locator("td.num")
        expect(cells).to_have_text([f"{units:,}" for units in parts])
        assert level.atp == max(0, level.on_hand - level.allocated - level.reserved - level.safety_stock)


def test_count_is_asked_recorded_told_and_kept_in_the_ledger(page: Page, shop: Shop) -> None:
    was = shop.level("LDS")
    page.goto("/stock")
    _opens_the_product(page)
    page.get_by_role("button", name=f"Report a count… {SKU}, Leeds").click()
    page.get_by_test_id("count-units").fill(f"{was.on_hand + 7}")
    effect = f"On hand goes from {was.on_hand:,} to {was.on_hand + 7:,}"
    expect(page.get_by_test_id("count-effect")).to_contain_text(effect)
    assert shop.level("LDS").on_hand == was.on_hand, "nothing is recorded before it is confirmed"
    page.get_by_test_id("count-record").click()
    expect(page.get_by_text(f"on hand went from {was.on_hand:,} to {was.on_hand + 7:,}")).to_be_visible()
    expect(page.get_by_test_id("level-LDS").locator("td.num").first).to_have_text(f"{was.on_hand + 7:,}")
    assert shop.level("LDS").on_hand == was.on_hand + 7
    _reads_the_ledger(page, shop)


def _reads_the_ledger(page: Page, shop: Shop) -> None:
    page.get_by_role("button", name=f"Ledger {SKU}, Leeds").click()
    with shop.database.read() as session:
        kept = stock.ledger(session, "LDS", SKU, limit=12)
    expect(page.get_by_test_id("ledger-span")).to_have_text(f"1 to 12 of {kept.total:,}")
    lines = page.get_by_test_id("ledger-lines").locator("tbody tr")
    expect(lines.filter(has_text="Counted").locator("td").nth(2)).to_have_text("+7")
    expect(lines.locator("td:nth-child(5)")).to_have_text([f"{row.on_hand_after:,}" for row in kept.rows])
    expect(lines.locator("td:nth-child(7) a")).to_have_text(
        [row.external_id for row in kept.rows if row.external_id]
    )


def test_location_is_closed_and_opened_again_only_when_confirmed(page: Page, shop: Shop) -> None:
    page.goto("/stock")
    page.get_by_role("button", name="Close… Brighton").click()
    page.get_by_role("button", name="Keep it as it is").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert shop.place("BTN").closed_until is None
    day = (datetime.now(UTC) + timedelta(days=9)).date()
    page.get_by_role("button", name="Close… Brighton").click()
    page.get_by_test_id("close-day").fill(day.isoformat())
    page.get_by_test_id("close-reason").fill("The roof leaks")
    page.get_by_role("button", name=f"Close Brighton until {day:%A} {day.day} {day:%B %Y}").click()
    expect(page.get_by_test_id("location-BTN")).to_contain_text(f"closed until {day.day} {day:%b}")
    until = shop.place("BTN").closed_until
    assert until is not None
    assert abs(until - datetime.combine(day, datetime.min.time(), UTC)) <= timedelta(hours=1)
    page.get_by_role("button", name="Open again… Brighton").click()
    page.get_by_test_id("open-location").click()
    expect(page.get_by_text("Brighton is open again")).to_be_visible()
    expect(page.get_by_test_id("location-BTN")).not_to_contain_text("closed until")
    assert shop.place("BTN").closed_until is None


@pytest.mark.parametrize("path", ["/", "/stock"])
def test_page_fits_a_phone(page: Page, shop: Shop, path: str) -> None:  # noqa: ARG001
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    expect(page.locator("[data-testid=tiles], [data-testid=locations]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def _opens_the_product(page: Page) -> None:
    page.get_by_test_id("stock-search").fill(SKU)
    expect(page.get_by_test_id("products").locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name=f"How ATP came about: {SKU}").click()


def test_a_tariff_is_checked_used_and_had_back(page: Page, shop: Shop, tmp_path: Path) -> None:
    page.goto("/stock")
    expect(page.get_by_test_id("tariff-says")).to_have_text("example 1: 2 services, 7 zones, 140 prices.")
    with page.expect_download() as download:
        page.get_by_test_id("tariff-download").click()
    text = download.value.path().read_text(encoding="utf-8")
    file = tmp_path / "tariff.csv"
    page.get_by_test_id("tariff-replace").click()
    file.write_text(text.replace("standard,100,1.55", "standard,100,a lot"), encoding="utf-8")
    page.get_by_test_id("tariff-file").set_input_files(file)
    expect(page.get_by_test_id("tariff-mistakes")).to_contain_text(
        "line 10, column C: “a lot” is not an amount"
    )
    expect(page.get_by_test_id("tariff-use").first).to_be_disabled()
    dearer = text.replace("standard,100,1.55", "standard,100,1.65").replace("example 1", "Spring")
    mended = tmp_path / "mended.csv"
    mended.write_text(dearer, encoding="utf-8")
    page.get_by_test_id("tariff-file").set_input_files(mended)
    expect(page.get_by_test_id("tariff-effect")).to_have_text("Spring: 1 price changes.")
    assert _tariff(shop) == "example 1", "nothing is used before it is confirmed"
    page.get_by_test_id("tariff-use").click()
    expect(page.get_by_test_id("tariff-says")).to_contain_text("Spring: 2 services")
    assert _tariff(shop) == "Spring"
    page.get_by_test_id("tariff-back").click()
    expect(page.get_by_role("dialog")).to_contain_text("Go back to the tariff example 1")
    page.get_by_test_id("tariff-use").click()
    expect(page.get_by_test_id("tariff-says")).to_contain_text("example 1: 2 services")
    assert _tariff(shop) == "example 1"


def _tariff(shop: Shop) -> str:
    with shop.database.read() as session:
        return setup(session).tariff.version
