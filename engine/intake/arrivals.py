"""Counts, feeds and receipts, each followed by the orders that waited for what there is more of now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from engine import inventory
from engine.database import Database
from engine.intake.waiting import decide_waiting
from engine.inventory import StockChanged


@dataclass(frozen=True, slots=True)
class StockTaken:
    """What changed, and the ids of the waiting orders that got on because of it, oldest first."""

    change: StockChanged
    decided: tuple[str, ...]


def count_stock(
    database: Database, location: str, sku: str, units: int, now: datetime, who: str
) -> StockTaken:
    """Somebody counted a SKU. Raises RefusedStock, with the field, and nothing changed."""
    return _taken(database, now, lambda s: inventory.record_count(s, location, sku, units, now, who))


def feed_stock(
    database: Database, location: str, stock: Mapping[str, int], now: datetime, who: str
) -> StockTaken:
    """A location reported its stock. Raises RefusedStock, with the field, and nothing changed."""
    return _taken(database, now, lambda s: inventory.record_feed(s, location, stock, now, who))


def receive_stock(
    database: Database, location: str, stock: Mapping[str, int], now: datetime, who: str, note: str = ""
) -> StockTaken:
    """Goods came in. Raises RefusedStock, with the field, and nothing changed."""
    return _taken(database, now, lambda s: inventory.receive(s, location, stock, now, who, note))


def expect_stock(database: Database, expected: Mapping[str, datetime | None], now: datetime, who: str) -> int:
    """When the next delivery of each of these SKUs is expected; None: none is. Gives the event's id. Raises
    RefusedStock, with the field, and nothing changed."""
    return database.transact(lambda session: inventory.expect(session, expected, now, who))


def _taken(database: Database, now: datetime, work: Callable[[Session], StockChanged]) -> StockTaken:
    change = database.transact(work)
    return StockTaken(change, decide_waiting(database, change.more, now) if change.more else ())
