"""The connection to SQLite or PostgreSQL: reading and writing transactions, retries, and upgrades."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, create_engine

Result = TypeVar("Result")

_BUSY_SECONDS = 30
_IMMEDIATE = "switchyard_immediate"
_RETRYABLE = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: serialization failure, deadlock, lock not available."""


class Database:
    """One database. Safe to share between threads; each `read` or `write` is its own transaction."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _sqlite(url) if self.is_sqlite else _postgres(url)
        self._reader = self._engine if self.is_sqlite else _reader(self._engine)
        self._writer = self._engine.execution_options(**{_IMMEDIATE: True})
        # SQLite has one writer and no queue for it: waiting here in turn is quicker than its polling.
        self._turn: AbstractContextManager[Any] = Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout. What it changes is not kept."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all when an error is
        raised. On SQLite it is the only writer from the start. The errors of which `is_retryable` says
        yes are the caller's to repeat; `transact` does."""
        with self._turn, Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def transact(self, work: Callable[[Session], Result], tries: int = 8) -> Result:
        """Run `work` in a writing transaction, again when another one stood in its way. Raises the last
        database error when it never came through."""
        for attempt in range(1, tries):
            try:
                with self.write() as session:
                    return work(session)
            except DBAPIError as error:
                if not is_retryable(error):
                    raise
                time.sleep(0.005 * 2**attempt)
        with self.write() as session:
            return work(session)

    def upgrade(self) -> None:
        """Bring the tables to the newest shape; nothing happens when they are. Safe at every start."""
        with self._turn, self._writer.begin() as connection:
            _one_at_a_time(connection)
            command.upgrade(alembic_config(connection), "head")

    def close(self) -> None:
        """Close every connection. The next use opens new ones."""
        self._engine.dispose()


def shown(url: str) -> str:
    """A database's address without its password, as a message may name it."""
    return make_url(url).render_as_string(hide_password=True)


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None for others."""
    address = make_url(url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def is_retryable(error: DBAPIError) -> bool:
    """Whether the same work may succeed when it is simply done again."""
    code = getattr(error.orig, "sqlstate", None)
    return code in _RETRYABLE or "database is locked" in str(error.orig)


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for work on this connection, within its transaction."""
    config = Config()
    config.set_main_option("script_location", "engine:migrations")
    config.attributes["connection"] = connection
    return config


def _one_at_a_time(connection: Connection) -> None:
    """Several programs may start at once on PostgreSQL; SQLite's write lock already puts them in line."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7265746169)")


def _postgres(url: str) -> Engine:
    return create_engine(url, pool_size=10, max_overflow=30, pool_pre_ping=True)


def _reader(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite(url: str) -> Engine:
    file = make_url(url).database
    if not file or file == ":memory:":
        raise ValueError(f"the database {url} must be a file, as in sqlite:////folder/switchyard.db")
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    # check_same_thread is off because the pool hands a connection to one thread at a time.
    engine = create_engine(url, pool_size=10, max_overflow=30, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # Python's own transactions begin too late for BEGIN IMMEDIATE, so they are off.
    connection.isolation_level = None
    for setting in (
        f"busy_timeout = {_BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -65536",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
