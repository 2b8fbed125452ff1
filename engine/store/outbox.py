"""Reads what the outside must be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from engine.records import OutboxRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that the outside must be told once; `key` is unique."""

    id: int
    topic: str
    key: str
    payload: Mapping[str, Any]
    created_at: datetime


def after(session: Session, last: int, limit: int) -> tuple[Entry, ...]:
    """The entries after this one, oldest first."""
    wanted = select(OutboxRecord).where(col(OutboxRecord.id) > last).order_by(col(OutboxRecord.id))
    return tuple(
        Entry(row.id or 0, row.topic, row.key, row.payload, row.created_at)
        for row in session.exec(wanted.limit(limit))
    )
