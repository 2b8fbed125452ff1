"""Whole lines of one SKU into the units that locations have, so that the most units fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_STATES = 3_000
"""Fillings looked at; beyond that the longest lines go first, each where it fits best."""

Shares = tuple[tuple[int, int], ...]
"""Who sends a line: (place of the location among the candidates, units), in the order of the places."""

Room = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Packing:
    """The units that fit, and for each line who sends it. `exact`: no packing holds more."""

    served: int
    shares: list[Shares]
    exact: bool = True


class _TooManyWaysError(Exception):
    """The lines can be placed in too many ways to look at all of them."""


def packed(quantities: Sequence[int], room: Mapping[int, int]) -> Packing:
    """Place lines of these quantities; line by line the first location that does not make the whole less,
    or nobody. `room`: place -> units."""
    try:
        return _Fillings(quantities, room).best()
    except _TooManyWaysError:
        return _fitted(quantities, room)


class _Fillings:
    """Every way to place the lines, the same room left being looked at once."""

    def __init__(self, quantities: Sequence[int], room: Mapping[int, int]) -> None:
        self._quantities, self._places = quantities, tuple(room)
        self._start: Room = tuple(room.values())
        self._most: dict[tuple[int, Room], int] = {}

    def best(self) -> Packing:
        left, shares = self._start, list[Shares]()
        total = self._best(0, left)
        for index in range(len(self._quantities)):
            best = self._best(index, left)
            at, gain, left = next(
                way for way in self._ways(index, left) if way[1] + self._best(index + 1, way[2]) == best
            )
            shares.append(((self._places[at], gain),) if gain else ())
        return Packing(total, shares)

    def _best(self, index: int, left: Room) -> int:
        """The most units of the lines from this one on."""
        if index == len(self._quantities):
            return 0
        if (index, left) not in self._most:
            if len(self._most) > MOST_STATES:
                raise _TooManyWaysError
            ways = self._ways(index, left)
            self._most[index, left] = max([gain + self._best(index + 1, rest) for _, gain, rest in ways])
        return self._most[index, left]

    def _ways(self, index: int, left: Room) -> list[tuple[int, int, Room]]:
        """(which location, units, room left) for each location with room, then for nobody."""
        units = self._quantities[index]
        fits = [at for at, free in enumerate(left) if free >= units]
        return [*((at, units, (*left[:at], left[at] - units, *left[at + 1 :])) for at in fits), (-1, 0, left)]


def _fitted(quantities: Sequence[int], room: Mapping[int, int]) -> Packing:
    """The longest lines first, each where it leaves the least room."""
    left, shares = dict(room), list[Shares]([()] * len(quantities))
    for index in sorted(range(len(quantities)), key=lambda at: (-quantities[at], at)):
        fits = [place for place, free in left.items() if free >= quantities[index]]
        if fits:
            place = min(fits, key=lambda each: (left[each], each))
            left[place] -= quantities[index]
            shares[index] = ((place, quantities[index]),)
    served = sum([units for share in shares for _, units in share])
    return Packing(served, shares, exact=served in (sum(quantities), sum(room.values())))
