"""Locations, products and the ledger, as lines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.model import Closure, Location
from engine.store.stock import LedgerRow, LocationRow, ProductStock, StockRow
from ui.views.orders import Names
from ui.views.stock import (
    Level,
    answer,
    count_effect,
    count_follows,
    count_warning,
    ledger_line,
    level_line,
    location_line,
    product_line,
)

LONDON = "Europe/London"
NOW = datetime(2025, 11, 20, 10, 42, tzinfo=UTC)  # a Thursday
WEEK = ((540, 1080),) * 5 + (None, None)
LEEDS = Location("LDS", "Leeds", "store", "GB", hours=WEEK, cutoff=840, capacity=12, feed_limit=120)
ROW = LocationRow(
    LEEDS,
    skus=841,
    on_hand=24_506,
    allocated=30,
    open_shipments=5,
    used_today=6,
    fed_at=NOW - timedelta(minutes=4),
)
LEVEL = StockRow("LDS", on_hand=12, allocated=3, reserved=0, safety_stock=1, atp=8)


@pytest.mark.parametrize(
    ("at", "look", "state"),
    [
        (datetime(2025, 11, 20, 10, 42, tzinfo=UTC), "good", "open until 18:00"),
        (datetime(2025, 11, 20, 7, 0, tzinfo=UTC), "off", "closed, opens 09:00"),
        (datetime(2025, 11, 20, 20, 0, tzinfo=UTC), "off", "closed, opens Fri 09:00"),
        (datetime(2025, 11, 22, 12, 0, tzinfo=UTC), "off", "closed, opens Mon 09:00"),
    ],
)
def test_location_says_whether_it_is_open_and_until_when(at: datetime, look: str, state: str) -> None:
    line = location_line(ROW, LONDON, at)
    assert (line.look, line.state, line.is_closed) == (look, state, False)


def test_location_closed_for_a_time_says_until_when_whatever_its_hours() -> None:
    closed = replace(LEEDS, closed_until=datetime(2025, 11, 24, tzinfo=UTC))
    line = location_line(replace(ROW, location=closed), LONDON, NOW)
    assert (line.look, line.state, line.is_closed) == ("bad", "closed until 24 Nov 00:00", True)
    reopened = location_line(replace(ROW, location=closed), LONDON, NOW + timedelta(days=5))
    assert (reopened.state, reopened.is_closed) == ("open until 18:00", False)


def test_location_on_a_day_off_says_why_and_when_it_opens_again() -> None:
    christmas = datetime(2025, 12, 25, 10, 0, tzinfo=UTC)
    english = replace(LEEDS, holidays="GB-ENG")
    line = location_line(replace(ROW, location=english), LONDON, christmas)
    assert (line.hours, line.cutoff, line.state) == (
        "closed today, public holiday",
        "–",
        "closed, opens Mon 09:00",
    )
    counting = replace(LEEDS, closures=(Closure(date(2025, 11, 20), date(2025, 11, 28), "Stocktaking"),))
    line = location_line(replace(ROW, location=counting), LONDON, NOW)
    assert (line.hours, line.state) == ("closed today, Stocktaking", "closed, opens Mon 1 Dec 09:00")


def test_location_says_when_the_carrier_collects_today() -> None:
    def collected(pickups: tuple[tuple[int, ...], ...] | None) -> str:
        return location_line(replace(ROW, location=replace(LEEDS, pickups=pickups)), LONDON, NOW).collected

    assert collected(None) == ""
    assert collected(((720, 990),) * 7) == "collected 12:00, 16:30"
    assert collected(((),) * 7) == "not collected today"


def test_location_that_never_opens_says_so() -> None:
    shut = replace(LEEDS, hours=(None,) * 7)
    assert location_line(replace(ROW, location=shut), LONDON, NOW).state == "never opens"


def test_location_shows_hours_cutoff_capacity_and_what_is_there() -> None:
    line = location_line(ROW, LONDON, NOW)
    assert (line.hours, line.cutoff) == ("09:00 to 18:00", "14:00")
    assert (line.used, line.share) == ("6 of 12", 50)
    assert (line.skus, line.on_hand, line.fed) == ("841", "24,506", "4 min ago")
    unlimited = location_line(replace(ROW, location=replace(LEEDS, capacity=None)), LONDON, NOW)
    assert (unlimited.used, unlimited.share) == ("6", -1)


def test_answer_counts_open_locations_and_names_feeds_that_cannot_be_believed() -> None:
    late = replace(ROW, location=replace(LEEDS, name="Bristol"), fed_at=NOW - timedelta(hours=3))
    never = replace(ROW, location=replace(LEEDS, name="Brighton", hours=(None,) * 7), fed_at=None)
    said = answer((ROW, late, never), LONDON, NOW)
    assert said.lead == "2 of 3 locations are open now, with 73,518 units on hand."
    assert said.trust == "Stale stock feeds: Bristol. Never reported by a feed: Brighton."
    assert answer((ROW,), LONDON, NOW).trust == "Every stock feed is fresh."


def test_product_has_a_cell_for_every_column_and_adds_up() -> None:
    other = replace(LEVEL, location="BRS", atp=3, suspended_until=NOW + timedelta(hours=1))
    line = product_line(ProductStock("22423", "Cake stand", "kitchen", (LEVEL, other)), ["BRS", "COV", "LDS"])
    assert line.atp == "11"
    assert [(cell.shown, cell.look) for cell in line.cells] == [("3", "off"), ("–", "off"), ("8", "")]


def test_level_shows_each_part_of_its_atp() -> None:
    line = level_line(LEVEL, Names({"LDS": "Leeds"}, {}), LONDON, NOW)
    assert (line.on_hand, line.allocated, line.reserved, line.safety_stock, line.atp) == (
        "12",
        "3",
        "0",
        "1",
        "8",
    )
    assert (line.location, line.offered) == ("Leeds", "yes")
    resting = replace(LEVEL, suspended_until=NOW + timedelta(days=1))
    assert level_line(resting, Names({}, {}), LONDON, NOW).offered == "no, until tomorrow 10:42"


def test_ledger_shows_signed_movements_and_the_balance_after_them() -> None:
    row = LedgerRow(7, NOW, "ship", -2, -2, 10, 1, 4, "O1", "W-48193", None)
    line = ledger_line(row, LONDON, NOW)
    assert (line.kind, line.on_hand, line.allocated) == ("Sent", "−2", "−2")
    assert (line.on_hand_after, line.allocated_after) == ("10", "1")
    assert (line.order_id, line.order) == ("O1", "W-48193")


@pytest.mark.parametrize(
    ("units", "effect", "wakes", "warns"),
    [
        (15, "On hand goes from 12 to 15, ATP from 8 to 11.", True, False),
        (9, "On hand goes from 12 to 9, ATP from 8 to 5.", False, False),
        (12, "On hand stays 12: the count found what was expected.", False, False),
        (2, "On hand goes from 12 to 2, ATP from 8 to 0.", False, True),
    ],
)
def test_count_says_what_it_changes_before_it_does(units: int, effect: str, wakes: bool, warns: bool) -> None:
    level = Level("Leeds", "Cake stand", 12, 3, 0, 1, 8)
    assert count_effect(level, units) == effect
    assert (bool(count_follows(level, units)), bool(count_warning(level, units))) == (wakes, warns)
