"""Tables: orders that people keep to try rules on."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from engine.records.types import BigId, Instant, Packed


class SavedOrderRecord(SQLModel, table=True):
    """An order to be tried, as a shop would send it; nothing is decided, sent or counted of it."""

    __tablename__ = "saved_orders"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    name: str = Field(unique=True)
    document: Any = Field(sa_type=Packed)
    saved_at: datetime = Field(sa_type=Instant)
    saved_by: str = ""
