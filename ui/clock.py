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
