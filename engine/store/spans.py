"""Queries on what happened in a span of time: opening stock, stock changes, orders and cancellations."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session

from engine.moves import GIVEN_BACK
from engine.news import KINDS, Kind
from engine.records import DecisionRecord, EventRecord, MovementRecord, OrderRecord, ShipmentRecord
from engine.records.tables import table_of

UNITS_CANCELLED = "units_cancelled"
"""The event of a customer who takes units back; `data`: {"sku", "units", "reference"}."""

CANCELLED, HOLD_LIFTED, CLOCK = "cancelled", "hold_lifted", "the clock"
"""Events of an order that was cancelled as a whole, and of a hold lifted; and who lifts those due."""

_MOVEMENTS = table_of(MovementRecord).c
_SHIPMENTS = table_of(ShipmentRecord).c
_ORDERS = table_of(OrderRecord).c
_EVENTS = table_of(EventRecord).c


class Balance(NamedTuple):
    """Units of a SKU at a location by the ledger."""

    location: str
    sku: str
    on_hand: int
    allocated: int


class Movement(NamedTuple):
    """Differences that the ledger keeps."""

    at: datetime
    location: str
    sku: str
    on_hand: int
    allocated: int


class EarlierShipment(NamedTuple):
    """When a shipment was given to its location, when it left, None while it has not, and its units."""

    at: datetime
    location: str
    left_at: datetime | None
    units: int


class UnitsCancelled(NamedTuple):
    """Units of an order that the customer took back; a `sku` of "" is everything not sent yet."""

    at: datetime
    order_id: str
    sku: str
    units: int
    reference: str


class HoldLifted(NamedTuple):
    """A hold that a person lifted."""

    at: datetime
    order_id: str
    rule_id: str


def balances(session: Session, before: datetime) -> list[Balance]:
    """The ledger's sums over everything before an instant."""
    wanted = (
        select(
            _MOVEMENTS.location,
            _MOVEMENTS.sku,
            func.sum(_MOVEMENTS.on_hand),
            func.sum(_MOVEMENTS.allocated),
        )
        .where(_MOVEMENTS.at < before)
        .group_by(_MOVEMENTS.location, _MOVEMENTS.sku)
    )
    return [Balance(row[0], row[1], int(row[2]), int(row[3])) for row in session.execute(wanted)]


def outside_movements(session: Session, starts: datetime, ends: datetime) -> list[Movement]:
    """Movements in the span that belong to no order placed in it: receipts, counts, feeds, and what
    earlier orders took, sent and gave back; in order of time."""
    inside = select(_SHIPMENTS.id).where(
        _SHIPMENTS.order_id.in_(select(_ORDERS.id).where(_ORDERS.placed_at >= starts))
    )
    wanted = (
        select(_MOVEMENTS.at, _MOVEMENTS.location, _MOVEMENTS.sku, _MOVEMENTS.on_hand, _MOVEMENTS.allocated)
        .where(_MOVEMENTS.at >= starts, _MOVEMENTS.at < ends)
        .where(or_(_MOVEMENTS.shipment_id.is_(None), _MOVEMENTS.shipment_id.not_in(inside)))
        .order_by(_MOVEMENTS.at, _MOVEMENTS.id)
    )
    return [Movement(*row) for row in session.execute(wanted)]


