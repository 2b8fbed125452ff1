"""One order's life in a simulated world: what waits, what was given to locations, what was taken back."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.model import Decision, HoldPlaced, Order, PlannedShipment

WAITING = ("backordered", "part_backordered", "preordered", "waiting")
"""Outcomes after which some units wait and nobody need do anything."""


@dataclass(slots=True)
class Parcel:
    """A planned shipment as it fares. `number` counts from 1 in its world; `units`: order line number ->
    units still in it."""

    number: int
    planned: PlannedShipment
    decided_at: datetime
    units: dict[int, int]
    left: bool = False

    @property
    def open(self) -> bool:
        """Whether it is still at the location."""
        return not self.left and bool(self.units)


@dataclass(slots=True)
class Case:
    """One order. `waiting`: line number -> units that have no location (held or backordered). `holds`:
    those that stop it now, by rule. `lifted`: rules whose holds were lifted. `attempts`: decisions so far
    that went beyond the holds. `by_person`: some hold on it waited, or waits, for a person.
    `cancelled`: units taken back before they were sent; `returned`: after. `again_at`: when it is decided
    again though nothing changed; `touches`: what people did to it by hand."""

    order: Order
    number: int
    waiting: dict[int, int]
    parcels: list[Parcel] = field(default_factory=list)
    holds: dict[str, HoldPlaced] = field(default_factory=dict)
    first: Decision | None = None
    last: Decision | None = None
    attempts: int = 0
    lifted: frozenset[str] = frozenset()
    by_person: bool = False
    cancelled: int = 0
    returned: int = 0
    again_at: datetime | None = None
    touches: int = 0

    @classmethod
    def of(cls, order: Order, number: int) -> "Case":
        """A new case: every unit waits."""
        return cls(order, number, {line.number: line.quantity for line in order.lines})

    def remaining(self) -> Order:
        """The order with only the units that wait."""
        waiting = self.waiting
        if all(waiting.get(line.number) == line.quantity for line in self.order.lines):
            return self.order
        lines = [
            line if waiting[line.number] == line.quantity else replace(line, quantity=waiting[line.number])
            for line in self.order.lines
            if line.number in waiting
        ]
        return replace(self.order, lines=tuple(lines))

    def accept(self, decision: Decision, numbers: Iterator[int]) -> list[Parcel]:
        """Take over a decision about the units that wait; gives the new parcels, numbered."""
        self.first = self.first or decision
        self.last = decision
        self.holds = {hold.rule_id: hold for hold in decision.holds}
        self.by_person |= any(hold.lifts_at is None and not hold.lifts_when for hold in decision.holds)
        self.again_at = decision.again_at
        plan = decision.plan
        if decision.outcome == "held" and not plan.shipments:
            return []
        parcels = [
            Parcel(
                next(numbers), planned, decision.at, {line.number: line.quantity for line in planned.lines}
            )
            for planned in plan.shipments
        ]
        self.parcels.extend(parcels)
        self.attempts += 1
        if plan.shipments or plan.shortfall:
            self.waiting = {line.number: line.quantity for line in plan.shortfall}
        if decision.outcome in {"cancelled", "part_cancelled"}:
            self.cancelled += sum(self.waiting.values())
            self.waiting = {}
        return parcels

    def improves(self, decision: Decision) -> bool:
        """Whether a decision after stock arrived gets the order on; what stays as it was is not kept."""
        return decision.outcome not in WAITING or bool(decision.plan.shipments)

    def changes(self, decision: Decision) -> bool:
        """Whether a decision at the order's time changes more than that time."""
        return self.improves(decision) or self.last is None or decision.outcome != self.last.outcome

    def lift(self, rule_id: str) -> bool:
        """Lift the hold of a rule; gives whether it was the last, so that the order is decided again."""
        if not self.held or rule_id not in self.holds:
            return False
        del self.holds[rule_id]
        self.lifted |= {rule_id}
        return not self.holds

    def waiting_skus(self) -> set[str]:
        """SKUs of units that a receipt could serve; none while the order is held."""
        if self.held:
            return set()
        return {line.sku for line in self.order.lines if line.number in self.waiting}

    def skus_left(self) -> set[str]:
        """SKUs of units that have no location, held or not."""
        return {line.sku for line in self.order.lines if line.number in self.waiting}

    @property
    def held_for_stock(self) -> tuple[HoldPlaced, ...]:
        """The holds that stop it until all of it is there."""
        return tuple(hold for hold in self.holds.values() if self.held and hold.lifts_when == "stock")

    def unsent(self, sku: str) -> int:
        """Units of a SKU that wait or were not sent yet."""
        numbers = set(self.lines_of(sku))
        waiting = sum(units for number, units in self.waiting.items() if number in numbers)
        at_locations = [parcel.units for parcel in self.parcels if parcel.open]
        return waiting + sum(units.get(number, 0) for units in at_locations for number in numbers)

    @property
    def held(self) -> bool:
        """Whether it stands held; an order whose every unit was taken back does not."""
        held = self.last is not None and self.last.outcome == "held"
        return held and (bool(self.waiting) or not self.order.lines)

    @property
    def all_cancelled(self) -> bool:
        """Whether every unit was cancelled before it was sent."""
        some = any(parcel.left or parcel.units for parcel in self.parcels)
        return self.last is not None and not self.waiting and not some and not self.held

    @property
    def settled(self) -> bool:
        """Nothing waits and nothing is on its way out: only the customer can still change it."""
        return not self.waiting and not self.held and not any(parcel.open for parcel in self.parcels)

    def drop_waiting(self, number: int, units: int) -> int:
        """Take at most so many waiting units of a line off; gives how many there were."""
        taken = min(units, self.waiting.get(number, 0))
        if taken:
            self.waiting[number] -= taken
            if not self.waiting[number]:
                del self.waiting[number]
        return taken

    def lines_of(self, sku: str) -> Iterator[int]:
        """Numbers of the lines of a SKU."""
        return (line.number for line in self.order.lines if line.sku == sku)
