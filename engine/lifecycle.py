"""What happens to an order or a shipment, one named function a move. Nobody else writes a status."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from engine import inventory, moves
from engine.inventory import Kind
from engine.model import PlannedShipment
from engine.records import HoldRecord, OrderRecord, ShipmentRecord
from engine.refusals import FieldProblem, RefusedMove
from engine.store import events, rows, working
from engine.store.events import Effect, Happened

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class By:
    """When and by whom: the person, the API key, or the part of the program."""

    now: datetime
    who: str


def hold(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """Nothing more happens to the order until its holds are lifted."""
    _move_order(session, order, "held", by, data)


def route(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """Every unit has a location."""
    _move_order(session, order, "routed", by, data)


def part_backorder(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """Some units have a location; the rest waits for stock."""
    _move_order(session, order, "part_backordered", by, data)


def backorder(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """The order waits for stock."""
    _move_order(session, order, "backordered", by, data)


def preorder(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """The order waits for what has never been in stock."""
    _move_order(session, order, "preordered", by, data)


def wait(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """Nothing is planned until the clock decides the order again."""
    _move_order(session, order, "waiting", by, data)


def cancel_rest(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """What has no location is cancelled; every other unit has one."""
    _move_order(session, order, "routed", by, data, "part_cancelled")


def cancel(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """The order will not be sent."""
    order.cancelled_at, order.again_at = by.now, None
    _move_order(session, order, "cancelled", by, data)


def complete(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """All of the order that will be sent was sent, or collected."""
    order.again_at = None
    _move_order(session, order, "shipped", by, data)


def lift(session: Session, hold_: HoldRecord, by: By) -> None:
    """The hold stops the order no longer."""
    if hold_.lifted_at is not None:
        raise RefusedMove(FieldProblem("hold", "This hold was lifted already."))
    hold_.lifted_at, hold_.lifted_by = by.now, by.who
    session.add(hold_)
    data = {"reason": hold_.reason, "rule": hold_.rule_id}
    events.write(session, Happened("hold_lifted", by.now, by.who, hold_.order_id, data=data))


def escalate(session: Session, hold_: HoldRecord, by: By) -> None:
    """The hold's time is over: it goes to somebody else, who has as long as the first one had."""
    was, time = hold_.owner, (hold_.due_at or hold_.lifts_at or by.now) - hold_.placed_at
    hold_.owner = hold_.escalate_to or hold_.owner
    hold_.due_at, hold_.lifts_at, hold_.escalated_at = by.now + time, None, by.now
    session.add(hold_)
    data = {"reason": hold_.reason, "rule": hold_.rule_id, "was": was, "owner": hold_.owner}
    events.write(session, Happened("hold_escalated", by.now, by.who, hold_.order_id, data=data))


OUTCOMES: Mapping[str, Callable[[Session, OrderRecord, By, Data], None]] = {
    "held": hold,
    "routed": route,
    "part_backordered": part_backorder,
    "backordered": backorder,
    "preordered": preorder,
    "waiting": wait,
    "cancelled": cancel,
    "part_cancelled": cancel_rest,
}
"""The move that each outcome of a decision leads to."""


def allocate(
    session: Session, order_id: str, decision_id: int, planned: Sequence[PlannedShipment], by: By
) -> tuple[int, ...]:
    """Give the planned shipments to their locations and bind the units. Raises inventory.Oversold."""
    made = [_new_shipment(order_id, decision_id, shipment, by) for shipment in planned]
    ids = working.add_shipments(session, made)
    pairs = list(zip(ids, planned, strict=True))
    working.add_allocations(
        session, [row for id_, one in pairs for row in rows.allocation_rows(id_, one.lines)]
    )
    units = [
        inventory.of_kind("allocate", one.location, line.sku, line.quantity, id_)
        for id_, one in pairs
        for line in one.lines
    ]
    inventory.move(session, units, by.now)
    events.write_all(
        session,
        [
            _of_shipment(order_id, id_, one.location, "allocated", by, {"units": _units(one)})
            for id_, one in pairs
        ],
    )
    events.queue_effects(
        session, [_effect("shipment_allocated", order_id, id_, one.location) for id_, one in pairs], by.now
    )
    return ids


def ship(session: Session, shipment: ShipmentRecord, order: OrderRecord, by: By) -> int:
    """The shipment left; gives the event's id. The last one of a complete order completes it; one that the
    customer collects elsewhere is on its way there."""
    if shipment.mode == "transfer":
        return _send_on(session, shipment, by)
    _to_status(shipment, "shipped")
    _stock(session, shipment, "ship", by)
    shipment.shipped_at = by.now
    event_id = _told(session, shipment, "shipped", by, {"units": shipment.units})
    _tell_outside(session, "shipment_shipped", shipment, by)
    _customer_has_it(session, order, by)
    return event_id


def _send_on(session: Session, shipment: ShipmentRecord, by: By) -> int:
    _to_status(shipment, "in_transit")
    # From here on the units are this order's alone: they never stand on the other location's shelf.
    _stock(session, shipment, "ship", by)
    shipment.shipped_at = by.now
    _tell_outside(session, "shipment_sent_on", shipment, by)
    return _told(session, shipment, "sent_on", by, {"units": shipment.units, "to": shipment.hand_over_at})


def make_ready(session: Session, shipment: ShipmentRecord, by: By) -> int:
    """The customer can collect it now: picked at the location, or received there. Gives the event's id."""
    if shipment.mode == "transfer" and shipment.status == "allocated":
        said = f"{shipment.location} has not sent it yet; mark it as sent first."
        raise RefusedMove(FieldProblem("shipment", said))
    _to_status(shipment, "ready")
    shipment.ready_at = by.now
    session.add(shipment)
    _tell_outside(session, "shipment_ready", shipment, by)
    type_ = "received_there" if shipment.mode == "transfer" else "ready"
    return _told(session, shipment, type_, by, {"units": shipment.units, "at": shipment.hand_over_at})


