"""Queries on the queue: what needs a person, and which shipments a short count touches."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from engine.records import AllocationRecord, OrderExceptionRecord, ShipmentRecord


@dataclass(frozen=True, slots=True)
class NewException:
    """Something that needs a person from now on. `rule_id` is "" for the program's own."""

    order_id: str | None
    rule_id: str
    type: str
    reason: str
    owner: str
    opened_at: datetime
    due_at: datetime
    shipment_id: int | None = None
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShortShipment:
    """An open shipment for which the units of a SKU are not there."""

    id: int
    order_id: str
    sku: str


def open_once(session: Session, new: NewException) -> int | None:
    """Put it in the queue; None when the same order, shipment and type stands there already."""
    same = select(OrderExceptionRecord.id).where(
        OrderExceptionRecord.order_id == new.order_id,
        OrderExceptionRecord.shipment_id == new.shipment_id,
        OrderExceptionRecord.type == new.type,
        col(OrderExceptionRecord.closed_at).is_(None),
    )
    if session.exec(same).first() is not None:
        return None
    return open_exception(session, new)


def open_exception(session: Session, new: NewException) -> int:
    """Put it in the queue; gives its id."""
    added = insert(OrderExceptionRecord).returning(col(OrderExceptionRecord.id))
    return int(session.execute(added, [asdict(new)]).scalar_one())


def close_exception(session: Session, exception_id: int, now: datetime, who: str) -> bool:
    """Take it out of the queue; False when it was not in it."""
    closing = (
        update(OrderExceptionRecord)
        .where(col(OrderExceptionRecord.id) == exception_id, col(OrderExceptionRecord.closed_at).is_(None))
        .values(closed_at=now, closed_by=who)
    )
    return session.connection().execute(closing).rowcount == 1


def close_of_order(session: Session, order_id: str, now: datetime, who: str) -> None:
    """Take everything about an order out of the queue."""
    closing = update(OrderExceptionRecord).where(
        col(OrderExceptionRecord.order_id) == order_id, col(OrderExceptionRecord.closed_at).is_(None)
    )
    session.connection().execute(closing.values(closed_at=now, closed_by=who))


def shipments_short(session: Session, location: str, sku: str, units: int) -> tuple[ShortShipment, ...]:
    """The open shipments there, latest first, that together hold so many units of the SKU."""
    wanted = (
        select(ShipmentRecord.id, ShipmentRecord.order_id, AllocationRecord.quantity)
        .join(AllocationRecord, col(AllocationRecord.shipment_id) == col(ShipmentRecord.id))
        .where(
            ShipmentRecord.location == location,
            ShipmentRecord.status == "allocated",
            AllocationRecord.sku == sku,
        )
        .order_by(col(ShipmentRecord.id).desc())
    )
    short: list[ShortShipment] = []
    for shipment_id, order_id, quantity in session.exec(wanted):
        if units <= 0:
            break
        short.append(ShortShipment(int(shipment_id or 0), order_id, sku))
        units -= quantity
    return tuple(short)