def sales(session: Session, starts: datetime, ends: datetime) -> list[tuple[datetime, str, str, int]]:
    """Units that locations were given of SKUs in the span, below 0 when they gave them back: (at, location,
    SKU, units), in order of time."""
    wanted = (
        select(_MOVEMENTS.at, _MOVEMENTS.location, _MOVEMENTS.sku, _MOVEMENTS.allocated)
        .where(_MOVEMENTS.at >= starts, _MOVEMENTS.at < ends)
        .where(_MOVEMENTS.kind.in_(("allocate", "deallocate")))
        .order_by(_MOVEMENTS.at, _MOVEMENTS.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(wanted)]


def earlier_shipments(session: Session, starts: datetime, ends: datetime) -> list[EarlierShipment]:
    """Shipments of orders placed before the span that were open at its beginning, or were given to their
    location within it or on the day before, in order of time; without those that were given back."""
    still_counts = or_(
        _SHIPMENTS.shipped_at.is_(None),
        _SHIPMENTS.shipped_at >= starts,
        _SHIPMENTS.allocated_at >= starts - timedelta(days=1),
    )
    wanted = (
        select(_SHIPMENTS.allocated_at, _SHIPMENTS.location, _SHIPMENTS.shipped_at, _SHIPMENTS.units)
        .join_from(_SHIPMENTS.id.table, _ORDERS.id.table, _ORDERS.id == _SHIPMENTS.order_id)
        .where(_SHIPMENTS.status.not_in(GIVEN_BACK), _SHIPMENTS.allocated_at < ends)
        .where(still_counts, _ORDERS.placed_at < starts)
        .order_by(_SHIPMENTS.allocated_at, _SHIPMENTS.id)
    )
    return [EarlierShipment(*row) for row in session.execute(wanted)]


def units_cancelled(session: Session, starts: datetime, ends: datetime) -> list[UnitsCancelled]:
    """What customers took back in the span of orders placed in it, in order of time. A whole order that
    somebody cancelled is everything that was not sent yet."""
    found = _order_events(session, (UNITS_CANCELLED, CANCELLED), starts, ends)
    return [
        UnitsCancelled(at, order_id, data.get("sku", ""), data.get("units", 0), data.get("reference", ""))
        for at, order_id, who, _, data in found
        # What a decision, or the end of a hold, cancelled is for the rules to do again.
        if "attempt" not in data and who != CLOCK
    ]


class Told(NamedTuple):
    """Something that became known of an order, as its event tells it."""

    at: datetime
    order_id: str
    kind: Kind
    data: dict[str, Any]


def news(session: Session, starts: datetime, ends: datetime) -> list[Told]:
    """What became known in the span of orders placed in it, in order of time."""
    found = _order_events(session, KINDS, starts, ends)
    kinds = {str(kind): kind for kind in KINDS}
    return [Told(at, order_id, kinds[type_], data) for at, order_id, _, type_, data in found]


def as_they_came(session: Session, order_ids: Collection[str]) -> Mapping[str, Any]:
    """The documents of these orders as their first decisions read them."""
    decided = table_of(DecisionRecord).c
    wanted = select(decided.order_id, decided.reading).where(
        decided.attempt == 1, decided.order_id.in_(tuple(order_ids))
    )
    return {row[0]: row[1]["order"] for row in session.execute(wanted)}


def lifted_by_people(session: Session, starts: datetime, ends: datetime) -> list[HoldLifted]:
    """Holds that people lifted in the span on orders placed in it, in order of time."""
    found = _order_events(session, (HOLD_LIFTED,), starts, ends)
    return [HoldLifted(at, order_id, data["rule"]) for at, order_id, who, _, data in found if who != CLOCK]


def _order_events(
    session: Session, types: tuple[str, ...], starts: datetime, ends: datetime
) -> Sequence[tuple[datetime, str, str, str, dict[str, Any]]]:
    wanted = (
        select(_EVENTS.at, _EVENTS.order_id, _EVENTS.who, _EVENTS.type, _EVENTS.data)
        .join_from(_EVENTS.id.table, _ORDERS.id.table, _ORDERS.id == _EVENTS.order_id)
        .where(_EVENTS.type.in_(types), _EVENTS.at >= starts, _EVENTS.at < ends)
        .where(_ORDERS.placed_at >= starts)
        .order_by(_EVENTS.at, _EVENTS.id)
    )
    return [(row.at, row.order_id, row.who, row.type, row.data) for row in session.execute(wanted)]


def count_orders(session: Session, starts: datetime, ends: datetime) -> int:
    """How many orders were placed in the span."""
    wanted = select(func.count()).where(_ORDERS.placed_at >= starts, _ORDERS.placed_at < ends)
    return int(session.execute(wanted).scalar_one())


def first_and_last_order(session: Session) -> tuple[datetime, datetime] | None:
    """When the first and the last order were placed; None when there are none."""
    first, last = session.execute(select(func.min(_ORDERS.placed_at), func.max(_ORDERS.placed_at))).one()
    return None if first is None else (first, last)


def order_documents(
    session: Session, starts: datetime, ends: datetime, after: tuple[datetime, str] | None, limit: int
) -> Sequence[tuple[datetime, str, Any]]:
    """(placed_at, id, document) of the next orders of the span, in order of time and then of ids."""
    wanted = (
        select(_ORDERS.placed_at, _ORDERS.id, _ORDERS.document)
        .where(_ORDERS.placed_at >= starts, _ORDERS.placed_at < ends)
        .order_by(_ORDERS.placed_at, _ORDERS.id)
        .limit(limit)
    )
    if after is not None:
        at, order_id = after
        wanted = wanted.where(
            or_(_ORDERS.placed_at > at, and_(_ORDERS.placed_at == at, _ORDERS.id > order_id))
        )
    return [tuple(row) for row in session.execute(wanted)]
