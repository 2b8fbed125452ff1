"""For one set of locations: the ways in which the lines of each SKU can be sent, with cost and weight.

Only ways that serve the most units of the SKU count. Where there are too many to look at all of them, those
that keep lines whole are kept, and the item says that it is not complete; its `floor` stays true."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from engine.allocation.demand import Demand, Group
from engine.allocation.packing import Shares
from engine.model import Location

MOST_WAYS = 300
"""Ways of sending one SKU that are looked at."""

MOST_STEPS = 4_000
"""Ways of placing a SKU's lines one after the other that are looked at on the way."""

Units = tuple[int, ...]
"""Units at each location of the set."""

Option = tuple[int, tuple[int, ...], tuple[Units, ...]]
"""Cost in minor units of handling lines and units; grams at each location; for each line its units."""


@dataclass(frozen=True, slots=True)
class Item:
    """A SKU with its options, the cheapest first. `floor`: no way of sending it costs less, be it among the
    options or not. `complete`: all ways are among them. `low`, `high`: the least and the most grams at each
    location."""

    options: list[Option]
    floor: int
    complete: bool
    low: tuple[int, ...]
    high: tuple[int, ...]


def _item(options: list[Option], floor: int | None = None) -> Item:
    """An item of options in any order; with a `floor`, some ways are missing."""
    options.sort()
    weights = list(zip(*[grams for _, grams, _ in options], strict=True))
    low, high = tuple(map(min, weights)), tuple(map(max, weights))
    least = options[0][0]
    return Item(options, least if floor is None else min(floor, least), floor is None, low, high)


def shares_of(option: Option, places: Sequence[int]) -> Iterator[Shares]:
    """For each line of an option who sends what."""
    for units in option[2]:
        yield tuple([(place, count) for place, count in zip(places, units, strict=True) if count])


class Handling:
    """What lines cost to handle at each location of a set, whatever their units."""

    __slots__ = ("by_line", "mask", "none", "places")

    def __init__(self, locations: Iterable[Location], places: Sequence[int]) -> None:
        self.by_line = [location.line_cost for location in locations]
        self.places = tuple(places)
        self.mask = sum([1 << place for place in places])
        self.none: Units = (0,) * len(self.places)

    def at(self, prices: Sequence[int]) -> Units:
        """Of prices at each candidate, those at the set's locations."""
        return tuple([prices[place] for place in self.places])

    def cost(self, units: Units, prices: Units) -> int:
        """One line that is sent in these parts; `prices`: of a unit at each location of the set."""
        total = 0
        for at, count in enumerate(units):
            if count:
                total += self.by_line[at] + prices[at] * count
        return total

    def option(self, lines: Sequence[Units], grams: Sequence[int], prices: Sequence[Units]) -> Option:
        """The option in which each line is sent in these parts; `grams` is each line's weight a unit."""
        cost, weights = 0, [0] * len(self.none)
        for units, each, price in zip(lines, grams, prices, strict=True):
            cost += self.cost(units, price)
            for at, count in enumerate(units):
                weights[at] += count * each
        return cost, tuple(weights), tuple(lines)


def item_of(group: Group, handling: Handling, demand: Demand) -> Item | None:
    """The options of a group; None when the weight of a line that can be sent is not known."""
    room = handling.at(group.supply)
    target = group.served(handling.mask)
    none = [handling.none] * len(group.lines)
    if not target:
        return _item([(0, handling.none, tuple(none))])
    if None in group.grams:
        return None
    prices = [handling.at(demand.prices(line)) for line in group.lines]
    grams = [each or 0 for each in group.grams]
    if group.block:
        holders = [at for at, units in enumerate(room) if units]
        return _item([handling.option(_all_at(group, at, len(room)), grams, prices) for at in holders])
    if len(group.lines) > 1:
        return _several_lines(group, handling, room, target, prices)
    return _one_line(group, handling, room, target, prices[0])


def _all_at(group: Group, at: int, size: int) -> list[Units]:
    return [_whole(at, line.quantity, (), size) for line in group.lines]


def _one_line(group: Group, handling: Handling, room: Units, target: int, prices: Units) -> Item:
    if group.whole:
        ways, complete = _at_one(group.needed, room), True
    elif len(room) == 2:
        return _between_two(group, handling, room, target, prices)
    else:
        ways, complete = _parts(target, room)
    grams, cost = group.grams[0] or 0, handling.cost
    options: list[Option] = [
        (cost(way, prices), tuple([count * grams for count in way]), (way,)) for way in ways
    ]
    return _item(options, None if complete else min([least for least, _, _ in options]))


def _between_two(group: Group, handling: Handling, room: Units, target: int, prices: Units) -> Item:
    """A line of which the first location sends some units and the second the others."""
    grams = group.grams[0] or 0
    (line, other_line), (unit, other_unit) = handling.by_line, prices
    low, high = max(0, target - room[1]), min(target, room[0])
    both = line + other_line + target * other_unit
    options: list[Option] = [
        (
            both + (unit - other_unit) * first,
            (first * grams, (target - first) * grams),
            ((first, target - first),),
        )
        for first in range(max(1, low), min(high, target - 1) + 1)
    ]
    if low == 0:
        options.append((both - line, (0, target * grams), ((0, target),)))
    if high == target:
        options.append((line + unit * target, (target * grams, 0), ((target, 0),)))
    options.sort()
    least, most = (low * grams, (target - high) * grams), (high * grams, (target - low) * grams)
    return Item(options, options[0][0], True, least, most)


