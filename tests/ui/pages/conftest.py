"""A small shop in a real database, and pages' States as our own page on this computer opens them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import reflex as rx
from reflex.istate.data import RouterData

from engine.database import Database
from tests.ui.pages.shop import set_up
from ui import wiring

S = TypeVar("S", bound=rx.State)
Open = Callable[..., Any]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A retailer with two locations and live rules; the program's one database while the test runs."""
    for database in _database(tmp_path, monkeypatch):
        database.transact(set_up)
        yield database


def _database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("SWITCHYARD_DATA", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    wiring.settings.cache_clear()
    wiring.database.cache_clear()
    database = wiring.database()
    database.upgrade()
    yield database
    database.close()
    wiring.settings.cache_clear()
    wiring.database.cache_clear()


@pytest.fixture
def open_page() -> Open:
    """A new window: `open_page(RulesState, rule="big")` gives the State with this query in the address."""

    def opened(kind: type[S], **query: str) -> S:
        root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        headers = {"origin": "http://127.0.0.1:3700", "host": "127.0.0.1:3700"}
        root.router = RouterData.from_router_data(
            {"ip": "127.0.0.1", "headers": headers, "pathname": "/", "asPath": f"/?{asked}", "query": query}
        )
        state: S = root.get_substate(kind.get_full_name().split("."))  # type: ignore[assignment]
        return state

    return opened


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The program before a retailer is set up."""
    yield from _database(tmp_path, monkeypatch)
