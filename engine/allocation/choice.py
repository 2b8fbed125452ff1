"""Of the sets of locations that can send the most, the one that the criteria put first."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.allocation.demand import Demand, places_of
from engine.allocation.packing import Shares
from engine.allocation.pricing import Priced, Pricing
from engine.allocation.sets import Worths

INFINITE = float("inf")


@dataclass(slots=True)
class Chosen:
    """The winning set, as bits; how it is sent where cost had a say; and how sure that is."""

    mask: int
    priced: Priced | None = None
    proven: bool = True
    gap: float = 0.0


class Alone:
    """One location that sends everything: there is nothing to choose, and its cost is at once known."""

    def __init__(self, demand: Demand, mask: int) -> None:
        candidate = demand.candidates[places_of(mask)[0]]
        price = candidate.postage(demand.grams)
        place = places_of(mask)[0]
        work = candidate.location.shipment_cost + candidate.location.line_cost * len(demand.lines)
        work += sum([demand.prices(line)[place] * line.quantity for line in demand.lines])
        self._priced = None if price is None else Priced(price + work, price + work, ())
        self.floor = self.least = INFINITE if self._priced is None else self._priced.least

    def solve(self) -> Priced | None:
        """The cost; None when it is not known."""
        return self._priced


class Choice:
    """Compares sets by criteria, first to last: those within the band of the best stay. What is not known
    stands behind all that is. In the end the fewest locations win, then the first codes."""

    def __init__(self, demand: Demand, worths: Sequence[Worths]) -> None:
        self._demand, self._worths = demand, worths
        self._pricings: dict[int, Pricing | Alone] = {}
        self._gap = 0.0

    def best(self, masks: Sequence[int], priced: bool = False) -> Chosen:
        """The best of these sets. `priced`: send it the cheapest way though no criterion asks for cost."""
        left = list(masks)
        for worths in self._worths:
            asks_cost = worths.criterion.ranker.priced
            priced = priced or asks_cost
            if len(left) > 1:
                left = self._cheap(left, worths) if asks_cost else _within(left, worths)
        mask = min(left, key=lambda mask: (mask.bit_count(), places_of(mask)))
        found = self.pricing(mask).solve() if priced else None
        if found is not None:
            self._gap = max(self._gap, found.cost - found.least)
        return Chosen(mask, found, self._gap <= 0, self._gap)

    def cost(self, mask: int) -> int | None:
        """What the set costs at least, as found; None when that is not known."""
        found = self.pricing(mask).solve()
        return None if found is None else found.cost

    def pricing(self, mask: int) -> Pricing | Alone:
        """The costs of a set, worked out once."""
        if mask not in self._pricings:
            alone = mask.bit_count() == 1 and self._demand.served(mask) == self._demand.needed
            self._pricings[mask] = Alone(self._demand, mask) if alone else Pricing(self._demand, mask)
        return self._pricings[mask]

    def _cheap(self, masks: list[int], worths: Worths) -> list[int]:
        """The sets that are as cheap as the cheapest, within the band. Those that cannot be are never
        solved."""
        best, band = INFINITE, worths.criterion.band
        solved: list[tuple[int, Priced]] = []
        for mask in sorted(masks, key=lambda mask: (self.pricing(mask).floor, places_of(mask))):
            pricing = self.pricing(mask)
            if pricing.floor > best + band:
                break
            if pricing.least > best + band:
                continue
            found = pricing.solve()
            if found is not None:
                solved.append((mask, found))
                best = min(best, found.cost)
        if not solved:
            return masks
        self._gap = max(self._gap, best - min([found.least for _, found in solved]))
        return [mask for mask, found in solved if found.cost <= best + band]


def _within(masks: list[int], worths: Worths) -> list[int]:
    measures = [worths.measure(places_of(mask)) for mask in masks]
    limit = min(measures) + worths.criterion.band
    return [mask for mask, measure in zip(masks, measures, strict=True) if measure <= limit]


def shares_of(demand: Demand, chosen: Chosen) -> list[Shares]:
    """Who sends each line: the cheapest way where cost had a say, else as `Group.shares` gives it."""
    places = places_of(chosen.mask)
    if chosen.priced is not None and chosen.priced.options:
        return chosen.priced.shares(demand, places)
    by_number = {
        line.number: shares
        for group in demand.groups
        for line, shares in zip(group.lines, group.shares(places), strict=True)
    }
    return [by_number[line.number] for line in demand.lines]
