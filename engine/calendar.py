"""When a shipment leaves its location and when it arrives: hours, holidays, cut-offs, working days."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.model import Location
from engine.public_holidays import is_off
from engine.timetable import FARTHEST, timetable

DELIVERED_BY = time(18)
"""Carriers promise a day, so a shipment counts as delivered at this local time of it."""

SATURDAY, SUNDAY = 5, 6


def local(at: datetime, zone: str) -> datetime:
    """The instant on the clocks of the zone."""
    return at.astimezone(ZoneInfo(zone))


def open_at(location: Location, now: datetime) -> bool:
    """Whether the location is open at a local time: by its hours and holidays, and not closed for a time."""
    if location.closed_until is not None and location.closed_until > now:
        return False
    day = timetable(location, None, str(now.tzinfo)).day(now.toordinal())
    return day is not None and day.opens <= now.astimezone(UTC) < day.closes


def day_off(location: Location, on: date) -> str | None:
    """Why the location does not work on a day on which the week's hours say that it does: the closure's
    reason, "" when it has none, or `public holiday`. None when it does work, or its hours say no."""
    if location.hours[on.weekday()] is None:
        return None
    closure = next((each for each in location.closures if each.first <= on <= each.last), None)
    if closure is not None:
        return closure.reason
    return "public holiday" if is_off(location.holidays, on) else None


def ships_at(location: Location, now: datetime, service: str | None = None) -> datetime | None:
    """When an order decided at a local time leaves the location by a service, in UTC; see `timetable`. A
    location that is closed for a time decides nothing before it opens. None when it never opens."""
    return timetable(location, service, str(now.tzinfo)).leaves(_from(location, now))


def ready_at(location: Location, now: datetime) -> datetime | None:
    """When an order decided at a local time is ready to be collected there, in UTC; the cut-off is the
    carrier's and has no say. None when it never opens."""
    return timetable(location, None, str(now.tzinfo)).ready(_from(location, now), by_cutoff=False)


def hours_to_cutoff(location: Location, now: datetime, service: str | None = None) -> float | None:
    """Hours from a local time to the cut-off of that day, negative when it has passed; None on a day on
    which the location does not work."""
    day = timetable(location, service, str(now.tzinfo)).day(now.toordinal())
    if day is None or (location.closed_until is not None and location.closed_until > day.cutoff):
        return None
    return (day.cutoff - now.astimezone(UTC)).total_seconds() / 3600


def arrives_at(
    leaves: datetime, transit_days: int, zone: str, holidays: str | None = None, *, saturday: bool = False
) -> datetime:
    """By when what leaves at this instant is delivered: so many working days (see `working_days_after`)
    after the day it leaves, at `DELIVERED_BY` local time, in UTC."""
    return _delivered(leaves, transit_days, zone, holidays, saturday)


def latest_decision(
    location: Location,
    promised: datetime,
    transit_days: int,
    zone: str,
    holidays: str | None = None,
    *,
    service: str | None = None,
    saturday: bool = False,
) -> datetime | None:
    """The last instant, UTC, at which a decision still has the shipment delivered by `promised`; it may have
    passed. None when none does within a year, or only one while the location is closed for a time."""
    times = timetable(location, service, zone)
    last = promised.astimezone(times.zone).toordinal() - transit_days  # a working day is no less than a day
    for number in range(last, last - FARTHEST, -1):
        for departure in reversed(times.departures(number)):
            if arrives_at(departure.leaves, transit_days, zone, holidays, saturday=saturday) <= promised:
                return _unless_closed(location, departure.latest)
    return None


def latest_ready(location: Location, promised: datetime, zone: str) -> datetime | None:
    """The last instant, UTC, at which a decision still has the order ready to be collected by `promised`."""
    found = timetable(location, None, zone).latest_ready(promised)
    return None if found is None else _unless_closed(location, found)


def days_between(now: datetime, then: datetime, zone: str) -> int:
    """Days on the calendar of the zone from one instant to another; negative when it lies before."""
    at = ZoneInfo(zone)
    return then.astimezone(at).toordinal() - now.astimezone(at).toordinal()


def working_days_after(day: date, count: int, holidays: str | None = None, *, saturday: bool = False) -> date:
    """The day `count` working days later; 0 gives the day itself, or the next one that is worked. Worked are
    Monday to Friday, and Saturday if so said, but for public holidays."""
    while not count and not _worked(day, holidays, saturday=saturday):
        day += timedelta(days=1)
    while count:
        day += timedelta(days=1)
        count -= _worked(day, holidays, saturday=saturday)
    return day


def _worked(day: date, holidays: str | None, *, saturday: bool) -> bool:
    weekday = day.weekday()
    return (weekday < SATURDAY or (saturday and weekday == SATURDAY)) and not is_off(holidays, day)


def _from(location: Location, now: datetime) -> datetime:
    closed = location.closed_until
    return now if closed is None or closed <= now else closed


def _unless_closed(location: Location, latest: datetime) -> datetime | None:
    closed = location.closed_until
    return None if closed is not None and latest < closed else latest


@lru_cache(maxsize=16384)
def _delivered(
    leaves: datetime, transit_days: int, zone: str, holidays: str | None, saturday: bool
) -> datetime:
    day = leaves.astimezone(ZoneInfo(zone)).date()
    arrives = working_days_after(day, transit_days, holidays, saturday=saturday)
    return datetime.combine(arrives, DELIVERED_BY, ZoneInfo(zone)).astimezone(UTC)
