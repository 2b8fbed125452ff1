"""Column types: instants and packed documents."""

import json
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

BigId = BigInteger().with_variant(Integer, "sqlite")
"""A counted id: SQLite counts only in an INTEGER PRIMARY KEY."""


def to_micros(at: datetime) -> int:
    """Whole microseconds since 1970 in UTC. Raises ValueError on a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"the time {at.isoformat()} has no zone; times are kept in UTC only")
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The instant so many microseconds after 1970, in UTC."""
    return _EPOCH + timedelta(microseconds=micros)


class Instant(TypeDecorator[datetime]):
    """An aware time, stored as whole microseconds since 1970 in UTC; a naive one is refused. The same
    on both databases, so a difference of two columns is a subtraction (type_coerce to BigInteger)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 the type's protocol
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the type's protocol
        return None if value is None else from_micros(value)


class Packed(TypeDecorator[Any]):
    """A plain document (dicts, lists, texts, numbers) stored as zlib-compressed JSON."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002 the type's protocol
        return None if value is None else pack(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:  # noqa: ARG002 the type's protocol
        return None if value is None else unpack(value)


class Written(bytes):
    """A plain document that is JSON already, in UTF-8."""

    __slots__ = ()


def pack(document: Any) -> bytes:
    """Compressed JSON of a plain document, or of one that is written already."""
    if isinstance(document, Written):
        return zlib.compress(document)
    return zlib.compress(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(packed: bytes) -> Any:
    """The document that `pack` was given."""
    return json.loads(zlib.decompress(packed))
