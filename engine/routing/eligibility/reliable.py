"""Only locations whose word can be trusted may serve: no rejection lately, fresh stock, right counts."""

from datetime import datetime, timedelta

from engine.candidate import Candidate
from engine.routing.words import counted, duration
from rulesets.actions import AccurateCounts, FreshFeed, NotRejectedLately


def _age(candidate: Candidate, at: datetime) -> timedelta:
    return candidate.situation.snapshot.at - at


def _minutes(age: timedelta) -> int:
    return max(0, int(age.total_seconds() // 60))


class NoRejectionLately:
    """The action `not_rejected_lately`; a location that is not known to have rejected anything has not."""

    def __init__(self, action: NotRejectedLately) -> None:
        self._hours = action.hours

    def admit(self, candidate: Candidate) -> Candidate | None:
        at = candidate.state.rejected_at
        return candidate if at is None or _age(candidate, at) >= timedelta(hours=self._hours) else None

    def because(self, candidate: Candidate) -> str:
        at, asked = candidate.state.rejected_at, duration(self._hours * 60)
        if at is None:
            return f"The rule asks that it rejected no shipment in the last {asked}."
        ago = duration(_minutes(_age(candidate, at)))
        return f"Rejected a shipment {ago} ago; the rule asks for none in the last {asked}."


class StockReportedLately:
    """The action `fresh_feed`; a location that never reported its stock is not fresh."""

    def __init__(self, action: FreshFeed) -> None:
        self._most = action.minutes

    def admit(self, candidate: Candidate) -> Candidate | None:
        at = candidate.state.fed_at
        fresh = at is not None and _age(candidate, at) <= timedelta(minutes=self._most)
        return candidate if fresh else None

    def because(self, candidate: Candidate) -> str:
        at, asked = candidate.state.fed_at, duration(self._most)
        if at is None:
            return f"Its stock was never reported; the rule asks for a report in the last {asked}."
        age = _minutes(_age(candidate, at))
        over = f": {duration(age - self._most)} too old" if age > self._most else ""
        return f"Its stock was reported {duration(age)} ago, the rule asks for the last {asked}{over}."


class CountsAreRight:
    """The action `accurate_counts`; a location that was never counted is not known to be right."""

    def __init__(self, action: AccurateCounts) -> None:
        self._least = action.percent

    def admit(self, candidate: Candidate) -> Candidate | None:
        accuracy = candidate.state.accuracy
        return candidate if accuracy is not None and accuracy >= self._least else None

    def because(self, candidate: Candidate) -> str:
        accuracy = candidate.state.accuracy
        if accuracy is None:
            return f"Its stock was never counted; the rule asks that {self._least}% of the counts are right."
        short = counted(max(1, round(self._least - accuracy)), "point")
        return f"{accuracy:g}% of its counts are right, the rule asks for {self._least}%: {short} short."
