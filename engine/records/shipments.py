"""Tables: shipments and the units allocated to them."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from engine.records.types import BigId, Instant

_OPEN = text("status = 'allocated'")


class ShipmentRecord(SQLModel, table=True):
    """What one location sends for one order. `postage` (None: not known), `handling` minor units;
    `minutes` of work. `mode`: ship, pickup, transfer or drop_ship; `hand_over_at`: where the customer
    collects. `shipped_at`: when it left its location, a pickup with the customer; `ready_at`: since when it
    can be collected; `collected_at`: when it was. `ended_at`: when it was rejected or cancelled, with
    `end_reason`."""

    __tablename__ = "shipments"
    __table_args__ = (
        Index("ix_shipments_order_id", "order_id"),
        Index("ix_shipments_allocated_at", "allocated_at", "location", "status"),
        Index("ix_shipments_open", "location", "ships_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    order_id: str = Field(foreign_key="orders.id")
    decision_id: int = Field(foreign_key="decisions.id", sa_type=BigId)
    location: str = Field(foreign_key="locations.code")
    status: str
    service: str
    postage: int | None = Field(default=None, sa_type=BigInteger)
    handling: int = Field(sa_type=BigInteger)
    minutes: float
    units: int = Field(sa_type=BigInteger)
    distance_km: float | None = None
    weight_g: int | None = Field(default=None, sa_type=BigInteger)
    ships_at: datetime | None = Field(default=None, sa_type=Instant)
    arrives_at: datetime | None = Field(default=None, sa_type=Instant)
    allocated_at: datetime = Field(sa_type=Instant)
    mode: str = Field(default="ship", sa_column_kwargs={"server_default": "ship"})
    hand_over_at: str | None = None
    shipped_at: datetime | None = Field(default=None, sa_type=Instant)
    ready_at: datetime | None = Field(default=None, sa_type=Instant)
    collected_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    end_reason: str | None = None


class AllocationRecord(SQLModel, table=True):
    """Units of one order line in one shipment. They stay for the record when the shipment ends."""

    __tablename__ = "allocations"
    __table_args__ = {"sqlite_with_rowid": False}

    shipment_id: int = Field(primary_key=True, foreign_key="shipments.id", sa_type=BigId)
    number: int = Field(primary_key=True)
    sku: str
    quantity: int
