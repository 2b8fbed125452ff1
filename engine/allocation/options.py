"""For one set of locations: the ways in which each SKU's lines can be sent, with cost and weight.

An option of a group gives a linear cost (handling by line and unit), the grams that each location then sends,
and the shares. Only options that serve the most units of the group are kept; of two with the same units at
every location, the cheaper one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.allocation.demand import Demand, Group, Shares

MOST_WAYS = 600
"""Ways of one line, or of one group so far; beyond that only the extreme ones are looked at."""


@dataclass(frozen=True, slots=True)
class Option:
    """`cost` in minor units; `grams` for each location of the set; `shares` for each line of the group."""

    cost: int
    grams: tuple[int, ...]
    shares: tuple[Shares, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A group with its options, the cheapest first. `complete`: no way of sending it was left out."""

    options: tuple[Option, ...]
    complete: bool = True


def item_of(demand: Demand, group: Group, places: Sequence[int]) -> Item | None:
    """The options of a group within a set of locations; None when the weight of a line that can be sent is
    not known."""
    if len(group.lines) == 1 and group.whole:
        return _single(demand, group, places)
    return _Spread(demand, group, places).item()


def _single(demand: Demand, group: Group, places: Sequence[int]) -> Item | None:
    line = group.lines[0]
    options = []
    for at, place in enumerate(places):
        if group.supply[place] >= line.quantity:
            if line.weight_g is None:
                return None
            location = demand.candidates[place].location
            grams = [0] * len(places)
            grams[at] = line.weight_g * line.quantity
            cost = location.line_cost + location.unit_cost * line.quantity
            options.append(Option(cost, tuple(grams), (((place, line.quantity),),)))
    options.sort(key=_cost)
    return Item(tuple(options or [Option(0, (0,) * len(places), ((),))]))


Units = tuple[int, ...]
"""Units at each location of the set."""

States = dict[tuple[Units, tuple[int, ...]], Option]
"""Units taken so far and the grams they weigh, at each location -> the cheapest way there."""


class _Spread:
    """A group of several lines, or one that may be split: its lines are placed one after the other."""

    def __init__(self, demand: Demand, group: Group, places: Sequence[int]) -> None:
        self._group, self._places = group, places
        self._locations = [demand.candidates[place].location for place in places]
        self._supply = tuple([group.supply[place] for place in places])
        self._target = group.served(sum([1 << place for place in places]))
        self._complete = True

    def item(self) -> Item | None:
        none = (0,) * len(self._places)
        states: States = {(none, none): Option(0, none, ())}
        left = self._group.needed
        for line in self._group.lines:
            left -= line.quantity
            if self._target and line.weight_g is None:
                return None
            states = self._placed(states, line.quantity, line.weight_g or 0, left)
        options = [option for (used, _), option in states.items() if sum(used) == self._target]
        return Item(tuple(sorted(options or [self._plain()], key=_cost)), self._complete)

    def _plain(self) -> Option:
        """The way that does not look at cost, for when the cheap ways kept all lead nowhere."""
        none = (0,) * len(self._places)
        option = Option(0, none, ())
        for line, shares in zip(self._group.lines, self._group.shares(self._places), strict=True):
            sent = dict(shares)
            option = self._with(
                option, tuple([sent.get(place, 0) for place in self._places]), line.weight_g or 0
            )
        return option

    def _placed(self, states: States, units: int, grams: int, left: int) -> States:
        """The states after one more line; those that can no longer reach the target are dropped."""
        after: States = {}
        for (used, _), option in states.items():
            for ways in self._ways(units, used):
                now = tuple([had + more for had, more in zip(used, ways, strict=True)])
                if sum(now) + left < self._target:
                    continue
                reached = self._with(option, ways, grams)
                key = (now, reached.grams)
                if key not in after or reached.cost < after[key].cost:
                    after[key] = reached
        if len(after) <= MOST_WAYS:
            return after
        self._complete = False
        return dict(sorted(after.items(), key=lambda pair: (pair[1].cost, pair[0]))[:MOST_WAYS])

    def _ways(self, units: int, used: Units) -> list[Units]:
        """How many units of a line each location may send; fewer than asked where the group falls short."""
        room = [supply - taken for supply, taken in zip(self._supply, used, strict=True)]
        none = (0,) * len(room)
        if self._group.whole:
            fits = [at for at, free in enumerate(room) if free >= units]
            return [*[(*none[:at], units, *none[at + 1 :]) for at in fits], none]
        short = self._group.needed - self._target if len(self._group.lines) > 1 else 0
        most = min(units, sum(room))
        found: list[Units] = []
        for served in range(most, max(0, min(most, units - short)) - 1, -1):
            for way in _compositions(served, room):
                found.append(way)
                if len(found) > MOST_WAYS:
                    self._complete = False
                    return sorted(set(_extremes(most, room)))
        return found

    def _with(self, option: Option, ways: Units, grams: int) -> Option:
        cost, shares = option.cost, list[tuple[int, int]]()
        for place, location, units in zip(self._places, self._locations, ways, strict=True):
            if units:
                cost += location.line_cost + location.unit_cost * units
                shares.append((place, units))
        weights = tuple([had + units * grams for had, units in zip(option.grams, ways, strict=True)])
        return Option(cost, weights, (*option.shares, tuple(shares)))


def _compositions(units: int, room: Sequence[int]) -> Iterator[Units]:
    """Every way to take so many units out of the room."""
    if len(room) == 1:
        if units <= room[0]:
            yield (units,)
        return
    rest = sum(room[1:])
    for first in range(max(0, units - rest), min(units, room[0]) + 1):
        for others in _compositions(units - first, room[1:]):
            yield (first, *others)


def _extremes(units: int, room: Sequence[int]) -> Iterator[Units]:
    """The ways that fill one location after the other, in every order of the locations."""
    filled = dict.fromkeys(range(len(room)), 0)

    def fill(order: tuple[int, ...], left: int) -> Iterator[Units]:
        if not left:
            yield tuple([filled[at] for at in range(len(room))])
            return
        for at in range(len(room)):
            if at not in order and room[at]:
                filled[at] = min(left, room[at])
                yield from fill((*order, at), left - filled[at])
                filled[at] = 0

    yield from fill((), units)


def _cost(option: Option) -> tuple[int, tuple[int, ...]]:
    return option.cost, tuple([-grams for grams in option.grams])
