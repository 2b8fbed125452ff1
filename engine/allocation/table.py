"""The cheapest plan of all sets of locations at once, from a table of what every combination of units costs.

Location by location: for each combination of units that the locations so far may have sent, the least cost of
it. A location's cost depends on nothing but its own units, so this is exact, whatever its steps. Units of
which all must go, since there are no more than asked, need no place in the table. Cost, what the criteria
after it add up, the number of shipments and the codes are packed into one whole number, the most important
highest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from typing import Any

from engine.allocation.coupling import Coupling
from engine.allocation.demand import Demand, Group, places_of
from engine.allocation.filling import LARGEST, Span, Way, tables, work
from engine.allocation.packing import Shares
from engine.allocation.search import Found, in_time
from engine.allocation.sets import Worths
from engine.model import OrderLine
from engine.postage import parcels_price

MOST_WORK = 250_000_000
"""Combinations of units times ways of a location, over all locations: about half a second."""

MOST_WAYS = 50_000
"""Of one location."""

MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that are counted together: one line, of which up to `most` units go, or with `each` those of a
    block, which go as one."""

    group: Group
    lines: tuple[OrderLine, ...]
    grams: int
    most: int
    each: int


@dataclass(frozen=True, slots=True)
class Tabled:
    """Who sends each line of the cheapest plan. `settled`: the criteria after cost had their say too."""

    cost: int
    shares: list[Shares]
    settled: bool
    filled: "Filled"


Load = tuple[tuple[int, ...], int, int, int, int]
"""For each row what a location sends of it; handling and surcharges, grams, units, and their worth."""


@dataclass(frozen=True, slots=True)
class Filled:
    """`tables`: for each number of `places`, the first ones in their order, the least packed cost of each
    combination of units that they may have sent, as far as `spans` says; `ways`: of each place. `full`: all
    shipments that there may be, and all units of each row. A packed cost is `scale` times the cost, and
    more."""

    places: list[int]
    tables: list[Any]
    ways: list[list[Way]]
    spans: list[Span]
    full: tuple[int, ...]
    scale: int


