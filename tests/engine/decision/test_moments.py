"""The next time of day, and the next of every so many minutes, right across the changes of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.deciding.moments import next_at, next_of_every

LONDON = ZoneInfo("Europe/London")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    """An instant as the clocks of London show it."""
    return datetime.fromisoformat(text).astimezone(LONDON)


@pytest.mark.parametrize(
    ("now", "wanted", "then"),
    [
        ("2026-03-04T08:59:59Z", "09:00", "2026-03-04T09:00:00+00:00"),
        ("2026-03-04T09:00:00Z", "09:00", "2026-03-05T09:00:00+00:00"),
        ("2026-03-28T17:00:00Z", "09:00", "2026-03-29T08:00:00+00:00"),  # the clocks go forward at 1
        ("2026-03-29T00:10:00Z", "01:30", "2026-03-29T01:30:00+00:00"),  # skipped: shown as 02:30
        ("2026-10-25T00:10:00Z", "01:30", "2026-10-25T00:30:00+00:00"),  # 01:30 comes twice
        ("2026-10-25T00:30:00Z", "01:30", "2026-10-25T01:30:00+00:00"),
    ],
)
def test_the_next_time_that_the_clocks_show(now: str, wanted: str, then: str) -> None:
    assert next_at(at(now), wanted).isoformat() == then


@pytest.mark.parametrize(
    ("now", "minutes", "then"),
    [
        ("2026-03-04T10:00:00Z", 15, "2026-03-04T10:15:00+00:00"),
        ("2026-03-04T10:14:59Z", 15, "2026-03-04T10:15:00+00:00"),
        ("2026-03-04T23:50:00Z", 45, "2026-03-05T00:00:00+00:00"),
        ("2026-03-04T23:50:00Z", 1440, "2026-03-05T00:00:00+00:00"),
        ("2026-07-01T22:50:00Z", 60, "2026-07-01T23:00:00+00:00"),
        ("2026-10-25T00:50:00Z", 15, "2026-10-25T01:00:00+00:00"),  # 01:50 for the first time
        ("2026-10-25T01:50:00Z", 15, "2026-10-25T02:00:00+00:00"),  # 01:50 for the second
    ],
)
def test_the_next_of_every_so_many_minutes(now: str, minutes: int, then: str) -> None:
    assert next_of_every(at(now), minutes).isoformat() == then


@given(
    st.integers(0, 364 * 86_400).map(lambda second: NEW_YEAR + timedelta(seconds=second)),
    st.integers(1, 1440),
)
def test_it_lies_ahead_by_no_more_than_asked_and_what_the_clocks_put_between(
    now: datetime, minutes: int
) -> None:
    there = now.astimezone(LONDON)
    found = next_of_every(there, minutes)
    local = found.astimezone(LONDON)
    assert timedelta() < found - now <= timedelta(minutes=minutes + 60)
    shown = local.hour * 60 + local.minute
    skipped = local.utcoffset() != (found - timedelta(hours=1)).astimezone(LONDON).utcoffset()
    assert local.second == local.microsecond == 0
    assert shown % minutes == 0 or skipped