def collect(session: Session, shipment: ShipmentRecord, order: OrderRecord, by: By) -> int:
    """The customer has it. Gives the event's id; the last one of a complete order completes it."""
    _to_status(shipment, "collected")
    shipment.collected_at = by.now
    if shipment.mode == "pickup":
        _stock(session, shipment, "ship", by)
        shipment.shipped_at = by.now
    session.add(shipment)
    event_id = _told(session, shipment, "collected", by, {"units": shipment.units})
    _tell_outside(session, "shipment_collected", shipment, by)
    _customer_has_it(session, order, by)
    return event_id


def _customer_has_it(session: Session, order: OrderRecord, by: By) -> None:
    order.first_shipped_at = order.first_shipped_at or by.now
    order.last_shipped_at = by.now
    session.flush()
    if not _outstanding(session, order.id):
        complete(session, order, by, {})


def _tell_outside(session: Session, topic: str, shipment: ShipmentRecord, by: By) -> None:
    effect = _effect(topic, shipment.order_id, _id(shipment), shipment.location)
    events.queue_effects(session, [effect], by.now)


def _outstanding(session: Session, order_id: str) -> bool:
    """Whether the customer has not got something yet, or something has no location."""
    unfinished = working.open_shipments(session, order_id, moves.UNFINISHED)
    return bool(unfinished or working.shortfall(session, order_id))


def reject(
    session: Session,
    shipment: ShipmentRecord,
    by: By,
    reason: str,
    type_: str = "rejected",
    data: Data | None = None,
) -> int:
    """The location said no; its units are free again. `type_`: rejected or short_pick. Gives the event's
    id."""
    _to_status(shipment, "rejected")
    return _give_back(session, shipment, type_, reason, by, data or {})


def take_back(session: Session, shipment: ShipmentRecord, by: By, reason: str) -> int:
    """We took the shipment from its location; its units are free again, those that were sent on at the
    location to which they were sent. Gives the event's id."""
    there = shipment.mode == "transfer" and shipment.status == "ready"
    _to_status(shipment, "cancelled")
    _tell_outside(session, "shipment_taken_back", shipment, by)
    return _give_back(session, shipment, "taken_back", reason, by, {}, there=there)


def _move_order(
    session: Session, order: OrderRecord, to: str, by: By, data: Data, type_: str | None = None
) -> None:
    was = order.status
    if to not in moves.ORDER[was]:
        words = moves.ORDER_WORDS
        raise RefusedMove(
            FieldProblem("status", f"The order is {words[was]}, so it cannot become {words[to]}.")
        )
    order.status = to
    session.add(order)
    session.flush()
    new = was == moves.NEW
    told = [_of_order(order, "received", by, {"channel": order.channel})] if new else []
    told.append(_of_order(order, type_ or to, by, data if new else {"was": was, **data}))
    events.write_all(session, told)


def _to_status(shipment: ShipmentRecord, to: str) -> None:
    if to not in moves.BY_MODE[shipment.mode].get(shipment.status, ()):
        words = moves.SHIPMENT_WORDS
        said = f"The shipment is {words[shipment.status]}, so it cannot become {words[to]}."
        raise RefusedMove(FieldProblem("status", said))
    shipment.status = to


def _give_back(
    session: Session,
    shipment: ShipmentRecord,
    type_: str,
    reason: str,
    by: By,
    data: Data,
    *,
    there: bool = False,
) -> int:
    shipment.ended_at, shipment.end_reason = by.now, reason
    if there:
        _stock(session, shipment, "restock", by, shipment.hand_over_at)
    else:
        _stock(session, shipment, "deallocate", by)
    working.add_shortfall(session, shipment.order_id, working.allocations(session, _id(shipment)))
    return _told(session, shipment, type_, by, {"reason": reason, **data})


def _stock(
    session: Session, shipment: ShipmentRecord, kind: Kind, by: By, location: str | None = None
) -> None:
    session.add(shipment)
    session.flush()
    place = location or shipment.location
    units = [
        inventory.of_kind(kind, place, line.sku, line.quantity, shipment.id)
        for line in working.allocations(session, _id(shipment))
    ]
    inventory.move(session, units, by.now)


def _told(session: Session, shipment: ShipmentRecord, type_: str, by: By, data: Data) -> int:
    return events.write(
        session, _of_shipment(shipment.order_id, _id(shipment), shipment.location, type_, by, data)
    )


def _of_order(order: OrderRecord, type_: str, by: By, data: Data) -> Happened:
    return Happened(type_, by.now, by.who, order.id, data=data)


def _of_shipment(order_id: str, id_: int, location: str, type_: str, by: By, data: Data) -> Happened:
    return Happened(type_, by.now, by.who, order_id, id_, location, data)


def _effect(topic: str, order_id: str, shipment_id: int, location: str) -> Effect:
    payload = {"order": order_id, "shipment": shipment_id, "location": location}
    return Effect(topic, f"{topic}:{shipment_id}", payload)


def _new_shipment(order_id: str, decision_id: int, planned: PlannedShipment, by: By) -> ShipmentRecord:
    made = ShipmentRecord(**rows.shipment_row(order_id, decision_id, planned, moves.NEW, by.now))
    _to_status(made, "allocated")
    return made


def _units(planned: PlannedShipment) -> int:
    return sum(line.quantity for line in planned.lines)


def _id(shipment: ShipmentRecord) -> int:
    if shipment.id is None:
        raise ValueError("a shipment that was not written cannot move")
    return shipment.id
