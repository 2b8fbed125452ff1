"""What is asked for and who has it: the lines in groups that share a supply, and the units of each
location."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from engine.allocation.model import Policy
from engine.allocation.packing import Packing, Shares, packed
from engine.candidate import Candidate
from engine.model import OrderLine
from engine.situation import total_of


class Group:
    """Lines that share a supply: those of one SKU; or those that go in one shipment or wait, a *block*.
    `supply`: units at each candidate (of a block all or none); `holders`: bits of the candidates that have
    all of it; `grams`: what each line's unit counts, None when not known. `exact`: no set was asked for
    which the most units are not proven."""

    __slots__ = ("_packings", "block", "exact", "grams", "holders", "lines", "needed", "supply", "whole")

    def __init__(
        self,
        lines: Sequence[OrderLine],
        grams: Sequence[int | None],
        supply: tuple[int, ...],
        *,
        whole: bool,
        block: bool = False,
    ) -> None:
        self.lines = tuple(lines)
        self.grams = tuple(grams)
        self.needed = sum([line.quantity for line in lines])
        self.supply = supply
        self.whole = whole or block
        self.block = block
        self.holders = 0
        for place, units in enumerate(supply):
            if units >= self.needed:
                self.holders |= 1 << place
        self.exact = True
        self._packings: dict[int, Packing] = {}

    def served(self, mask: int) -> int:
        """The most units that the candidates of these bits can send."""
        if self.holders & mask:
            return self.needed
        if not self.whole:
            return min(self.needed, sum([self.supply[place] for place in places_of(mask)]))
        return 0 if self.block or len(self.lines) == 1 else self._packed(mask).served

    def shares(self, places: Sequence[int]) -> list[Shares]:
        """For each line who sends what, so that the most units are served. A SKU of which a location has all
        that is asked comes from the first such location; else line by line, each from as few locations as
        possible, the first ones giving most."""
        for place in places:
            if self.holders >> place & 1:
                return [((place, line.quantity),) for line in self.lines]
        if self.block:
            return [()] * len(self.lines)
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
    """An order's lines against candidates, who stand in the order of their codes. `bound`: lines that must
    go together though others ask for their SKUs too; no group says that."""

    __slots__ = (
        "_grams",
        "_prices",
        "bound",
        "candidates",
        "frees",
        "groups",
        "lines",
        "needed",
        "policy",
        "whole",
    )

    def __init__(self, lines: Iterable[OrderLine], candidates: Iterable[Candidate], policy: Policy) -> None:
        self.lines = sorted(lines, key=_number)
        self.candidates = sorted(candidates, key=_code)
        self.policy = policy
        self.whole = policy.lines != "units"
        self.needed = sum([line.quantity for line in self.lines])
        self._grams: int | None = _NOT_ASKED
        self._prices: dict[int, tuple[int, ...]] = {}
        self.frees = [candidate.free for candidate in self.candidates]
        by_sku: dict[str, list[OrderLine]] = {}
        for line in self.lines:
            by_sku.setdefault(line.sku, []).append(line)
        self.bound: list[list[OrderLine]] = []
        self.groups: list[Group] = []
        if policy.together:
            self._blocks(by_sku)
        for sku, same in by_sku.items():
            supply = tuple([free.get(sku, 0) for free in self.frees])
            self.groups.append(Group(same, self._of(same), supply, whole=self.whole))

    def _of(self, lines: Sequence[OrderLine]) -> list[int | None]:
        grams = self.candidates[0].situation.grams if self.candidates else _no_grams
        return [grams(line) for line in lines]

    def _blocks(self, by_sku: dict[str, list[OrderLine]]) -> None:
        """Make groups of the lines that go together and share no SKU with others; the rest is `bound`."""
        for lines in joined(self.lines, self.policy.together):
            asked: dict[str, int] = {}
            for line in lines:
                asked[line.sku] = asked.get(line.sku, 0) + line.quantity
            if any(line not in lines for sku in asked for line in by_sku[sku]):
                self.bound.append(lines)
                continue
            needed = sum(asked.values())
            has = [all(free.get(sku, 0) >= units for sku, units in asked.items()) for free in self.frees]
            supply = tuple([needed * all_of_it for all_of_it in has])
            self.groups.append(Group(lines, self._of(lines), supply, whole=True, block=True))
            for sku in asked:
                del by_sku[sku]

    def served(self, mask: int) -> int:
        """The most units that the candidates of these bits can send."""
        return sum([group.served(mask) for group in self.groups])

    @property
    def grams(self) -> int | None:
        """Grams of everything together, as the carrier counts them; None when a line's are not known."""
        if self._grams is _NOT_ASKED:
            pairs = [(g, line.quantity) for group in self.groups for g, line in _weighed(group)]
            self._grams = total_of(pairs)
        return self._grams

    def prices(self, line: OrderLine) -> tuple[int, ...]:
        """What one unit of a line costs at each candidate beside postage by weight."""
        if line.number not in self._prices:
            self._prices[line.number] = tuple([each.unit_price(line) for each in self.candidates])
        return self._prices[line.number]

    @property
    def unit_limits(self) -> list[int | None]:
        """Units that each candidate may send today, where that is less than it could send."""
        found: list[int | None] = []
        for place, candidate in enumerate(self.candidates):
            limit = candidate.units_left
            if limit is not None and limit >= self.served(1 << place):
                limit = None
            found.append(limit)
        return found

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


def joined(lines: Sequence[OrderLine], groups: Iterable[Sequence[int]]) -> list[list[OrderLine]]:
    """The lines of each group; groups that share a line are one."""
    found: list[set[int]] = []
    present = {line.number for line in lines}
    for group in groups:
        mine = set(group) & present
        for other in [each for each in found if each & mine]:
            found.remove(other)
            mine |= other
        found.append(mine)
    each_group = [[line for line in lines if line.number in numbers] for numbers in found]
    return sorted([group for group in each_group if group], key=lambda group: group[0].number)


def _weighed(group: Group) -> Iterable[tuple[int | None, OrderLine]]:
    return zip(group.grams, group.lines, strict=True)


def _no_grams(_line: OrderLine) -> int | None:
    return None


def _number(line: OrderLine) -> int:
    return line.number


def _code(candidate: Candidate) -> str:
    return candidate.code