def _at_one(units: int, room: Units) -> list[Units]:
    """A line whole at each location that has it."""
    none = (0,) * len(room)
    return [(*none[:at], units, *none[at + 1 :]) for at, free in enumerate(room) if free >= units]


def _parts(units: int, room: Units) -> tuple[list[Units], bool]:
    """Every way to take so many units; when there may be too many, those with at most two parts and those
    that fill one location after the other."""
    most = prod(sorted([min(units, free) + 1 for free in room])[:-1])
    if most <= MOST_WAYS:
        return list(compositions(units, room)), True
    return sorted({*_at_one(units, room), *extremes(units, room), *_two_parts(units, room)}), False


def _two_parts(units: int, room: Units) -> Iterator[Units]:
    places = range(len(room))
    pairs = [(one, other) for one in places for other in places if one < other]
    step = max(1, units * len(pairs) // MOST_WAYS)
    for one, other in pairs:
        for first in range(max(0, units - room[other]), min(units, room[one]) + 1, step):
            way = [0] * len(room)
            way[one], way[other] = first, units - first
            yield tuple(way)


def _several_lines(
    group: Group, handling: Handling, room: Units, target: int, prices: Sequence[Units]
) -> Item:
    """Lines placed one after the other, where that is few enough; else each whole at one location or one of
    them split, and as `Group.shares` has it."""
    grams = [each or 0 for each in group.grams]
    ways = _placed(group, handling, room, target, prices)
    if ways is not None:
        return _item(ways)
    found = {handling.option(lines, grams, prices) for lines in _nearly_whole(group, room, target)}
    plain = [dict(shares) for shares in group.shares(handling.places)]
    lines = [tuple([sent.get(place, 0) for place in handling.places]) for sent in plain]
    floor = target * min([min(each) for each in prices]) + min(handling.by_line)
    return _item([*{*found, handling.option(lines, grams, prices)}], floor)


def _placed(
    group: Group, handling: Handling, room: Units, target: int, prices: Sequence[Units]
) -> list[Option] | None:
    """Every way, the cheapest for the same units and grams at each location; None when there are too many."""
    states: dict[tuple[Units, Units], Option] = {(handling.none, handling.none): (0, handling.none, ())}
    left, steps = group.needed, 0
    for line, each, price in zip(group.lines, group.grams, prices, strict=True):
        left -= line.quantity
        after: dict[tuple[Units, Units], Option] = {}
        for (used, _), (cost, weights, lines) in states.items():
            for way in _line_ways(group, line.quantity, target, used, room):
                steps += 1
                if steps > MOST_STEPS:
                    return None
                now = tuple([had + more for had, more in zip(used, way, strict=True)])
                if sum(now) + left < target:
                    continue
                heavy = tuple([had + more * (each or 0) for had, more in zip(weights, way, strict=True)])
                more = cost + handling.cost(way, price)
                if (now, heavy) not in after or more < after[now, heavy][0]:
                    after[now, heavy] = (more, heavy, (*lines, way))
        states = after
    return [option for (used, _), option in states.items() if sum(used) == target]


def _line_ways(group: Group, units: int, target: int, used: Units, room: Units) -> Iterator[Units]:
    """How many units of a line each location may send; fewer than asked where the SKU falls short."""
    left = tuple([free - taken for free, taken in zip(room, used, strict=True)])
    if group.whole:
        yield from _at_one(units, left)
        yield (0,) * len(room)
        return
    most = min(units, sum(left))
    least = max(0, min(most, units - (group.needed - target)))
    for served in range(most, least - 1, -1):
        yield from compositions(served, left)


def _nearly_whole(group: Group, room: Units, target: int) -> Iterator[list[Units]]:
    """Lines each whole at one location, but for one that takes what the others leave it."""
    count, places = len(group.lines), range(len(room))
    if count * len(places) ** (count - 1) > MOST_WAYS:
        return
    for odd, line in enumerate(group.lines):
        for choice in product(places, repeat=count - 1):
            at = [*choice[:odd], -1, *choice[odd:]]
            left = list(room)
            for place, other in zip(at, group.lines, strict=True):
                if place >= 0:
                    left[place] -= other.quantity
            if min(left) < 0 or (group.whole and max(left) < line.quantity):
                continue
            served = sum([other.quantity for other in group.lines]) - line.quantity
            ways = (
                _at_one(line.quantity, tuple(left)) if group.whole else extremes(target - served, tuple(left))
            )
            for way in ways:
                yield [_whole(at[i], other.quantity, way, len(room)) for i, other in enumerate(group.lines)]


def _whole(place: int, units: int, way: Units, size: int) -> Units:
    return way if place < 0 else tuple([units if at == place else 0 for at in range(size)])


def compositions(units: int, room: Sequence[int]) -> Iterator[Units]:
    """Every way to take so many units out of the room."""
    if len(room) == 1:
        if units <= room[0]:
            yield (units,)
        return
    rest = sum(room[1:])
    for first in range(max(0, units - rest), min(units, room[0]) + 1):
        for others in compositions(units - first, room[1:]):
            yield (first, *others)


def extremes(units: int, room: Sequence[int]) -> Iterator[Units]:
    """The ways that fill one location after the other, in every order; one may come more than once."""
    filled = [0] * len(room)

    def fill(left: int) -> Iterator[Units]:
        if not left:
            yield tuple(filled)
            return
        for at, free in enumerate(room):
            if not filled[at] and free:
                filled[at] = min(left, free)
                yield from fill(left - filled[at])
                filled[at] = 0

    yield from fill(units)


def handling_of(demand: Demand, places: Sequence[int]) -> Handling:
    """What handling costs at the locations of a set."""
    return Handling([demand.candidates[place].location for place in places], places)
