"""Which sets of locations can send the most units: all of them within a budget, worst ones left out early."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.allocation.demand import Demand, places_of
from engine.allocation.model import Criterion
from engine.routing.rankers import Asked

MOST_TRIED = 20_000
"""Sets looked at before the search stops and says that it did not see them all."""


@dataclass(slots=True)
class Worths:
    """What each candidate adds to the measure of a criterion; None where that is not known."""

    criterion: Criterion
    parts: list[float | None]

    @classmethod
    def of(cls, criterion: Criterion, demand: Demand) -> "Worths":
        asked = Asked(criterion.rank, demand.candidates)
        worth = criterion.ranker.worth
        return cls(criterion, [worth(candidate, asked) for candidate in demand.candidates])

    def measure(self, places: Sequence[int]) -> float:
        """The measure of a plan with these locations; infinite where it is not known."""
        parts = [self.parts[place] for place in places]
        if None in parts:
            return float("inf")
        known = [part for part in parts if part is not None]
        return sum(known) if self.criterion.ranker.joined == "sum" else max(known, default=0.0)


@dataclass(slots=True)
class Sets:
    """Sets found, as bits. `complete`: every set that could be best is among them."""

    found: list[int] = field(default_factory=list)
    complete: bool = True


class Search:
    """Looks for sets of at most `most` locations that serve `target` units. `first` is the criterion that
    counts most: where its measure cannot depend on who sends what, a set that another one beats by more
    than the band is not looked into. `supersets`: also those that only add a location to a found one;
    `trusted`: what is found may be sent, so that it may beat others, else single locations alone may."""

    def __init__(
        self,
        demand: Demand,
        target: int,
        most: int,
        first: Worths | None,
        *,
        supersets: bool = False,
        trusted: bool = True,
        most_tried: int = MOST_TRIED,
    ) -> None:
        self._demand, self._target, self._most = demand, target, most
        self._first = None if first is None or first.criterion.ranker.priced else first
        self._supersets, self._trusted = supersets, trusted
        self._best = float("inf")
        self._tried, self._most_tried = 0, most_tried
        self.sets = Sets()
        useful = [place for place in range(len(demand.candidates)) if demand.served(1 << place)]
        self._order = sorted(useful, key=self._promise)

    def run(self) -> Sets:
        """Every set, smaller ones first where nothing else decides."""
        self._grow(0, 0, self._rest(0))
        return self.sets

    def _promise(self, place: int) -> tuple[float, int]:
        return (0.0 if self._first is None else self._first.measure((place,)), place)

    def _rest(self, start: int) -> int:
        return sum([1 << place for place in self._order[start:]])

    def _grow(self, mask: int, start: int, rest: int) -> None:
        for at in range(start, len(self._order)):
            bit = 1 << self._order[at]
            rest &= ~bit
            self._tried += 1
            if self._tried > self._most_tried:
                self.sets.complete = False
                return
            self._look(mask | bit, at + 1, rest)

    def _look(self, mask: int, start: int, rest: int) -> None:
        if self._beaten(mask):
            return
        serves = self._demand.served(mask) >= self._target
        if serves:
            self._note(mask)
        if serves and not self._supersets:
            return
        if mask.bit_count() < self._most and (serves or self._demand.served(mask | rest) >= self._target):
            self._grow(mask, start, rest)

    def _beaten(self, mask: int) -> bool:
        if self._first is None:
            return False
        return self._first.measure(places_of(mask)) > self._best + self._first.criterion.band

    def _note(self, mask: int) -> None:
        self.sets.found.append(mask)
        if self._first is not None and (self._trusted or mask.bit_count() == 1):
            self._best = min(self._best, self._first.measure(places_of(mask)))
