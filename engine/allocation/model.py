"""How far an order may be split, and by what plans are compared."""

from dataclasses import dataclass
from typing import Literal

from engine.routing.rankers.model import Ranker
from rulesets.actions import Rank

Lines = Literal["none", "whole_lines", "units"]


@dataclass(frozen=True, slots=True)
class Policy:
    """How one order may become several shipments. `lines`: not at all, between lines, or within a line too.
    `at_most`: shipments, None for no limit. `only_if_needed`: several only where no single location serves
    as much. `cheaper_by`: several only where they cost at least so many minor units less than the best
    single shipment that serves as much, if there is one; None asks nothing."""

    lines: Lines = "units"
    at_most: int | None = None
    only_if_needed: bool = False
    cheaper_by: int | None = None
    dearer_by: int | None = None
    saves_days: int | None = None
    least_value: int | None = None
    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, ...], ...] = ()

    @property
    def most(self) -> int | None:
        """Shipments at most; None for no limit."""
        return 1 if self.lines == "none" else self.at_most


@dataclass(frozen=True, slots=True)
class Criterion:
    """One rank of a routing rule with its ranker. Plans whose difference is within `band` are a tie."""

    rank: Rank
    ranker: Ranker

    @property
    def band(self) -> int:
        return self.rank.tie_within
