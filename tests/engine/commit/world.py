"""The retailer that these tests are about, and orders for it."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from sqlmodel import Session

from engine.database import Database
from engine.model import Location, Product, Retailer, StockLevel, Tariff
from engine.store import levels
from rulesets import revisions
from rulesets.conditions import Condition, Group
from rulesets.model import Rule, RuleKind, Ruleset, default_rules

on_sqlite = pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
"""For what never reaches the database: once is enough."""

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
RETAILER = Retailer("Test Shop", "GBP", "Europe/London", "GB", "Made up for tests.")
LOCATIONS = (
    Location("WH", "Warehouse", "warehouse", "GB", 52.4, -1.5, "CV1", safety_stock=0),
    Location("ST", "Store", "store", "GB", 51.5, -0.1, "SW1", safety_stock=0),
)
TARIFF = Tariff(
    "GBP",
    (100, 300),
    {
        (service, zone): ((1_000, 300), (30_000, 900))
        for service in ("standard", "express")
        for zone in ("1", "2", "3", "europe", "world")
    },
    {
        (service, zone): 2
        for service in ("standard", "express")
        for zone in ("1", "2", "3", "europe", "world")
    },
    "test",
)
PRODUCTS = tuple(
    Product(sku, sku.title(), "kitchen", 500, 300, 500, ("new",), True, False, False, True)
    for sku in ("MUG", "TRAY", "LAMP")
)
_numbers = count(1)


def order(*lines: tuple[str, int], **fields: Any) -> dict[str, Any]:
    """A web order as the shop sends it: `order(("MUG", 2))`, going to London."""
    document: dict[str, Any] = {
        "external_id": f"W-{next(_numbers)}",
        "channel": "web",
        "currency": "GBP",
        "placed_at": "2026-03-02T09:30:00Z",
        "lines": [{"sku": sku, "quantity": units, "unit_price": 500} for sku, units in lines or [("MUG", 1)]],
        "destination": {"country": "GB", "postcode": "E1 6AN", "latitude": 51.52, "longitude": -0.07},
        "customer": {"id": "C1", "name": "Ada Byron"},
        "shipping_paid": 395,
    }
    return {**document, **fields}


def level(session: Session, location: str, sku: str) -> StockLevel:
    """The balance as it stands."""
    found = levels.of_skus(session, {sku}).get((location, sku))
    return found.level if found else StockLevel()


def rule(id_: str, kind: RuleKind, *then: Any, tag: str = "", **fields: Any) -> Rule:
    """A rule of the test shop that matches orders with a tag."""
    has_tag = Condition(field="order.tags", operator="has_any", value=(tag or id_,))
    return Rule(id=id_, name=id_, kind=kind, when=Group(match="all", of=(has_tag,)), then=then, **fields)


def publish(database: Database, *rules: Rule, now: datetime = NOW) -> int:
    """Make these rules, each before the default one of its kind, live; gives the revision's number."""
    ruleset = Ruleset(name="Test", currency="GBP", zone="Europe/London", rules=(*rules, *default_rules()))
    with database.write() as session:
        revision = revisions.import_ruleset(session, ruleset, "Mia", now)
        revisions.publish(session, revision.number, "Mia", "For a test", now)
    return revision.number
