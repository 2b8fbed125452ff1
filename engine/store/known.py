"""Queries on what is known besides stock: rejections, counts, sales, touches by hand, duplicates, deliveries.

Each is read only when the live rules ask for it (`engine.needs`)."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, insert, literal_column, select
from sqlmodel import Session

from engine import documents
from engine.model import Order
from engine.records import EventRecord, IncomingRecord, MovementRecord, OrderRecord, ShipmentRecord
from engine.records.tables import table_of

REJECTIONS_DAYS, COUNTS_DAYS, SALES_WEEKS = 30, 90, 8
DUPLICATE_WITHIN = timedelta(hours=24)
REJECTED = ("rejected", "short_pick")
BY_HAND = ("hold_lifted", "taken_back", "units_cancelled", "address_fixed")
"""What people do to an order by hand."""

PROGRAM = ("the clock", "the rules", "the exception rules", "import")
"""Who does these things without a person."""

_EVENTS, _MOVEMENTS = table_of(EventRecord).c, table_of(MovementRecord).c
_SHIPMENTS, _ORDERS = table_of(ShipmentRecord).c, table_of(OrderRecord).c
_INCOMING = table_of(IncomingRecord)


@dataclass(frozen=True, slots=True)
class Rejections:
    """When a location last rejected a shipment, and percent of those of the last 30 days that it rejected;
    None is unknown: it had no shipment, or never rejected one."""

    last_at: datetime | None
    rate: float | None


def rejections(session: Session, now: datetime) -> Mapping[str, Rejections]:
    """Of each location that had shipments, or ever rejected one."""
    last = (
        select(_EVENTS.location, func.max(_EVENTS.at))
        .where(_EVENTS.type.in_(REJECTED), _EVENTS.location.is_not(None), _EVENTS.at <= now)
        .group_by(_EVENTS.location)
    )
    said_no = func.sum(case((_SHIPMENTS.status == "rejected", 1), else_=0))
    given = (
        select(_SHIPMENTS.location, func.count(), said_no)
        .where(_SHIPMENTS.allocated_at >= now - timedelta(days=REJECTIONS_DAYS))
        .where(_SHIPMENTS.allocated_at <= now)
        .group_by(_SHIPMENTS.location)
    )
    connection = session.connection()
    times: dict[str, datetime] = {row[0]: row[1] for row in connection.execute(last)}
    rates = {row[0]: 100.0 * int(row[2]) / int(row[1]) for row in connection.execute(given)}
    return {code: Rejections(times.get(code), rates.get(code)) for code in times.keys() | rates.keys()}


def accuracy(session: Session, now: datetime) -> Mapping[str, float]:
    """Percent of each location's counts of the last 90 days that found what the ledger said."""
    right = func.sum(case((_MOVEMENTS.on_hand == 0, 1), else_=0))
    wanted = (
        select(_MOVEMENTS.location, func.count(), right)
        # The word stands in the query as it stands in the index: as a parameter SQLite would not know it.
        .where(_MOVEMENTS.kind == literal_column("'count'"))
        .where(_MOVEMENTS.at >= now - timedelta(days=COUNTS_DAYS), _MOVEMENTS.at <= now)
        .group_by(_MOVEMENTS.location)
    )
    return {row[0]: 100.0 * int(row[2]) / int(row[1]) for row in session.connection().execute(wanted)}


def weekly_sales(
    session: Session, locations: Collection[str], skus: Collection[str], now: datetime
) -> Mapping[str, Mapping[str, float]]:
    """Units a week that each location was given of these SKUs, less those it gave back, over the last 8
    weeks, or as long as there has been a ledger. Nothing is known in the ledger's first week."""
    weeks = weeks_known(first_movement(session), now)
    if weeks is None:
        return {}
    wanted = (
        select(_MOVEMENTS.location, _MOVEMENTS.sku, func.sum(_MOVEMENTS.allocated))
        .where(_MOVEMENTS.location.in_(locations), _MOVEMENTS.sku.in_(skus))
        .where(_MOVEMENTS.at > now - timedelta(weeks=SALES_WEEKS), _MOVEMENTS.at <= now)
        .where(_MOVEMENTS.kind.in_(("allocate", "deallocate")))
        .group_by(_MOVEMENTS.location, _MOVEMENTS.sku)
    )
    found = {code: dict.fromkeys(skus, 0.0) for code in locations}
    for location, sku, units in session.connection().execute(wanted):
        found[location][sku] = max(0, int(units)) / weeks
    return found


def weeks_known(since: datetime | None, now: datetime) -> float | None:
    """Over how many weeks sales are averaged; None while there is less than one."""
    weeks = 0.0 if since is None else (now - since) / timedelta(weeks=1)
    return None if weeks < 1 else min(float(SALES_WEEKS), weeks)


def first_movement(session: Session) -> datetime | None:
    """Since when there has been a ledger; None while there is none."""
    first = select(_MOVEMENTS.at).order_by(_MOVEMENTS.id).limit(1)
    at: datetime | None = session.connection().execute(first).scalar()
    return at


def touches(session: Session, order_id: str) -> int:
    """How often people changed the order by hand: events of one moment by one person are one."""
    by_hand = (
        select(_EVENTS.at, _EVENTS.who)
        .where(_EVENTS.order_id == order_id, _EVENTS.type.in_(BY_HAND), _EVENTS.who.not_in(PROGRAM))
        .distinct()
        .subquery()
    )
    return int(session.connection().execute(select(func.count()).select_from(by_hand)).scalar_one())


def duplicate_of(session: Session, order: Order) -> str | None:
    """The last order that the same customer placed in the 24 hours before with the same SKUs and units and
    that was not cancelled; "" when there is none, None for a customer who is not known."""
    if order.customer.id is None:
        return None
    wanted = (
        select(_ORDERS.id, _ORDERS.document)
        .where(_ORDERS.customer_id == order.customer.id, _ORDERS.id < order.id)
        .where(_ORDERS.placed_at > order.placed_at - DUPLICATE_WITHIN, _ORDERS.placed_at <= order.placed_at)
        .where(_ORDERS.line_count == len(order.lines), _ORDERS.status != "cancelled")
        .order_by(_ORDERS.id.desc())
    )
    mine = _basket(order)
    for order_id, document in session.connection().execute(wanted):
        if _basket(documents.read_order(document)) == mine:
            return str(order_id)
    return ""


def _basket(order: Order) -> Mapping[str, int]:
    units: Counter[str] = Counter()
    for line in order.lines:
        units[line.sku] += line.quantity
    return units


def incoming(session: Session, skus: Collection[str], now: datetime) -> Mapping[str, datetime]:
    """When the next delivery of each of these SKUs is expected, where that is known and not past."""
    wanted = select(_INCOMING.c.sku, _INCOMING.c.expected_at).where(
        _INCOMING.c.sku.in_(skus), _INCOMING.c.expected_at > now
    )
    return {row[0]: row[1] for row in session.connection().execute(wanted)}


def write_incoming(session: Session, expected: Mapping[str, datetime | None], now: datetime) -> None:
    """Write when the next deliveries of these SKUs are expected; None: none is."""
    connection = session.connection()
    connection.execute(delete(_INCOMING).where(_INCOMING.c.sku.in_(expected)))
    rows = [{"sku": sku, "expected_at": at, "told_at": now} for sku, at in expected.items() if at is not None]
    if rows:
        connection.execute(insert(_INCOMING), rows)
