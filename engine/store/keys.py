"""Queries on API keys."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlmodel import Session

from engine.records import ApiKeyRecord
from engine.records.tables import table_of

_KEYS = table_of(ApiKeyRecord)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as people see it: never the secret, only its first characters."""

    id: int
    name: str
    prefix: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


_SHOWN = (
    _KEYS.c.id,
    _KEYS.c.name,
    _KEYS.c.prefix,
    _KEYS.c.created_at,
    _KEYS.c.last_used_at,
    _KEYS.c.revoked_at,
)


def add(session: Session, name: str, hash_: str, prefix: str, now: datetime) -> ApiKey:
    """Write a new key."""
    row = {"name": name, "hash": hash_, "prefix": prefix, "created_at": now}
    added = session.connection().execute(insert(_KEYS).returning(_KEYS.c.id), row)
    return ApiKey(int(added.scalar_one()), name, prefix, now, None, None)


def with_prefix(session: Session, prefix: str) -> tuple[tuple[str, ApiKey], ...]:
    """The hash and the key of each that may still be used and begins so."""
    wanted = select(_KEYS.c.hash, *_SHOWN).where(_KEYS.c.prefix == prefix, _KEYS.c.revoked_at.is_(None))
    return tuple((row[0], ApiKey(*row[1:])) for row in session.connection().execute(wanted))


def all_keys(session: Session) -> tuple[ApiKey, ...]:
    """Every key, the newest first."""
    wanted = select(*_SHOWN).order_by(_KEYS.c.id.desc())
    return tuple(ApiKey(*row) for row in session.connection().execute(wanted))


def write_used(session: Session, key_id: int, now: datetime) -> None:
    """Write when a key was last used."""
    session.connection().execute(update(_KEYS).where(_KEYS.c.id == key_id).values(last_used_at=now))


def write_revoked(session: Session, key_id: int, now: datetime) -> bool:
    """Write that a key may not be used any more; False when there is none that may."""
    usable = (_KEYS.c.id == key_id) & _KEYS.c.revoked_at.is_(None)
    changed = session.connection().execute(update(_KEYS).where(usable).values(revoked_at=now))
    return changed.rowcount == 1
