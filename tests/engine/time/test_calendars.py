"""What a location's calendar means, one thing at a time. Times are London's, in 2026."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.calendar import (
    arrives_at,
    hours_to_cutoff,
    latest_decision,
    open_at,
    ready_at,
    ships_at,
    working_days_after,
)
from engine.model import Closure, Location
from engine.public_holidays import days_off, problem_with

LONDON = "Europe/London"
NINE_TO_SIX = (540, 1080)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(LONDON))


def shop(**changes: Any) -> Location:
    """Open from nine to six on weekdays, with its cut-off at two."""
    given: dict[str, Any] = {"hours": (*[NINE_TO_SIX] * 5, None, None), "cutoff": 840}
    return Location("SHOP", "Shop", "store", "GB", **{**given, **changes})


def collected(*minutes: int) -> tuple[tuple[int, ...], ...]:
    """Pick-ups at these minutes of each weekday."""
    return (*[minutes] * 5, (), ())


def test_on_a_public_holiday_of_its_part_of_the_country_it_is_closed() -> None:
    friday = at("2026-04-02T15:00")  # after the cut-off on the Thursday before Easter
    assert ships_at(shop(), friday) == at("2026-04-03T14:00")
    assert ships_at(shop(holidays="GB-SCT"), friday) == at("2026-04-06T14:00")  # Good Friday alone
    assert ships_at(shop(holidays="GB-ENG"), friday) == at("2026-04-07T14:00")  # Easter Monday too
    assert not open_at(shop(holidays="GB-ENG"), at("2026-04-06T11:00"))
    assert open_at(shop(holidays="GB-SCT"), at("2026-04-06T11:00"))


def test_in_a_closure_it_is_closed_from_the_first_to_the_last_day() -> None:
    counting = Closure(date(2026, 3, 4), date(2026, 3, 5), "Stocktaking")
    place = shop(closures=(counting,))
    assert ships_at(place, at("2026-03-03T15:00")) == at("2026-03-06T14:00")
    assert hours_to_cutoff(place, at("2026-03-04T10:00")) is None


def test_a_service_may_have_a_cut_off_of_its_own() -> None:
    place = shop(cutoffs=(("express", 990),))
    assert ships_at(place, at("2026-03-04T15:00"), "standard") == at("2026-03-05T14:00")
    assert ships_at(place, at("2026-03-04T15:00"), "express") == at("2026-03-04T16:30")


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-03-04T10:00", "2026-03-04T12:00"),  # ready at 11:00
        ("2026-03-04T11:00", "2026-03-04T12:00"),  # ready as the carrier comes
        ("2026-03-04T11:01", "2026-03-04T17:00"),
        ("2026-03-04T14:00", "2026-03-04T17:00"),  # at the cut-off
        ("2026-03-04T14:01", "2026-03-05T12:00"),  # begun the next morning
        ("2026-03-06T14:01", "2026-03-09T12:00"),
    ],
)
def test_it_leaves_at_the_first_pick_up_after_it_is_ready(now: str, leaves: str) -> None:
    place = shop(ready_minutes=60, pickups=collected(720, 1020))
    assert ships_at(place, at(now)) == at(leaves)


def test_work_stops_overnight_and_goes_on_the_next_day() -> None:
    place = shop(ready_minutes=300, pickups=collected(600, 1020))
    # Begun at 14:00, it is ready after four hours that day and one the next.
    assert ships_at(place, at("2026-03-04T14:00")) == at("2026-03-05T10:00")
    assert ready_at(place, at("2026-03-04T14:00")) == at("2026-03-05T10:00")


def test_without_pick_ups_what_is_ready_after_the_cut_off_leaves_at_closing_time() -> None:
    place = shop(ready_minutes=60)
    assert ships_at(place, at("2026-03-04T13:00")) == at("2026-03-04T14:00")
    assert ships_at(place, at("2026-03-04T13:30")) == at("2026-03-04T18:00")
    assert ships_at(place, at("2026-03-04T14:01")) == at("2026-03-05T14:00")


def test_the_carriers_cut_off_has_no_say_over_what_is_collected_at_the_location() -> None:
    place = shop(ready_minutes=60)
    assert ready_at(place, at("2026-03-04T16:00")) == at("2026-03-04T17:00")
    assert ready_at(place, at("2026-03-04T17:30")) == at("2026-03-05T09:30")
    assert ready_at(shop(), at("2026-03-04T16:00")) == at("2026-03-04T16:00")


def test_a_pick_up_keeps_to_the_clocks_on_the_days_they_change() -> None:
    sundays = shop(hours=((0, 1440),) * 7, pickups=((1020,),) * 7)
    assert ships_at(sundays, at("2026-03-28T18:00")) == datetime(2026, 3, 29, 16, 0, tzinfo=UTC)
    assert ships_at(sundays, at("2026-10-24T18:00")) == datetime(2026, 10, 25, 17, 0, tzinfo=UTC)


def test_an_hour_of_work_is_an_hour_on_the_night_the_clocks_change() -> None:
    night = shop(hours=((0, 1440),) * 7, cutoff=1440, ready_minutes=120)
    assert ready_at(night, at("2026-03-29T00:30")) == datetime(2026, 3, 29, 2, 30, tzinfo=UTC)
    assert ready_at(night, at("2026-10-25T00:30")) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("leaves", "days", "holidays", "saturday", "arrives"),
    [
        ("2026-04-02T14:00", 1, None, False, "2026-04-03T18:00"),
        ("2026-04-02T14:00", 1, "GB-ENG", False, "2026-04-07T18:00"),
        ("2026-04-02T14:00", 1, "GB-ENG", True, "2026-04-04T18:00"),  # the Saturday is no holiday
        ("2026-03-06T14:00", 1, "GB-ENG", True, "2026-03-07T18:00"),
        ("2026-03-06T14:00", 2, "GB-ENG", True, "2026-03-09T18:00"),
        ("2026-10-02T14:00", 1, "DE", True, "2026-10-05T18:00"),  # 3 October 2026 is a Saturday
        ("2026-03-04T14:00", 1, "XX", False, "2026-03-05T18:00"),  # a country without known holidays
    ],
)
def test_transit_skips_weekends_and_holidays_where_it_goes(
    leaves: str, days: int, holidays: str | None, saturday: bool, arrives: str
) -> None:
    found = arrives_at(at(leaves).astimezone(UTC), days, LONDON, holidays, saturday=saturday)
    assert found == at(arrives)


def test_no_working_days_at_all_still_wait_for_one() -> None:
    assert working_days_after(date(2026, 4, 3), 0, "GB-ENG") == date(2026, 4, 7)
    assert working_days_after(date(2026, 4, 4), 0, "GB-ENG", saturday=True) == date(2026, 4, 4)


def test_the_latest_decision_counts_backwards_from_the_promise() -> None:
    place = shop(ready_minutes=60, pickups=collected(720, 1020), holidays="GB-ENG")
    promised = at("2026-04-07T18:00")  # the Tuesday after Easter; a day earlier nobody delivers
    assert latest_decision(place, promised, 1, LONDON, "GB-ENG") == at("2026-04-02T14:00")
    assert latest_decision(place, at("2026-04-07T17:59"), 1, LONDON, "GB-ENG") == at("2026-04-01T14:00")


def test_a_location_that_opens_too_late_has_no_latest_decision() -> None:
    closed = shop(closed_until=datetime(2026, 3, 10, tzinfo=UTC))
    assert latest_decision(closed, at("2026-03-06T18:00"), 1, LONDON) is None
    assert latest_decision(closed, at("2026-03-12T18:00"), 1, LONDON) == at("2026-03-11T14:00")
    assert latest_decision(shop(hours=(None,) * 7), at("2026-03-06T18:00"), 1, LONDON) is None


def test_hours_to_the_cut_off_run_out_and_turn_negative() -> None:
    assert hours_to_cutoff(shop(), at("2026-03-04T11:30")) == 2.5
    assert hours_to_cutoff(shop(), at("2026-03-04T15:00")) == -1.0
    assert hours_to_cutoff(shop(), at("2026-03-07T11:30")) is None
    express = shop(cutoffs=(("express", 990),))
    assert hours_to_cutoff(express, at("2026-03-04T15:00"), "express") == 1.5


def test_holidays_are_those_of_the_country_and_its_part() -> None:
    assert date(2026, 4, 6) in days_off("GB-ENG", 2026)
    assert date(2026, 4, 6) not in days_off("GB-SCT", 2026)
    assert date(2026, 7, 3) in days_off("US-NY", 2026)  # Independence Day, observed
    assert days_off("XX", 2026) == frozenset()


@pytest.mark.parametrize(
    ("name", "said"),
    [("England", "“England” has no public holidays here"), ("GB-LON", "use one of ENG, NIR, SCT, WLS")],
)
def test_a_name_without_holidays_is_told_with_the_remedy(name: str, said: str) -> None:
    assert said in (problem_with(name) or "")
    assert problem_with("GB-ENG") is None
