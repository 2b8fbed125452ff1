"""Tables: what was reported from outside, and whether it has been handled."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from engine.records.types import BigId, Instant

_OPEN = text("handled_at IS NULL")


class ReportRecord(SQLModel, table=True):
    """One cause that exception rules answer once. `key` makes the same report, sent again, the same one:
    it names the order or location and the sender's own id; None when the sender gave none. `event_id` is
    the event that it became. Open while `handled_at` is None."""

    __tablename__ = "reports"
    __table_args__ = (
        Index("ix_reports_open", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_reports_event_id", "event_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    key: str | None = Field(default=None, unique=True)
    body_hash: str
    event_id: int = Field(foreign_key="events.id", sa_type=BigId)
    parent_event_id: int | None = Field(default=None, foreign_key="events.id", sa_type=BigId)
    handled_at: datetime | None = Field(default=None, sa_type=Instant)
