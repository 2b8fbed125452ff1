"""The queue as people work through it: open holds and open exceptions together, what is due first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, String, case, cast, func, literal, null, select, union_all
from sqlmodel import Session

from engine.records import HoldRecord, OrderExceptionRecord, OrderRecord
from engine.records.tables import table_of
from engine.records.types import Instant
from engine.store.pages import Page

_ORDERS, _HOLDS = table_of(OrderRecord).c, table_of(HoldRecord).c
_EXCEPTIONS = table_of(OrderExceptionRecord).c


@dataclass(frozen=True, slots=True)
class QueueRow:
    """Something that waits for a person. `kind` with `id` names it; `type` is the event's type of an
    exception and "hold" of a hold; `due_at` of a hold is by when a person should have looked, else when its
    time is over, None for never; `lifts_at`: when it lifts by itself. `queue`, `role`: where and to whom a
    hold is shown, "" for everywhere and everybody."""

    kind: Literal["hold", "exception"]
    id: int
    type: str
    reason: str
    owner: str
    rule_id: str
    opened_at: datetime
    due_at: datetime | None
    shipment_id: int | None
    order_id: str | None
    external_id: str | None
    channel: str | None
    customer_name: str | None
    total: int | None
    currency: str | None
    lifts_at: datetime | None = None
    queue: str = ""
    role: str = ""


def queue_page(
    session: Session, owner: str = "", type_: str = "", offset: int = 0, limit: int = 50
) -> Page[QueueRow]:
    """One page of what is open, what is due first and then what is oldest first, and how much there is."""
    both = union_all(_exceptions(), _hold_rows()).subquery()
    conditions = _wanted(both.c, owner, type_)
    page = select(both).where(*conditions)
    order = (both.c.due_at.is_(None), both.c.due_at, both.c.opened_at, both.c.kind, both.c.id)
    connection = session.connection()
    rows = connection.execute(page.order_by(*order).offset(offset).limit(limit)).all()
    total = select(func.count()).select_from(both).where(*conditions)
    return Page(tuple(QueueRow(*row) for row in rows), int(connection.execute(total).scalar_one()))


def owners(session: Session) -> tuple[str, ...]:
    """Everybody who has something in the queue, sorted."""
    both = union_all(_exceptions(), _hold_rows()).subquery()
    found = session.connection().execute(select(both.c.owner).distinct()).scalars()
    return tuple(sorted(found))


def overdue(session: Session, now: datetime) -> int:
    """How many open exceptions, and holds that a person should have looked at, were due by now. A hold that
    only has a time at which it is over is never overdue."""
    late = select(func.count()).where(_EXCEPTIONS.closed_at.is_(None), _EXCEPTIONS.due_at <= now)
    held = select(func.count()).where(_HOLDS.lifted_at.is_(None), _HOLDS.due_at <= now)
    connection = session.connection()
    return int(connection.execute(late).scalar_one()) + int(connection.execute(held).scalar_one())


def _wanted(columns: Any, owner: str, type_: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if owner:
        found.append(columns.owner == owner)
    if type_:
        found.append(columns.type == type_)
    return found


def _of_order() -> tuple[ColumnElement[Any], ...]:
    return (_ORDERS.external_id, _ORDERS.channel, _ORDERS.customer_name, _ORDERS.total, _ORDERS.currency)


def _exceptions() -> Any:
    exceptions, orders = table_of(OrderExceptionRecord), table_of(OrderRecord)
    return (
        select(
            literal("exception", String).label("kind"),
            _EXCEPTIONS.id,
            _EXCEPTIONS.type,
            _EXCEPTIONS.reason,
            _EXCEPTIONS.owner,
            _EXCEPTIONS.rule_id,
            _EXCEPTIONS.opened_at,
            _EXCEPTIONS.due_at,
            _EXCEPTIONS.shipment_id,
            _EXCEPTIONS.order_id,
            *_of_order(),
            cast(null(), Instant).label("lifts_at"),
            literal("", String).label("queue"),
            literal("", String).label("role"),
        )
        .select_from(exceptions.outerjoin(orders, _ORDERS.id == _EXCEPTIONS.order_id))
        .where(_EXCEPTIONS.closed_at.is_(None))
    )


def _hold_rows() -> Any:
    holds, orders = table_of(HoldRecord), table_of(OrderRecord)
    return (
        select(
            literal("hold", String).label("kind"),
            _HOLDS.id,
            literal("hold", String).label("type"),
            _HOLDS.reason,
            _HOLDS.owner,
            _HOLDS.rule_id,
            _HOLDS.placed_at.label("opened_at"),
            func.coalesce(_HOLDS.due_at, _HOLDS.lifts_at, type_=Instant()).label("due_at"),
            null().label("shipment_id"),
            _HOLDS.order_id,
            *_of_order(),
            case((_HOLDS.at_expiry == "lift", _HOLDS.lifts_at)).label("lifts_at"),
            _HOLDS.queue,
            _HOLDS.role,
        )
        .select_from(holds.join(orders, _ORDERS.id == _HOLDS.order_id))
        .where(_HOLDS.lifted_at.is_(None))
    )
