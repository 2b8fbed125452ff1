"""The cheapest way to send what a set of locations can send, exactly; within a budget, and saying so.

Handling adds up line by line; postage is a step function of what each location sends, so:
1. Start from every item's cheapest option. Only postage can be gained from there, by moving items to where
   they cost more, so that a location stays below a step.
2. Choose a segment of the tariff for each location, the vector with the least cost first. Its bound is that
   of the fractional problem: the excess leaves each location with the items of least cost a gram.
3. Within a vector search the sets of moved items, deeper only while the bound lies below the best found. The
   first vector whose bound does not proves the best. Where lines may be broken, ways that break none are
   searched first, since they are few.
4. When the budget of nodes is used up and there are two locations, find the least cost of every weight that
   one of them can send, item by item, and so the best; beyond that budget too, give the best found and the
   bound that was reached.
Where a heavier parcel costs less than a lighter one, steps 2 and 3 prove only what the bound of all vectors
proves, since they never make a location heavier for its own sake.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.allocation.bounds import (
    INFINITE,
    Effort,
    Relief,
    Segment,
    Vector,
    Vectors,
    falls,
    segments,
    slope,
)
from engine.allocation.demand import Demand, Group, places_of
from engine.allocation.options import Item, Option, handling_of, item_of, shares_of
from engine.allocation.packing import Shares
from engine.postage import Steps, parcels_price

MOST_NODES = 3_000
"""Of two locations; of more, a half, a third and so on."""
FEW_NODES = 40
NODE_EFFORT = 10
MOST_STATES = 60_000
MOST_PARCELS = 5
"""From one location; beyond that a bound looks at the cheapest gram alone."""
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Priced:
    """The cheapest way found: `cost` in minor units, the option of each group, and `least`, which no way
    costs less than; equal to `cost` when it is proven."""

    cost: int
    least: float
    options: tuple[Option, ...]

    def shares(self, demand: Demand, places: Sequence[int]) -> list[Shares]:
        """Who sends each line, in the order of the lines."""
        by_number = {
            line.number: shares
            for group, option in zip(demand.groups, self.options, strict=True)
            for line, shares in zip(group.lines, shares_of(option, places), strict=True)
        }
        return [by_number[line.number] for line in demand.lines]


class Pricing:
    """One set of locations, given by its bits."""

    def __init__(self, demand: Demand, mask: int, effort: Effort) -> None:
        self._demand, self._mask, self._effort = demand, mask, effort
        self.places = places_of(mask)
        self._candidates = [demand.candidates[place] for place in self.places]
        self._steps = [candidate.steps for candidate in self._candidates if candidate.steps is not None]
        self._solved: Priced | None = None

    @cached_property
    def floor(self) -> float:
        """A bound that is had without looking at options: each line at the least handling there is, and the
        postage of the whole weight, spread as it is cheapest among what each location must and can send."""
        if len(self._steps) < len(self.places):
            return INFINITE
        load = Load(self._demand, self._mask)
        self._effort.left -= 2 * len(self._demand.groups) * len(self.places)
        if not load.known:
            return INFINITE
        rate = min([price / up_to for steps in self._steps for up_to, price in steps if up_to])
        if max(load.can) > MOST_PARCELS * self._steps[0][-1][0]:
            return load.cost + rate * load.light
        ends = zip(self._steps, load.must, load.can, strict=True)
        choices = [segments(steps, least, most) for steps, least, most in ends]
        return load.cost + max(rate * load.light, self._spread(load, choices))

    def _spread(self, load: "Load", choices: Sequence[Sequence[Segment]]) -> float:
        return Vectors(choices, load.light, load.heavy, self._effort).least(INFINITE)

    @cached_property
    def field(self) -> "Field | None":
        """What bounds are worked out from; None when the cost cannot be known."""
        if len(self._steps) < len(self.places):
            return None
        items: list[Item] = []
        handling = handling_of(self._demand, self.places)
        for group in self._demand.groups:
            item = item_of(group, handling, self._demand)
            if item is None:
                return None
            items.append(item)
        self._effort.left -= sum([len(item.options) for item in items])
        fixed = sum([each.location.shipment_cost for each in self._candidates])
        return Field(items, self._steps, fixed, self._effort)

    @property
    def least(self) -> float:
        """No way of sending costs less; infinite when the cost cannot be known."""
        if self._solved is not None:
            return self._solved.least
        return INFINITE if self.field is None else max(self.floor, self.field.least)

    def solve(self) -> Priced | None:
        """The cheapest way; None when its cost cannot be known."""
        if self._solved is None and self.field is not None:
            self._solved = _Search(self.field).best()
        return self._solved


class Load:
    """What a set of locations sends, from far off: grams that each `must` and `can` send, between `light` and
    `heavy` altogether, and the least `cost` without postage. `known`: whether every weight is."""

    __slots__ = ("can", "cost", "heavy", "known", "light", "must")

    def __init__(self, demand: Demand, mask: int) -> None:
        places = places_of(mask)
        locations = [demand.candidates[place].location for place in places]
        by_line = min([location.line_cost for location in locations])
        self.cost = sum([location.shipment_cost for location in locations])
        self.must, self.can = [0] * len(places), [0] * len(places)
        self.light = self.heavy = 0
        self.known = True
        for group in demand.groups:
            served = group.served(mask)
            if not served:
                continue
            grams = [each for each in group.grams if each is not None]
            if len(grams) < len(group.lines):
                self.known = False
                return
            unit = min([min([demand.prices(line)[place] for place in places]) for line in group.lines])
            self.cost += by_line * (len(group.lines) if group.block else 1) + unit * served
            self._add(group, served, grams, [group.supply[place] for place in places])

    def _add(self, group: Group, served: int, grams: Sequence[int], room: Sequence[int]) -> None:
        if group.block:
            total = sum([each * line.quantity for each, line in zip(grams, group.lines, strict=True)])
            light = heavy = total
        else:
            light, heavy = min(grams) * served, max(grams) * served
        self.light += light
        self.heavy += heavy
        others = sum(room)
        for at, units in enumerate(room):
            self.can[at] += -(-heavy * min(units, served) // served)
            self.must[at] += light * max(0, served - others + units) // served


Moved = list[tuple[int, tuple[int, ...], Option]]
"""For each other option of an item what it costs more and how the grams change."""

Mover = tuple[int, float, Moved]
"""An item that can be moved: its place, its least cost by gram, and where to."""


class Field:
    """The items of one set of locations and the bounds on their cost. `base`: the cost without postage when
    every item goes its cheapest way, and `home` what the locations then send; `spare`: how much too high
    `base` may be, where not all options are known."""

    def __init__(self, items: Sequence[Item], steps: Sequence[Steps], fixed: int, effort: Effort) -> None:
        self.items, self.steps, self.effort = items, steps, effort
        ats = range(len(steps))
        self.base = fixed + sum([item.options[0][0] for item in items])
        self.spare = sum([item.options[0][0] - item.floor for item in items])
        self.complete = all(item.complete for item in items)
        self.home = tuple([sum([item.options[0][1][at] for item in items]) for at in ats])
        self.movers: list[Mover] = sorted([_mover(i, item) for i, item in enumerate(items)], key=_by_slope)
        self.movers = [mover for mover in self.movers if mover[1] < INFINITE]
        self.whole_movers = [(place, least, _whole(moves)) for place, least, moves in self.movers]
        self.reliefs = [self._relief(at) for at in ats]
        self.floors = _suffix_floors(self.movers)
        self.lightest = sum([min([sum(grams) for _, grams, _ in item.options]) for item in items])
        self.heaviest = sum([max([sum(grams) for _, grams, _ in item.options]) for item in items])
        choices = [
            segments(
                steps[at],
                sum([item.low[at] for item in items]),
                sum([item.high[at] for item in items]),
                self.home[at],
                self.reliefs[at],
            )
            for at in ats
        ]
        self.vectors = Vectors(choices, self.lightest, self.heaviest, effort)
        self.cheapest_postage = sum([min([segment.price for segment in each]) for each in choices])
        self.falls = any(falls(each) for each in steps)

    @cached_property
    def least(self) -> float:
        """No way of sending costs less."""
        return self.base - self.spare + self.vectors.least(float(self.price(self.home)))

    def _relief(self, at: int) -> Relief:
        items = self.items
        return Relief([(least, items[i].options[0][1][at] - items[i].low[at]) for i, least, _ in self.movers])

    def price(self, grams: Sequence[int]) -> int:
        """Postage when the locations send so many grams each."""
        return sum([parcels_price(steps, each) for steps, each in zip(self.steps, grams, strict=True)])


def _mover(place: int, item: Item) -> Mover:
    cost, home, _ = item.options[0]
    moves = [
        (option[0] - cost, tuple([has - had for has, had in zip(option[1], home, strict=True)]), option)
        for option in item.options[1:]
    ]
    return place, slope(item.options) if moves else INFINITE, moves


def _whole(moves: Moved) -> Moved:
    """The options that send each line whole from one location."""
    return [move for move in moves if all(sum(map(bool, units)) <= 1 for units in move[2][2])]


def _by_slope(mover: Mover) -> tuple[float, int]:
    return mover[1], mover[0]


def _suffix_floors(movers: Sequence[Mover]) -> list[float]:
    """For each mover, and for none left, the least that moving it or a later one costs."""
    floors = [INFINITE]
    for _, _, moves in reversed(movers):
        floors.append(min(floors[-1], moves[0][0]))
    return floors[::-1]


Moves = tuple[int, Option, Any] | None
"""The last item moved, to which option, and the moves before it."""

States = dict[int, tuple[int, Moves]]
"""Grams that the first location sends -> the least linear cost of it, and the moves that lead there."""


class _Search:
    """The search of steps 2 to 4 through one field."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._nodes = 0
        most = MOST_NODES // max(1, len(field.steps) - 1)
        self._most_nodes = min(most, max(FEW_NODES, field.effort.left // NODE_EFFORT))
        self._spent = False
        self._movers = field.movers
        self._best = field.base + field.price(field.home)
        self._moves: Moves = None

    def best(self) -> Priced:
        """The cheapest way found, and how cheap one could be at all."""
        field = self._field
        if any(
            len(one[2]) < len(other[2]) for one, other in zip(field.whole_movers, field.movers, strict=True)
        ):
            self._movers = field.whole_movers
            self._through_vectors()
            field.effort.left -= NODE_EFFORT * self._nodes
        self._movers, self._nodes, self._spent = field.movers, 0, False
        reached = self._through_vectors()
        field.effort.left -= NODE_EFFORT * self._nodes
        if field.falls:
            reached = min(reached, field.least)
        if reached < self._best and field.complete and self._by_weight():
            reached = self._best
        chosen = [item.options[0] for item in field.items]
        moves = self._moves
        while moves is not None:
            place, option, moves = moves
            chosen[place] = option
        return Priced(self._best, min(reached, self._best), tuple(chosen))

    def _through_vectors(self) -> float:
        """Search one vector after the other; gives the bound below which nothing was left out."""
        field = self._field
        found, all_of_them = field.vectors.below(self._best - field.base)
        if not all_of_them:
            self._spent = True
        unseen = INFINITE if field.complete else field.least
        for cost, vector in found:
            if not self._may_beat(field.base + cost):
                break
            self._within(vector)
            if self._nodes > self._most_nodes:
                return min(unseen, field.base + cost - field.spare)
        return min(unseen, field.least) if self._spent else unseen

    def _may_beat(self, bound: float) -> bool:
        """Whether a way that costs at least so much may be cheaper than the best; costs are whole."""
        return bound <= self._best - 1 + 1e-6

    def _within(self, vector: Vector) -> None:
        price = sum([segment.price for segment in vector])
        excess = tuple([home - segment.up_to for home, segment in zip(self._field.home, vector, strict=True)])
        self._dig(0, self._field.base + price, excess, None, 0)

    def _dig(self, start: int, cost: int, excess: tuple[int, ...], moves: Moves, depth: int) -> None:
        """Move further items, from the mover at `start` on; `excess` is what each location is too heavy."""
        self._nodes += 1
        over, least, field = 0, float(cost), self._field
        for relief, grams in zip(field.reliefs, excess, strict=True):
            if grams > 0:
                over += grams
                least += relief.cost(grams)
        if not over:
            self._note(moves)
            return
        if self._nodes > self._most_nodes or depth > DEEPEST:
            self._spent = True
            return
        if not self._may_beat(max(least, cost + field.floors[start])):
            return
        for index in range(start, len(self._movers)):
            if self._nodes > self._most_nodes or not self._may_beat(cost + self._movers[index][1] * over):
                return
            self._move(index, cost, excess, moves, depth)

    def _move(self, index: int, cost: int, excess: tuple[int, ...], moves: Moves, depth: int) -> None:
        place, _, options = self._movers[index]
        floor = self._field.floors[index + 1]
        for more, change, option in options:
            if cost + more >= self._best or self._nodes > self._most_nodes:
                return
            after = tuple([grams + by for grams, by in zip(excess, change, strict=True)])
            if max(after) <= 0 or cost + more + floor < self._best:
                self._dig(index + 1, cost + more, after, (place, option, moves), depth + 1)

    def _note(self, moves: Moves) -> None:
        """What the moves so far cost in truth, kept when it is the best."""
        field, grams, cost = self._field, list(self._field.home), self._field.base
        step = moves
        while step is not None:
            place, option, step = step
            home = field.items[place].options[0]
            cost += option[0] - home[0]
            grams = [had - was + has for had, was, has in zip(grams, home[1], option[1], strict=True)]
        cost += field.price(grams)
        if cost < self._best:
            self._best, self._moves = cost, moves

    def _by_weight(self) -> bool:
        """Step 4; False when it does not apply or its budget is used up too."""
        field = self._field
        if len(field.steps) != 2 or field.lightest != field.heaviest:
            return False
        limit = self._best - field.cheapest_postage
        states: States = {field.home[0]: (field.base, None)}
        made = 0
        for place, _, options in field.movers:
            after = dict(states)
            made += len(states) * len(options)
            if made > MOST_STATES:
                return False
            for grams, (cost, moves) in states.items():
                for more, change, option in options:
                    if cost + more > limit:
                        break
                    there = grams + change[0]
                    if there not in after or cost + more < after[there][0]:
                        after[there] = (cost + more, (place, option, moves))
            states = after
        self._take_best(states)
        return True

    def _take_best(self, states: States) -> None:
        field, total = self._field, sum(self._field.home)
        for grams in sorted(states):
            cost, moves = states[grams]
            whole = cost + field.price((grams, total - grams))
            if whole < self._best:
                self._best, self._moves = whole, moves
