"""Measures that depend on the set of locations alone, in whole numbers."""

from dataclasses import dataclass

from engine.allocation.demand import places_of
from engine.allocation.sets import Worths

FINE = 1_000_000
"""Measures that are not whole are counted in millionths."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A criterion that depends on the set alone: what each location adds, in whole numbers."""

    parts: tuple[int, ...]
    adds: bool
    scale: int = 1

    @classmethod
    def of(cls, worths: Worths) -> "Measure | None":
        """None where a part is not known."""
        known = [part for part in worths.parts if part is not None]
        if len(known) < len(worths.parts):
            return None
        scale = 1 if all(part == int(part) for part in known) else FINE
        parts = tuple([round(part * scale) for part in known])
        return cls(parts, worths.criterion.ranker.joined == "sum", scale)

    @classmethod
    def last(cls, count: int) -> "Measure":
        """The fewest shipments, then the first codes."""
        return cls(tuple([(1 << count) - (1 << (count - at - 1)) for at in range(count)]), adds=True)

    def value(self, mask: int) -> int:
        parts = [self.parts[place] for place in places_of(mask)]
        return sum(parts) if self.adds else max(parts, default=0)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A measure and the most that it may be."""

    measure: Measure
    most: int
