"""The whole stored year, read once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from connectors import sample
from connectors.sample.cancellations import Cancellation
from connectors.sample.make import reference_run
from connectors.sample.mapping import Imported
from connectors.sample.reference import Run
from connectors.sample.report import Report, report
from connectors.sample.source import Invoice, invoices
from connectors.sample.stock import opening_stock, read, receipts
from connectors.sample.year import year
from engine.model import Order

Entries = list[Imported | Cancellation]
CODES = ("COV", "LDS", "BRS", "BTN")


@pytest.fixture(scope="module")
def source() -> list[Invoice]:
    return list(invoices())


@pytest.fixture(scope="module")
def entries() -> Entries:
    return list(year())


@pytest.fixture(scope="module")
def orders(entries: Entries) -> list[Order]:
    return [entry.order for entry in entries if isinstance(entry, Imported)]


@pytest.fixture(scope="module")
def counted(entries: Entries) -> Report:
    return report(entries)


@pytest.fixture(scope="module")
def run(entries: Entries) -> Run:
    return reference_run(entries)


@pytest.fixture(scope="module")
def readme() -> str:
    return (Path(sample.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_every_line_of_the_source_is_there(source: list[Invoice]) -> None:
    assert sum(len(invoice.lines) for invoice in source) == 541_909
    assert len(source) == len({invoice.number for invoice in source}) == 25_900
    assert sum(invoice.is_cancellation for invoice in source) == 3_836
    others = [len(invoice.lines) for invoice in source if not invoice.is_cancellation]
    assert (len(others), sum(lines <= 8 for lines in others)) == (22_064, 8_411)
    prices = Counter(line.unit_price_pence <= 0 for invoice in source for line in invoice.lines)
    rounded = sum(line.rounded for invoice in source for line in invoice.lines)
    assert (prices[True] - rounded, rounded) == (2_517, 4)


def test_invoices_come_in_order_of_time(source: list[Invoice]) -> None:
    assert all(one.placed_at <= other.placed_at for one, other in pairwise(source))
    assert source[0].placed_at.isoformat() == "2010-12-01T08:26:00"
    assert source[-1].placed_at.isoformat() == "2011-12-09T12:50:00"


def test_every_invoice_becomes_an_order_or_a_cancellation(source: list[Invoice], entries: Entries) -> None:
    numbers = [
        entry.number if isinstance(entry, Cancellation) else entry.order.external_id for entry in entries
    ]
    assert numbers == [invoice.number for invoice in source]


def test_ids_sort_by_the_time_an_order_was_placed(orders: list[Order]) -> None:
    assert all(one.id < other.id for one, other in pairwise(orders))
    assert all(one.placed_at <= other.placed_at for one, other in pairwise(orders))


def test_the_report_says_what_came_of_everything(counted: Report) -> None:
    assert (counted.invoices, counted.orders, counted.cancellations) == (25_900, 22_064, 3_836)
    assert (counted.web, counted.wholesale, counted.express) == (8_411, 13_653, 1_251)
    assert (counted.guests, counted.abroad, counted.country_unknown) == (3_528, 1_925, 17)
    assert (counted.held, counted.held_no_goods) == (2_340, 2_294)
    assert (counted.held_zero_price, counted.held_negative_quantity) == (825, 1_336)
    whole, part = counted.cancelled_whole, counted.cancelled_part
    assert (whole, part) == (2_841, 211)
    assert whole + part + counted.cancelled_unmatched + counted.cancelled_charges_only == 3_836
    assert len(counted.unmatched) == part + counted.cancelled_unmatched


def test_the_reports_text_stands_in_the_readme(counted: Report, readme: str) -> None:
    assert counted.text() in readme


def test_an_order_is_held_exactly_when_its_invoice_has_a_dirty_line_or_no_goods(
    entries: Entries, counted: Report
) -> None:
    read = [entry for entry in entries if isinstance(entry, Imported)]
    dirty = [entry for entry in read if entry.zero_price or entry.negative_quantity or not entry.order.lines]
    assert [entry.order.id for entry in dirty] == [entry.order.id for entry in read if entry.order.problems]
    assert len(dirty) == counted.held
    lines = [line for entry in read for line in entry.order.lines]
    assert all(line.quantity > 0 and line.unit_price > 0 for line in lines)


def test_what_is_taken_back_was_sold_before_and_never_more_of_it(entries: Entries) -> None:
    left: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        if isinstance(entry, Imported):
            left.update({(entry.order.external_id, line.sku): 0 for line in entry.order.lines})
            for line in entry.order.lines:
                left[entry.order.external_id, line.sku] += line.quantity
            continue
        for back in entry.lines:
            if back.order is not None:
                left[back.order, back.sku] -= back.units
                assert left[back.order, back.sku] >= 0, entry.number


def test_the_largest_mistakes_of_the_source_are_found_and_cancelled(entries: Entries) -> None:
    found = {
        (line.sku, line.units): line.order
        for entry in entries
        if isinstance(entry, Cancellation)
        for line in entry.lines
    }
    assert found["23843", 80_995] == "581483"
    assert found["23166", 74_215] == "541431"


def test_a_customers_history_is_what_came_before(orders: list[Order]) -> None:
    seen: Counter[str] = Counter()
    for order in orders:
        known = order.customer
        if known.id is None:
            assert (known.lifetime_orders, known.segment, known.vip) == (None, None, None)
            continue
        assert known.lifetime_orders == seen[known.id], order.external_id
        seen[known.id] += bool(order.lines)
    vips = {order.customer.id for order in orders if order.customer.vip}
    assert 0.02 < len(vips) / len(seen) < 0.03


def test_customers_never_move(orders: list[Order]) -> None:
    homes: dict[str, str | None] = {}
    for order in orders:
        if order.customer.id and order.destination.country == "GB":
            assert (
                homes.setdefault(order.customer.id, order.destination.postcode) == order.destination.postcode
            )
    assert len(homes) > 3_900


def test_a_moved_year_is_the_same_year_later(entries: Entries) -> None:
    weeks = 700
    first, moved = entries[0], next(iter(year(weeks)))
    assert isinstance(first, Imported)
    assert isinstance(moved, Imported)
    assert first.order.placed_at == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)
    # The first of December lies in winter, and 700 weeks later it is the first of May: summer time.
    later = timedelta(weeks=weeks, hours=-1)
    assert moved.order.placed_at == first.order.placed_at + later
    assert moved.order.lines == first.order.lines


def test_stored_stock_is_what_the_buyers_rules_give(run: Run) -> None:
    stored = [(row.week, row.location, row.sku, row.units) for row in read()]
    made = [(row.week, row.location, row.sku, row.units) for row in run.deliveries]
    assert sorted(stored) == sorted(made)


def test_stock_arrives_on_mondays_at_seven_in_order_of_time() -> None:
    arrivals = receipts()
    assert {(row.at.weekday(), row.at.hour, row.at.minute) for row in arrivals} == {(0, 7, 0)}
    assert all(one.at <= other.at for one, other in pairwise(arrivals))
    assert arrivals[0].at.isoformat() == "2010-12-06T07:00:00"
    assert {row.location for row in arrivals} == {"COV", "LDS", "BRS", "BTN"}
    assert all(row.units > 0 for row in arrivals)
    assert all(units > 0 for units in opening_stock().values())


def test_every_product_sold_was_there_before_or_arrives_in_its_first_week(orders: list[Order]) -> None:
    there = {sku: datetime.min.replace(tzinfo=UTC) for location, sku in opening_stock() if location == "COV"}
    for row in receipts():
        if row.location == "COV":
            there.setdefault(row.sku, row.at.replace(tzinfo=UTC))
    late = {
        (order.external_id, line.sku)
        for order in orders
        if not order.problems
        for line in order.lines
        if line.sku not in there or there[line.sku] > order.placed_at
    }
    assert late == set()


def test_stock_runs_out_sometimes_and_stores_help(run: Run) -> None:
    outcome = run.outcome
    assert 0.03 < outcome.short / outcome.orders < 0.08
    helped = outcome.short_web_from_one_store + outcome.short_web_completed_by_stores
    assert 0.3 < helped / outcome.short_web < 0.7
    assert helped + outcome.short_web_waits == outcome.short_web


def test_the_readme_gives_the_runs_figures(run: Run, readme: str) -> None:
    count = run.outcome
    saved = f"one store filled {count.short_web_from_one_store}, stores completed "
    sentences = (
        f"the year's {count.orders:,} valid orders",
        f"{count.short:,} ({_percent(count.short, count.orders, 1)})",
        f"{count.short_web} ({_percent(count.short_web, count.web, 1)}) of the {count.web:,} web orders",
        f"{saved}{count.short_web_completed_by_stores}, and {count.short_web_waits} waited",
        f"For {count.stores_could_web:,} ({_percent(count.stores_could_web, count.web, 0)})",
        f"{count.from_stores} orders left from a store",
    )
    assert [text for text in sentences if text not in readme] == []


def test_the_readme_gives_the_stocks_figures(readme: str) -> None:
    opening, arrivals = opening_stock(), receipts()
    units = {code: sum(row.units for row in arrivals if row.location == code) for code in CODES}
    rows = Counter(row.location for row in arrivals)
    first = {code: sum(count for (place, _), count in opening.items() if place == code) for code in CODES}
    skus = Counter(place for place, _ in opening)
    weeks = len({row.at for row in arrivals})
    sentences = (
        f"{first['COV']:,} units of {skus['COV']:,} SKUs at Coventry",
        f"{first['LDS']:,} of {skus['LDS']:,} in each store",
        f"{rows['COV']:,} at Coventry\n  ({units['COV']:,} units in {weeks} weeks)",
        f"{rows['LDS']:,}, {rows['BRS']:,} and {rows['BTN']:,} in Leeds, Bristol and Brighton",
        f"({units['LDS']:,}, {units['BRS']:,} and {units['BTN']:,})",
    )
    assert [text for text in sentences if text not in readme] == []
    assert (first["BRS"], first["BTN"]) == (first["LDS"], first["LDS"])


def _percent(part: int, whole: int, places: int) -> str:
    return f"{100 * part / whole:.{places}f} %"
