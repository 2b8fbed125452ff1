"""Departures of any calendar, across both changes of the clocks and Christmas, held against a plain walk
through the minutes. London's clocks went forward on 29 March 2026 and go back on 25 October 2026."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar import arrives_at, latest_decision, latest_ready, ready_at, ships_at
from engine.model import Closure, Location
from engine.public_holidays import is_off

LONDON = "Europe/London"
ZONE = ZoneInfo(LONDON)
MINUTE = timedelta(minutes=1)
SPANS = [
    (datetime(2026, 3, 24, tzinfo=UTC), 8 * 1440),
    (datetime(2026, 10, 20, tzinfo=UTC), 8 * 1440),
    (datetime(2026, 12, 20, tzinfo=UTC), 16 * 1440),
]
TWICE = range(60, 120)
"""Minutes of the hour that comes twice, or never: no shop opens, closes or is called upon in it."""


def minutes_of_day(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high).filter(lambda minute: minute not in TWICE)


@st.composite
def decided(draw: st.DrawFn) -> datetime:
    start, minutes = draw(st.sampled_from(SPANS))
    return (start + timedelta(minutes=draw(st.integers(0, minutes)))).astimezone(ZONE)


@st.composite
def days(draw: st.DrawFn) -> tuple[tuple[int, int] | None, tuple[int, ...]]:
    """The hours of a weekday with its pick-ups, or closed."""
    if draw(st.integers(0, 3)) == 0:
        return None, ()
    opens = draw(minutes_of_day(0, 1200))
    closes = draw(minutes_of_day(opens + 1, 1440))
    return (opens, closes), tuple(draw(st.lists(minutes_of_day(opens, closes), max_size=2)))


@st.composite
def locations(draw: st.DrawFn) -> Location:
    week = draw(st.lists(days(), min_size=7, max_size=7))
    first = draw(st.sampled_from([date(2026, 3, 28), date(2026, 10, 24), date(2026, 12, 23)]))
    closure = Closure(first, first + timedelta(days=draw(st.integers(0, 3))), "Stocktaking")
    given: dict[str, Any] = {
        "hours": tuple(span for span, _ in week),
        "cutoff": draw(minutes_of_day(0, 1440)),
        "ready_minutes": draw(st.sampled_from([0, 1, 45, 300, 2000])),
        "holidays": draw(st.sampled_from([None, "GB-ENG"])),
        "closures": draw(st.sampled_from([(), (closure,)])),
        "pickups": tuple(at for _, at in week) if draw(st.booleans()) else None,
    }
    return Location("SHOP", "Shop", "store", "GB", **given)


def worked(place: Location, on: date) -> bool:
    closed = any(each.first <= on <= each.last for each in place.closures)
    return place.hours[on.weekday()] is not None and not closed and not is_off(place.holidays, on)


def ends(place: Location, on: date) -> list[tuple[int, int, int]]:
    """Opening, closing and cut-off of a day, if it is worked; also at midnight of the day before, as 1440."""
    span = place.hours[on.weekday()]
    if span is None or not worked(place, on):
        return []
    return [(*span, max(span[0], min(place.cutoff, span[1])))]


def walls(at: datetime) -> Iterator[tuple[date, int]]:
    """What the clocks say at an instant: day and minute; midnight is also the end of the day before."""
    here = at.astimezone(ZONE)
    minute = here.hour * 60 + here.minute
    yield here.date(), minute
    if minute == 0:
        yield here.date() - timedelta(days=1), 1440


def by_walking(place: Location, at: datetime) -> datetime | None:
    """When it leaves, minute by minute; None when it does not within 25 days."""
    at = at.astimezone(UTC)
    minutes = [at + MINUTE * step for step in range(25 * 1440)]
    begins = next((m for m in minutes if _may_begin(place, m)), None)
    if begins is None:
        return None
    left, ready = place.ready_minutes, begins
    while left:
        left -= _at_work(place, ready)
        ready += MINUTE
        if ready > minutes[-1]:
            return None
    return next((m for m in minutes if m >= ready and _leaves(place, m)), None)


def _may_begin(place: Location, at: datetime) -> bool:
    return any(opens <= minute <= cutoff for on, minute in walls(at) for opens, _, cutoff in ends(place, on))


def _at_work(place: Location, at: datetime) -> bool:
    on, minute = next(walls(at))
    return any(opens <= minute < closes for opens, closes, _ in ends(place, on))


def _leaves(place: Location, at: datetime) -> bool:
    for on, minute in walls(at):
        for _, closes, cutoff in ends(place, on):
            if place.pickups is not None:
                if minute in place.pickups[on.weekday()]:
                    return True
            elif minute == cutoff or (place.ready_minutes and minute == closes):
                return True
    return False


@settings(max_examples=60, deadline=None)
@given(locations(), decided())
def test_it_leaves_when_a_walk_through_the_minutes_says(place: Location, now: datetime) -> None:
    found = ships_at(place, now)
    walked = by_walking(place, now)
    assert walked is None or found == walked
    assert walked is not None or found is None or found > now + timedelta(days=20)


@settings(max_examples=150, deadline=None)
@given(locations(), decided())
def test_nothing_leaves_before_it_is_decided_and_never_but_when_it_is_collected(
    place: Location, now: datetime
) -> None:
    leaves = ships_at(place, now)
    if leaves is None:
        return
    assert leaves >= now
    assert _leaves(place, leaves)


@settings(max_examples=150, deadline=None)
@given(locations(), decided(), st.integers(0, 3 * 24 * 3600))
def test_deciding_later_never_arrives_earlier(place: Location, now: datetime, seconds: int) -> None:
    later = (now.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(ZONE)
    first, second = ships_at(place, now), ships_at(place, later)
    if first is None or second is None:
        assert first is second is None
        return
    assert first <= second
    assert arrives_at(first, 2, LONDON, "GB-ENG") <= arrives_at(second, 2, LONDON, "GB-ENG")


@settings(max_examples=150, deadline=None)
@given(locations(), decided(), st.integers(0, 4), st.booleans())
def test_the_latest_decision_keeps_the_promise_and_a_moment_later_does_not(
    place: Location, promised: datetime, transit: int, saturday: bool
) -> None:
    latest = latest_decision(place, promised, transit, LONDON, "GB-ENG", saturday=saturday)
    if latest is None:
        return

    def arrives(at: datetime) -> datetime | None:
        leaves = ships_at(place, at.astimezone(ZONE))
        return None if leaves is None else arrives_at(leaves, transit, LONDON, "GB-ENG", saturday=saturday)

    in_time, late = arrives(latest), arrives(latest + timedelta(microseconds=1))
    assert in_time is not None
    assert in_time <= promised
    assert late is None or late > promised
    late = arrives(latest + MINUTE)
    assert late is None or late > promised


@settings(max_examples=120, deadline=None)
@given(locations(), decided())
def test_no_latest_decision_means_that_nothing_decided_before_keeps_the_promise(
    place: Location, promised: datetime
) -> None:
    if latest_decision(place, promised, 1, LONDON) is not None:
        return
    for back in range(20):
        leaves = ships_at(place, (promised - timedelta(days=back)).astimezone(ZONE))
        assert leaves is None or arrives_at(leaves, 1, LONDON) > promised


@settings(max_examples=120, deadline=None)
@given(locations(), decided())
def test_the_latest_moment_to_have_it_ready_is_exact(place: Location, promised: datetime) -> None:
    latest = latest_ready(place, promised, LONDON)
    if latest is None:
        return
    in_time = ready_at(place, latest.astimezone(ZONE))
    late = ready_at(place, (latest + timedelta(microseconds=1)).astimezone(ZONE))
    assert in_time is not None
    assert in_time <= promised
    assert late is None or late > promised
