"""Lowest total cost: postage and handling of all shipments, in minor units."""

from engine.candidate import Candidate
from engine.routing.rankers.model import Asked, Ranker
from engine.routing.words import money


def _least(candidate: Candidate, _asked: Asked) -> float | None:
    return None if candidate.steps is None else candidate.location.shipment_cost + candidate.steps[0][1]


LOWEST_COST = Ranker(
    by="lowest_cost",
    noun="cost",
    best="cheapest",
    worth=_least,
    said=lambda amount, currency: money(round(amount), currency),
    priced=True,
)
