"""Values as facts have them: texts casefolded, instants in the retailer's zone, ages in minutes."""

from datetime import datetime
from functools import lru_cache

from engine.situation import Situation
from rulesets.operators import Coded


@lru_cache(maxsize=8192)
def folded(tags: tuple[str, ...]) -> frozenset[str]:
    """Labels without their letter case."""
    return frozenset([tag.casefold() for tag in tags])


def text(written: str | None) -> str | None:
    """A text without its letter case."""
    return None if written is None else written.casefold()


def local(at: datetime | None, situation: Situation) -> datetime | None:
    """An instant by the clocks of the retailer."""
    return None if at is None else at.astimezone(situation.now.tzinfo)


def minutes_since(at: datetime, situation: Situation) -> int:
    """Whole minutes from then to the decision."""
    return int((situation.snapshot.at - at).total_seconds() // 60)


def hours_until(at: datetime | None, situation: Situation) -> float | None:
    """Hours from the decision to then; negative when it has passed."""
    return None if at is None else (at - situation.snapshot.at).total_seconds() / 3600


def location_code(code: str | None, group: str | None) -> Coded | None:
    """A location's code with the group of its location; None when there is no code."""
    return Coded(code.casefold(), text(group)) if code else None
