"""When a location works and when what it sends leaves: its days, as instants, each worked out once.

1. A day is worked when the week's hours say so and it is neither a public holiday nor in a closure.
2. An order decided by the cut-off of a worked day is begun that day, not before it opens; else on the next.
3. It is ready after so many working minutes, counted only while the location is open.
4. It leaves at the first pick-up from then on. Without pick-ups it leaves at the cut-off; or at closing time,
   when it was begun in time but is ready only after the cut-off.

For each departure the latest decision that still reaches it is found backwards; of two departures the later
one never has the earlier latest decision, so the first whose latest decision has not passed is the one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.model import Closure, Location
from engine.public_holidays import is_off

FARTHEST = 400
"""Days ahead that are looked at; a location that is closed for longer never opens."""

Hours = tuple[tuple[int, int] | None, ...]
Pickups = tuple[tuple[int, ...], ...] | None


@dataclass(frozen=True, slots=True)
class Day:
    """A worked day, in UTC. `cutoff` lies within the opening hours."""

    opens: datetime
    closes: datetime
    cutoff: datetime
    leaves: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """When a shipment leaves, and the latest decision that still reaches it, in UTC."""

    latest: datetime
    leaves: datetime


class Timetable:
    """The calendar of a location for one service. Local times are those of the clocks of the day; one that
    the clocks skip counts an hour later, of one that comes twice the first."""

    def __init__(
        self,
        hours: Hours,
        cutoff: int,
        holidays: str | None,
        closures: tuple[Closure, ...],
        ready: int,
        pickups: Pickups,
        zone: str,
    ) -> None:
        self._hours, self._cutoff, self._pickups = hours, cutoff, pickups
        self._opens = any(hours)
        self._holidays, self._closures = holidays, closures
        self._ready = timedelta(minutes=ready)
        self.zone = ZoneInfo(zone)
        self._days: dict[int, Day | None] = {}
        self._departures: dict[int, tuple[Departure, ...]] = {}

    def day(self, number: int) -> Day | None:
        """The worked day with this number (as of `date.toordinal`); None when it is not worked."""
        if number not in self._days:
            self._days[number] = self._made(date.fromordinal(number))
        return self._days[number]

    def leaves(self, decided: datetime) -> datetime | None:
        """When what is decided at this instant leaves; None when it never does."""
        at = decided.astimezone(UTC)
        for number in self._ahead(decided):
            for departure in self.departures(number):
                if departure.latest >= at:
                    return departure.leaves
        return None

    def begins(self, decided: datetime, *, by_cutoff: bool = True) -> tuple[int, datetime] | None:
        """On which day and when the work on it begins; `by_cutoff`: what comes later waits for the next day,
        else it may begin until closing time."""
        at = decided.astimezone(UTC)
        for number in self._ahead(decided):
            day = self.day(number)
            if day is not None and at <= (day.cutoff if by_cutoff else day.closes):
                return number, max(at, day.opens)
        return None

    def ready(self, decided: datetime, *, by_cutoff: bool = True) -> datetime | None:
        """When what is decided at this instant is ready to leave or to be collected."""
        begun = self.begins(decided, by_cutoff=by_cutoff)
        if begun is None:
            return None
        number, start = begun
        left = self._ready
        for at in range(number, number + FARTHEST):
            day = self.day(at)
            if day is None:
                continue
            start = max(start, day.opens)
            if day.closes - start >= left:
                return start + left
            left -= max(timedelta(), day.closes - start)
        return None

    def departures(self, number: int) -> tuple[Departure, ...]:
        """Those of one day, in order."""
        if number not in self._departures:
            day = self.day(number)
            found = [] if day is None else [(self._latest_start(number, at), at) for at in day.leaves]
            self._departures[number] = tuple(
                [Departure(self._within_cutoff(*start), at) for start, at in found if start is not None]
            )
        return self._departures[number]

    def latest_ready(self, by: datetime) -> datetime | None:
        """The latest decision of which the work is done by then, whatever the cut-off."""
        start = self._latest_start(by.astimezone(self.zone).toordinal(), by)
        return None if start is None else start[1]

    def _ahead(self, decided: datetime) -> range:
        """The days to look at; yesterday too, since it may close at this very midnight."""
        today = decided.astimezone(self.zone).toordinal()
        return range(today - 1, today + FARTHEST) if self._opens else range(0)

    def _latest_start(self, number: int, by: datetime) -> tuple[int, datetime] | None:
        """The latest begin of work that is done by then, with its day."""
        left = self._ready
        for at in range(number, number - FARTHEST, -1):
            day = self.day(at)
            if day is None or day.opens > by:
                continue
            end = min(day.closes, by)
            if end - day.opens >= left:
                return at, end - left
            left -= end - day.opens
        return None

    def _within_cutoff(self, number: int, start: datetime) -> datetime:
        day = self.day(number)
        return start if day is None else min(start, day.cutoff)

    def _made(self, on: date) -> Day | None:
        span = self._hours[on.weekday()]
        if span is None or is_off(self._holidays, on) or any(c.first <= on <= c.last for c in self._closures):
            return None
        opens, closes = self._instant(on, span[0]), self._instant(on, span[1])
        closes = max(opens, closes)
        cutoff = max(opens, min(self._instant(on, self._cutoff), closes))
        return Day(opens, closes, cutoff, self._leaving(on, closes, cutoff))

    def _leaving(self, on: date, closes: datetime, cutoff: datetime) -> tuple[datetime, ...]:
        if self._pickups is not None:
            return tuple(sorted({self._instant(on, minute) for minute in self._pickups[on.weekday()]}))
        return (cutoff, closes) if self._ready and closes > cutoff else (cutoff,)

    def _instant(self, on: date, minute: int) -> datetime:
        on_the_clock = datetime.combine(on, time()) + timedelta(minutes=minute)
        return on_the_clock.replace(tzinfo=self.zone).astimezone(UTC)


def timetable(location: Location, service: str | None, zone: str) -> Timetable:
    """The timetable of a location for a service, in the retailer's zone."""
    key = (id(location), service, zone)
    known = _known.get(key)
    if known is None or known[0] is not location:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        known = _known[key] = location, _timetable_of(location, service, zone)
    return known[1]


def _timetable_of(location: Location, service: str | None, zone: str) -> Timetable:
    cutoff = dict(location.cutoffs).get(service or "", location.cutoff)
    return _timetable(
        location.hours,
        cutoff,
        location.holidays,
        location.closures,
        location.ready_minutes,
        location.pickups,
        zone,
    )


_timetable = lru_cache(maxsize=4096)(Timetable)
_MOST_KNOWN = 4096
_known: dict[tuple[int, str | None, str], tuple[Location, Timetable]] = {}
"""By the location's id, since hashing all that it says takes longer than the question. The location is kept
beside it, so that its id is nobody else's."""
