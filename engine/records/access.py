"""Tables: API keys."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from engine.records.types import BigId, Instant


class ApiKeyRecord(SQLModel, table=True):
    """A key to the HTTP API: only its hash is kept, and a prefix that people tell keys apart by."""

    __tablename__ = "api_keys"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    name: str
    hash: str = Field(unique=True)
    prefix: str
    created_at: datetime = Field(sa_type=Instant)
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
