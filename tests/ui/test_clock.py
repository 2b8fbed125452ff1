"""Times as people read them."""

from datetime import UTC, datetime, timedelta

import pytest

from ui import clock

NOW = datetime(2025, 11, 20, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(seconds=2), "just now"),
        (timedelta(seconds=12), "12 s ago"),
        (timedelta(minutes=4, seconds=59), "4 min ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=9), "9 days ago"),
    ],
)
def test_says_how_long_ago_it_was(past: timedelta, words: str) -> None:
    assert clock.ago(NOW - past, NOW) == words


def test_shows_times_in_the_zone_of_the_retailer() -> None:
    summer = datetime(2025, 7, 1, 23, 30, tzinfo=UTC)
    assert clock.exact(summer, "Europe/London") == "2 Jul 2025, 00:30:00"
    assert clock.day(summer, "Europe/London", NOW) == "2 Jul"


def test_names_the_year_only_when_it_is_another() -> None:
    assert clock.day(datetime(2024, 11, 3, tzinfo=UTC), "Europe/London", NOW) == "3 Nov 2024"
    assert clock.minute(NOW, "Europe/London", NOW) == "today 10:42"
