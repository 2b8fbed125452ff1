"""What all locations together can do for one order, before any rule says which may serve."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from engine.candidate import Candidate
from engine.situation import Situation

MOST_TRIED = 20_000
"""Sets of locations that are looked at for the fewest shipments; beyond, the answer is not known."""


def can_fill_all(situation: Situation) -> int:
    """Locations that have every unit of the order."""
    return sum([situation.holds_all(free) for free in situation.free])


def total_atp(situation: Situation) -> int:
    """Units free over all locations, of the order's SKU that has the fewest."""
    return min(situation.total_free().values(), default=0)


def fewest_shipments(situation: Situation) -> int | None:
    """The fewest locations that together have every unit; None when not even all of them have, or when
    that cannot be found out with so many tries."""
    if not situation.holds_all(situation.total_free()):
        return None
    if any(situation.holds_all(free) for free in situation.free):
        return 1
    useful = _useful(situation)
    for count in range(2, len(useful) + 1):
        found = _Search(useful, situation.demand).serves(count)
        if found is not False:
            return count if found else None
    return None


def _useful(situation: Situation) -> list[Mapping[str, int]]:
    """What each location can give of the demand, the largest first, without those that can give nothing."""
    demand = situation.demand
    given = [{sku: min(free[sku], needed) for sku, needed in demand.items()} for free in situation.free]
    return sorted([gives for gives in given if any(gives.values())], key=lambda each: -sum(each.values()))


class _Search:
    """Looks for so many locations that together have the demand."""

    def __init__(self, useful: Sequence[Mapping[str, int]], demand: Mapping[str, int]) -> None:
        self._useful, self._demand, self._tried = useful, demand, 0

    def serves(self, count: int) -> bool | None:
        """Whether so many do; None when that was not found out in time."""
        return self._from(0, count, dict(self._demand))

    def _from(self, first: int, count: int, lacking: dict[str, int]) -> bool | None:
        if not lacking:
            return True
        if not count or first >= len(self._useful):
            return False
        self._tried += 1
        if self._tried > MOST_TRIED:
            return None
        for at in range(first, len(self._useful)):
            gives = self._useful[at]
            left = {sku: needed - gives[sku] for sku, needed in lacking.items() if needed > gives[sku]}
            found = self._from(at + 1, count - 1, left)
            if found is not False:
                return found
        return False


def speed_cost(situation: Situation) -> int | None:
    """Of the locations that have everything, what the one that arrives first costs more than the cheapest,
    minor units; None when no cost or no arrival is known."""
    whole = [Candidate(situation, state) for state in situation.snapshot.locations]
    known = [(each.arrives_at, each.whole_cost) for each in whole if each.holds_all]
    ranked = [(at, cost) for at, cost in known if at is not None and cost is not None]
    return min(ranked)[1] - min(cost for _, cost in ranked) if ranked else None


def next_incoming(situation: Situation) -> datetime | None:
    """The earliest expected delivery of one of the order's SKUs, in the retailer's zone."""
    incoming = situation.snapshot.incoming
    found = [incoming[sku] for sku in situation.demand if sku in incoming]
    return min(found).astimezone(situation.now.tzinfo) if found else None
