"""Of the sets of locations that can send the most, the one that the criteria put first."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.allocation.bounds import Effort
from engine.allocation.demand import Demand, places_of
from engine.allocation.packing import Shares
from engine.allocation.pricing import Priced, Pricing
from engine.allocation.sets import Worths

INFINITE = float("inf")
FEW_SETS = 20
SET_EFFORT = 100
"""What it takes at least to look at the cost of a set."""


@dataclass(slots=True)
class Chosen:
    """The winning set, as bits; how it is sent where cost had a say; and how sure that is. `strict`: it has
    the least value of each criterion among those that were left, not only one within the band. `cut`: not all
    sets were looked at."""

    mask: int
    priced: Priced | None = None
    proven: bool = True
    gap: float = 0.0
    strict: bool = True
    cut: bool = False


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

    def __init__(self, demand: Demand, worths: Sequence[Worths], effort: Effort) -> None:
        self._demand, self._worths, self._effort = demand, worths, effort
        self._pricings: dict[int, Pricing | Alone] = {}
        self._gap = 0.0
        self._cut = False

    def best(self, masks: Sequence[int], priced: bool = False) -> Chosen:
        """The best of these sets. `priced`: send it the cheapest way though no criterion asks for cost."""
        left, leasts = list(masks), list[set[int]]()
        for worths in self._worths:
            asks_cost = worths.criterion.ranker.priced
            priced = priced or asks_cost
            if len(left) > 1:
                left, least = self._cheap(left, worths) if asks_cost else _within(left, worths)
                leasts.append(least)
        mask = min(left, key=lambda mask: (mask.bit_count(), places_of(mask)))
        found = self.pricing(mask).solve() if priced else None
        if found is not None:
            self._gap = max(self._gap, found.cost - found.least)
        strict = all(mask in least for least in leasts)
        return Chosen(mask, found, not self._cut and self._gap <= 0, self._gap, strict, self._cut)

    def cut(self) -> None:
        """Not everything was looked at."""
        self._cut = True

    def cost(self, mask: int) -> int | None:
        """What the set costs at least, as found; None when that is not known."""
        found = self.pricing(mask).solve()
        return None if found is None else found.cost

    def pricing(self, mask: int) -> Pricing | Alone:
        """The costs of a set, worked out once."""
        if mask not in self._pricings:
            alone = mask.bit_count() == 1 and self._demand.served(mask) == self._demand.needed
            made = Alone(self._demand, mask) if alone else Pricing(self._demand, mask, self._effort)
            self._pricings[mask] = made
        return self._pricings[mask]

    def _cheap(self, masks: list[int], worths: Worths) -> tuple[list[int], set[int]]:
        """The sets that are as cheap as the cheapest, within the band, and those that are the cheapest. Those
        that cannot be are never solved, nor those for which the effort does not suffice."""
        best, band = INFINITE, worths.criterion.band
        solved: list[tuple[int, Priced]] = []
        lowest = INFINITE
        for mask in sorted(self._some(masks), key=lambda mask: (self.pricing(mask).floor, places_of(mask))):
            pricing = self.pricing(mask)
            if pricing.floor > best + band:
                break
            if solved and self._effort.spent:
                self.cut()
                lowest = pricing.floor
                break
            if pricing.least > best + band:
                continue
            found = pricing.solve()
            if found is not None:
                solved.append((mask, found))
                best = min(best, found.cost)
        if not solved:
            return masks, set(masks)
        self._gap = max(self._gap, best - min([found.least for _, found in solved]), best - lowest)
        left = [mask for mask, found in solved if found.cost <= best + band]
        return left, {mask for mask, found in solved if found.cost == best}

    def _some(self, masks: list[int]) -> list[int]:
        """As many of the sets as there is effort to look at, those of the fewest locations first."""
        most = max(FEW_SETS, self._effort.left // SET_EFFORT)
        if len(masks) <= most:
            return masks
        self.cut()
        return sorted(masks, key=lambda mask: (mask.bit_count(), places_of(mask)))[:most]


def _within(masks: list[int], worths: Worths) -> tuple[list[int], set[int]]:
    measures = [worths.measure(places_of(mask)) for mask in masks]
    least = min(measures)
    limit = least + worths.criterion.band
    pairs = list(zip(masks, measures, strict=True))
    return [mask for mask, value in pairs if value <= limit], {
        mask for mask, value in pairs if value == least
    }


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
