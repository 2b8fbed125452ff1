"""Queries on reports and what exception rules count: shipments meant, events before, suspensions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlmodel import Session

from engine.records import (
    AllocationRecord,
    EventRecord,
    ReportRecord,
    ShipmentRecord,
    SuspensionRecord,
)
from engine.records.tables import table_of
from engine.refusals import FieldProblem, NotKnown
from engine.store.events import Event, event_of

_REPORTS, _EVENTS = table_of(ReportRecord), table_of(EventRecord).c
_SHIPMENTS, _ALLOCATIONS = table_of(ShipmentRecord).c, table_of(AllocationRecord).c
_SUSPENSIONS = table_of(SuspensionRecord)
_REPORT = (
    _REPORTS.c.id,
    _REPORTS.c.event_id,
    _REPORTS.c.parent_event_id,
    _REPORTS.c.body_hash,
    _REPORTS.c.handled_at,
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was kept; open while `handled_at` is None."""

    id: int
    event_id: int
    parent_event_id: int | None
    body_hash: str
    handled_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report to keep. `key` None: the sender gave no id of its own."""

    event_id: int
    body_hash: str
    key: str | None = None
    parent_event_id: int | None = None
    handled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShipmentSeen:
    """A shipment that a report may mean."""

    id: int
    order_id: str
    location: str
    status: str


def report(session: Session, key: str) -> Report | None:
    """The report with this key, when it came before."""
    row = session.connection().execute(select(*_REPORT).where(_REPORTS.c.key == key)).first()
    return Report(*row) if row else None


def add_report(session: Session, new: NewReport) -> int:
    """Keep a report; gives its id."""
    row = {
        "event_id": new.event_id,
        "body_hash": new.body_hash,
        "key": new.key,
        "parent_event_id": new.parent_event_id,
        "handled_at": new.handled_at,
    }
    added = insert(_REPORTS).returning(_REPORTS.c.id)
    return int(session.connection().execute(added, row).scalar_one())


def open_reports(session: Session, parent_event_id: int | None = None) -> tuple[Report, ...]:
    """The reports that nobody handled yet, oldest first; those of one parent when it is given."""
    wanted = select(*_REPORT).where(_REPORTS.c.handled_at.is_(None)).order_by(_REPORTS.c.id)
    if parent_event_id is not None:
        wanted = wanted.where(_REPORTS.c.parent_event_id == parent_event_id)
    return tuple(Report(*row) for row in session.connection().execute(wanted))


def locked_report(session: Session, report_id: int) -> Report:
    """A report, locked."""
    wanted = select(*_REPORT).where(_REPORTS.c.id == report_id).with_for_update()
    return Report(*session.connection().execute(wanted).one())


def write_handled(session: Session, report_id: int, now: datetime) -> None:
    """Write that a report has been handled."""
    session.connection().execute(update(_REPORTS).where(_REPORTS.c.id == report_id).values(handled_at=now))


def events_under(session: Session, parent_event_id: int) -> tuple[Event, ...]:
    """The events that one report became for each order that it touched, oldest first."""
    ids = select(_REPORTS.c.event_id).where(_REPORTS.c.parent_event_id == parent_event_id)
    wanted = select(EventRecord).where(_EVENTS.id.in_(ids)).order_by(_EVENTS.id)
    return tuple(event_of(record) for record in session.scalars(wanted))


def event(session: Session, event_id: int) -> Event:
    """One event. Raises NotKnown."""
    found = session.get(EventRecord, event_id)
    if found is None:
        raise NotKnown(FieldProblem("event", f"There is no event {event_id}."))
    return event_of(found)


def shipments_of(session: Session, order_id: str) -> tuple[ShipmentSeen, ...]:
    """Every shipment of an order, the oldest first."""
    return _shipments(session, _SHIPMENTS.order_id == order_id)


def open_shipments_at(session: Session, location: str) -> tuple[ShipmentSeen, ...]:
    """The shipments that a location has not sent yet, the oldest first."""
    return _shipments(session, (_SHIPMENTS.location == location) & (_SHIPMENTS.status == "allocated"))


def count_for_order(session: Session, order_id: str, type_: str) -> int:
    """Events of this type on this order."""
    wanted = select(func.count()).where(_EVENTS.order_id == order_id, _EVENTS.type == type_)
    return int(session.connection().execute(wanted).scalar_one())


def most_for_a_sku(
    session: Session, location: str, type_: str, skus: Collection[str], since: datetime
) -> int:
    """Of these SKUs, the one in most shipments with an event of this type at this location since then."""
    times = (
        select(func.count(func.distinct(_EVENTS.id)).label("times"))
        .select_from(table_of(EventRecord))
        .join(table_of(AllocationRecord), _ALLOCATIONS.shipment_id == _EVENTS.shipment_id)
        .where(_EVENTS.location == location, _EVENTS.type == type_, _EVENTS.at > since)
        .where(_ALLOCATIONS.sku.in_(skus))
        .group_by(_ALLOCATIONS.sku)
        .subquery()
    )
    most = session.connection().execute(select(func.max(times.c.times))).scalar_one()
    return int(most or 0)


def suspended_until(
    session: Session, location: str, skus: Collection[str], now: datetime
) -> Mapping[str, datetime]:
    """Until when the location does not offer these SKUs, of those that it does not offer now."""
    mine = _SUSPENSIONS.c
    wanted = (
        select(mine.sku, func.max(mine.ends_at))
        .where(mine.location == location, mine.sku.in_(skus), mine.ends_at > now, mine.starts_at <= now)
        .group_by(mine.sku)
    )
    return {row[0]: row[1] for row in session.connection().execute(wanted)}


def suspend(
    session: Session,
    location: str,
    skus: Iterable[str],
    starts_at: datetime,
    ends_at: datetime,
    cause: tuple[str, int],
) -> None:
    """Write that a location does not offer these SKUs for a while; `cause`: the rule and the event."""
    rule_id, event_id = cause
    rows = [
        {
            "location": location,
            "sku": sku,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "rule_id": rule_id,
            "event_id": event_id,
        }
        for sku in skus
    ]
    if rows:
        session.connection().execute(insert(_SUSPENSIONS), rows)


def _shipments(session: Session, condition: object) -> tuple[ShipmentSeen, ...]:
    columns = (_SHIPMENTS.id, _SHIPMENTS.order_id, _SHIPMENTS.location, _SHIPMENTS.status)
    wanted = select(*columns).where(condition).order_by(_SHIPMENTS.id)  # type: ignore[arg-type]
    return tuple(ShipmentSeen(*row) for row in session.connection().execute(wanted))
