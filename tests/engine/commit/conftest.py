"""A retailer with two locations and three products, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url

from engine.database import Database
from engine.inventory import receive
from engine.setup import install_retailer
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, publish

_numbers = count(1)
Stock = Callable[..., None]


def _schema(url: str) -> str:
    """A schema of its own in the module's database: far quicker than a database of its own."""
    name = f"test_{next(_numbers)}"
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    return str(make_url(url).update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(False))


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with its tables and nothing in them."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/switchyard.db"
    else:
        url = _schema(request.getfixturevalue("postgres_url"))
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
