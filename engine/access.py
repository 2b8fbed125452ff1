"""API keys: made, shown once, kept as a hash, checked and revoked."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from engine.database import Database
from engine.refusals import FieldProblem, NotKnown, RefusedSetup
from engine.store import keys
from engine.store.keys import ApiKey

START = "sy_live_"
_SHOWN = len(START) + 6
_RANDOM_BYTES = 32
_USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made. `secret` is nowhere kept: it is shown now or never."""

    secret: str
    key: ApiKey


def create_key(session: Session, name: str, now: datetime) -> NewKey:
    """Make a key of 256 random bits. Raises RefusedSetup when it has no name of at most 80 characters."""
    if not name.strip() or len(name) > 80:
        problem = "Give the key a name of at most 80 characters, like “Web shop”."
        raise RefusedSetup(FieldProblem("name", problem))
    secret = START + secrets.token_urlsafe(_RANDOM_BYTES)
    return NewKey(secret, keys.add(session, name.strip(), _hash(secret), secret[:_SHOWN], now))


def find_key(database: Database, secret: str, now: datetime) -> ApiKey | None:
    """The key that has this secret and was not revoked, or None. Its use is noted, once a minute."""
    if not (secret.startswith(START) and secret.isascii() and secret.isprintable()):
        return None
    with database.read() as session:
        found = _match(keys.with_prefix(session, secret[:_SHOWN]), secret)
    if found is not None and _use_is_old(found, now):
        database.transact(lambda session: keys.write_used(session, found.id, now))
    return found


def list_keys(session: Session) -> tuple[ApiKey, ...]:
    """Every key, revoked ones too, the newest first."""
    return keys.all_keys(session)


def revoke_key(session: Session, key_id: int, now: datetime) -> None:
    """Nobody gets in with this key any more. Raises NotKnown when there is none that may be used."""
    if not keys.write_revoked(session, key_id, now):
        raise NotKnown(FieldProblem("key", f"There is no key {key_id} that is still in use."))


def _match(candidates: tuple[tuple[str, ApiKey], ...], secret: str) -> ApiKey | None:
    # A plain hash will do: 256 random bits cannot be guessed from it, as a person's password could.
    wanted = _hash(secret)
    return next((key for hash_, key in candidates if hmac.compare_digest(hash_, wanted)), None)


def _use_is_old(key: ApiKey, now: datetime) -> bool:
    return key.last_used_at is None or now - key.last_used_at >= _USE_NOTED_EVERY


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
