"""Moments on the clocks of the retailer's zone: the next time of day, the next of every so many minutes."""

from datetime import UTC, datetime, timedelta

DAY = 1440


def next_at(now: datetime, time_of_day: str) -> datetime:
    """The next instant, UTC, after a local time, at which the clocks show HH:MM. A time that the clocks skip
    counts as an hour later."""
    hours, minutes = time_of_day.split(":")
    wanted = int(hours) * 60 + int(minutes)
    return _first_after(now, [wanted, wanted + DAY, wanted + 2 * DAY])


def next_of_every(now: datetime, minutes: int) -> datetime:
    """The next instant, UTC, after a local time, at which so many minutes, or a multiple of them, have passed
    on the clocks since midnight; midnight itself is one."""
    passed = (now.hour * 60 + now.minute) // minutes
    first = max(0, passed - 60 // minutes - 1)
    found = [at * minutes for at in range(first, passed + 60 // minutes + 3)]
    return _first_after(now, [*[at for at in found if at < DAY], DAY])


def _first_after(now: datetime, minutes: list[int]) -> datetime:
    """The first of these minutes of the day that has not come; an hour that comes twice has them twice."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    walls = [midnight + timedelta(minutes=count) for count in minutes]
    instants = [at for wall in walls for at in _instants(wall)]
    return min([at for at in instants if at > now.astimezone(UTC)])


def _instants(wall: datetime) -> list[datetime]:
    """When the clocks show this: once, or twice in the hour that comes twice."""
    again = wall.replace(fold=1)
    twice = (again.utcoffset() or timedelta()) < (wall.utcoffset() or timedelta())
    return [each.astimezone(UTC) for each in ((wall, again) if twice else (wall,))]
