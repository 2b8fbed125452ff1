"""Records that a move changes: an order, its shipments, holds and shortfall, locked while it does."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, update
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from engine import documents
from engine.model import HoldPlaced, Order, PlannedLine
from engine.records import (
    AllocationRecord,
    DecisionRecord,
    HoldRecord,
    OrderRecord,
    ShipmentRecord,
    ShortfallRecord,
)
from engine.records.tables import table_of
from engine.refusals import FieldProblem, NotKnown
from engine.store.rows import Row, hold_row, search_text, shortfall_rows
from engine.store.snapshots import BY_THE_RULES

_ALLOCATIONS, _SHORTFALLS = table_of(AllocationRecord), table_of(ShortfallRecord)
_HOLDS, _DECISIONS = table_of(HoldRecord), table_of(DecisionRecord)
WAITING = ("backordered", "part_backordered", "preordered", "waiting")
"""Statuses, and outcomes, of orders of which some units wait and nobody need do anything."""

_ORDERS = table_of(OrderRecord).c
_SAME = sql_select(_ORDERS.id, _ORDERS.body_hash).where(
    _ORDERS.channel == bindparam("channel"), _ORDERS.external_id == bindparam("external_id")
)


@dataclass(frozen=True, slots=True)
class Known:
    """An order that is there already."""

    order_id: str
    body_hash: str | None


def find(session: Session, channel: str, external_id: str) -> Known | None:
    """The order with the shop's own id, when it came before."""
    found = session.connection().execute(_SAME, {"channel": channel, "external_id": external_id}).first()
    return Known(found[0], found[1]) if found else None


def order(session: Session, order_id: str) -> OrderRecord:
    """The order, locked. Raises NotKnown."""
    found = session.get(OrderRecord, order_id, with_for_update={"key_share": True}, populate_existing=True)
    if found is None:
        raise NotKnown(FieldProblem("order", f"There is no order “{order_id}”."))
    return found


def rewrite(session: Session, record: OrderRecord, order: Order) -> None:
    """Write what is known of an order now in the place of what was."""
    to = order.destination
    record.document, record.search = documents.order(order), search_text(order)
    record.country, record.city, record.postcode = to.country, to.city, to.postcode
    session.add(record)


def look(session: Session, order_id: str) -> OrderRecord:
    """The order as it is, not locked. Raises NotKnown."""
    found = session.get(OrderRecord, order_id)
    if found is None:
        raise NotKnown(FieldProblem("order", f"There is no order “{order_id}”."))
    return found


def shipment(session: Session, shipment_id: int) -> tuple[ShipmentRecord, OrderRecord]:
    """A shipment and its order, both locked, the order first. Raises NotKnown."""
    order_id = session.exec(select(ShipmentRecord.order_id).where(ShipmentRecord.id == shipment_id)).first()
    if order_id is None:
        raise NotKnown(FieldProblem("shipment", f"There is no shipment {shipment_id}."))
    of = order(session, order_id)
    found = session.get_one(
        ShipmentRecord, shipment_id, with_for_update={"key_share": True}, populate_existing=True
    )
    return found, of


def open_shipments(
    session: Session, order_id: str, statuses: tuple[str, ...] = ("allocated",)
) -> tuple[ShipmentRecord, ...]:
    """The order's shipments that were not sent yet, or those of these statuses, locked."""
    wanted = (
        select(ShipmentRecord)
        .where(ShipmentRecord.order_id == order_id, col(ShipmentRecord.status).in_(statuses))
        .order_by(col(ShipmentRecord.id))
    )
    return tuple(session.exec(wanted.with_for_update(key_share=True)))


def add_shipments(session: Session, made: Sequence[ShipmentRecord]) -> tuple[int, ...]:
    """Write new shipments; gives their ids in the same order."""
    session.add_all(made)
    session.flush()
    return tuple(one.id for one in made if one.id is not None)


def add_allocations(session: Session, rows: Sequence[Row]) -> None:
    """Write the units that shipments hold."""
    if rows:
        session.connection().execute(insert(_ALLOCATIONS), rows)


def allocations(session: Session, shipment_id: int) -> tuple[PlannedLine, ...]:
    """The units that a shipment holds."""
    wanted = select(AllocationRecord).where(AllocationRecord.shipment_id == shipment_id)
    return tuple(PlannedLine(row.number, row.sku, row.quantity) for row in session.exec(wanted))


def add_decision(session: Session, row: Row) -> int:
    """Write a decision as the current one; gives its id."""
    if row["attempt"] > 1:
        earlier = _DECISIONS.c.order_id == row["order_id"]
        session.connection().execute(
            update(_DECISIONS).where(earlier, _DECISIONS.c.current).values(current=False)
        )
    added = insert(_DECISIONS).returning(_DECISIONS.c.id)
    return int(session.connection().execute(added, row).scalar_one())


def next_attempt(session: Session, order_id: str) -> int:
    """The number of the next decision on the order, counting from 1."""
    last = select(func.max(DecisionRecord.attempt)).where(DecisionRecord.order_id == order_id)
    return int(session.exec(last).one() or 0) + 1


def write_shortfall(session: Session, order_id: str, rows: Sequence[Row]) -> None:
    """Write what of the order waits for stock, in the place of what did."""
    session.connection().execute(delete(_SHORTFALLS).where(_SHORTFALLS.c.order_id == order_id))
    insert_shortfall(session, rows)


