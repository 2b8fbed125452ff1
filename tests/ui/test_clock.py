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


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(seconds=20), "20 s"),
        (timedelta(minutes=22, seconds=50), "22 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(hours=3, minutes=10), "3 h 10 min"),
        (timedelta(days=1, hours=5), "1 day"),
        (timedelta(days=9), "9 days"),
    ],
)
def test_says_how_old_it_is(past: timedelta, words: str) -> None:
    assert clock.age(NOW - past, NOW) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(minutes=-27), "27 min late"),
        (timedelta(seconds=30), "in 1 min"),
        (timedelta(minutes=48), "in 48 min"),
        (timedelta(hours=3), "today 13:42"),
        (timedelta(hours=14), "tomorrow 00:42"),
        (timedelta(days=3), "23 Nov 10:42"),
    ],
)
def test_says_by_when_something_is_due(ahead: timedelta, words: str) -> None:
    assert clock.due(NOW + ahead, "Europe/London", NOW) == words


def test_names_the_day_of_the_week_where_the_retailer_is() -> None:
    assert clock.weekday(NOW, "Europe/London") == "Thursday 20 November, 10:42"
