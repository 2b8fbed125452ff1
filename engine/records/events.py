"""Tables: what happened, what the outside must still be told, and what needs a person."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from engine.records.types import BigId, Instant

_OPEN = text("closed_at IS NULL")


class EventRecord(SQLModel, table=True):
    """Something that happened: an order's timeline, a location's news. Never changed or deleted.
    `who`: the person, API key or part of the program."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_order_id", "order_id", "id"),
        Index("ix_events_type_at", "type", "at"),
        Index("ix_events_location_at", "location", "at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    order_id: str | None = Field(default=None, foreign_key="orders.id")
    shipment_id: int | None = Field(default=None, sa_type=BigId)
    location: str | None = None
    at: datetime = Field(sa_type=Instant)
    type: str
    who: str
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class OutboxRecord(SQLModel, table=True):
    """What the outside must be told once, after commit. `key` is unique: one effect is kept once."""

    __tablename__ = "outbox"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    topic: str
    key: str = Field(unique=True)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(sa_type=Instant)


class OrderExceptionRecord(SQLModel, table=True):
    """An entry of the queue: something a person must look at. Open while `closed_at` is None."""

    __tablename__ = "order_exceptions"
    __table_args__ = (
        Index("ix_order_exceptions_order_id", "order_id"),
        Index("ix_order_exceptions_open", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    order_id: str | None = Field(default=None, foreign_key="orders.id")
    shipment_id: int | None = Field(default=None, sa_type=BigId)
    event_id: int | None = Field(default=None, foreign_key="events.id", sa_type=BigId)
    rule_id: str
    type: str
    reason: str
    owner: str
    due_at: datetime = Field(sa_type=Instant)
    opened_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_by: str | None = None