class Table:
    """`places`: those that may send; `most`: shipments at most; `after`: the criteria after cost. `coupling`:
    what a location's units must keep to, besides."""

    def __init__(
        self,
        demand: Demand,
        places: Sequence[int],
        most: int,
        after: Sequence[Worths],
        coupling: Coupling | None = None,
    ) -> None:
        self._demand, self._coupling = demand, coupling
        useful = [place for place in places if demand.served(1 << place)]
        self._places, self._most = useful, most if most < len(useful) else 0
        self._mask = sum([1 << place for place in useful])
        self._forced: list[Row] = []
        self._rows: list[Row] = []
        self.possible = 0 < len(useful) <= MOST_PLACES and self._sort() and self._known()
        self._after = _added(after, useful)
        self.settled = len(self._after) == len(after)

    def _known(self) -> bool:
        return all(self._demand.candidates[place].steps is not None for place in self._places)

    def _sort(self) -> bool:
        """Make the rows; False where the table cannot say it."""
        for group in self._demand.groups:
            served = group.served(self._mask)
            if not served:
                continue
            known = [each for each in group.grams if each is not None]
            if len(known) < len(group.lines) or (len(group.lines) > 1 and served < group.needed):
                return False
            if group.block:
                grams = sum([each * line.quantity for each, line in zip(known, group.lines, strict=True)])
                self._rows.append(Row(group, group.lines, grams, 1, 1))
                continue
            for line, grams in zip(group.lines, known, strict=True):
                each = line.quantity if group.whole else 1
                row = Row(group, (line,), grams, line.quantity // each, each)
                every = (
                    self._coupling is None
                    and not group.whole
                    and sum([group.supply[at] for at in self._places]) <= line.quantity
                )
                (self._forced if every and len(group.lines) == 1 else self._rows).append(row)
        return True

    def solve(self) -> Tabled | None:
        """The cheapest plan; None when the table would be too large."""
        filled = self.filled()
        return None if filled is None else self._told(filled)

    def filled(self) -> "Filled | None":
        """The whole table; None when it would be too large."""
        if not self.possible:
            return None
        self._scales()
        limits = {place: [self._limit(row, place) for row in self._rows] for place in self._places}
        counts = [prod([limit + 1 for limit in each]) for each in limits.values()]
        if max(counts) > MOST_WAYS or self._cost_scale * _MOST_COST > LARGEST:
            return None
        found_ways = {place: list(self._ways(place, limits[place])) for place in self._places}
        self._order(found_ways)
        spans = self._spans([limits[place] for place in self._places])
        pairs = zip(self._places, pairwise(spans), strict=True)
        if sum([work(limits[place], *span) for place, span in pairs]) > MOST_WORK:
            return None
        ways = [found_ways[place] for place in self._places]
        full = (self._most, *[row.most for row in self._rows])
        return Filled(self._places, tables(ways, spans), ways, spans, full, self._cost_scale)

    def _order(self, ways: Mapping[int, Sequence[Way]]) -> None:
        """Those that can send in most ways come first and last, where the table is small."""
        ordered = sorted(self._places, key=lambda place: (-len(ways[place]), place))
        self._places = ordered[::2] + ordered[1::2][::-1]

    def _spans(self, limits: Sequence[Sequence[int]]) -> list[Span]:
        """For each number of locations, how many shipments there may be so far, and of each row the units
        that must and that can have been sent."""
        spans: list[Span] = []
        for at in range(len(limits) + 1):
            span = [(0, min(at, self._most))]
            for row, each in enumerate(self._rows):
                before = sum([limit[row] for limit in limits[:at]])
                behind = sum([limit[row] for limit in limits[at:]])
                span.append((max(0, each.most - behind), min(each.most, before)))
            spans.append(tuple(span))
        return spans

    def _limit(self, row: Row, place: int) -> int:
        units = row.group.supply[place]
        return min(row.most, 1 if row.group.block and units else units // row.each)

    def _scales(self) -> None:
        """How much each level counts, from the last one: codes and shipments, then the criteria."""
        count = len(self._places)
        ties = [(1 << count) - (1 << (count - at - 1)) for at in range(count)]
        self._cost_scale = sum(ties) + 1
        for parts in reversed(self._after):
            ties = [tie + part * self._cost_scale for tie, part in zip(ties, parts, strict=True)]
            self._cost_scale = sum(ties) + 1
        self._ties = dict(zip(self._places, ties, strict=True))

    def _ways(self, place: int, limits: Sequence[int]) -> Iterator[Way]:
        """Each with whether the location sends at all, in front, where shipments are counted."""
        candidate, prices = self._demand.candidates[place], dict[int, int]()
        shared = any(len(row.group.lines) > 1 and not row.group.block for row in self._rows)
        loads: list[Load] = [((), 0, 0, 0, 0)]
        for row in self._forced:
            loads = _loaded(loads, [self._part(row, place, row.group.supply[place])])
        loads = [((), *load[1:]) for load in loads]
        for row, limit in zip(self._rows, limits, strict=True):
            loads = _loaded(loads, [self._part(row, place, amount) for amount in range(limit + 1)])
        for amounts, cost, grams, units, worth in loads:
            if shared and not self._fits(amounts, place):
                continue
            if not units:
                yield (0, *amounts), 0
            elif self._keeps(units, worth, place):
                if grams not in prices:
                    prices[grams] = parcels_price(candidate.steps or (), grams)
                total = candidate.location.shipment_cost + cost + prices[grams]
                yield (min(1, self._most), *amounts), total * self._cost_scale + self._ties[place]

    def _part(self, row: Row, place: int, amount: int) -> Load:
        """So much of a row, as a location sends it."""
        if not amount:
            return (0,), 0, 0, 0, 0
        block, line_cost = row.group.block, self._demand.candidates[place].location.line_cost
        cost = sent = worth = 0
        for line in row.lines:
            units = line.quantity if block else amount * row.each
            sent += units
            cost += line_cost + self._demand.prices(line)[place] * units
            worth += line.unit_price * units
        return (amount,), cost, row.grams * (1 if block else sent), sent, worth

    def _fits(self, amounts: Sequence[int], place: int) -> bool:
        taken: dict[int, int] = {}
        for row, amount in zip(self._rows, amounts, strict=True):
            key = id(row.group)
            taken[key] = taken.get(key, 0) + amount * row.each
            if not row.group.block and taken[key] > row.group.supply[place]:
                return False
        return True

    def _keeps(self, units: int, worth: int, place: int) -> bool:
        """Whether a location may send so many units, worth so much: within its units of the day, and worth
        enough, unless it sends everything and so is the only one."""
        if self._coupling is None:
            return True
        limit = self._coupling.units.get(self._demand.candidates[place].code)
        if limit is not None and units > limit:
            return False
        return units == self._demand.needed or worth >= (self._coupling.value or 0)

    def _sent(self, amounts: Sequence[int], place: int) -> list[tuple[Row, int]]:
        pairs = [(row, amount) for row, amount in zip(self._rows, amounts, strict=True) if amount]
        return pairs + [(row, row.group.supply[place]) for row in self._forced if row.group.supply[place]]

    def _told(self, filled: "Filled") -> Tabled | None:
        """The plan of the cheapest way to send everything, read back from the last location to the first."""
        tables, spans = filled.tables, filled.spans
        cost = best = int(tables[-1].min())
        if best >= LARGEST:
            return None
        state = [int(tables[-1].argmin()), *filled.full[1:]]
        sent: dict[int, list[tuple[int, int]]] = {line.number: [] for line in self._demand.lines}
        for at in range(len(self._places) - 1, -1, -1):
            for amounts, more in filled.ways[at]:
                source = [have - moved for have, moved in zip(state, amounts, strict=True)]
                inside = all(low <= each <= high for each, (low, high) in zip(source, spans[at], strict=True))
                if not inside:
                    continue
                place = tuple([each - low for each, (low, _) in zip(source, spans[at], strict=True)])
                if int(tables[at][place]) + more == cost:
                    break
            self._note(sent, amounts[1:], self._places[at])
            state, cost = source, cost - more
        shares = [tuple(sorted(sent[line.number])) for line in self._demand.lines]
        return Tabled(best // filled.scale, shares, self.settled, filled)

    def _note(self, sent: dict[int, list[tuple[int, int]]], amounts: Sequence[int], place: int) -> None:
        for row, amount in self._sent(amounts, place):
            for line in row.lines:
                units = line.quantity if row.group.block else amount * row.each
                sent[line.number].append((place, units))


def cheapest(demand: Demand, worths: Sequence[Worths], found: Found, target: int) -> Tabled | None:
    """The cheapest plan where cost decides, alone or after criteria that only say which locations may send
    and how many; None where that is not so, or the table would be too large."""
    limits = found.limits
    if demand.served(demand.everyone) != target:
        return None
    places, most = list(range(len(demand.candidates))), demand.policy.most or len(demand.candidates)
    if limits.days is not None:
        places = [place for place in places if in_time(demand, place, limits.days)]
        if demand.served(sum([1 << place for place in places])) != target:
            return None
    for at, worths_of in enumerate(worths):
        ranker = worths_of.criterion.ranker
        if ranker.priced:
            tabled = Table(demand, places, most, worths[at + 1 :]).solve()
            return None if _single_wins(tabled, found) else _with_band(tabled, worths_of)
        if worths_of.criterion.band or not found.complete or demand.policy.compares:
            return None
        value = worths_of.measure(places_of(found.chosen.mask))
        if ranker.by == "fewest_shipments":
            most = min(most, round(value))
        elif ranker.joined == "most" and value < float("inf"):
            places = [place for place in places if worths_of.measure((place,)) <= value]
        else:
            return None
    return None


def _single_wins(tabled: Tabled | None, found: Found) -> bool:
    """Whether the best single shipment may be better than several, or several cost more than they may."""
    if tabled is None or (found.limits.cost is not None and tabled.cost > found.limits.cost):
        return True
    return found.limits.days is not None and (found.single is None or found.single <= tabled.cost)


def cheapest_coupled(demand: Demand, worths: Sequence[Worths], coupling: Coupling) -> Tabled | None:
    """The cheapest plan that sends everything and keeps to what couples a location's own units, where cost is
    the first criterion; None where that is not so, not all can be sent, or the table would be too large."""
    everything = demand.served(demand.everyone) == demand.needed
    single = demand.policy.compares or demand.policy.only_if_needed
    if coupling.bound or single or not everything or not worths or not worths[0].criterion.ranker.priced:
        return None
    places, most = list(range(len(demand.candidates))), demand.policy.most or len(demand.candidates)
    tabled = Table(demand, places, most, worths[1:], coupling).solve()
    return None if tabled is None else _with_band(tabled, worths[0])


def _with_band(tabled: Tabled | None, worths: Worths) -> Tabled | None:
    if tabled is None or not worths.criterion.band:
        return tabled
    return replace(tabled, settled=False)


_MOST_COST = 1 << 34
"""Minor units; no order costs so much to send."""


def _added(after: Sequence[Worths], places: Sequence[int]) -> list[list[int]]:
    """What each location adds to the criteria after cost, as far as they are whole numbers that add up and
    nothing is a tie within a band."""
    found: list[list[int]] = []
    for worths in after:
        parts = [worths.parts[place] for place in places]
        known = [int(part) for part in parts if part is not None and part == int(part)]
        ranker = worths.criterion.ranker
        adds = ranker.joined == "sum" and not ranker.priced and not worths.criterion.band
        if not adds or len(known) < len(parts):
            break
        found.append(known)
    return found


def _loaded(loads: Sequence[Load], parts: Sequence[Load]) -> list[Load]:
    """Each load with each of these parts."""
    return [
        (sent + more, cost + also, grams + heavier, units + added, worth + dearer)
        for sent, cost, grams, units, worth in loads
        for more, also, heavier, added, dearer in parts
    ]
