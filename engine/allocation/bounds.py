"""Least costs that no way of sending can be below, for one set of locations; see `pricing`.

Postage is a step function: a *segment* is a range of weights that cost the same from one location, a *vector*
one segment for each location. The weights of a way lie in exactly one vector, whose segments together have
room for the whole weight."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from engine.allocation.options import Option
from engine.postage import Steps, parcels_price

MOST_VECTORS = 2_000
MOST_STEPS = 10_000
FEW_STEPS = 100
"""Steps that are taken even when the effort is spent, so that there is something."""

INFINITE = float("inf")


class Effort:
    """How much more may be tried for one order, in steps of about a microsecond. What has run out of it is
    cut short and says so; the same order always gets equally far."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    @property
    def spent(self) -> bool:
        return self.left <= 0


@dataclass(frozen=True, slots=True)
class Segment:
    """Weights above `over` and up to `up_to` grams. `price`: their postage. `least`: with what it costs at
    least to have no more than `up_to` grams there."""

    over: int
    up_to: int
    price: int
    least: float


Vector = tuple[Segment, ...]
Limit = Callable[[], float]


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


NO_RELIEF = Relief([])


def segments(steps: Steps, least: int, most: int, home: int = 0, relief: Relief = NO_RELIEF) -> list[Segment]:
    """The segments that the weights from `least` to `most` grams lie in, rising; `home` is what the cheapest
    options weigh there."""
    heaviest = steps[-1][0]
    found: list[Segment] = []
    first = max(0, least - 1) // heaviest
    over = first * heaviest if first else -1
    for full in range(first, max(0, most - 1) // heaviest + 1):
        for up_to, _ in steps:
            upper = full * heaviest + up_to
            if upper >= least and over < most:
                price = parcels_price(steps, upper)
                found.append(Segment(over, upper, price, price + relief.cost(home - upper)))
            over = upper
    return found


@lru_cache(maxsize=1024)
def falls(steps: Steps) -> bool:
    """Whether a heavier parcel costs less than a lighter one."""
    return any(price < lighter for (_, lighter), (_, price) in pairwise(steps))


def slope(options: Sequence[Option]) -> float:
    """The least cost by gram of moving weight of an item away from where its cheapest option has it."""
    cost, home, _ = options[0]
    least = INFINITE
    for other, grams, _ in options[1:]:
        moved = 0
        for had, has in zip(home, grams, strict=True):
            if had > has:
                moved += had - has
        if moved and other - cost < least * moved:
            least = (other - cost) / moved
    return least


class Vectors:
    """All vectors that a total weight between `lightest` and `heaviest` can lie in."""

    def __init__(
        self, choices: Sequence[Sequence[Segment]], lightest: int, heaviest: int, effort: Effort
    ) -> None:
        self._choices, self._effort = choices, effort
        self._most_steps = MOST_STEPS
        self._lightest, self._heaviest = lightest, heaviest
        lasts = [each[-1].up_to for each in choices]
        firsts = [each[0].over + 1 for each in choices]
        bests = [min([segment.least for segment in each]) for each in choices]
        self._most_after = [sum(lasts[at + 1 :]) for at in range(len(lasts))]
        self._least_after = [sum(firsts[at + 1 :]) for at in range(len(firsts))]
        self._cost_after = [sum(bests[at + 1 :]) for at in range(len(bests))]
        rates = [
            min([segment.least / segment.up_to for segment in each if segment.up_to]) for each in choices
        ]
        self._rate_after = [min(rates[at + 1 :], default=0.0) for at in range(len(rates))]
        self._relaxed = max(sum(bests), min(rates) * lightest)
        self._steps = 0
        self._order = [sorted(each, key=lambda segment: (segment.least, segment.up_to)) for each in choices]

    def least(self, limit: float) -> float:
        """The least cost of any vector, or `limit` when none is below it."""
        best = [limit]
        for cost, _ in self._below(lambda: best[-1]):
            best.append(cost)
        self._effort.left -= self._steps
        return best[-1] if self._steps <= self._most_steps else min(best[-1], self._relaxed)

    def below(self, limit: float) -> tuple[list[tuple[float, Vector]], bool]:
        """The vectors that cost less than `limit`, the cheapest first; False when there are too many to give
        them all."""
        found: list[tuple[float, Vector]] = []
        for each in self._below(lambda: limit):
            found.append(each)
            if len(found) > MOST_VECTORS:
                break
        found.sort(key=lambda pair: (pair[0], [segment.up_to for segment in pair[1]]))
        self._effort.left -= 2 * self._steps
        return found, len(found) <= MOST_VECTORS and self._steps <= self._most_steps

    def _below(self, limit: Limit) -> Iterator[tuple[float, Vector]]:
        self._steps = 0
        self._most_steps = min(MOST_STEPS, max(FEW_STEPS, self._effort.left))
        return self._grow(0, 0.0, 0, 0, (), limit)

    def _grow(
        self, at: int, cost: float, over: int, up_to: int, taken: Vector, limit: Limit
    ) -> Iterator[tuple[float, Vector]]:
        if at == len(self._choices):
            yield cost, taken
            return
        for segment in self._order[at]:
            more = cost + segment.least
            self._steps += 1
            if self._steps > self._most_steps or more + self._cost_after[at] >= limit():
                return
            above, below = over + segment.over + 1, up_to + segment.up_to
            if more + self._rate_after[at] * (self._lightest - below) >= limit():
                continue
            if (
                above + self._least_after[at] <= self._heaviest
                and below + self._most_after[at] >= self._lightest
            ):
                yield from self._grow(at + 1, more, above, below, (*taken, segment), limit)
