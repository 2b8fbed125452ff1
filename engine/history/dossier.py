"""Everything that is kept of one order while it is open: its rows, finished when nothing can change them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine import documents, moves
from engine.model import PlannedLine
from engine.simulation.cases import Case, Parcel
from engine.store import rows
from engine.store.rows import Row, Standing


@dataclass(slots=True)
class Given:
    """A shipment's row, the parcel that it follows, and what it sends: line number -> units."""

    row: Row
    parcel: Parcel
    units: dict[int, int]

    def take_off(self, number: int, units: int) -> bool:
        """Take units off before it is sent; gives whether nothing is left. What it held last stays for
        the record."""
        left = {**self.units, number: self.units[number] - units}
        if not any(left.values()):
            return True
        self.units = {line: count for line, count in left.items() if count}
        self.row["units"] = sum(self.units.values())
        return False

    def allocations(self) -> list[Row]:
        """Rows of the units that it holds, sent, or held last."""
        lines = self.parcel.planned.lines
        held = [
            replace(line, quantity=self.units[line.number]) for line in lines if line.number in self.units
        ]
        return rows.allocation_rows(self.parcel.number, held)


@dataclass(slots=True)
class Dossier:
    """One order's rows; `document` is the order as plain data, `shipments` are by the parcel's number."""

    case: Case
    revision: int
    status: str = moves.NEW
    document: documents.Document | None = None
    decisions: list[Row] = field(default_factory=list)
    holds: list[Row] = field(default_factory=list)
    shipments: dict[int, Given] = field(default_factory=dict)
    events: list[Row] = field(default_factory=list)
    first_shipped_at: datetime | None = None
    last_shipped_at: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def open_holds(self) -> dict[tuple[str, str], Row]:
        """The holds that stop the order now, by rule and reason."""
        return {(row["rule_id"], row["reason"]): row for row in self.holds if row["lifted_at"] is None}

    def tables(self) -> Mapping[str, list[Row]]:
        """The rows as they stand, by table."""
        given = self.shipments.values()
        return {
            "orders": [self._order_row()],
            "decisions": self.decisions,
            "holds": self.holds,
            "shipments": [one.row for one in given],
            "allocations": [row for one in given for row in one.allocations()],
            "shortfalls": self._shortfalls(),
            "events": self.events,
        }

    def _order_row(self) -> Row:
        order = self.case.order
        standing = Standing(
            status=self.status,
            outcome=self.decisions[-1]["outcome"],
            revision=self.revision,
            attempts=self.case.attempts,
            received_at=order.placed_at,
            first_shipped_at=self.first_shipped_at,
            last_shipped_at=self.last_shipped_at,
            cancelled_at=self.cancelled_at,
            again_at=self.case.again_at if self.status not in moves.ends(moves.ORDER) else None,
        )
        return rows.order_row(order, self.document or documents.order(order), standing)

    def _shortfalls(self) -> list[Row]:
        skus = {line.number: line.sku for line in self.case.order.lines}
        waiting = [PlannedLine(number, skus[number], units) for number, units in self.case.waiting.items()]
        return rows.shortfall_rows(self.case.order.id, waiting)
