"""Writes a past year in bulk: rows in the order of their tables, balances, and counters that go on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, func, insert, select
from sqlmodel import Session

from engine.model import StockLevel
from engine.records import (
    AllocationRecord,
    DecisionRecord,
    EventRecord,
    FeedRecord,
    HoldRecord,
    MovementRecord,
    OrderRecord,
    ShipmentRecord,
    ShortfallRecord,
    StockLevelRecord,
)
from engine.records.tables import table_of
from engine.store.rows import Row

BATCH = 5_000
_IN_ORDER = (
    OrderRecord,
    DecisionRecord,
    HoldRecord,
    ShipmentRecord,
    AllocationRecord,
    ShortfallRecord,
    EventRecord,
    MovementRecord,
)
"""Tables whose rows others point at come first."""

_COUNTED = (DecisionRecord, HoldRecord, ShipmentRecord, EventRecord, MovementRecord)


class BulkWriter:
    """Collects rows and writes them in batches. Every row of a table names the same columns."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[str, list[Row]] = {str(record.__tablename__): [] for record in _IN_ORDER}
        self._held = 0

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Have these rows written. What they point at must have been added before, or now."""
        self._rows[table].extend(rows)
        self._held += len(rows)

    def write_if_full(self) -> None:
        """Write when a batch has come together; called when nothing added points at what is to come."""
        if self._held >= BATCH:
            self.write()

    def write(self) -> None:
        """Write everything that was collected."""
        connection = self._session.connection()
        for record in _IN_ORDER:
            table = table_of(record)
            rows = self._rows[table.name]
            for start in range(0, len(rows), BATCH):
                _write_rows(connection, table, rows[start : start + BATCH])
            rows.clear()
        self._held = 0


def _write_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert many rows. On SQLite their values are made ready here and go to the driver as they are: with
    a million rows, what is done for each of them on the usual way takes longer than the database does."""
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), rows)
        return
    columns = [column for column in table.columns if column.name in rows[0]]
    keys = [column.name for column in columns]
    statement = str(insert(table).compile(dialect=connection.dialect, column_keys=keys))
    ready = [_ready(connection, column, [row[column.name] for row in rows]) for column in columns]
    connection.exec_driver_sql(statement, list(zip(*ready, strict=True)))


def _ready(connection: Connection, column: Column[Any], values: list[Any]) -> list[Any]:
    """The values of a column as the driver takes them."""
    make = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return values if make is None else [make(value) for value in values]


def has_orders(session: Session) -> bool:
    """Whether any order, or any stock movement, was kept already."""
    connection = session.connection()
    tables = (table_of(OrderRecord).c.id, table_of(MovementRecord).c.id)
    return any(connection.execute(select(column).limit(1)).first() is not None for column in tables)


def write_levels(session: Session, levels: Mapping[str, Mapping[str, StockLevel]]) -> None:
    """Write the balances that the ledger comes to: location -> SKU -> level."""
    rows = [
        {
            "location": location,
            "sku": sku,
            "on_hand": level.on_hand,
            "allocated": level.allocated,
            "reserved": level.reserved,
            "version": 1,
        }
        for location, skus in levels.items()
        for sku, level in skus.items()
    ]
    _insert(session, table_of(StockLevelRecord), rows)


def write_feeds(session: Session, locations: Iterable[str], at: datetime) -> None:
    """Say that these locations reported their stock at that moment."""
    _insert(session, table_of(FeedRecord), [{"location": code, "fed_at": at} for code in locations])


def finish(session: Session) -> None:
    """Let the counters go on after the ids that were given, and let the planner know the tables."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        for record in _COUNTED:
            table = table_of(record)
            last = select(func.max(table.c.id)).scalar_subquery()
            counter = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(counter, func.coalesce(last, 1))))
    connection.exec_driver_sql("ANALYZE")


def _insert(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)
