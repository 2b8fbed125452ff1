"""A few days loaded, decided on and simulated: the same on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from engine.database import Database
from engine.history import PastYear, load_history
from engine.intake import accept
from engine.model import Product, Retailer
from engine.records import EventRecord, OrderRecord, StockLevelRecord
from engine.setup import install_retailer
from engine.simulation import jobs
from engine.store import simulation_changes, simulations
from engine.store.kpis import Window, summaries, weekly
from rulesets import revisions
from tests.engine.simulation.shop import (
    COVENTRY,
    LARGE_ARE_HELD,
    LEEDS,
    MONDAY,
    TARIFF,
    WAREHOUSE_ONLY,
    after,
    an_order,
    came,
    rules,
    took_back,
)

PRODUCTS = tuple(Product(sku, sku.title(), weight_g=500) for sku in ("MUG", "TRAY"))
PAST = PastYear(
    starts_at=MONDAY - timedelta(hours=1),
    ends_at=after(days=8),
    opening={"COV": {"MUG": 3, "TRAY": 5}, "LDS": {"MUG": 2}},
    orders=[
        an_order("O1", ("MUG", 2)),
        an_order("O2", ("MUG", 3), at=after(hours=1)),
        an_order("O3", ("MUG", 1), ("TRAY", 2), at=after(hours=2)),
        an_order("O4", ("TRAY", 9), at=after(days=1)),
        an_order("O5", ("TRAY", 1), at=after(days=2)),
        replace(an_order("O6", ("MUG", 1), at=after(days=7, hours=23, minutes=30))),
    ],
    deliveries=came("COV", after(days=7), MUG=6),
    cancellations=(
        took_back("O5", "TRAY", 1, after(days=2, minutes=1)),
        took_back("O1", "MUG", 1, after(days=3)),
    ),
    delivery_note="Weekly buying",
)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    sqlite = request.param == "sqlite"
    opened = Database(f"sqlite:///{tmp_path}/s.db" if sqlite else request.getfixturevalue("postgres_url"))
    opened.upgrade()
    retailer = Retailer("Test", "GBP", "Europe/London", "GB")
    with opened.write() as session:
        install_retailer(session, retailer, (COVENTRY, LEEDS), TARIFF, PRODUCTS, MONDAY)
        made = revisions.import_ruleset(session, rules(LARGE_ARE_HELD), "Ada", MONDAY)
        revisions.publish(session, made.number, "Ada", "To begin with", MONDAY)
    yield opened
    opened.close()


def test_a_past_is_loaded_goes_on_live_and_is_simulated(database: Database) -> None:
    report = load_history(database, PAST)
    assert (report.orders, report.again, report.units_cancelled, report.units_returned) == (6, 1, 1, 1)
    assert dict(report.statuses) == {"shipped": 3, "held": 1, "cancelled": 1, "routed": 1}
    _stands_as_it_must(database)
    _goes_on_live(database)
    _is_measured(database)
    _is_simulated(database)


def _stands_as_it_must(database: Database) -> None:
    with database.read() as session:
        statuses = dict(session.exec(select(OrderRecord.id, OrderRecord.status)).all())
        levels = {
            (row.location, row.sku): (row.on_hand, row.allocated)
            for row in session.exec(select(StockLevelRecord))
        }
        told = session.exec(
            select(EventRecord.type).where(EventRecord.order_id == "O2").order_by(EventRecord.id)
        ).all()
    # O1 has Leeds' mugs; the one that comes back goes to O3, which waited for it; O2 has Coventry's.
    assert statuses == {
        "O1": "shipped",
        "O2": "shipped",
        "O3": "shipped",
        "O4": "held",
        "O5": "cancelled",
        "O6": "routed",
    }
    assert levels == {("COV", "MUG"): (6, 1), ("COV", "TRAY"): (3, 0), ("LDS", "MUG"): (0, 0)}
    assert told == ["routed", "allocated", "shipped", "shipped"]


def _goes_on_live(database: Database) -> None:
    document = {
        "external_id": "N1",
        "channel": "web",
        "currency": "GBP",
        "placed_at": after(days=9).isoformat(),
        "lines": [{"sku": "MUG", "quantity": 1, "unit_price": 1000}],
        "destination": {"country": "GB", "postcode": "S1", "latitude": 53.38, "longitude": -1.47},
    }
    taken = accept(database, document, after(days=9), "Test")
    assert taken.decision.plan.locations == ("COV",)


def _is_measured(database: Database) -> None:
    window = Window(PAST.starts_at, after(days=8), after(days=8))
    with database.read() as session:
        found = summaries(session, window)
        weeks = weekly(session, window)
    assert {key: (one.orders, one.mean) for key, one in found.items() if key.endswith("rate")} == {
        "cancellation_rate": (6, pytest.approx(1 / 6)),
        "split_rate": (4, 0.25),
        "auto_rate": (6, pytest.approx(5 / 6)),
        "backorder_rate": (6, pytest.approx(1 / 6)),
    }
    assert found["shipping_cost"].orders == 4
    assert found["cycle_time"].orders == 3
    assert found["inventory_accuracy"].orders == 0
    assert [kpis["auto_rate"].orders for _, kpis in weeks] == [5, 1]


def _is_simulated(database: Database) -> None:
    with database.write() as session:
        other = revisions.keep(session, rules(LARGE_ARE_HELD, WAREHOUSE_ONLY), "Ada", MONDAY).number
        job = jobs.start(session, 1, other, PAST.starts_at, after(days=8), "Ada")
    taken = jobs.take(database)
    assert taken is not None
    jobs.run(database, taken)
    with database.read() as session:
        found = simulations.one(session, job)
        changed = simulation_changes.changes(session, job)
    assert found is not None
    assert (found.status, found.error) == ("done", None)
    assert {row.order_id: (row.was, row.becomes) for row in changed}["O1"] == ("Leeds", "Coventry")
