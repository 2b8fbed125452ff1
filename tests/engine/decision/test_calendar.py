"""Times are London's: summer time began on 29 March 2026 and ends on 25 October 2026, both Sundays."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.calendar import arrives_at, days_between, open_at, ships_at, working_days_after
from engine.model import Location
from tests.engine.decision.world import place

LONDON = "Europe/London"
NINE_TO_SIX = (540, 1080)
WEEKDAYS = (*[NINE_TO_SIX] * 5, None, None)


def at(text: str) -> datetime:
    """A local time in London."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(LONDON))


def shop(**changes: object) -> Location:
    return place("LDS", hours=WEEKDAYS, cutoff=840, **changes)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-03-04T10:00", "2026-03-04T14:00"),  # a Wednesday morning
        ("2026-03-04T14:00", "2026-03-04T14:00"),  # the cut-off itself still leaves
        ("2026-03-04T14:00:01", "2026-03-05T14:00"),
        ("2026-03-06T15:00", "2026-03-09T14:00"),  # Friday afternoon, so on Monday
        ("2026-03-07T08:00", "2026-03-09T14:00"),  # closed on Saturday
        ("2026-03-04T03:00", "2026-03-04T14:00"),  # at night, before it opens
    ],
)
def test_it_leaves_at_the_next_cut_off_of_an_open_day(now: str, leaves: str) -> None:
    assert ships_at(shop(), at(now)) == at(leaves)


def test_the_cut_off_is_by_the_clocks_of_the_day_when_they_change() -> None:
    open_sundays = (*shop().hours[:6], (0, 1440))
    place_ = place("LDS", hours=open_sundays, cutoff=840)
    winter, summer = ships_at(place_, at("2026-03-28T20:00")), ships_at(place_, at("2026-03-30T08:00"))
    assert winter == datetime(2026, 3, 29, 13, 0, tzinfo=UTC)  # the day on which summer time began at 01:00
    assert summer == datetime(2026, 3, 30, 13, 0, tzinfo=UTC)
    assert ships_at(place_, at("2026-10-24T20:00")) == datetime(2026, 10, 25, 14, 0, tzinfo=UTC)


def test_a_cut_off_in_the_hour_that_does_not_exist_is_met() -> None:
    night = place("LDS", hours=((0, 1440),) * 7, cutoff=90)
    leaves = ships_at(night, at("2026-03-28T12:00"))
    assert leaves == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 01:30 never was; the clocks said 02:30


def test_in_the_hour_that_comes_twice_the_second_time_is_late() -> None:
    night = place("LDS", hours=((0, 1440),) * 7, cutoff=90)
    first = datetime(2026, 10, 25, 0, 15, tzinfo=UTC).astimezone(ZoneInfo(LONDON))  # 01:15 summer time
    second = datetime(2026, 10, 25, 1, 15, tzinfo=UTC).astimezone(ZoneInfo(LONDON))  # 01:15 winter time
    assert ships_at(night, first) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert ships_at(night, second) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


def test_it_never_leaves_outside_the_opening_hours() -> None:
    late = place("LDS", hours=((1080, 1320),) * 7, cutoff=960)  # opens at 18:00, cut-off 16:00
    early = place("LDS", hours=((360, 780),) * 7, cutoff=960)  # closes at 13:00
    assert ships_at(late, at("2026-03-04T10:00")) == at("2026-03-04T18:00")
    assert ships_at(early, at("2026-03-04T10:00")) == at("2026-03-04T13:00")
    assert ships_at(early, at("2026-03-04T13:30")) == at("2026-03-05T13:00")


def test_a_day_that_ends_at_midnight_can_have_its_cut_off_there() -> None:
    always = place("LDS", hours=((0, 1440),) * 7, cutoff=1440)
    assert ships_at(always, at("2026-03-04T23:30")) == at("2026-03-05T00:00")


def test_a_closed_location_begins_again_when_it_opens() -> None:
    closed = shop(closed_until=datetime(2026, 3, 10, 15, 0, tzinfo=UTC))
    assert ships_at(closed, at("2026-03-04T10:00")) == at("2026-03-11T14:00")


def test_a_location_without_opening_hours_never_ships() -> None:
    assert ships_at(place("LDS", hours=(None,) * 7), at("2026-03-04T10:00")) is None


@pytest.mark.parametrize(
    ("leaves", "days", "arrives"),
    [
        ("2026-03-04T14:00", 1, "2026-03-05T18:00"),
        ("2026-03-06T14:00", 1, "2026-03-09T18:00"),  # over the weekend
        ("2026-03-08T14:00", 1, "2026-03-09T18:00"),  # collected on a Sunday
        ("2026-03-04T14:00", 0, "2026-03-04T18:00"),
        ("2026-03-07T14:00", 0, "2026-03-09T18:00"),
        ("2026-03-27T14:00", 2, "2026-03-31T18:00"),  # summer time begins on the way
        ("2026-03-31T23:30", 1, "2026-04-01T18:00"),  # the day it leaves is London's, not UTC's
    ],
)
def test_it_arrives_after_so_many_working_days(leaves: str, days: int, arrives: str) -> None:
    assert arrives_at(at(leaves).astimezone(UTC), days, LONDON) == at(arrives)


def test_an_instant_shortly_after_midnight_in_summer_belongs_to_the_new_day() -> None:
    assert arrives_at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), 1, LONDON) == at("2026-07-02T18:00")


def test_days_are_those_of_the_calendar() -> None:
    assert days_between(at("2026-03-04T23:59"), at("2026-03-05T00:01"), LONDON) == 1
    assert days_between(at("2026-03-28T12:00"), at("2026-03-30T11:00"), LONDON) == 2
    assert days_between(at("2026-03-05T00:01"), at("2026-03-04T23:59"), LONDON) == -1


def test_working_days_jump_over_weekends() -> None:
    assert working_days_after(date(2026, 3, 6), 1) == date(2026, 3, 9)
    assert working_days_after(date(2026, 3, 6), 6) == date(2026, 3, 16)
    assert working_days_after(date(2026, 3, 7), 0) == date(2026, 3, 9)


def test_open_now_is_by_hours_and_closures() -> None:
    assert open_at(shop(), at("2026-03-04T09:00"))
    assert not open_at(shop(), at("2026-03-04T18:00"))
    assert not open_at(shop(), at("2026-03-07T12:00"))
    assert not open_at(shop(closed_until=datetime(2026, 3, 5, tzinfo=UTC)), at("2026-03-04T12:00"))
