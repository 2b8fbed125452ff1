"""Only locations from which it arrives by the promise may serve."""

from datetime import datetime, timedelta

from engine.calendar import days_between, local
from engine.candidate import Candidate
from engine.routing.words import counted
from rulesets.actions import ByThePromise


class ArrivesByThePromise:
    """The action `by_the_promise`. It asks nothing of an order without a promise; days of tolerance are days
    of the retailer's calendar, at the time of day of the promise."""

    def __init__(self, action: ByThePromise) -> None:
        self._days = action.days_late

    def admit(self, candidate: Candidate) -> Candidate | None:
        limit = self._limit(candidate)
        if limit is None:
            return candidate
        arrives = candidate.arrives_at
        return candidate if arrives is not None and arrives <= limit else None

    def because(self, candidate: Candidate) -> str:
        arrives, promised = candidate.arrives_at, candidate.situation.order.promised_at
        if arrives is None or promised is None:
            return "When it arrives is not known; the rule asks that it arrives by the promise."
        zone = candidate.situation.snapshot.zone
        late = days_between(promised, arrives, zone)
        said = f"{counted(late, 'day')} late" if late else f"late by {local(arrives, zone):%H:%M}"
        most = f", the rule allows {counted(self._days, 'day')}" if self._days else ""
        return f"Arrives on {_day(arrives, zone)}, promised for {_day(promised, zone)}: {said}{most}."

    def _limit(self, candidate: Candidate) -> datetime | None:
        promised = candidate.situation.order.promised_at
        if promised is None or not self._days:
            return promised
        return local(promised, candidate.situation.snapshot.zone) + timedelta(days=self._days)


def _day(at: datetime, zone: str) -> str:
    there = local(at, zone)
    return f"{there:%a} {there.day} {there:%b}"
