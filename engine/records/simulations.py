"""Tables: simulations as jobs, and the orders whose decision each one changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from engine.records.types import BigId, Instant, Packed


class SimulationRecord(SQLModel, table=True):
    """A simulation. `candidate`, `base` are revision numbers; the span is `starts_at` until `ends_at`.
    `status`: queued, running, done, cancelled, failed. `heartbeat_at` tells a live job from a dead one.
    `result_hash` is the same for the same orders and revisions."""

    __tablename__ = "simulations"
    __table_args__ = (Index("ix_simulations_status", "status", "id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    candidate: int
    base: int
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    status: str = "queued"
    done: int = 0
    total: int = 0
    cancel_requested: bool = False
    created_at: datetime = Field(sa_type=Instant)
    created_by: str = ""
    heartbeat_at: datetime | None = Field(default=None, sa_type=Instant)
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str | None = None
    result: Any = Field(default=None, nullable=True, sa_type=Packed)
    result_hash: str | None = None


class SimulationChangeRecord(SQLModel, table=True):
    """An order that the candidate decides differently. `from_text`, `to_text` name outcome and locations;
    `cause_rule` is the edited rule responsible, "" for stock and capacity. `money` (postage and handling)
    and `postage` are candidate less base in minor units, `days` candidate less base; None when either is
    unknown. `splits`: further shipments, candidate less base."""

    __tablename__ = "simulation_changes"
    __table_args__ = (
        Index("ix_simulation_changes_order_id", "simulation_id", "order_id"),
        {"sqlite_with_rowid": False},
    )

    simulation_id: int = Field(primary_key=True, foreign_key="simulations.id", sa_type=BigId)
    position: int = Field(primary_key=True)
    order_id: str
    from_text: str
    to_text: str
    from_rule: str
    to_rule: str
    cause: str
    cause_rule: str = ""
    money: int | None = Field(default=None, sa_type=BigInteger)
    postage: int | None = Field(default=None, sa_type=BigInteger)
    days: float | None = None
    splits: int = 0
