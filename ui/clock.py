"""Times as people read them: relative up to a day, the exact one on hover, in the retailer's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def exact(at: datetime, zone: str) -> str:
    """As in `3 Nov 2025, 10:41:48`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y, %H:%M:%S}"


def day(at: datetime, zone: str, now: datetime) -> str:
    """As in `3 Nov`, with the year when it is another one than now's."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b}" if local.year == today.year else f"{local.day} {local:%b %Y}"


def weekday(at: datetime, zone: str) -> str:
    """As in `Thursday 20 November, 10:42`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B, %H:%M}"


def minute(at: datetime, zone: str, now: datetime) -> str:
    """As in `today 10:41` or `3 Nov 10:41`."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    name = "today" if local.date() == today.date() else day(at, zone, now)
    return f"{name} {local:%H:%M}"


def ago(at: datetime, now: datetime) -> str:
    """How long ago, up to a day: `just now`, `12 s ago`, `4 min ago`, `3 h ago`; then `2 days ago`."""
    seconds = int((now - at).total_seconds())
    if seconds < 5:
        return "just now"
    if seconds < MINUTE:
        return f"{seconds} s ago"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min ago"
    if seconds < DAY:
        return f"{seconds // HOUR} h ago"
    days = seconds // DAY
    return f"{days} day ago" if days == 1 else f"{days} days ago"


def age(at: datetime, now: datetime) -> str:
    """How old it is: `20 s`, `22 min`, `3 h 10 min`, `2 days`."""
    seconds = max(0, int((now - at).total_seconds()))
    if seconds < MINUTE:
        return f"{seconds} s"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    if seconds < DAY:
        hours, minutes = divmod(seconds // MINUTE, 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days = seconds // DAY
    return "1 day" if days == 1 else f"{days} days"


def due(at: datetime, zone: str, now: datetime) -> str:
    """By when, as in `in 48 min`, `today 14:00`, `tomorrow 10:00`, `3 Nov 10:00`; once past `27 min late`."""
    if at <= now:
        return f"{age(at, now)} late"
    if (at - now).total_seconds() < HOUR:
        return f"in {max(1, int((at - now).total_seconds()) // MINUTE)} min"
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    if (local.date() - today.date()).days == 1:
        return f"tomorrow {local:%H:%M}"
    return minute(at, zone, now)
