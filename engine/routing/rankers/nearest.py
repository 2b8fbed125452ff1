"""Nearest first: the kilometres of all shipments, added up; unknown where a position is not known."""

from engine.routing.rankers.model import Ranker
from engine.routing.words import kilometres

NEAREST = Ranker(
    by="nearest",
    noun="distance",
    best="nearest",
    worth=lambda candidate, _asked: candidate.km,
    said=lambda amount, _currency: kilometres(amount),
)
