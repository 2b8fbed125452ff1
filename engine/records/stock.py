"""Tables: the ledger of movements, its running balance, and the feeds."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from engine.records.types import BigId, Instant

_COUNTS = text("kind = 'count'")


class StockLevelRecord(SQLModel, table=True):
    """The running balance of the ledger for one SKU at one location. `version` grows with each change;
    a commit compares it with what the decision read."""

    __tablename__ = "stock_levels"
    __table_args__ = {"sqlite_with_rowid": False}

    sku: str = Field(primary_key=True)
    location: str = Field(primary_key=True, foreign_key="locations.code")
    on_hand: int = 0
    allocated: int = 0
    reserved: int = 0
    version: int = 1


class MovementRecord(SQLModel, table=True):
    """One entry of the ledger: differences, never changed or deleted. `kind`: opening, receipt, count,
    feed, allocate, deallocate, ship, restock. `shipment_id` for those of a shipment; `note` says what
    a receipt or a count was."""

    __tablename__ = "movements"
    __table_args__ = (
        Index("ix_movements_level", "location", "sku", "at"),
        Index("ix_movements_counts", "at", sqlite_where=_COUNTS, postgresql_where=_COUNTS),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    location: str
    sku: str
    at: datetime = Field(sa_type=Instant)
    kind: str
    on_hand: int
    allocated: int
    shipment_id: int | None = Field(default=None, sa_type=BigId)
    note: str | None = None


class FeedRecord(SQLModel, table=True):
    """When a location's stock was last reported."""

    __tablename__ = "feeds"

    location: str = Field(primary_key=True, foreign_key="locations.code")
    fed_at: datetime = Field(sa_type=Instant)


class SuspensionRecord(SQLModel, table=True):
    """A SKU that a location does not offer from `starts_at` until `ends_at`."""

    __tablename__ = "suspensions"
    __table_args__ = (Index("ix_suspensions_ends_at", "ends_at", "location", "sku"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    location: str = Field(foreign_key="locations.code")
    sku: str
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    rule_id: str
    event_id: int | None = Field(default=None, sa_type=BigId)


class IncomingRecord(SQLModel, table=True):
    """When the next delivery of a SKU is expected at any location. `told_at`: when that was said."""

    __tablename__ = "incoming"

    sku: str = Field(primary_key=True, foreign_key="products.sku")
    expected_at: datetime = Field(sa_type=Instant)
    told_at: datetime = Field(sa_type=Instant)
