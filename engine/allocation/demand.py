"""What is asked for and who has it: the lines in groups of one SKU, and the units of each location."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from engine.allocation.packing import Packing, Shares, packed
from engine.candidate import Candidate
from engine.model import OrderLine
from engine.situation import total_of


class Group:
    """The lines of one SKU, which share its supply. `supply`: units at each candidate; `holders`: bits of
    the candidates that have all of it. `exact`: no set was asked for which the most units are not proven."""

    __slots__ = ("_packings", "exact", "holders", "lines", "needed", "supply", "whole")

    def __init__(self, lines: Sequence[OrderLine], supply: tuple[int, ...], whole: bool) -> None:
        self.lines = tuple(lines)
        self.needed = sum([line.quantity for line in lines])
        self.supply = supply
        self.whole = whole
        self.holders = sum([1 << place for place, units in enumerate(supply) if units >= self.needed])
        self.exact = True
        self._packings: dict[int, Packing] = {}

    def served(self, mask: int) -> int:
        """The most units that the candidates of these bits can send."""
        if self.holders & mask:
            return self.needed
        if not self.whole:
            return min(self.needed, sum([self.supply[place] for place in places_of(mask)]))
        return 0 if len(self.lines) == 1 else self._packed(mask).served

    def shares(self, places: Sequence[int]) -> list[Shares]:
        """For each line who sends what, so that the most units are served. A SKU of which a location has all
        that is asked comes from the first such location; else line by line, each from as few locations as
        possible, the first ones giving most."""
        for place in places:
            if self.holders >> place & 1:
                return [((place, line.quantity),) for line in self.lines]
        if self.whole:
            return self._packed(sum([1 << place for place in places])).shares if len(self.lines) > 1 else [()]
        left = {place: self.supply[place] for place in places}
        return [_drawn(line.quantity, left) for line in self.lines]

    def _packed(self, mask: int) -> Packing:
        if mask not in self._packings:
            room = {place: self.supply[place] for place in places_of(mask)}
            self._packings[mask] = packed([line.quantity for line in self.lines], room)
            self.exact = self.exact and self._packings[mask].exact
        return self._packings[mask]


_NOT_ASKED: Any = object()


class Demand:
    """An order's lines against candidates, who stand in the order of their codes."""

    __slots__ = ("_weight_g", "candidates", "groups", "lines", "needed", "whole")

    def __init__(self, lines: Iterable[OrderLine], candidates: Iterable[Candidate], whole: bool) -> None:
        self.lines = sorted(lines, key=_number)
        self.candidates = sorted(candidates, key=_code)
        self.whole = whole
        self.needed = sum([line.quantity for line in self.lines])
        self._weight_g: int | None = _NOT_ASKED
        by_sku: dict[str, list[OrderLine]] = {}
        for line in self.lines:
            by_sku.setdefault(line.sku, []).append(line)
        frees = [candidate.free for candidate in self.candidates]
        self.groups = [
            Group(same, tuple([free.get(sku, 0) for free in frees]), whole) for sku, same in by_sku.items()
        ]

    def served(self, mask: int) -> int:
        """The most units that the candidates of these bits can send."""
        return sum([group.served(mask) for group in self.groups])

    @property
    def weight_g(self) -> int | None:
        """Grams of everything together; None when a line's weight is not known."""
        if self._weight_g is _NOT_ASKED:
            self._weight_g = total_of([(line.weight_g, line.quantity) for line in self.lines])
        return self._weight_g

    @property
    def everyone(self) -> int:
        """The bits of all candidates."""
        return (1 << len(self.candidates)) - 1


@lru_cache(maxsize=8192)
def places_of(mask: int) -> tuple[int, ...]:
    """The places whose bits are set."""
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)


def _drawn(units: int, left: dict[int, int]) -> Shares:
    """Take so many units, or all there are: whole from the first that has them, else from as few as
    possible, the first ones giving most. `left` is lowered by what is taken."""
    units = min(units, sum(left.values()))
    if not units:
        return ()
    chosen = next((place for place, room in left.items() if room >= units), None)
    givers = [chosen] if chosen is not None else _fewest(units, left)
    taken: list[tuple[int, int]] = []
    for after, place in enumerate(givers, 1):
        share = min(left[place], units - (len(givers) - after))
        taken.append((place, share))
        left[place] -= share
        units -= share
    return tuple(taken)


def _fewest(units: int, left: dict[int, int]) -> list[int]:
    """The fewest places that have so many units together; of those, the first ones that can be had."""
    by_room = sorted(left.values(), reverse=True)
    count = next(n for n in range(1, len(by_room) + 1) if sum(by_room[:n]) >= units)
    givers: list[int] = []
    for place, room in left.items():
        others = sorted((other for at, other in left.items() if at > place), reverse=True)
        more = count - len(givers) - 1
        if more >= 0 and room and room + sum(left[at] for at in givers) + sum(others[:more]) >= units:
            givers.append(place)
    return givers


def _number(line: OrderLine) -> int:
    return line.number


def _code(candidate: Candidate) -> str:
    return candidate.code
