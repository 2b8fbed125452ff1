"""Least costs that no way of sending can be below, for one set of locations; see `pricing`."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from engine.allocation.options import Item
from engine.postage import Steps, parcels_price

MOST_VECTORS = 4_000
INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Segment:
    """Weights above `over` and up to `up_to` grams, which all cost `price` from one location."""

    over: int
    up_to: int
    price: int


def segments(steps: Steps, least: int, most: int) -> list[Segment]:
    """The segments that the weights from `least` to `most` grams lie in."""
    heaviest = steps[-1][0]
    found: list[Segment] = []
    over = -1
    for full in range(max(0, least - 1) // heaviest, max(0, most - 1) // heaviest + 1):
        for up_to, _ in steps:
            upper = full * heaviest + up_to
            if upper >= least and over < most:
                found.append(Segment(over, upper, parcels_price(steps, upper)))
            over = upper
    return found


class Relief:
    """The least that it costs to take grams off one location, by moving items to where they cost more: the
    items with the least cost by gram first, the last one in part."""

    __slots__ = ("_costs", "_grams", "_slopes")

    def __init__(self, movable: Sequence[tuple[float, int]]) -> None:
        ordered = sorted(movable)
        self._slopes = [slope for slope, _ in ordered]
        self._grams = list(accumulate([grams for _, grams in ordered], initial=0))
        self._costs = list(accumulate([slope * grams for slope, grams in ordered], initial=0.0))

    def cost(self, grams: int) -> float:
        """Minor units at least; infinite when so much cannot be moved."""
        if grams <= 0:
            return 0.0
        at = bisect_left(self._grams, grams) - 1
        if at >= len(self._slopes):
            return INFINITE
        return self._costs[at] + self._slopes[at] * (grams - self._grams[at])


def slope(item: Item) -> float:
    """The least cost by gram of moving weight of an item away from its cheapest option."""
    home = item.options[0]
    least = INFINITE
    for option in item.options[1:]:
        moved = sum(
            [max(0, at_home - grams) for at_home, grams in zip(home.grams, option.grams, strict=True)]
        )
        if moved:
            least = min(least, (option.cost - home.cost) / moved)
    return least


def movable(item: Item, at: int) -> int:
    """Grams that an item can take off a location of the set."""
    return item.options[0].grams[at] - min([option.grams[at] for option in item.options])


@dataclass(frozen=True, slots=True)
class Vector:
    """One segment for each location, and the least cost of any way within them."""

    bound: float
    segments: tuple[Segment, ...]


def vectors(
    choices: Sequence[Sequence[tuple[Segment, float]]], lightest: int, heaviest: int
) -> tuple[list[Vector], bool]:
    """Every combination of segments (each with its least cost) in which so many grams altogether can lie,
    the cheapest first; False when there were too many to give them all."""
    found: list[Vector] = []
    for vector in _combined(choices, 0.0, (), lightest, heaviest):
        found.append(vector)
        if len(found) > MOST_VECTORS:
            return sorted(found, key=_bound), False
    return sorted(found, key=_bound), True


def _combined(
    choices: Sequence[Sequence[tuple[Segment, float]]],
    cost: float,
    taken: tuple[Segment, ...],
    lightest: int,
    heaviest: int,
) -> Iterator[Vector]:
    if len(taken) == len(choices):
        yield Vector(cost, taken)
        return
    rest = choices[len(taken) + 1 :]
    over = sum([segment.over + 1 for segment in taken]) + sum([each[0][0].over + 1 for each in rest])
    up_to = sum([segment.up_to for segment in taken]) + sum([each[-1][0].up_to for each in rest])
    for segment, least in choices[len(taken)]:
        if over + segment.over + 1 <= heaviest and up_to + segment.up_to >= lightest and least < INFINITE:
            yield from _combined(choices, cost + least, (*taken, segment), lightest, heaviest)


def _bound(vector: Vector) -> tuple[float, tuple[int, ...]]:
    return vector.bound, tuple([segment.up_to for segment in vector.segments])
