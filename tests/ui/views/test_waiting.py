"""What waits, and the age of the feeds, as rows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.model import Location
from engine.store.queue_list import QueueRow
from engine.store.stock import LocationRow
from ui.views.waiting import feed_row, initials, minutes, wait_row

NOW = datetime(2025, 11, 20, 10, 42, tzinfo=UTC)
ENTRY = QueueRow(
    kind="exception",
    id=3,
    type="oversold",
    reason="Leeds has too few of 22423.",
    owner="Tom Aldridge",
    rule_id="",
    opened_at=NOW - timedelta(hours=5),
    due_at=NOW + timedelta(minutes=48),
    shipment_id=9,
    order_id="O1",
    external_id="W-48193",
    channel="web",
    customer_name="A. Green",
    total=5400,
    currency="GBP",
)


def test_row_says_what_about_which_order_whose_and_by_when() -> None:
    row = wait_row(ENTRY, "Europe/London", NOW)
    assert (row.what, row.why) == ("Too few on the shelf.", "Leeds has too few of 22423.")
    assert (row.order, row.total) == ("W-48193", "£54.00")
    assert (row.owner, row.initials) == ("Tom Aldridge", "TA")
    assert (row.due, row.due_look) == ("in 48 min", "wait")
    assert (row.action, row.page) == ("Open the order", "/orders/O1")


def test_overdue_is_marked() -> None:
    row = wait_row(replace(ENTRY, due_at=NOW - timedelta(minutes=27)), "Europe/London", NOW)
    assert (row.due, row.due_look) == ("27 min late", "bad")


def test_hold_is_never_overdue_it_lifts() -> None:
    held = replace(ENTRY, kind="hold", type="hold", lifts_at=ENTRY.due_at)
    assert wait_row(held, "Europe/London", NOW).due == "lifts in 48 min"
    by_a_person = wait_row(replace(held, due_at=None), "Europe/London", NOW)
    assert (by_a_person.due, by_a_person.due_look) == ("no due time", "")
    assert by_a_person.due_more == "waits since 20 Nov"
    gone = NOW - timedelta(days=2)
    passed = wait_row(replace(held, due_at=gone, lifts_at=gone), "Europe/London", NOW)
    assert (passed.due, passed.due_look) == ("lifts now", "")


def test_a_hold_that_a_person_should_have_looked_at_is_overdue() -> None:
    held = replace(ENTRY, kind="hold", type="hold", due_at=NOW - timedelta(minutes=27))
    assert wait_row(held, "Europe/London", NOW).due_look == "bad"


def test_type_that_has_no_words_of_its_own_is_still_said() -> None:
    assert wait_row(replace(ENTRY, type="label_failed"), "Europe/London", NOW).what == "Label failed."


def test_entry_without_an_order_leads_to_the_stock() -> None:
    row = wait_row(replace(ENTRY, order_id=None, external_id=None, owner=""), "Europe/London", NOW)
    assert (row.order, row.action, row.page) == ("", "See stock", "/stock")
    assert (row.owner, row.initials) == ("no owner", "")


@pytest.mark.parametrize(
    ("age", "limit", "state"),
    [
        (timedelta(minutes=30), 30, "fresh"),
        (timedelta(minutes=31), 30, "stale"),
        (timedelta(days=9), None, "fresh"),
        (None, 30, "never reported"),
    ],
)
def test_feed_is_stale_past_its_limit(age: timedelta | None, limit: int | None, state: str) -> None:
    place = Location("LDS", "Leeds", "store", "GB", feed_limit=limit)
    row = LocationRow(place, 0, 0, 0, 0, 0, None if age is None else NOW - age)
    assert feed_row(row, "Europe/London", NOW).state == state


@pytest.mark.parametrize(("count", "words"), [(0, "0 min"), (30, "30 min"), (120, "2 h"), (90, "1 h 30 min")])
def test_limits_read_as_hours_and_minutes(count: int, words: str) -> None:
    assert minutes(count) == words


@pytest.mark.parametrize(("owner", "letters"), [("Tom Aldridge", "TA"), ("Operations", "O"), ("", "")])
def test_owner_has_at_most_two_letters(owner: str, letters: str) -> None:
    assert initials(owner) == letters
