"""Least of today's capacity used: the highest percentage among a plan's locations; no limit is 0."""

from engine.candidate import Candidate
from engine.routing.rankers.model import Asked, Ranker


def _used(candidate: Candidate, _asked: Asked) -> float | None:
    return candidate.capacity_used or 0.0


LEAST_CAPACITY_USED = Ranker(
    by="least_capacity_used",
    noun="today’s capacity used",
    best="least busy",
    worth=_used,
    said=lambda amount, _currency: f"{amount:.0f} points" if amount >= 1 else "less than a point",
    joined="most",
)
