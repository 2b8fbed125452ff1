"""The criteria one after the other, over all sets of locations whose cost a table tells.

Where cost has had its say and a band or further criteria leave several sets, what comes next depends on the
set alone. So sets are looked through location by location, from the last one of the table to the first, each
with the combinations of units that are still to be sent and what sending the others has cost. What the
locations before them cost at least stands in the table, so a set is left as soon as none of its combinations
can keep to the cost that is allowed, or when it cannot keep to what the criteria before allow, or cannot
better the one that is asked. Exact, or given up when the work is more than is allowed; work is counted, so
the same order always gets equally far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.allocation.coupling import Coupling
from engine.allocation.demand import Demand, places_of
from engine.allocation.filling import LARGEST, Way
from engine.allocation.limits import Limits
from engine.allocation.measures import Allowed, Measure
from engine.allocation.packing import Shares
from engine.allocation.search import in_time
from engine.allocation.sets import Worths
from engine.allocation.table import Filled, Table

MOST_CHASED = 40_000_000
"""Combinations times ways of a location, over all sets that are looked at: less than a second."""

MOST_SETS = 5_000
"""Looked at before any cost is; beyond that all are looked for with their costs."""

AT_ONCE = 1_000_000
"""Of them, so that memory stays small."""

NODE_WORK = 20_000
"""What a set costs besides."""

MOST_CELLS = 6_000_000
"""Of all tables of an order, spread out."""

States = tuple[Any, ...]
"""Combinations of units: where each lies in a spread-out table, its numbers packed into one, and its cost."""


class TooMuchWorkError(Exception):
    """The sets are too many to be looked through."""


@dataclass(slots=True)
class Best:
    """The best set so far, what it costs, and its value of the measure that is asked."""

    mask: int
    cost: int
    value: int


class Levels:
    """`allowed`: what the criteria before cost allow; `start`: a set that is allowed, and its cost; `sets`:
    those that can be, where they are known."""

    def __init__(
        self,
        demand: Demand,
        filled: Filled,
        limits: Limits,
        allowed: Sequence[Allowed],
        start: tuple[int, int],
        sets: Sequence[int] | None = None,
    ) -> None:
        import numpy as np  # noqa: PLC0415  loaded by the table

        self._np: Any = np
        self._limits, self._allowed = limits, list(allowed)
        self._filled = filled
        self._sets = None if sets is None else np.array(sets, dtype=np.int64)
        self._late = [
            limits.days is not None and not in_time(demand, place, limits.days)
            for place in range(len(demand.candidates))
        ]
        self._most = demand.policy.most or len(demand.candidates)
        self._work = MOST_CHASED
        self._cost: int | None = None
        self._asked: Measure | None = None
        self._best = Best(start[0], start[1], 0)
        self._strides, self._shifts = _strides(filled.full), _shifts(filled.full)
        self._guard = sum([1 << (shift - 1) for shift in self._shifts[1:]])
        self._spread = [
            self._flat(table, span) for table, span in zip(filled.tables, filled.spans, strict=True)
        ]
        self._ways = [self._arrays(ways) for ways in filled.ways]

    def cheapest(self, band: int, *, known: bool) -> int:
        """The least cost, from then on kept within the band; `known`: that of the start is it."""
        if not known:
            self._asked = None
            self._run()
        self._cost = self._best.cost + band
        return self._best.cost

    def least(self, measure: Measure, band: int = 0) -> int:
        """The least value of a measure, from then on kept within the band, counted as the measure does."""
        self._asked = measure
        self._best.value = measure.value(self._best.mask)
        self._run()
        self._allowed.append(Allowed(measure, self._best.value + band * measure.scale))
        return self._best.value

    @property
    def mask(self) -> int:
        """The set that is the best by all that was asked."""
        return self._best.mask

    def _flat(self, table: Any, span: Sequence[tuple[int, int]]) -> Any:
        """A table over all combinations, those that cannot be being dearer than anything."""
        whole = self._np.full([most + 1 for most in self._filled.full], LARGEST, dtype=self._np.int64)
        whole[tuple([slice(low, high + 1) for low, high in span])] = table
        return whole.reshape(-1)

    def _arrays(self, ways: Sequence[Way]) -> tuple[States, bool]:
        """The ways in which a location sends something, and whether it may send nothing."""
        np = self._np
        sending = [(amounts, cost) for amounts, cost in ways if cost]
        amounts = np.array([each for each, _ in sending], dtype=np.int64).reshape(-1, len(self._strides))
        packed = (amounts << np.array(self._shifts[:-1])).sum(axis=1)
        costs = np.array([cost for _, cost in sending], dtype=np.int64)
        return (amounts @ np.array(self._strides), packed, costs), len(sending) < len(ways)

    def _run(self) -> None:
        np, full = self._np, self._filled.full
        counts = range(full[0] + 1)
        states = [(count, *full[1:]) for count in counts]
        flats = np.array([_dot(state, self._strides) for state in states], dtype=np.int64)
        packs = np.array(
            [sum([units << at for units, at in zip(state, self._shifts, strict=False)]) for state in states],
            dtype=np.int64,
        )
        self._look(len(self._filled.places), 0, flats, packs, np.zeros(len(states), dtype=np.int64))

    def _look(self, at: int, mask: int, flats: Any, packs: Any, costs: Any) -> None:
        """Look through the sets that have these of the later locations: first those without the next one."""
        if not at:
            self._note(mask, int(costs.min()) // self._filled.scale)
            return
        sending, may_rest = self._ways[at - 1]
        if may_rest and self._can(at - 1, mask):
            self._go(at - 1, mask, flats, packs, costs)
        mask |= 1 << self._filled.places[at - 1]
        if self._may(mask) and self._can(at - 1, mask):
            self._work -= len(flats) * len(sending[0]) + NODE_WORK
            if self._work < 0:
                raise TooMuchWorkError
            self._go(at - 1, mask, *self._sent(at - 1, mask, (flats, packs, costs)))

    def _sent(self, at: int, mask: int, states: States) -> States:
        """What is left when the location sends in each of its ways, where that is of use."""
        np, (flats, packs, costs), (flat, packed, more) = self._np, states, self._ways[at][0]
        limit, rows = self._limit(mask), max(1, AT_ONCE // max(1, len(flat)))
        found: list[States] = []
        for start in range(0, len(flats), rows):
            left = (packs[start : start + rows] | self._guard)[:, None] - packed[None, :]
            state, way = np.nonzero(left & self._guard == self._guard)
            state += start
            lying, cost = flats[state] - flat[way], costs[state] + more[way]
            kept = np.nonzero(self._spread[at][lying] + cost < limit)[0]
            found.append((lying[kept], (packs[state] - packed[way])[kept], cost[kept]))
        return tuple(np.concatenate(each) for each in zip(*found, strict=True))

    def _go(self, at: int, mask: int, flats: Any, packs: Any, costs: Any) -> None:
        """On with the combinations that may still come within the cost, each at its least cost."""
        np = self._np
        kept = np.nonzero(self._spread[at][flats] + costs < self._limit(mask))[0]
        if not len(kept):
            return
        order = kept[np.lexsort((costs[kept], flats[kept]))]
        found = flats[order]
        first = np.concatenate(([True], found[1:] != found[:-1]))
        order = order[first]
        self._look(at, mask, flats[order], packs[order], costs[order])

    def _limit(self, mask: int) -> int:
        """Packed cost below which a set that has these locations is of use."""
        most = self._best.cost - 1 if self._asked is None else self._cost
        if mask & (mask - 1) and self._limits.cost is not None:
            most = self._limits.cost if most is None else min(most, self._limits.cost)
        return LARGEST if most is None else (most + 1) * self._filled.scale

    def _may(self, mask: int) -> bool:
        """Whether a set that has these locations may be allowed, and better than the best."""
        if mask.bit_count() > self._most:
            return False
        if mask & (mask - 1) and any(self._late[place] for place in places_of(mask)):
            return False
        if any(each.measure.value(mask) > each.most for each in self._allowed):
            return False
        return self._asked is None or self._asked.value(mask) < self._best.value

    def _can(self, at: int, mask: int) -> bool:
        """Whether some set that can be has just these of the locations from this one of the table on."""
        if self._sets is None:
            return True
        decided = sum([1 << place for place in self._filled.places[at:]])
        return bool((self._sets & decided == mask).any())

    def _note(self, mask: int, cost: int) -> None:
        value = 0 if self._asked is None else self._asked.value(mask)
        better = cost < self._best.cost if self._asked is None else value < self._best.value
        if better:
            self._best = Best(mask, cost, value)


@dataclass(frozen=True, slots=True)
class Start:
    """A plan that is allowed, and its cost; `cheapest`: no plan costs less. `filled`: the table of all that
    may send, where it is there already."""

    shares: Sequence[Shares]
    cost: int
    cheapest: bool
    filled: Filled | None = None

    @property
    def mask(self) -> int:
        return sum({1 << place for share in self.shares for place, _ in share})


def settled(
    demand: Demand,
    worths: Sequence[Worths],
    allowed: Sequence[Allowed],
    limits: Limits,
    start: Start,
    coupling: Coupling | None = None,
) -> list[Shares] | None:
    """Who sends what in the best plan by cost, the first of these criteria, and by those after it; None where
    that is too much work, or something is not known. `allowed`: by the criteria before cost."""
    measures = [measure for each in worths[1:] if (measure := Measure.of(each)) is not None]
    if limits.single or len(measures) < len(worths) - 1:
        return None
    most = demand.policy.most or len(demand.candidates)
    sets = _sets(demand, allowed, most) if allowed else None
    filled = start.filled or Table(demand, _useful(demand, sets), most, (), coupling).filled()
    if filled is None or not _small(filled):
        return None
    levels = Levels(demand, filled, limits, allowed, (start.mask, start.cost), sets)
    try:
        levels.cheapest(worths[0].criterion.band, known=start.cheapest)
        for each, measure in zip(worths[1:], measures, strict=True):
            levels.least(measure, each.criterion.band)
        levels.least(Measure.last(len(demand.candidates)))
    except TooMuchWorkError:
        return None
    if start.cheapest and levels.mask == start.mask:
        return list(start.shares)
    tabled = Table(demand, places_of(levels.mask), most, (), coupling).solve()
    return None if tabled is None else tabled.shares


def _useful(demand: Demand, sets: Sequence[int] | None) -> list[int]:
    """The locations that are in some set that can be."""
    places = list(range(len(demand.candidates)))
    return places if sets is None else [at for at in places if any(each >> at & 1 for each in sets)]


def _sets(demand: Demand, allowed: Sequence[Allowed], most: int) -> list[int] | None:
    """Every set that these allow and that can send as much as all locations; None where they are too many."""
    target, places = demand.served(demand.everyone), range(len(demand.candidates))
    rests = [sum([1 << place for place in places[at:]]) for at in places] + [0]
    found, open_, tried = list[int](), [(0, 0)], 0
    while open_:
        mask, at = open_.pop()
        tried += 1
        if tried > MOST_SETS:
            return None
        if demand.served(mask | rests[at]) < target:
            continue
        if at == len(places):
            found.append(mask)
            continue
        open_.append((mask, at + 1))
        more = mask | 1 << at
        if more.bit_count() <= most and all(each.measure.value(more) <= each.most for each in allowed):
            open_.append((more, at + 1))
    return found


def _small(filled: Filled) -> bool:
    cells = 1
    for most in filled.full:
        cells *= most + 1
    return cells * len(filled.tables) <= MOST_CELLS and _shifts(filled.full)[-1] < 62


def _strides(full: Sequence[int]) -> list[int]:
    strides = [1]
    for most in reversed(full[1:]):
        strides.append(strides[-1] * (most + 1))
    return strides[::-1]


def _shifts(full: Sequence[int]) -> list[int]:
    """Where each number of a combination begins when they are packed, each with a bit above it that shows
    when more is taken from it than there is; and where the next one would."""
    shifts = [0]
    for most in full:
        shifts.append(shifts[-1] + most.bit_length() + 1)
    return shifts


def _dot(some: Sequence[int], others: Sequence[int]) -> int:
    return sum([one * other for one, other in zip(some, others, strict=True)])
