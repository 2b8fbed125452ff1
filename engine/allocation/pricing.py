"""The cheapest way to send what a set of locations can send, exactly; within a budget, and saying so.

Handling adds up line by line; postage is a step function of what each location sends, so:
1. Start from every item's cheapest option. Only postage can be gained from there, by moving items to where
   they cost more, so that a location stays below a step.
2. Choose a segment of the tariff for each location, the combination with the least cost first. Its bound is
   that of the fractional problem: the excess leaves each location with the items of least cost a gram.
3. Within a combination search the sets of moved items, deeper only while the bound lies below the best found.
   The first combination whose bound does not proves the best.
4. When the budget of nodes is used up and there are two locations, find the least cost of every weight that
   one of them can send, item by item, and so the best; beyond that budget too, give the best found and the
   bound that was reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.allocation.bounds import INFINITE, Relief, Segment, Vector, movable, segments, slope, vectors
from engine.allocation.demand import Demand, Shares, places_of
from engine.allocation.options import Item, Option, item_of
from engine.postage import Steps, parcels_price

MOST_NODES = 4_000
MOST_STATES = 60_000
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Priced:
    """The cheapest way found: `cost` in minor units, the option of each group, and `least`, which no way
    costs less than; equal to `cost` when it is proven."""

    cost: int
    least: float
    options: tuple[Option, ...]

    def shares(self, demand: Demand) -> list[Shares]:
        """Who sends each line, in the order of the lines."""
        by_number = {
            line.number: shares
            for group, option in zip(demand.groups, self.options, strict=True)
            for line, shares in zip(group.lines, option.shares, strict=True)
        }
        return [by_number[line.number] for line in demand.lines]


class Pricing:
    """One set of locations, given by its bits. `items` is None when its cost cannot be known."""

    def __init__(self, demand: Demand, mask: int) -> None:
        self.places = places_of(mask)
        candidates = [demand.candidates[place] for place in self.places]
        self._steps = [candidate.steps for candidate in candidates if candidate.steps is not None]
        self.items: list[Item] | None = None
        if len(self._steps) == len(candidates):
            self.items = _items(demand, self.places)
        self._fixed = sum([candidate.location.shipment_cost for candidate in candidates])
        self._solved: Priced | None = None

    @cached_property
    def field(self) -> "Field":
        """What bounds are worked out from."""
        return Field(self.items or [], self._steps, self._fixed)

    @property
    def least(self) -> float:
        """No way of sending costs less; infinite when the cost cannot be known."""
        if self.items is None:
            return INFINITE
        return self._solved.least if self._solved is not None else self.field.least

    def solve(self) -> Priced | None:
        """The cheapest way; None when its cost cannot be known."""
        if self._solved is None and self.items is not None:
            self._solved = _Search(self.field).best()
        return self._solved


def _items(demand: Demand, places: Sequence[int]) -> list[Item] | None:
    items: list[Item] = []
    for group in demand.groups:
        item = item_of(demand, group, places)
        if item is None:
            return None
        items.append(item)
    return items


class Field:
    """The items of one set and the bounds on their cost."""

    def __init__(self, items: Sequence[Item], steps: Sequence[Steps], fixed: int) -> None:
        self.items, self.steps = items, steps
        self.base = fixed + sum([item.options[0].cost for item in items])
        ats = range(len(steps))
        self.home = [sum([item.options[0].grams[at] for item in items]) for at in ats]
        slopes = [slope(item) if len(item.options) > 1 else INFINITE for item in items]
        self.movers = sorted(
            [i for i in range(len(items)) if slopes[i] < INFINITE], key=lambda i: (slopes[i], i)
        )
        self.slopes = slopes
        self.reliefs = [Relief([(slopes[i], movable(items[i], at)) for i in self.movers]) for at in ats]
        choices = [self._choices(at) for at in ats]
        totals = [(min(map(_weight, item.options)), max(map(_weight, item.options))) for item in items]
        lightest, heaviest = sum([low for low, _ in totals]), sum([high for _, high in totals])
        self.vectors, self.complete = vectors(choices, lightest, heaviest)
        self.complete = self.complete and all(item.complete for item in items)
        self.two_with_fixed_weight = len(steps) == 2 and lightest == heaviest
        self.cheapest_postage = sum([each[0][0].price for each in choices])
        self.least = self.base + (self.vectors[0].bound if self.complete else self.cheapest_postage)

    def _choices(self, at: int) -> list[tuple[Segment, float]]:
        least = sum([min([option.grams[at] for option in item.options]) for item in self.items])
        most = sum([max([option.grams[at] for option in item.options]) for item in self.items])
        relief, home = self.reliefs[at], self.home[at]
        return [
            (segment, segment.price + relief.cost(home - segment.up_to))
            for segment in segments(self.steps[at], least, most)
        ]

    def price(self, grams: Sequence[int]) -> int:
        """Postage when the locations send so many grams each."""
        return sum([parcels_price(steps, each) for steps, each in zip(self.steps, grams, strict=True)])


def _weight(option: Option) -> int:
    return sum(option.grams)


Moves = tuple[int, Option, Any] | None
"""The last item moved, to which option, and the moves before it."""

States = dict[int, tuple[int, Moves]]
"""Grams that the first location sends -> the least linear cost of it, and the moves that lead there."""


class _Search:
    """The search of steps 2 to 4 through one field."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._nodes = 0
        self._spent = False
        self._moves: list[tuple[int, Option]] = []
        self._best: int = field.base + field.price(field.home)
        self._chosen: dict[int, Option] = {}

    def best(self) -> Priced:
        """The cheapest way found, and how cheap one could be at all."""
        reached = self._through_vectors()
        if self._spent and self._field.complete and self._field.two_with_fixed_weight and self._by_weight():
            reached = INFINITE
        if not self._field.complete:
            reached = min(reached, self._field.least)
        options = [self._chosen.get(i, item.options[0]) for i, item in enumerate(self._field.items)]
        return Priced(self._best, min(reached, self._best), tuple(options))

    def _through_vectors(self) -> float:
        """Search one combination after the other; gives the bound of the first that was not searched."""
        for vector in self._field.vectors:
            bound = self._field.base + vector.bound
            if not self._may_beat(bound):
                return INFINITE
            self._within(vector)
            if self._spent:
                return bound
        return INFINITE

    def _may_beat(self, bound: float) -> bool:
        """Whether a way that costs at least so much may be cheaper than the best; costs are whole."""
        return bound <= self._best - 1 + 1e-6

    def _within(self, vector: Vector) -> None:
        price = sum([segment.price for segment in vector.segments])
        excess = tuple(
            [home - segment.up_to for home, segment in zip(self._field.home, vector.segments, strict=True)]
        )
        self._dig(0, self._field.base + price, excess)

    def _dig(self, start: int, cost: int, excess: tuple[int, ...]) -> None:
        """Move further items, from the mover at `start` on; `excess` is what each location is too heavy."""
        self._nodes += 1
        if self._nodes > MOST_NODES or len(self._moves) > DEEPEST:
            self._spent = True
            return
        over = sum([grams for grams in excess if grams > 0])
        if not over:
            self._note()
            return
        field, least = self._field, float(cost)
        for relief, grams in zip(field.reliefs, excess, strict=True):
            least += relief.cost(grams)
        if not self._may_beat(least):
            return
        for index in range(start, len(field.movers)):
            item = field.movers[index]
            if self._spent or not self._may_beat(cost + field.slopes[item] * over):
                return
            self._move(index, item, cost, excess)

    def _move(self, index: int, item: int, cost: int, excess: tuple[int, ...]) -> None:
        options = self._field.items[item].options
        home = options[0]
        for option in options[1:]:
            more = cost + option.cost - home.cost
            if more >= self._best or self._spent:
                return
            after = tuple([e - h + g for e, h, g in zip(excess, home.grams, option.grams, strict=True)])
            self._moves.append((item, option))
            self._dig(index + 1, more, after)
            self._moves.pop()

    def _note(self) -> None:
        """What the moves so far cost in truth, kept when it is the best."""
        field, grams, cost = self._field, list(self._field.home), self._field.base
        for item, option in self._moves:
            home = field.items[item].options[0]
            cost += option.cost - home.cost
            grams = [g - h + o for g, h, o in zip(grams, home.grams, option.grams, strict=True)]
        cost += field.price(grams)
        if cost < self._best:
            self._best, self._chosen = cost, dict(self._moves)

    def _by_weight(self) -> bool:
        """Step 4; False when its budget is used up too."""
        field = self._field
        limit = self._best - field.cheapest_postage
        states: States = {field.home[0]: (field.base, None)}
        made = 0
        for index in field.movers:
            options = field.items[index].options
            home, after = options[0], dict(states)
            for grams, (cost, moves) in states.items():
                for option in options[1:]:
                    more, there = cost + option.cost - home.cost, grams + option.grams[0] - home.grams[0]
                    if more <= limit and (there not in after or more < after[there][0]):
                        after[there] = (more, (index, option, moves))
            made += len(states) * len(options)
            if made > MOST_STATES:
                return False
            states = after
        self._take_best(states)
        return True

    def _take_best(self, states: States) -> None:
        field, total = self._field, sum(self._field.home)
        for grams in sorted(states):
            cost, moves = states[grams]
            whole = cost + field.price((grams, total - grams))
            if whole < self._best:
                self._best, self._chosen = whole, {}
                while moves is not None:
                    index, option, moves = moves
                    self._chosen[index] = option
