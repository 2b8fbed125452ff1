"""The made-up buyer: what is bought each Monday, from what was sold before it and never from what comes.

1. A SKU has a pack (24, 12, 6 or 2 units by its usual price); whole packs are bought.
2. A SKU that sells in the first four weeks begins with a share of what these weeks sell, and a floor of
   a few pounds' worth. This is the one place that knows what comes: somebody filled the shelves before.
3. A SKU that sells for the first time later arrives on the Monday of that week, as the new range does:
   a lot by its price alone, at the warehouse and a few packs in each store.
4. Each Monday: rate = units a week over the last four; peak = the largest order of the last thirteen;
   level = the greater of rate x cover + peak x peaks and the floor. When what the books say is there
   (opening + receipts - sold) is under a share of the level, it is bought up to the level.
5. Each Monday a store is filled up to its level in the SKUs that web orders asked for most in the last
   weeks, when less than half of it is left.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from connectors.sample.demand import Week
from engine.model import Product

OPENING_WEEKS = 4
RATE_WEEKS = 4
CHEAPEST = 30
"""Pence: what costs less is bought as if it cost this."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The buyer's numbers, all made up. Values in pence at the usual price."""

    opening_share: float = 0.8
    floor_value: int = 20_000
    launch_value: int = 150_000
    cover_weeks: float = 4
    peaks: float = 2
    peak_weeks: int = 13
    buys_under: float = 0.8
    store_skus: int = 1000
    store_weeks: int = 8
    store_packs: int = 2
    store_launch_packs: int = 2
    store_share: float = 0.5


class Buyer:
    """Buys for one year. Ask for the weeks one after the other."""

    def __init__(
        self, weeks: Sequence[Week], goods: Mapping[str, Product], policy: Policy | None = None
    ) -> None:
        self._weeks = weeks
        self._policy = policy or Policy()
        self._first = first_weeks(weeks)
        self._pack = {sku: pack_of(goods[sku]) for sku in self._first}
        self._price = {sku: max(goods[sku].unit_price or 0, CHEAPEST) for sku in self._first}
        self._books: Counter[str] = Counter()

    def opening(self) -> dict[str, int]:
        """Units at the warehouse before the first order, by SKU."""
        early: Counter[str] = Counter()
        for week in self._weeks[:OPENING_WEEKS]:
            early.update(week.units)
        share = self._policy.opening_share
        stock = {
            sku: self._packs(sku, early[sku] * share + self._floor(sku))
            for sku, first in self._first.items()
            if first < OPENING_WEEKS
        }
        self._books.update(stock)
        return stock

    def warehouse(self, number: int) -> Iterator[tuple[str, int]]:
        """(SKU, units) that arrive on the Monday of week `number`, 1 or later."""
        self._books.subtract(self._weeks[number - 1].units)
        for sku, first in self._first.items():
            units = self._launch(sku) if self.launched(sku, number) else 0
            if first < number:
                units = self._reorder(sku, number)
            if units:
                self._books[sku] += units
                yield sku, units

    def launched(self, sku: str, number: int) -> bool:
        """Whether week `number` is the SKU's first, after the opening weeks."""
        return self._first[sku] == number >= OPENING_WEEKS

    def store(self, number: int, on_hand: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """(SKU, units) that a store gets on the Monday of week `number`; 0 is its opening stock."""
        policy = self._policy
        asked = self._weeks[max(0, number - policy.store_weeks) : number or OPENING_WEEKS]
        units: Counter[str] = Counter()
        for week in asked:
            units.update(week.web_units)
        for sku in self._most_asked(asked):
            level = max(policy.store_packs * self._pack[sku], units[sku] / len(asked) * policy.store_share)
            if on_hand.get(sku, 0) <= level / 2:
                yield sku, self._packs(sku, level - on_hand.get(sku, 0))
        for sku in self._first:
            if self.launched(sku, number):
                yield sku, policy.store_launch_packs * self._pack[sku]

    def _most_asked(self, asked: Sequence[Week]) -> list[str]:
        lines: Counter[str] = Counter()
        for week in asked:
            lines.update(week.web_lines)
        return sorted(lines, key=lambda sku: (-lines[sku], sku))[: self._policy.store_skus]

    def _reorder(self, sku: str, number: int) -> int:
        rated = self._weeks[max(0, number - RATE_WEEKS) : number]
        rate = sum(week.units[sku] for week in rated) / len(rated)
        recent = self._weeks[max(0, number - self._policy.peak_weeks) : number]
        peak = max(week.largest.get(sku, 0) for week in recent)
        level = max(rate * self._policy.cover_weeks + peak * self._policy.peaks, self._floor(sku))
        if self._books[sku] >= level * self._policy.buys_under:
            return 0
        return self._packs(sku, level - self._books[sku])

    def _floor(self, sku: str) -> int:
        return self._packs(sku, self._policy.floor_value / self._price[sku])

    def _launch(self, sku: str) -> int:
        return self._packs(sku, self._policy.launch_value / self._price[sku])

    def _packs(self, sku: str, units: float) -> int:
        pack = self._pack[sku]
        return ceil(units / pack) * pack


def first_weeks(weeks: Sequence[Week]) -> dict[str, int]:
    """The week each SKU was first ordered in, by SKU, sorted."""
    first: dict[str, int] = {}
    for number, week in enumerate(weeks):
        for sku in (sku for sale in week.sales for sku in sale.ordered):
            first.setdefault(sku, number)
    return dict(sorted(first.items()))


def pack_of(product: Product) -> int:
    """Units the supplier packs together, by the usual price."""
    price = product.unit_price or 0
    return 24 if price < 100 else 12 if price < 300 else 6 if price < 800 else 2
