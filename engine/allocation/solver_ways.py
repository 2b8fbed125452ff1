"""All that one location can send, where that is little: each way with its cost, for tight bounds.

Where a solver may take fractions of steps, postage is far below its price; of whole ways it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from engine.allocation.demand import Demand
from engine.postage import parcels_price

MOST_WAYS = 80


@dataclass(frozen=True, slots=True)
class Part:
    """Lines, by their place in the demand, that a location sends in one of these amounts, a number each."""

    rows: tuple[int, ...]
    amounts: tuple[tuple[int, ...], ...]


Way = tuple[dict[int, int], int]
"""Units of each line that is sent, by its place in the demand, and what sending them costs."""


def ways_of(demand: Demand, place: int, parts: Sequence[Part], limit: int | None) -> list[Way] | None:
    """Each way to send something or nothing, at most `limit` units; None when there are too many, or a cost
    is not known."""
    candidate = demand.candidates[place]
    if candidate.steps is None or prod([len(part.amounts) for part in parts]) > MOST_WAYS:
        return None
    grams = [candidate.situation.grams(line) for line in demand.lines]
    if any(grams[row] is None for part in parts for row in part.rows):
        return None
    weights = [each or 0 for each in grams]
    found: list[Way] = []
    for amounts in product(*[part.amounts for part in parts]):
        sent = {
            row: units
            for part, each in zip(parts, amounts, strict=True)
            for row, units in zip(part.rows, each, strict=True)
            if units
        }
        if _may_be(demand, place, sent, limit):
            found.append((sent, _cost(demand, place, sent, weights)))
    return found


def _may_be(demand: Demand, place: int, sent: dict[int, int], limit: int | None) -> bool:
    if limit is not None and sum(sent.values()) > limit:
        return False
    taken: dict[str, int] = {}
    for row, units in sent.items():
        sku = demand.lines[row].sku
        taken[sku] = taken.get(sku, 0) + units
    free = demand.frees[place]
    return all(units <= free.get(sku, 0) for sku, units in taken.items())


def _cost(demand: Demand, place: int, sent: dict[int, int], weights: Sequence[int]) -> int:
    if not sent:
        return 0
    candidate = demand.candidates[place]
    cost = candidate.location.shipment_cost + candidate.location.line_cost * len(sent)
    cost += sum([demand.prices(demand.lines[row])[place] * units for row, units in sent.items()])
    grams = sum([weights[row] * units for row, units in sent.items()])
    return cost + parcels_price(candidate.steps or (), grams)
