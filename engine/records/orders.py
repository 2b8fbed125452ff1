"""Tables: orders, their decisions, holds and what is still short."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from engine.records.types import BigId, Instant, Packed

_SHORT = text("outcome IN ('backordered', 'part_backordered')")
EMPTY = {"server_default": ""}
_AGAIN = text("again_at IS NOT NULL")


class OrderRecord(SQLModel, table=True):
    """An order. `id` sorts by arrival (`identity.order_id`). `document` is the whole `model.Order` as
    plain data; the columns are what lists show and search. `search` holds, in lower case, what the text
    search looks in. `revision` and `outcome` are those of the current decision. `attempts`: decisions so
    far that went beyond the holds, and retries. `again_at`: when the clock decides it again though nothing
    changed. `body_hash` tells whether a repeat says the same; None when the order did not come in as a
    document."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_orders_status_id", "status", "id"),
        Index("ix_orders_placed_at", "placed_at"),
        Index("ix_orders_total", "total", "id"),
        Index("ix_orders_again", "again_at", sqlite_where=_AGAIN, postgresql_where=_AGAIN),
        Index("ix_orders_customer", "customer_id", "placed_at"),
    )

    id: str = Field(primary_key=True)
    channel: str
    external_id: str
    status: str
    outcome: str
    revision: int
    attempts: int = 0
    placed_at: datetime = Field(sa_type=Instant)
    received_at: datetime = Field(sa_type=Instant)
    promised_at: datetime | None = Field(default=None, sa_type=Instant)
    first_shipped_at: datetime | None = Field(default=None, sa_type=Instant)
    last_shipped_at: datetime | None = Field(default=None, sa_type=Instant)
    cancelled_at: datetime | None = Field(default=None, sa_type=Instant)
    again_at: datetime | None = Field(default=None, sa_type=Instant)
    service: str
    customer_id: str | None = None
    customer_name: str | None = None
    country: str | None = None
    city: str | None = None
    postcode: str | None = None
    line_count: int
    units: int = Field(sa_type=BigInteger)
    total: int = Field(sa_type=BigInteger)
    currency: str
    search: str
    body_hash: str | None = None
    document: Any = Field(sa_type=Packed)


class DecisionRecord(SQLModel, table=True):
    """One decision on an order. `attempt` counts from 1. `revision` is the number, `revision_hash` the
    content hash of the ruleset. `reading` is what it read (replaying it gives `document`); `trace` is
    what was noted of its rules, locations and reason, empty when it can be had by replaying. `cost` minor
    units, None when a postage is not known. `reason`: why it was decided (again)."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("order_id", "attempt"),
        Index("ix_decisions_revision", "revision", "outcome"),
        Index("ix_decisions_at", "at"),
        Index(
            "ix_decisions_rule",
            "rule_id",
            "order_id",
            sqlite_where=text("current = 1"),
            postgresql_where=text("current"),
        ),
        Index("ix_decisions_short", "order_id", sqlite_where=_SHORT, postgresql_where=_SHORT),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    order_id: str = Field(foreign_key="orders.id")
    attempt: int
    current: bool = True
    at: datetime = Field(sa_type=Instant)
    reason: str = ""
    revision: int
    revision_hash: str
    outcome: str
    rule_id: str
    cause: str = ""
    cost: int | None = Field(default=None, sa_type=BigInteger)
    shipments: int = 0
    reading_hash: str
    reading: Any = Field(sa_type=Packed)
    document: Any = Field(sa_type=Packed)
    trace: Any = Field(default=None, nullable=True, sa_type=Packed)


class HoldRecord(SQLModel, table=True):
    """A hold on an order, open while `lifted_at` is None. `lifts_at`: when the clock answers it, by
    `at_expiry`: lift, escalate or cancel. `lifts_when`: what lifts it before: stock, payment or address.
    With neither only a person lifts it. `due_at`: by when a person should have looked; `escalated_at`: when
    its time was over and it went to `escalate_to`, who is its owner since."""

    __tablename__ = "holds"
    __table_args__ = (
        Index("ix_holds_order_id", "order_id"),
        Index(
            "ix_holds_open",
            "lifts_at",
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    order_id: str = Field(foreign_key="orders.id")
    decision_id: int = Field(foreign_key="decisions.id", sa_type=BigId)
    rule_id: str
    reason: str
    owner: str
    placed_at: datetime = Field(sa_type=Instant)
    lifts_at: datetime | None = Field(default=None, sa_type=Instant)
    lifts_when: str = Field(default="", sa_column_kwargs=EMPTY)
    at_expiry: str = Field(default="lift", sa_column_kwargs={"server_default": "lift"})
    escalate_to: str = Field(default="", sa_column_kwargs=EMPTY)
    queue: str = Field(default="", sa_column_kwargs=EMPTY)
    role: str = Field(default="", sa_column_kwargs=EMPTY)
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    escalated_at: datetime | None = Field(default=None, sa_type=Instant)
    lifted_at: datetime | None = Field(default=None, sa_type=Instant)
    lifted_by: str | None = None


class ShortfallRecord(SQLModel, table=True):
    """Units of an order line that no location has now: they wait for stock, or the order is held. Together
    with those of shipments to be sent or sent, and those taken back, they are always the units ordered."""

    __tablename__ = "shortfalls"
    __table_args__ = (Index("ix_shortfalls_sku", "sku", "order_id"),)

    order_id: str = Field(primary_key=True, foreign_key="orders.id")
    number: int = Field(primary_key=True)
    sku: str
    quantity: int
