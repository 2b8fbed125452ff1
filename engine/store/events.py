"""Writes and reads what happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from engine.records import EventRecord, OutboxRecord
from engine.records.tables import table_of

_EVENTS, _OUTBOX = table_of(EventRecord), table_of(OutboxRecord)
_WRITE_ONE = insert(_EVENTS).returning(_EVENTS.c.id)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happens now. `who`: the person, the API key or the part of the program."""

    type: str
    at: datetime
    who: str
    order_id: str | None = None
    shipment_id: int | None = None
    location: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands in the timeline."""

    id: int
    type: str
    at: datetime
    who: str
    order_id: str | None
    shipment_id: int | None
    location: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Effect:
    """What the outside must be told once. The same `key` is kept once."""

    topic: str
    key: str
    payload: Mapping[str, Any]


def write(session: Session, happened: Happened) -> int:
    """Append one event; gives its id."""
    return int(
        session.execute(insert(EventRecord).returning(col(EventRecord.id)), row(happened)).scalar_one()
    )


def write_all(session: Session, happened: Iterable[Happened]) -> None:
    """Append several events in their order."""
    if rows := [row(one) for one in happened]:
        session.connection().execute(insert(_EVENTS), rows)


def row(happened: Happened) -> dict[str, Any]:
    """The table row of an event."""
    return {
        "order_id": happened.order_id,
        "shipment_id": happened.shipment_id,
        "location": happened.location,
        "at": happened.at,
        "type": happened.type,
        "who": happened.who,
        "data": dict(happened.data),
    }


def queue_effects(session: Session, effects: Iterable[Effect], now: datetime) -> None:
    """Keep what the outside must be told, in the same transaction as its cause."""
    rows = [{"topic": e.topic, "key": e.key, "payload": dict(e.payload), "created_at": now} for e in effects]
    if rows:
        session.connection().execute(insert(_OUTBOX), rows)


def timeline(session: Session, order_id: str) -> tuple[Event, ...]:
    """What happened to an order, oldest first."""
    wanted = select(EventRecord).where(EventRecord.order_id == order_id).order_by(col(EventRecord.id))
    return tuple(event_of(record) for record in session.exec(wanted))


def last(session: Session, type_: str) -> Event | None:
    """The last event of a type, None when there was none."""
    wanted = select(EventRecord).where(EventRecord.type == type_)
    latest_first = wanted.order_by(col(EventRecord.at).desc(), col(EventRecord.id).desc())
    record = session.exec(latest_first.limit(1)).first()
    return None if record is None else event_of(record)


def latest(session: Session, limit: int = 50, types: Iterable[str] = ()) -> tuple[Event, ...]:
    """What happened last anywhere, newest first; of these types, when any are given."""
    wanted = select(EventRecord).order_by(col(EventRecord.id).desc()).limit(limit)
    if names := tuple(types):
        wanted = wanted.where(col(EventRecord.type).in_(names))
    return tuple(event_of(record) for record in session.exec(wanted))


def event_of(record: EventRecord) -> Event:
    """The event of a row."""
    if record.id is None:
        raise ValueError("an event that was not written has no place in a timeline")
    return Event(
        id=record.id,
        type=record.type,
        at=record.at,
        who=record.who,
        order_id=record.order_id,
        shipment_id=record.shipment_id,
        location=record.location,
        data=record.data,
    )
