"""The world of a simulation: orders decided in order of time while stock falls, arrives and waits are served.

1. Time moves to the next input: shipments due by then leave, holds whose time is over lift, escalate or
   cancel the order, and an order whose last hold lifted, or whose time to be decided again has come, is
   decided again. When a local day begins, orders that wait and met a location without room are decided
   again, oldest first. Orders that rules decide together are decided one by one at their time.
2. Stock changes: what was held until all of it is there is lifted; what waits for a SKU that came is decided
   again, oldest order first, and kept if that gets it on.
3. Wishes: units taken back come off what waits, then off what was not sent, then off what was sent, which
   goes back on its shelf; whoever waits for what became free is served. A person lifts a hold.
4. An order: decided on a snapshot of this moment; what it takes is taken at once.

It is pure: no store, no clock; the same inputs give the same events."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from engine.model import Decision, HoldPlaced, LocationState, Order, Snapshot
from engine.needs import NOTHING_MORE, Needs
from engine.news import after
from engine.simulation.cases import Case, Parcel
from engine.simulation.events import Decided, Escalated, Event, Left, Lifted, TakenBack, Why
from engine.simulation.inputs import (
    Cancellation,
    EarlierShipment,
    Heard,
    Input,
    Opening,
    PersonLifts,
    Setup,
    StockChange,
)
from engine.simulation.recent import Recent
from engine.simulation.shelf import Shelf
from engine.situation import Situation

Decide = Callable[[Order, Snapshot], Decision]
AGAIN = "again"
"""What is due of an order whose time to be decided again has come."""

_Due = tuple[datetime, int, Case | None, Parcel | HoldPlaced | EarlierShipment | str | None]


class World:
    """One ruleset's world. Feed it batches in order of time; it answers with what happened. `needs`: what its
    rules read of what is worked out only then, and which of them decide together."""

    def __init__(self, setup: Setup, decide: Decide, opening: Opening, needs: Needs = NOTHING_MORE) -> None:
        self.shelf = Shelf(setup, opening, needs)
        self.cases: dict[str, Case] = {}
        self._decide, self._needs = decide, needs
        self._recent = Recent()
        self._waiting: dict[str, dict[int, Case]] = {}
        self._held_for_stock: dict[int, Case] = {}
        self._due: list[_Due] = []
        self._tomorrow: dict[datetime, dict[int, Case]] = {}
        self._ticks = count(1)
        self._parcels = count(1)

    def take(self, at: datetime, batch: Iterable[Input]) -> list[Event]:
        """Move to this instant and let the batch happen."""
        events = self.until(at)
        changes: list[StockChange] = []
        for item in batch:
            if isinstance(item, Order):
                events.append(self._place(item))
            elif isinstance(item, Cancellation):
                events.extend(self._take_back(item))
            elif isinstance(item, PersonLifts):
                events.extend(self._lift_by_person(item))
            elif isinstance(item, Heard):
                self._hear(item)
            elif isinstance(item, EarlierShipment):
                self._open_earlier(item)
            else:
                changes.append(item)
        if changes:
            events.extend(self._stock(at, changes))
        return events

    def until(self, at: datetime) -> list[Event]:
        """Move to this instant: shipments and hold lifts that are due by then, in order of time."""
        events: list[Event] = []
        while self._due and self._due[0][0] <= at:
            due, _, case, what = heappop(self._due)
            if isinstance(what, EarlierShipment):
                self.shelf.left(what.location)
            elif what is None:
                events.extend(self._ask_each(due, self._tomorrow.pop(due), "day"))
            elif case is not None:
                events.extend(self._due_now(due, case, what))
        return events

    def forget(self, order_id: str) -> Case:
        """Hand over the case of an order to which nothing more can happen."""
        return self.cases.pop(order_id)

    def look(self, case: Case, order: Order, at: datetime) -> Snapshot:
        """What a decision on this order would see now."""
        skus = dict.fromkeys(line.sku for line in order.lines)
        seen = self.shelf.snapshot(at, skus, case.attempts, case.lifted)
        touches = case.touches if self._needs.touches else 0
        duplicate = self._recent.like(case.order) if self._needs.duplicate else None
        jointly = case.last is not None and case.last.rule_id in self._needs.joint
        if not (touches or duplicate is not None or jointly):
            return seen
        return replace(seen, touches=touches, duplicate_of=duplicate, together=jointly)

    def _place(self, order: Order) -> Decided:
        case = self.cases[order.id] = Case.of(order, next(self._ticks))
        if self._needs.duplicate:
            self._recent.add(case)
        return self._keep(case, *self._ask(case, order.placed_at))

    def _ask(self, case: Case, at: datetime) -> tuple[Order, Snapshot, Decision]:
        order = case.remaining()
        snapshot = self.look(case, order, at)
        return order, snapshot, self._decide(order, snapshot)

    def _keep(
        self, case: Case, order: Order, snapshot: Snapshot, decision: Decision, why: Why = None
    ) -> Decided:
        self._stop_waiting(case)
        parcels = tuple(case.accept(decision, self._parcels))
        for parcel in parcels:
            self._allocate(case, parcel, decision.at)
        for hold in case.holds.values():
            if hold.lifts_at is not None:
                heappush(self._due, (max(hold.lifts_at, decision.at), next(self._ticks), case, hold))
        self._come_back(case, decision.at)
        self._start_waiting(case)
        self._ask_tomorrow(case, snapshot)
        return Decided(case, order, snapshot, decision, parcels, why)

    def _come_back(self, case: Case, at: datetime) -> None:
        """Have it decided again at its time, if it has one."""
        if case.again_at is not None and case.again_at > at:
            heappush(self._due, (case.again_at, next(self._ticks), case, AGAIN))
        else:
            case.again_at = None

    def _allocate(self, case: Case, parcel: Parcel, at: datetime) -> None:
        planned = parcel.planned
        for line in planned.lines:
            self.shelf.change(planned.location, line.sku, allocated=line.quantity)
            self.shelf.sold(at, planned.location, line.sku, line.quantity)
        self.shelf.opened(planned.location, at, sum(parcel.units.values()))
        if planned.ships_at is not None:
            heappush(self._due, (max(planned.ships_at, at), next(self._ticks), case, parcel))

    def _due_now(self, at: datetime, case: Case, what: Parcel | HoldPlaced | str) -> list[Event]:
        if isinstance(what, HoldPlaced):
            stands = case.held and case.holds.get(what.rule_id) is what
            return self._expire(at, case, what) if stands else []
        if isinstance(what, str):
            return self._again(at, case) if case.again_at == at else []
        return [self._leave(at, case, what)] if what.open else []

    def _expire(self, at: datetime, case: Case, hold: HoldPlaced) -> list[Event]:
        """The time of a hold is over."""
        if hold.at_expiry == "escalate":
            case.by_person = True
            return [Escalated(at, case, hold)]
        if hold.at_expiry == "cancel":
            return self._take_back(Cancellation(at, case.order.id, "", 0, hold.reason, by_clock=True))
        return self._lift(at, case, hold, by_clock=True)

    def _again(self, at: datetime, case: Case) -> list[Event]:
        """It is the order's time: what changes nothing is not kept, but counts as an attempt."""
        if not case.waiting_skus():
            return []
        joint = case.last is not None and case.last.rule_id in self._needs.joint
        asked = self._ask(case, at)
        if case.changes(asked[2]):
            return [self._keep(case, *asked, "together" if joint else "time")]
        case.attempts += 1
        case.again_at = asked[2].again_at
        self._come_back(case, at)
        return []

    def _open_earlier(self, shipment: EarlierShipment) -> None:
        self.shelf.opened(shipment.location, shipment.at, shipment.units)
        if shipment.leaves_at is not None:
            heappush(self._due, (shipment.leaves_at, next(self._ticks), None, shipment))

    def _leave(self, at: datetime, case: Case, parcel: Parcel) -> Left:
        parcel.left = True
        location = parcel.planned.location
        for line in parcel.planned.lines:
            units = parcel.units.get(line.number, 0)
            if units:
                self.shelf.change(location, line.sku, on_hand=-units, allocated=-units)
        self.shelf.left(location)
        return Left(at, case, parcel, dict(parcel.units))

    def _lift(self, at: datetime, case: Case, hold: HoldPlaced, by_clock: bool) -> list[Event]:
        last = case.lift(hold.rule_id)
        lifted = Lifted(at, case, hold, by_clock)
        return [lifted, self._keep(case, *self._ask(case, at), hold)] if last else [lifted]

    def _hear(self, said: Heard) -> None:
        case = self.cases.get(said.order_id)
        if case is not None:
            case.order = after(case.order, said.news)
            case.touches += said.news.kind == "address_fixed"

    def _lift_by_person(self, wish: PersonLifts) -> list[Event]:
        case = self.cases.get(wish.order_id)
        hold = case.holds.get(wish.rule_id) if case and case.held else None
        if case is None or hold is None:
            return []
        case.touches += 1
        return self._lift(wish.at, case, hold, by_clock=False)

    def _stock(self, at: datetime, changes: list[StockChange]) -> list[Event]:
        for change in changes:
            self.shelf.change(change.location, change.sku, change.on_hand, change.allocated, change.reserved)
            if change.allocated and not change.on_hand:
                self.shelf.sold(at, change.location, change.sku, change.allocated)
        came = [c.sku for c in changes if c.on_hand - c.allocated - c.reserved > 0]
        return [*changes, *self._serve(at, came)]

    def _serve(self, at: datetime, skus: Iterable[str]) -> list[Event]:
        """Lift the holds that waited for these SKUs, then decide again who waits for them, oldest first."""
        came = frozenset(skus)
        lifted = self._lift_for_stock(at, came)
        waiting = {number: case for sku in came for number, case in self._waiting.get(sku, {}).items()}
        return [*lifted, *self._ask_each(at, waiting, "stock")]

    def _lift_for_stock(self, at: datetime, came: frozenset[str]) -> list[Event]:
        events: list[Event] = []
        for number in sorted(self._held_for_stock):
            case = self._held_for_stock[number]
            if not case.held_for_stock:
                del self._held_for_stock[number]
            elif came.intersection(case.skus_left()) and self._all_there(at, case):
                for hold in case.held_for_stock:
                    events += self._lift(at, case, hold, by_clock=True)
        return events

    def _all_there(self, at: datetime, case: Case) -> bool:
        order = case.remaining()
        situation = Situation(order, self.look(case, order, at))
        return situation.holds_all(situation.total_free())

    def _ask_each(self, at: datetime, cases: Mapping[int, Case], why: Why) -> list[Event]:
        """Decide these again, oldest first; what does not get on stays as it was."""
        events: list[Event] = []
        for number in sorted(cases):
            case = cases[number]
            if not case.waiting_skus() or self._waits_for_others(case):
                continue
            asked = self._ask(case, at)
            if case.improves(asked[2]):
                events.append(self._keep(case, *asked, why))
            else:
                self._ask_tomorrow(case, asked[1])
        return events

    def _waits_for_others(self, case: Case) -> bool:
        last = case.last
        return last is not None and last.outcome == "waiting" and last.rule_id in self._needs.joint

    def _ask_tomorrow(self, case: Case, seen: Snapshot) -> None:
        """When a location had no room left today, tomorrow may bring what stock alone would not."""
        if not case.waiting_skus() or not any(_is_full(state) for state in seen.locations):
            return
        midnight = self.shelf.next_day(seen.at)
        if midnight not in self._tomorrow:
            heappush(self._due, (midnight, next(self._ticks), None, None))
        self._tomorrow.setdefault(midnight, {})[case.number] = case

    def _start_waiting(self, case: Case) -> None:
        for sku in case.waiting_skus():
            self._waiting.setdefault(sku, {})[case.number] = case
        if case.held_for_stock:
            self._held_for_stock[case.number] = case

    def _stop_waiting(self, case: Case) -> None:
        for line in case.order.lines:
            if line.sku in self._waiting:
                self._waiting[line.sku].pop(case.number, None)

    def _take_back(self, wish: Cancellation) -> list[Event]:
        case = self.cases.get(wish.order_id)
        if case is None:
            return []
        skus = dict.fromkeys([wish.sku] if wish.sku else [line.sku for line in case.order.lines])
        events: list[TakenBack] = []
        for sku in skus:
            units = wish.quantity if wish.sku else case.unsent(sku)
            events.extend(self._take_units(replace(wish, sku=sku, quantity=units), case))
        self._stop_waiting(case)
        self._start_waiting(case)
        freed = [event.cancellation.sku for event in events if event.parcel]
        return [*events, *self._serve(wish.at, freed)]

    def _take_units(self, wish: Cancellation, case: Case) -> list[TakenBack]:
        events: list[TakenBack] = []
        left = wish.quantity
        for number in case.lines_of(wish.sku):
            if taken := case.drop_waiting(number, left):
                events.append(TakenBack(wish, case, number, taken))
                left -= taken
        case.cancelled += wish.quantity - left
        for parcel in sorted(case.parcels, key=lambda parcel: parcel.left):
            for number in case.lines_of(wish.sku):
                if units := min(left, parcel.units.get(number, 0)):
                    self._unpack(wish.sku, case, parcel, number, units)
                    events.append(TakenBack(wish, case, number, units, parcel, parcel.left))
                    left -= units
        return events

    def _unpack(self, sku: str, case: Case, parcel: Parcel, number: int, units: int) -> None:
        location = parcel.planned.location
        parcel.units[number] -= units
        if not parcel.units[number]:
            del parcel.units[number]
        if parcel.left:
            self.shelf.change(location, sku, on_hand=units)
            case.returned += units
            return
        self.shelf.change(location, sku, allocated=-units)
        self.shelf.sold(parcel.decided_at, location, sku, -units)
        self.shelf.units_off(location, parcel.decided_at, units)
        case.cancelled += units
        if not parcel.units:
            self.shelf.taken_back(location, parcel.decided_at)


def _is_full(state: LocationState) -> bool:
    shipments, units = state.location.capacity, state.location.unit_capacity
    full = shipments is not None and state.used_today >= shipments
    return full or (units is not None and state.units_today > 0)
