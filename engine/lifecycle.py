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


def cancel(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """The order will not be sent."""
    order.cancelled_at = by.now
    _move_order(session, order, "cancelled", by, data)


def complete(session: Session, order: OrderRecord, by: By, data: Data) -> None:
    """All of the order that will be sent was sent."""
    _move_order(session, order, "shipped", by, data)


def lift(session: Session, hold_: HoldRecord, by: By) -> None:
    """The hold stops the order no longer."""
    if hold_.lifted_at is not None:
        raise RefusedMove(FieldProblem("hold", "This hold was lifted already."))
    hold_.lifted_at, hold_.lifted_by = by.now, by.who
    session.add(hold_)
    data = {"reason": hold_.reason, "rule": hold_.rule_id}
    events.write(session, Happened("hold_lifted", by.now, by.who, hold_.order_id, data=data))


OUTCOMES: Mapping[str, Callable[[Session, OrderRecord, By, Data], None]] = {
    "held": hold,
    "routed": route,
    "part_backordered": part_backorder,
    "backordered": backorder,
    "cancelled": cancel,
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
    """The shipment left; gives the event's id. The last one of a complete order completes it."""
    _to(shipment, "shipped", moves.SHIPMENT, moves.SHIPMENT_WORDS)
    _stock(session, shipment, "ship", by)
    shipment.shipped_at = by.now
    order.first_shipped_at = order.first_shipped_at or by.now
    order.last_shipped_at = by.now
    event_id = _told(session, shipment, "shipped", by, {"units": shipment.units})
    events.queue_effects(
        session, [_effect("shipment_shipped", order.id, _id(shipment), shipment.location)], by.now
    )
    if not _outstanding(session, order.id):
        complete(session, order, by, {})
    return event_id


def _outstanding(session: Session, order_id: str) -> bool:
    """Whether something is still to be sent, or has no location."""
    return bool(working.open_shipments(session, order_id) or working.shortfall(session, order_id))


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
    _to(shipment, "rejected", moves.SHIPMENT, moves.SHIPMENT_WORDS)
    return _give_back(session, shipment, type_, reason, by, data or {})


def take_back(session: Session, shipment: ShipmentRecord, by: By, reason: str) -> int:
    """We took the shipment from its location; its units are free again. Gives the event's id."""
    _to(shipment, "cancelled", moves.SHIPMENT, moves.SHIPMENT_WORDS)
    events.queue_effects(
        session, [_effect("shipment_taken_back", shipment.order_id, _id(shipment), shipment.location)], by.now
    )
    return _give_back(session, shipment, "taken_back", reason, by, {})


def _move_order(session: Session, order: OrderRecord, to: str, by: By, data: Data) -> None:
    was = order.status
    _to(order, to, moves.ORDER, moves.ORDER_WORDS)
    session.add(order)
    session.flush()
    if was == moves.NEW:
        told = [_of_order(order, "received", by, {"channel": order.channel}), _of_order(order, to, by, data)]
    else:
        told = [_of_order(order, to, by, {"was": was, **data})]
    events.write_all(session, told)


def _to(thing: OrderRecord | ShipmentRecord, to: str, allowed: moves.Moves, words: Mapping[str, str]) -> None:
    if to not in allowed[thing.status]:
        what = "order" if isinstance(thing, OrderRecord) else "shipment"
        said = f"The {what} is {words[thing.status]}, so it cannot become {words[to]}."
        raise RefusedMove(FieldProblem("status", said))
    thing.status = to


def _give_back(
    session: Session, shipment: ShipmentRecord, type_: str, reason: str, by: By, data: Data
) -> int:
    shipment.ended_at, shipment.end_reason = by.now, reason
    _stock(session, shipment, "deallocate", by)
    working.add_shortfall(session, shipment.order_id, working.allocations(session, _id(shipment)))
    return _told(session, shipment, type_, by, {"reason": reason, **data})


def _stock(session: Session, shipment: ShipmentRecord, kind: Kind, by: By) -> None:
    session.add(shipment)
    session.flush()
    units = [
        inventory.of_kind(kind, shipment.location, line.sku, line.quantity, shipment.id)
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
    _to(made, "allocated", moves.SHIPMENT, moves.SHIPMENT_WORDS)
    return made


def _units(planned: PlannedShipment) -> int:
    return sum(line.quantity for line in planned.lines)


def _id(shipment: ShipmentRecord) -> int:
    if shipment.id is None:
        raise ValueError("a shipment that was not written cannot move")
    return shipment.id
