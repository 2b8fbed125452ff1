"""Queries on the balances and the ledger: locked for a change, written, and read at one SKU."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from engine.model import StockLevel
from engine.records import FeedRecord, MovementRecord, StockLevelRecord
from engine.records.tables import table_of

Place = tuple[str, str]
"""Location code and SKU."""

_LEVELS = table_of(StockLevelRecord)
_MOVEMENTS = table_of(MovementRecord)
_FEEDS = table_of(FeedRecord)
_COLUMNS = (
    _LEVELS.c.location,
    _LEVELS.c.sku,
    _LEVELS.c.on_hand,
    _LEVELS.c.allocated,
    _LEVELS.c.reserved,
    _LEVELS.c.version,
)
_OF_SKUS = select(*_COLUMNS).where(_LEVELS.c.sku.in_(bindparam("skus", expanding=True)))
_LOCKED = _OF_SKUS.order_by(_LEVELS.c.sku, _LEVELS.c.location).with_for_update(key_share=True)

_CHANGE = (
    update(_LEVELS)
    .where(_LEVELS.c.sku == bindparam("at_sku"), _LEVELS.c.location == bindparam("at_location"))
    .values(
        on_hand=bindparam("now_on_hand"),
        allocated=bindparam("now_allocated"),
        version=bindparam("now_version"),
    )
)


@dataclass(frozen=True, slots=True)
class Balance:
    """A stock level with the version that a commit compares."""

    level: StockLevel
    version: int


def of_skus(session: Session, skus: Collection[str]) -> Mapping[Place, Balance]:
    """The balances of these SKUs at every location that ever had them."""
    return _balances(session.connection().execute(_OF_SKUS, {"skus": list(skus)}))


def locked(session: Session, skus: Collection[str]) -> Mapping[Place, Balance]:
    """The same, and nobody else changes them before this transaction ends. Locks are taken in the order
    of SKU and location, so two transactions never wait for each other."""
    return _balances(session.connection().execute(_LOCKED, {"skus": list(skus)}))


def begin(session: Session, places: Iterable[Place]) -> None:
    """Begin balances of 0 where there are none yet."""
    rows = [
        {"location": location, "sku": sku, "on_hand": 0, "allocated": 0, "reserved": 0, "version": 0}
        for location, sku in sorted(places)
    ]
    if rows:
        is_sqlite = session.get_bind().dialect.name == "sqlite"
        start = sqlite.insert(_LEVELS) if is_sqlite else postgresql.insert(_LEVELS)
        session.execute(start.on_conflict_do_nothing(), rows)


def write(session: Session, balances: Mapping[Place, Balance]) -> None:
    """Write balances that are locked."""
    session.connection().execute(_CHANGE, [_changed(place, new) for place, new in balances.items()])


def append(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append movements to the ledger; each row names every column but the id."""
    session.connection().execute(insert(_MOVEMENTS), rows)


def write_fed_at(session: Session, location: str, at: datetime) -> None:
    """Write when the location's stock was last reported."""
    changed = session.connection().execute(
        update(_FEEDS).where(_FEEDS.c.location == location).values(fed_at=at)
    )
    if changed.rowcount == 0:
        session.execute(insert(_FEEDS), [{"location": location, "fed_at": at}])


def on_hand_at(session: Session, location: str, sku: str, at: datetime) -> int:
    """Units there at that moment, from the ledger."""
    ledger = _MOVEMENTS.c
    total = select(func.coalesce(func.sum(ledger.on_hand), 0)).where(
        ledger.location == location, ledger.sku == sku, ledger.at <= at
    )
    return int(session.execute(total).scalar_one())


def _changed(place: Place, new: Balance) -> dict[str, Any]:
    return {
        "at_location": place[0],
        "at_sku": place[1],
        "now_on_hand": new.level.on_hand,
        "now_allocated": new.level.allocated,
        "now_version": new.version,
    }


def _balances(rows: Iterable[Any]) -> Mapping[Place, Balance]:
    return {(row[0], row[1]): Balance(StockLevel(row[2], row[3], row[4]), row[5]) for row in rows}