def insert_shortfall(session: Session, rows: Sequence[Row]) -> None:
    """Write what waits of an order of which nothing did."""
    if rows:
        session.connection().execute(insert(_SHORTFALLS), rows)


def shortfall(session: Session, order_id: str) -> tuple[PlannedLine, ...]:
    """What of the order no location has, by line number."""
    wanted = select(ShortfallRecord).where(ShortfallRecord.order_id == order_id)
    rows = session.exec(wanted.order_by(col(ShortfallRecord.number)))
    return tuple(PlannedLine(row.number, row.sku, row.quantity) for row in rows)


def add_shortfall(session: Session, order_id: str, lines: Iterable[PlannedLine]) -> None:
    """Write that these units have no location any more."""
    together = {line.number: line for line in shortfall(session, order_id)}
    for line in lines:
        before = together[line.number].quantity if line.number in together else 0
        together[line.number] = PlannedLine(line.number, line.sku, before + line.quantity)
    write_shortfall(session, order_id, shortfall_rows(order_id, together.values()))


def waiting(session: Session, skus: Collection[str] | None = None) -> tuple[str, ...]:
    """Ids of the orders that wait, for any of these SKUs when they are named, oldest first."""
    wanted = (
        select(ShortfallRecord.order_id)
        .join(OrderRecord, col(OrderRecord.id) == col(ShortfallRecord.order_id))
        .where(col(OrderRecord.status).in_(WAITING))
        .distinct()
        .order_by(ShortfallRecord.order_id)
    )
    return tuple(session.exec(wanted if skus is None else wanted.where(col(ShortfallRecord.sku).in_(skus))))


def due_again(session: Session, now: datetime) -> tuple[str, ...]:
    """Ids of the orders whose time to be decided again has come, oldest first."""
    wanted = sql_select(_ORDERS.id).where(_ORDERS.again_at.is_not(None), _ORDERS.again_at <= now)
    return tuple(session.connection().execute(wanted.order_by(_ORDERS.id)).scalars())


def rules_of(session: Session, order_ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """The routing rule that decided each of these orders last, and the order's status."""
    decided = _DECISIONS.c
    wanted = (
        sql_select(decided.order_id, decided.rule_id, _ORDERS.status)
        .join_from(_DECISIONS, table_of(OrderRecord), _ORDERS.id == decided.order_id)
        .where(decided.current, decided.order_id.in_(tuple(order_ids)))
    )
    return {row[0]: (row[1], row[2]) for row in session.connection().execute(wanted)}


def held_for_stock(session: Session, skus: Collection[str] | None = None) -> tuple[str, ...]:
    """Ids of the held orders with a hold that stock lifts, oldest first; for these SKUs when named."""
    wanted = (
        select(HoldRecord.order_id)
        .join(ShortfallRecord, col(ShortfallRecord.order_id) == col(HoldRecord.order_id))
        .where(col(HoldRecord.lifted_at).is_(None), HoldRecord.lifts_when == "stock")
        .distinct()
        .order_by(HoldRecord.order_id)
    )
    return tuple(session.exec(wanted if skus is None else wanted.where(col(ShortfallRecord.sku).in_(skus))))


def open_holds(session: Session, order_id: str) -> tuple[HoldRecord, ...]:
    """The holds that stop the order now."""
    wanted = select(HoldRecord).where(HoldRecord.order_id == order_id, col(HoldRecord.lifted_at).is_(None))
    return tuple(session.exec(wanted.order_by(col(HoldRecord.id))))


def hold(session: Session, hold_id: int) -> HoldRecord:
    """One hold. Raises NotKnown."""
    found = session.get(HoldRecord, hold_id, populate_existing=True)
    if found is None:
        raise NotKnown(FieldProblem("hold", f"There is no hold {hold_id}."))
    return found


def due_holds(session: Session, now: datetime) -> tuple[int, ...]:
    """Ids of the holds whose time is over, the first first."""
    wanted = (
        select(HoldRecord.id)
        .where(col(HoldRecord.lifted_at).is_(None), col(HoldRecord.lifts_at) <= now)
        .order_by(col(HoldRecord.lifts_at), col(HoldRecord.id))
    )
    return tuple(id_ for id_ in session.exec(wanted) if id_ is not None)


def replace_holds(
    session: Session, order_id: str, decision_id: int, placed: Sequence[HoldPlaced], now: datetime
) -> None:
    """Place the holds of a decision. One that stands already stays as it is; one that the decision did
    not place again is lifted, and its rule may hold the order another time."""
    standing = {(one.rule_id, one.reason): one for one in open_holds(session, order_id)}
    wanted = {(one.rule_id, one.reason): one for one in placed}
    for key in standing.keys() - wanted.keys():
        standing[key].lifted_at, standing[key].lifted_by = now, BY_THE_RULES
    new = [one for key, one in wanted.items() if key not in standing]
    place_holds(session, order_id, decision_id, new, now)


def place_holds(
    session: Session, order_id: str, decision_id: int, placed: Sequence[HoldPlaced], now: datetime
) -> None:
    """Place these holds beside those that stand."""
    if rows := [hold_row(order_id, decision_id, one, now) for one in placed]:
        session.connection().execute(insert(_HOLDS), rows)
