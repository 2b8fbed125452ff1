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
    as much. The next three compare with the best single shipment that serves as much, if there is one, and
    let several be only where they cost at least `cheaper_by` minor units less; cost less than `dearer_by`
    more; arrive at least `saves_days` days on the calendar earlier. `least_value`: the goods in each of
    several shipments are worth at least so many minor units, before discount. `together`: lines, by number,
    that go in one shipment, whole, or wait; groups that share a line are one. `apart`: lines that are
    planned as an order of their own, by the same policy; a line that several groups name belongs to the
    first. None asks nothing."""

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
    def compares(self) -> bool:
        """Whether several shipments are compared with a single one."""
        return not (self.cheaper_by is None and self.dearer_by is None and self.saves_days is None)

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
