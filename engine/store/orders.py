"""Orders as lists show them: filtered, sorted and paged in SQL."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlmodel import Session

from engine.moves import GIVEN_BACK
from engine.records import DecisionRecord, HoldRecord, OrderRecord, ShipmentRecord
from engine.records.tables import table_of
from engine.store.pages import Page, contains

_ORDERS, _DECISIONS = table_of(OrderRecord).c, table_of(DecisionRecord).c
_SHIPMENTS, _HOLDS = table_of(ShipmentRecord).c, table_of(HoldRecord).c

Sort = Literal["newest", "oldest", "highest", "promised"]
_SORTS = {
    "newest": (_ORDERS.id.desc(),),
    "oldest": (_ORDERS.id,),
    "highest": (_ORDERS.total.desc(), _ORDERS.id.desc()),
    "promised": (_ORDERS.promised_at.is_(None), _ORDERS.promised_at, _ORDERS.id),
}


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders to show; what is empty does not narrow. `text` is looked for in our id, the shop's
    id, the customer, the postcode and the SKUs. The span is of `placed_at`, until not included."""

    statuses: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    text: str = ""
    placed_from: datetime | None = None
    placed_until: datetime | None = None
    revision: int | None = None
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list. Amounts in minor units of `currency`. `locations`: codes of those that send or
    sent a part of it. `rule_id`, `cause`, `revision`: of the current decision. `hold`: the reason of
    the first open hold; `again_at`: when it is decided again though nothing changed."""

    id: str
    channel: str
    external_id: str
    status: str
    outcome: str
    placed_at: datetime
    received_at: datetime
    promised_at: datetime | None
    first_shipped_at: datetime | None
    last_shipped_at: datetime | None
    cancelled_at: datetime | None
    service: str
    customer_id: str | None
    customer_name: str | None
    country: str | None
    city: str | None
    postcode: str | None
    line_count: int
    units: int
    total: int
    currency: str
    attempts: int
    revision: int
    rule_id: str
    cause: str
    again_at: datetime | None = None
    locations: tuple[str, ...] = ()
    hold: str | None = None


_SHOWN = (
    _ORDERS.id,
    _ORDERS.channel,
    _ORDERS.external_id,
    _ORDERS.status,
    _ORDERS.outcome,
    _ORDERS.placed_at,
    _ORDERS.received_at,
    _ORDERS.promised_at,
    _ORDERS.first_shipped_at,
    _ORDERS.last_shipped_at,
    _ORDERS.cancelled_at,
    _ORDERS.service,
    _ORDERS.customer_id,
    _ORDERS.customer_name,
    _ORDERS.country,
    _ORDERS.city,
    _ORDERS.postcode,
    _ORDERS.line_count,
    _ORDERS.units,
    _ORDERS.total,
    _ORDERS.currency,
    _ORDERS.attempts,
    _ORDERS.revision,
    func.coalesce(_DECISIONS.rule_id, ""),
    func.coalesce(_DECISIONS.cause, ""),
    _ORDERS.again_at,
)
_CURRENT = and_(_DECISIONS.order_id == _ORDERS.id, _DECISIONS.current)


def orders_page(
    session: Session, wanted: OrderFilter, offset: int = 0, limit: int = 50, sort: Sort = "newest"
) -> Page[OrderRow]:
    """One page of the orders wanted, and how many there are."""
    conditions = _conditions(wanted)
    total = select(func.count()).select_from(table_of(OrderRecord)).where(*conditions)
    page = _rows().where(*conditions).order_by(*_SORTS[sort]).offset(offset).limit(limit)
    connection = session.connection()
    rows = connection.execute(page).all()
    return Page(_order_rows(session, rows), int(connection.execute(total).scalar_one()))


def order_row(session: Session, order_id: str) -> OrderRow | None:
    """One order as lists show it, or None."""
    rows = session.connection().execute(_rows().where(_ORDERS.id == order_id)).all()
    return next(iter(_order_rows(session, rows)), None)


def status_counts(session: Session, wanted: OrderFilter = OrderFilter()) -> Mapping[str, int]:
    """How many orders there are of each status, of those wanted."""
    counts = select(_ORDERS.status, func.count()).where(*_conditions(wanted)).group_by(_ORDERS.status)
    return {row[0]: row[1] for row in session.connection().execute(counts)}


def span(session: Session) -> tuple[datetime, datetime] | None:
    """When the first and the last order were placed, None without orders."""
    row = session.connection().execute(select(func.min(_ORDERS.placed_at), func.max(_ORDERS.placed_at))).one()
    return None if row[0] is None else (row[0], row[1])


def _rows() -> Any:
    orders, decisions = table_of(OrderRecord), table_of(DecisionRecord)
    return select(*_SHOWN).select_from(orders.outerjoin(decisions, _CURRENT))


def _conditions(wanted: OrderFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.statuses:
        found.append(_ORDERS.status.in_(wanted.statuses))
    if wanted.channels:
        found.append(_ORDERS.channel.in_(wanted.channels))
    if wanted.locations:
        found.append(_ORDERS.id.in_(_sent_by(wanted.locations)))
    if wanted.text.strip():
        found.append(contains(_ORDERS.search, wanted.text))
    if wanted.placed_from is not None:
        found.append(_ORDERS.placed_at >= wanted.placed_from)
    if wanted.placed_until is not None:
        found.append(_ORDERS.placed_at < wanted.placed_until)
    if wanted.revision is not None:
        found.append(_ORDERS.revision == wanted.revision)
    if wanted.rule_id:
        found.append(_ORDERS.id.in_(_decided_by(wanted.rule_id)))
    return found


def _sent_by(locations: Iterable[str]) -> Any:
    wanted = _SHIPMENTS.location.in_(tuple(locations)) & _SHIPMENTS.status.not_in(GIVEN_BACK)
    return select(_SHIPMENTS.order_id).where(wanted)


def _decided_by(rule_id: str) -> Any:
    return select(_DECISIONS.order_id).where(_DECISIONS.rule_id == rule_id, _DECISIONS.current)


def _order_rows(session: Session, rows: Iterable[Row[Any]]) -> tuple[OrderRow, ...]:
    found = tuple(rows)
    ids = [row[0] for row in found]
    places, holds = _locations(session, ids), _holds(session, ids)
    shown = [_order_row(row) for row in found]
    return tuple(replace(one, locations=places.get(one.id, ()), hold=holds.get(one.id)) for one in shown)


def _order_row(row: Sequence[Any]) -> OrderRow:
    return OrderRow(*row)


def _locations(session: Session, ids: list[str]) -> Mapping[str, tuple[str, ...]]:
    wanted = select(_SHIPMENTS.order_id, _SHIPMENTS.location).where(
        _SHIPMENTS.order_id.in_(ids), _SHIPMENTS.status.not_in(GIVEN_BACK)
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for order_id, location in session.connection().execute(wanted):
        found[order_id].add(location)
    return {order_id: tuple(sorted(codes)) for order_id, codes in found.items()}


def _holds(session: Session, ids: list[str]) -> Mapping[str, str]:
    wanted = select(_HOLDS.order_id, _HOLDS.reason).where(
        _HOLDS.order_id.in_(ids), _HOLDS.lifted_at.is_(None)
    )
    latest_first = session.connection().execute(wanted.order_by(_HOLDS.id.desc()))
    return {row[0]: row[1] for row in latest_first}
