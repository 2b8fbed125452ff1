"""Turns what happens in a simulated world into the rows that live operation would have left."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import count
from typing import Any

from engine import inventory, moves
from engine.history.dossier import Dossier, Given
from engine.history.telling import CANCELLED, WHO, evidence, reason
from engine.intake.holding import CLOCK
from engine.intake.keeping import cancelled_units, said
from engine.inventory import Movement
from engine.model import HoldPlaced
from engine.needs import Needs
from engine.simulation.cases import Parcel
from engine.simulation.events import Decided, Escalated, Event, Left, Lifted, TakenBack
from engine.simulation.inputs import StockChange
from engine.store import events, rows
from engine.store.events import Happened
from engine.store.rows import Row
from engine.store.snapshots import BY_THE_RULES
from engine.store.spans import UNITS_CANCELLED

Add = Callable[[str, list[Row]], None]
"""Hands rows of a table over to be written."""


class Book:
    """Writes the year down. Ids are given here, in the order in which things happen."""

    def __init__(self, add: Add, revision: int, needs: Needs) -> None:
        self._add, self._revision, self._needs = add, revision, needs
        self._dossiers: dict[str, Dossier] = {}
        self._decision_ids, self._event_ids, self._movement_ids = count(1), count(1), count(1)
        self.statuses: Counter[str] = Counter()
        self.decisions = self.again = self.sent = self.units_cancelled = self.units_returned = 0

    def see(self, event: Event) -> None:
        """Write one event down."""
        match event:
            case Decided():
                self._decided(event)
            case Lifted():
                self._lift(self._dossiers[event.case.order.id], event)
            case Escalated():
                self._escalate(self._dossiers[event.case.order.id], event)
            case Left():
                self._left(event)
            case TakenBack():
                self._taken_back(event)
            case StockChange():
                pass  # deliveries are written down whole, by `receive`

    def close(self, order_id: str) -> None:
        """Hand over an order's rows: nothing but returns happens to it any more."""
        dossier = self._dossiers.pop(order_id, None)
        if dossier is not None:
            self.statuses[dossier.status] += 1
            for table, made in dossier.tables().items():
                self._add(table, made)

    def close_all(self) -> None:
        """Hand over what is still open, as it stands."""
        for order_id in list(self._dossiers):
            self.close(order_id)

    def open_stock(self, at: datetime, levels: Iterable[tuple[str, str, int]]) -> None:
        """Write the opening stock down: location, SKU, units."""
        for location, sku, units in levels:
            self._ledger(at, inventory.of_kind("opening", location, sku, units))

    def receive(self, at: datetime, location: str, arrived: list[StockChange], note: str) -> None:
        """Write a delivery to a location down."""
        for change in arrived:
            self._ledger(at, Movement(location, change.sku, "receipt", change.on_hand, note=note or None))
        data = {"skus": len(arrived), "units": sum(change.on_hand for change in arrived), "note": note}
        self._tell(Happened("received_stock", at, WHO, location=location, data=data))

    def _decided(self, event: Decided) -> None:
        order_id, decision = event.case.order.id, event.decision
        dossier = self._dossiers.setdefault(order_id, Dossier(event.case, self._revision))
        attempt, decision_id, why = len(dossier.decisions) + 1, next(self._decision_ids), reason(event)
        data = said(decision, self._revision, why, attempt)
        if cancelled := cancelled_units(decision, event.order):
            data["cancelled_units"] = cancelled
        under_way = any(parcel.open for parcel in event.case.parcels if parcel not in event.parcels)
        sent = dossier.first_shipped_at is not None
        outcome = moves.leads_to(decision.outcome, under_way=under_way, sent=sent)
        self._move_order(dossier, outcome, decision.at, data)
        if dossier.decisions:
            dossier.decisions[-1]["current"] = False
        kept, document = evidence(event, self._needs)
        if event.order is event.case.order:
            dossier.document = document
        made = rows.decision_row(order_id, attempt, decision, self._revision, kept, why)
        dossier.decisions.append({"id": decision_id, **made})
        self._hold(dossier, decision_id, decision.holds, decision.at)
        for parcel in event.parcels:
            self._allocate(dossier, decision_id, parcel)
        self.decisions, self.again = self.decisions + 1, self.again + (attempt > 1)

    def _hold(self, dossier: Dossier, decision_id: int, placed: tuple[HoldPlaced, ...], at: datetime) -> None:
        """A hold that stands already stays as it is; one that was not placed again is lifted."""
        standing = dossier.open_holds
        wanted = {(hold.rule_id, hold.reason): hold for hold in placed}
        for key in standing.keys() - wanted.keys():
            standing[key]["lifted_at"], standing[key]["lifted_by"] = at, BY_THE_RULES
        order_id = dossier.case.order.id
        new = (hold for key, hold in wanted.items() if key not in standing)
        dossier.holds.extend(rows.hold_row(order_id, decision_id, hold, at) for hold in new)

    def _lift(self, dossier: Dossier, event: Lifted) -> None:
        row = dossier.open_holds[event.hold.rule_id, event.hold.reason]
        row["lifted_at"], row["lifted_by"] = event.at, CLOCK
        data = {"reason": event.hold.reason, "rule": event.hold.rule_id}
        self._happened(dossier, "hold_lifted", event.at, None, data, CLOCK)

    def _escalate(self, dossier: Dossier, event: Escalated) -> None:
        hold = event.hold
        row = dossier.open_holds[hold.rule_id, hold.reason]
        time = (hold.due_at or event.at) - row["placed_at"]
        was, row["owner"] = row["owner"], hold.escalate_to or row["owner"]
        row.update(due_at=event.at + time, lifts_at=None, escalated_at=event.at)
        data = {"reason": hold.reason, "rule": hold.rule_id, "was": was, "owner": row["owner"]}
        self._happened(dossier, "hold_escalated", event.at, None, data, CLOCK)

    def _allocate(self, dossier: Dossier, decision_id: int, parcel: Parcel) -> None:
        planned, at = parcel.planned, parcel.decided_at
        row = rows.shipment_row(dossier.case.order.id, decision_id, planned, "allocated", at)
        given = Given({"id": parcel.number, **row}, parcel, dict(parcel.units))
        dossier.shipments[parcel.number] = given
        for line in planned.lines:
            self._move(at, "allocate", parcel, line.sku, line.quantity)
        self._happened(dossier, "allocated", at, parcel, {"units": given.row["units"]})

    def _left(self, event: Left) -> None:
        dossier, parcel, at = self._dossiers[event.case.order.id], event.parcel, event.at
        given = dossier.shipments[parcel.number]
        collected = parcel.planned.mode in {"pickup", "transfer"}
        given.row.update(status="shipped", shipped_at=at)
        if collected:
            given.row.update(status="collected", ready_at=at, collected_at=at)
        dossier.first_shipped_at, dossier.last_shipped_at = dossier.first_shipped_at or at, at
        for line in parcel.planned.lines:
            if line.number in event.units:
                self._move(at, "ship", parcel, line.sku, event.units[line.number])
        self._happened(
            dossier, "collected" if collected else "shipped", at, parcel, {"units": given.row["units"]}
        )
        self.sent += 1
        if dossier.status == "routed" and dossier.case.settled:
            self._move_order(dossier, "shipped", at, {})

    def _taken_back(self, event: TakenBack) -> None:
        taken, parcel = event.cancellation, event.parcel
        data = {"sku": taken.sku, "units": event.units, "reference": taken.reference, "sent": event.sent}
        dossier = self._dossiers.get(event.case.order.id)
        number, place = _where(parcel)
        who = CLOCK if taken.by_clock else WHO
        self._tell(
            Happened(UNITS_CANCELLED, taken.at, who, event.case.order.id, number, place, data), dossier
        )
        if parcel is not None:
            self._move(taken.at, "restock" if event.sent else "deallocate", parcel, taken.sku, event.units)
        self.units_returned += event.units * event.sent
        self.units_cancelled += event.units * (not event.sent)
        if dossier is not None and not event.sent:
            self._drop(dossier, event)

    def _drop(self, dossier: Dossier, event: TakenBack) -> None:
        """Units went before they were sent: a shipment, and the order, may end with them."""
        at, case, parcel = event.cancellation.at, dossier.case, event.parcel
        why = (
            f"{event.cancellation.reference}: its time was over" if event.cancellation.by_clock else CANCELLED
        )
        if parcel and dossier.shipments[parcel.number].take_off(event.line, event.units):
            dossier.shipments[parcel.number].row.update(status="cancelled", ended_at=at, end_reason=why)
            self._happened(dossier, "taken_back", at, parcel, {"reason": why})
        still_open = any(one.open for one in case.parcels)
        if case.waiting or (still_open and dossier.status == "routed"):
            return
        for row in dossier.open_holds.values():
            row["lifted_at"], row["lifted_by"] = at, WHO
        to = "routed" if still_open else "cancelled" if dossier.first_shipped_at is None else "shipped"
        self._move_order(dossier, to, at, {"reason": why})

    def _move_order(self, dossier: Dossier, to: str, at: datetime, data: dict[str, Any]) -> None:
        if dossier.status in moves.ends(moves.ORDER):
            return
        data = data if dossier.status == moves.NEW else {"was": dossier.status, **data}
        # What is left of an order whose rest was cancelled has a location.
        dossier.status = "routed" if to == "part_cancelled" else to
        dossier.cancelled_at = at if to == "cancelled" else None
        self._happened(dossier, to, at, data=data)

    def _happened(
        self,
        dossier: Dossier,
        type_: str,
        at: datetime,
        parcel: Parcel | None = None,
        data: dict[str, Any] | None = None,
        who: str = WHO,
    ) -> None:
        number, place = _where(parcel)
        self._tell(Happened(type_, at, who, dossier.case.order.id, number, place, data or {}), dossier)

    def _tell(self, happened: Happened, dossier: Dossier | None = None) -> None:
        """Keep an event: with its order's rows while these are open, so that it never comes before them."""
        row = {"id": next(self._event_ids), **events.row(happened)}
        if dossier is None:
            self._add("events", [row])
        else:
            dossier.events.append(row)

    def _move(self, at: datetime, kind: inventory.Kind, parcel: Parcel, sku: str, units: int) -> None:
        self._ledger(at, inventory.of_kind(kind, parcel.planned.location, sku, units, parcel.number))

    def _ledger(self, at: datetime, one: Movement) -> None:
        self._add("movements", [{"id": next(self._movement_ids), **inventory.row(one, at)}])


def _where(parcel: Parcel | None) -> tuple[int | None, str | None]:
    return (parcel.number, parcel.planned.location) if parcel else (None, None)
