"""A small shop in a real database, and pages' States as our own page on this computer opens them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
import reflex as rx
from reflex.istate.data import RouterData
from sqlmodel import Session

from engine.database import Database
from engine.model import Location, Product, Retailer, Tariff
from engine.store.setup import insert_setup
from rulesets import revisions
from rulesets.reading import read_ruleset
from ui import wiring

S = TypeVar("S", bound=rx.State)
Open = Callable[..., Any]

RULES: dict[str, Any] = {
    "switchyard": 1,
    "name": "Shop",
    "currency": "GBP",
    "zone": "Europe/London",
    "country": "GB",
    "rules": {
        "hold": [
            {
                "id": "big",
                "name": "Big orders",
                "when": {"all": [{"field": "order.total", "operator": "more_than", "value": "400.00 GBP"}]},
                "then": [{"action": "hold", "reason": "Look at it", "owner": "Helen"}],
            },
            {
                "id": "gifts",
                "name": "Gifts",
                "when": {"any": [{"field": "order.gift", "operator": "is_yes"}]},
                "then": [{"action": "hold", "reason": "Wrap it", "owner": "Dan"}],
            },
            {"id": "hold-default", "name": "No hold", "default": True},
        ],
        "routing": [
            {
                "id": "near",
                "name": "Near",
                "when": {"all": [{"field": "order.channel", "operator": "one_of", "value": ["web"]}]},
                "then": [{"action": "within_km", "km": 250}, {"action": "rank", "by": "nearest"}],
                "otherwise": "next_rule",
            },
            {
                "id": "routing-default",
                "name": "Nearest",
                "default": True,
                "then": [{"action": "rank", "by": "nearest"}],
                "otherwise": "backorder",
            },
        ],
        "split": [
            {
                "id": "split-default",
                "name": "Split",
                "default": True,
                "then": [{"action": "split", "policy": "units", "only_if_needed": True}],
            }
        ],
        "exception": [
            {
                "id": "exception-default",
                "name": "Queue",
                "default": True,
                "then": [{"action": "queue", "owner": "Operations", "reason": "Decide"}],
            }
        ],
        "transaction": [{"id": "transaction-default", "name": "Payments", "default": True}],
    },
}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A retailer with two locations and live rules; the program's one database while the test runs."""
    for database in _database(tmp_path, monkeypatch):
        database.transact(_set_up)
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


def _set_up(session: Session) -> None:
    now = datetime(2025, 11, 3, 9, tzinfo=UTC)
    places = [Location("COV", "Coventry", "warehouse", "GB"), Location("BRI", "Bristol", "store", "GB")]
    retailer = Retailer("Wren & Thistle", "GBP", "Europe/London", "GB", "Made up.")
    insert_setup(session, retailer, places, Tariff("GBP", (), {}, {}, "t"), [Product("A", "Mug")], now)
    first = revisions.import_ruleset(session, read_ruleset(RULES), "Tom", now)
    revisions.publish(session, first.number, "Tom", "To begin with", now)


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
