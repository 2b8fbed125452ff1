"""Moves the source's local times forward by whole weeks: weekday and time of day stay."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from connectors.sample.retailer import shop

LAST_DAY = date(2011, 12, 9)
"""The source's last day, a Friday."""

FRIDAY = 4


@lru_cache(maxsize=1)
def _zone() -> ZoneInfo:
    return ZoneInfo(shop().retailer.zone)


def utc(naive: datetime, weeks: int) -> datetime:
    """The naive local time, moved `weeks` weeks forward by the calendar, as an aware UTC time."""
    return (naive + timedelta(weeks=weeks)).replace(tzinfo=_zone()).astimezone(UTC)


def last_friday(today: date) -> date:
    """The last Friday before `today`."""
    return today - timedelta(days=(today.weekday() - FRIDAY - 1) % 7 + 1)


def weeks_to(friday: date) -> int:
    """How many weeks to move the year so that it ends on that Friday. Raises ValueError on another day."""
    if friday.weekday() != FRIDAY:
        raise ValueError(f"{friday:%A %d %B %Y} is not a Friday; the year ends on one, so choose a Friday")
    return (friday - LAST_DAY).days // 7
