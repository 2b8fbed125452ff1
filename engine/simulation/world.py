"""The world of a simulation: orders decided in order of time while stock falls, arrives and waits are served.

1. Time moves to the next input: shipments due by then leave, holds due by then lift and are decided again.
2. Stock changes: what waits for a SKU that came is decided again, oldest order first.
3. Cancellations: waiting units first, then units not sent, then sent ones, which go back on their shelf.
4. An order: decided on a snapshot of this moment; what it takes is taken at once.
It is pure: no store, no clock; the same inputs give the same events."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush

from engine.model import Decision, Order, Snapshot
from engine.simulation.cases import Case, Parcel
from engine.simulation.inputs import Cancellation, Input, Opening, Setup, StockChange
from engine.simulation.shelf import Shelf

Decide = Callable[[Order, Snapshot], Decision]


@dataclass(frozen=True, slots=True)
class Decided:
    """An order was decided, first or again. `order` has the units that were asked for; `lifted` says
    that holds lifted by themselves just before."""

    case: Case
    order: Order
    snapshot: Snapshot
    decision: Decision
    parcels: tuple[Parcel, ...]
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A shipment left its location."""

    at: datetime
    case: Case
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Units of one line that the customer took back. `parcel` is None for units that waited; `sent`
    says that they had left and went back on the shelf."""

    cancellation: Cancellation
    case: Case
    line: int
    units: int
    parcel: Parcel | None = None
    sent: bool = False


Event = Decided | Left | TakenBack | StockChange


class World:
    """One ruleset's world. Feed it batches in order of time; it answers with what happened."""

    def __init__(self, setup: Setup, decide: Decide, opening: Opening) -> None:
        self.shelf = Shelf(setup, opening)
        self.cases: dict[str, Case] = {}
        self._decide = decide
        self._waiting: dict[str, dict[int, Case]] = {}
        self._due: list[tuple[datetime, int, Case, Parcel | None]] = []
        self._ticks = 0

    def take(self, at: datetime, batch: Iterable[Input]) -> list[Event]:
        """Move to this instant and let the batch happen."""
        events = self.until(at)
        changes: list[StockChange] = []
        for item in batch:
            if isinstance(item, Order):
                events.append(self._place(item))
            elif isinstance(item, Cancellation):
                events.extend(self._take_back(item))
            else:
                changes.append(item)
        if changes:
            events.extend(self._stock(at, changes))
        return events

    def until(self, at: datetime) -> list[Event]:
        """Move to this instant: shipments and hold lifts that are due by then, in order of time."""
        events: list[Event] = []
        while self._due and self._due[0][0] <= at:
            due, _, case, parcel = heappop(self._due)
            if parcel is None:
                events.extend(self._lift(due, case))
            elif parcel.open:
                events.append(self._leave(due, case, parcel))
        return events

    def forget(self, order_id: str) -> Case:
        """Hand over the case of an order to which nothing more can happen."""
        return self.cases.pop(order_id)

    def look(self, case: Case, order: Order, at: datetime) -> Snapshot:
        """What a decision on this order would see now."""
        skus = dict.fromkeys(line.sku for line in order.lines)
        return self.shelf.snapshot(at, skus, case.attempts, case.lifted)

    def _place(self, order: Order) -> Decided:
        case = self.cases[order.id] = Case.of(order, self._tick())
        return self._decide_case(case, order.placed_at)

    def _decide_case(self, case: Case, at: datetime, lifted: bool = False) -> Decided:
        self._stop_waiting(case)
        order = case.remaining()
        snapshot = self.look(case, order, at)
        decision = self._decide(order, snapshot)
        parcels = tuple(case.accept(decision))
        for parcel in parcels:
            self._allocate(case, parcel, at)
        self._start_waiting(case)
        self._plan_lift(case, decision)
        return Decided(case, order, snapshot, decision, parcels, lifted)

    def _allocate(self, case: Case, parcel: Parcel, at: datetime) -> None:
        planned = parcel.planned
        for line in planned.lines:
            self.shelf.change(planned.location, line.sku, allocated=line.quantity)
        self.shelf.opened(planned.location, at)
        if planned.ships_at is not None:
            heappush(self._due, (max(planned.ships_at, at), self._tick(), case, parcel))

    def _leave(self, at: datetime, case: Case, parcel: Parcel) -> Left:
        parcel.left = True
        location = parcel.planned.location
        for line in parcel.planned.lines:
            units = parcel.units.get(line.number, 0)
            if units:
                self.shelf.change(location, line.sku, on_hand=-units, allocated=-units)
        self.shelf.left(location)
        return Left(at, case, parcel)

    def _plan_lift(self, case: Case, decision: Decision) -> None:
        lifts = [hold.lifts_at for hold in decision.holds]
        if decision.outcome == "held" and lifts and None not in lifts:
            latest = max(at for at in lifts if at is not None)
            heappush(self._due, (latest, self._tick(), case, None))

    def _lift(self, at: datetime, case: Case) -> list[Event]:
        if not case.held or case.last is None:
            return []
        case.lifted |= {hold.rule_id for hold in case.last.holds}
        return [self._decide_case(case, at, lifted=True)]

    def _stock(self, at: datetime, changes: list[StockChange]) -> list[Event]:
        for change in changes:
            self.shelf.change(change.location, change.sku, change.on_hand, change.allocated, change.reserved)
        came = dict.fromkeys(c.sku for c in changes if c.on_hand - c.allocated - c.reserved > 0)
        return [*changes, *self._serve(at, came)]

    def _serve(self, at: datetime, skus: Iterable[str]) -> list[Event]:
        waiting = {number: case for sku in skus for number, case in self._waiting.get(sku, {}).items()}
        return [self._decide_case(waiting[number], at) for number in sorted(waiting)]

    def _start_waiting(self, case: Case) -> None:
        for sku in case.waiting_skus():
            self._waiting.setdefault(sku, {})[case.number] = case

    def _stop_waiting(self, case: Case) -> None:
        for line in case.order.lines:
            if line.sku in self._waiting:
                self._waiting[line.sku].pop(case.number, None)

    def _take_back(self, cancellation: Cancellation) -> list[Event]:
        case = self.cases.get(cancellation.order_id)
        if case is None:
            return []
        events: list[Event] = []
        left = cancellation.quantity
        for number in case.lines_of(cancellation.sku):
            if taken := case.drop_waiting(number, left):
                events.append(TakenBack(cancellation, case, number, taken))
                left -= taken
        case.cancelled += cancellation.quantity - left
        for parcel in sorted(case.parcels, key=lambda parcel: parcel.left):
            for event in self._unpack(cancellation, case, parcel, left):
                events.append(event)
                left -= event.units
        self._stop_waiting(case)
        self._start_waiting(case)
        return events

    def _unpack(self, cancellation: Cancellation, case: Case, parcel: Parcel, wanted: int) -> list[TakenBack]:
        events = []
        for number in case.lines_of(cancellation.sku):
            units = min(wanted, parcel.units.get(number, 0))
            if not units:
                continue
            wanted -= units
            self._give_back(cancellation.sku, case, parcel, number, units)
            events.append(TakenBack(cancellation, case, number, units, parcel, parcel.left))
        return events

    def _give_back(self, sku: str, case: Case, parcel: Parcel, number: int, units: int) -> None:
        location = parcel.planned.location
        parcel.units[number] -= units
        if not parcel.units[number]:
            del parcel.units[number]
        if parcel.left:
            self.shelf.change(location, sku, on_hand=units)
            case.returned += units
            return
        self.shelf.change(location, sku, allocated=-units)
        case.cancelled += units
        if not parcel.units:
            self.shelf.taken_back(location, parcel.decided_at)

    def _tick(self) -> int:
        self._ticks += 1
        return self._ticks
