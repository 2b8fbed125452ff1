"""When a shipment leaves its location and when it arrives, by opening hours, cut-off and working days."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.model import Location

DELIVERED_BY = time(18)
"""Carriers promise a day, so a shipment counts as delivered at this local time of it."""

Hours = tuple[tuple[int, int] | None, ...]


def local(at: datetime, zone: str) -> datetime:
    """The instant on the clocks of the zone."""
    return at.astimezone(ZoneInfo(zone))


def open_at(location: Location, now: datetime) -> bool:
    """Whether the location is open at a local time: by its hours, and not closed for a time."""
    if location.closed_until is not None and location.closed_until > now:
        return False
    span = location.hours[now.weekday()]
    return span is not None and span[0] <= now.hour * 60 + now.minute < span[1]


def ships_at(location: Location, now: datetime) -> datetime | None:
    """When an order decided at a local time leaves the location, in UTC.

    It leaves at the cut-off of the first open day whose cut-off has not passed, but never outside the
    opening hours. Local times are those of the clocks of that day. None when it never opens."""
    closed = location.closed_until
    if closed is not None and closed > now:
        now = closed.astimezone(now.tzinfo)
    minute = now.hour * 60 + now.minute + (now.second > 0 or now.microsecond > 0)
    leaves = _leaves(location.hours, location.cutoff, now.date(), minute, str(now.tzinfo))
    if leaves is None or leaves >= now:
        return leaves
    tomorrow = now.date() + timedelta(days=1)  # in the hour that comes twice, its first cut-off has passed
    return _leaves(location.hours, location.cutoff, tomorrow, 0, str(now.tzinfo))


def arrives_at(leaves: datetime, transit_days: int, zone: str) -> datetime:
    """By when what leaves at this instant is delivered: so many working days (Monday to Friday) after
    the day it leaves, at `DELIVERED_BY` local time, in UTC."""
    return _delivered(leaves.astimezone(ZoneInfo(zone)).date(), transit_days, zone)


def days_between(now: datetime, then: datetime, zone: str) -> int:
    """Days on the calendar of the zone from one instant to another; negative when it lies before."""
    at = ZoneInfo(zone)
    return then.astimezone(at).toordinal() - now.astimezone(at).toordinal()


@lru_cache(maxsize=4096)
def _delivered(day: date, transit_days: int, zone: str) -> datetime:
    arrives = working_days_after(day, transit_days)
    return datetime.combine(arrives, DELIVERED_BY, ZoneInfo(zone)).astimezone(UTC)


def working_days_after(day: date, count: int) -> date:
    """The day `count` working days later; 0 gives the day itself, or the next one that is worked."""
    while day.weekday() >= 5 and not count:
        day += timedelta(days=1)
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


@lru_cache(maxsize=65536)
def _leaves(hours: Hours, cutoff: int, today: date, minute: int, zone: str) -> datetime | None:
    for ahead in range(8):
        day = today + timedelta(days=ahead)
        span = hours[day.weekday()]
        if span is None:
            continue
        last = max(span[0], min(cutoff, span[1]))
        if ahead or minute <= last:
            return _instant(day, last, zone)
    return None


def _instant(day: date, minute: int, zone: str) -> datetime:
    on_the_clock = datetime.combine(day, time()) + timedelta(minutes=minute)
    return on_the_clock.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
