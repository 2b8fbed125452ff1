"""Moments and times of day as sentences write them."""

import re
from datetime import UTC, datetime, tzinfo

from rulesets.hearing.ear import Ear, Heard
from rulesets.hearing.figures import matched, refused, wanting
from rulesets.sentences.words import MONTHS, moment

_MOMENT = re.compile(
    rf"(?P<day>[0-9]{{1,2}})\s+(?P<month>{'|'.join(MONTHS)})\s+(?P<year>[0-9]{{4}})"
    r"(?:\s+at\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<micro>[0-9]{6}))?)?"
    r"(?:\s+(?P<zone>(?-i:[A-Z]{2,5})|[-+][0-9]{2,4})(?![^\W_]))?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")


def hear_clock(ear: Ear, _of: str, at: int) -> Heard[str]:
    """`17:30`, and `9:00` for 09:00."""
    found = matched(ear, _CLOCK, at)
    if found is None:
        wanting(ear, at, "09:00", "17:00", label="A time of day")
        return []
    hour, minute = int(found[0][1]), int(found[0][2])
    if hour > 23 or minute > 59:
        refused(ear, at, found[1], f"“{found[0][0]}” is not a time of day.", "09:00", "17:00")
        return []
    return [(f"{hour:02}:{minute:02}", found[1])]


def hear_moment(ear: Ear, _of: str, at: int) -> Heard[str]:
    """`1 December 2026 at 09:00 GMT`, in the retailer's zone; without a time it is midnight."""
    found = matched(ear, _MOMENT, at)
    if found is None:
        wanting(ear, at, *_examples(ear.names.zone), label="A date with a time")
        return []
    instant = _instant(found[0], ear.names.zone)
    if instant is None:
        refused(ear, at, found[1], f"There is no “{found[0][0]}” here.", *_examples(ear.names.zone))
        return []
    return [(instant.isoformat(), found[1])]


def _examples(zone: tzinfo) -> tuple[str, ...]:
    return (moment(datetime(2027, 1, 1, 9, tzinfo=zone), zone),)


def _instant(match: re.Match[str], zone: tzinfo) -> datetime | None:
    month = [name.casefold() for name in MONTHS].index(match["month"].casefold()) + 1
    hour, minute, second, micro = (int(match[key] or 0) for key in ("hour", "minute", "second", "micro"))
    try:
        day = datetime(int(match["year"]), month, int(match["day"]), tzinfo=zone)
        local = day.replace(hour=hour, minute=minute, second=second, microsecond=micro)
    except ValueError:
        return None
    return _in_zone(local, match["zone"])


def _in_zone(local: datetime, said: str | None) -> datetime | None:
    """The moment at which the clocks of the zone show this; of an hour that comes twice, the one that is
    said. None when the zone does not say so then."""
    both = (local, local.replace(fold=1))
    agreed = [at for at in both if said is None or at.strftime("%Z").casefold() == said.casefold()]
    real = [
        at
        for at in agreed
        if at.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == at.replace(tzinfo=None)
    ]
    return real[0].astimezone(UTC) if real else None
