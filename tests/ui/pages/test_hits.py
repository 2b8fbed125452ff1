"""How many of the latest orders a rule's conditions match, on orders that came in."""

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.database import Database
from engine.intake import accept
from ui.desk.hits import hits

NOW = datetime(2025, 11, 20, 10, tzinfo=UTC)


def rule(field: str, operator: str, value: Any) -> dict[str, Any]:
    """A hold rule of one condition, switched off."""
    when = {"all": [{"field": field, "operator": operator, "value": value}]}
    return {
        "id": "r",
        "name": "R",
        "enabled": False,
        "when": when,
        "then": [{"action": "hold", "reason": "Look", "owner": "Dan"}],
    }


def arrive(shop: Database, number: int, pounds: int) -> None:
    order = {
        "channel": "web",
        "external_id": f"W-{number}",
        "placed_at": NOW.isoformat(),
        "currency": "GBP",
        "lines": [{"sku": "A", "quantity": 1, "unit_price": pounds * 100}],
        "destination": {"country": "GB"},
    }
    accept(shop, order, NOW, "test")


@pytest.fixture
def three(shop: Database) -> Database:
    """Orders over 30, 500 and 700 pounds."""
    for number, pounds in enumerate((30, 500, 700)):
        arrive(shop, number, pounds)
    return shop


def test_counts_the_orders_that_the_conditions_match_though_the_rule_is_off(three: Database) -> None:  # noqa: ARG001
    found = hits("hold", rule("order.total", "more_than", "400.00 GBP"), None, "GBP")
    assert found is not None
    assert (found.of, found.found, found.live) == (3, 2, None)


def test_counts_the_rule_as_it_is_live_beside_it(three: Database) -> None:  # noqa: ARG001
    before = rule("order.total", "more_than", "600.00 GBP")
    found = hits("hold", rule("order.total", "more_than", "400.00 GBP"), before, "GBP")
    assert found is not None
    assert (found.found, found.live) == (2, 1)


def test_counts_while_what_the_rule_does_is_unfinished(three: Database) -> None:  # noqa: ARG001
    asked = rule("order.total", "more_than", "400.00 GBP")
    unfinished = asked | {"name": "", "then": [{"action": "hold", "reason": "", "owner": ""}]}
    found = hits("hold", unfinished, None, "GBP")
    assert found is not None
    assert found.found == 2


def test_order_that_came_meanwhile_is_counted_too(three: Database) -> None:
    asked = rule("order.total", "more_than", "400.00 GBP")
    hits("hold", asked, None, "GBP")
    arrive(three, 9, 900)
    found = hits("hold", asked, None, "GBP")
    assert found is not None
    assert (found.of, found.found) == (4, 3)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("hold", rule("order.total", "more_than", "lots")),
        ("hold", {"id": "d", "name": "D", "default": True}),
        ("exception", rule("event.type", "is", "rejected")),
    ],
    ids=["unfinished", "default", "exception"],
)
def test_says_nothing_where_nothing_can_be_said(three: Database, kind: str, asked: dict[str, Any]) -> None:  # noqa: ARG001
    assert hits(kind, asked, None, "GBP") is None


def test_says_nothing_before_the_first_order(shop: Database) -> None:  # noqa: ARG001
    assert hits("hold", rule("order.total", "more_than", "400.00 GBP"), None, "GBP") is None


def test_counts_only_the_orders_within_the_scope(three: Database) -> None:  # noqa: ARG001
    every = rule("order.total", "more_than", "1.00 GBP")
    counts = {}
    for channel in ("web", "phone"):
        found = hits("hold", {**every, "scope": {"channels": [channel]}}, None, "GBP")
        counts[channel] = found.found if found else None
    assert counts == {"web": 3, "phone": 0}
