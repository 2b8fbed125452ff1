"""What would have had to differ, as the order's page asks for it."""

from datetime import UTC, datetime

import pytest

from engine.database import Database
from engine.intake import accept
from engine.store import decisions
from engine.store.decisions import KeptDecision
from ui.desk.differing import find
from ui.words import differing as words

NOW = datetime(2025, 11, 20, 10, tzinfo=UTC)


def kept(shop: Database, pounds: int) -> KeptDecision:
    """The decision on an order of two mugs."""
    order = {
        "channel": "web",
        "external_id": f"W-{pounds}",
        "placed_at": NOW.isoformat(),
        "currency": "GBP",
        "lines": [{"sku": "A", "quantity": 2, "unit_price": pounds * 50}],
        "destination": {"country": "GB"},
    }
    order_id = accept(shop, order, NOW, "test").order_id
    with shop.read() as session:
        found = decisions.order_detail(session, order_id)
    assert found is not None
    return found.current


def test_a_held_order_says_what_would_have_let_it_go(shop: Database) -> None:
    decision, told = kept(shop, 500), list[int]()
    found = find(decision.id, decision.revision, told.append)
    assert found.decision == decision.id
    assert [row.says for row in found.rows] == ["Total £400.00 instead of £500.00", "Rule “Big orders” off"]
    assert told == list(range(1, len(told) + 1))
    assert found.beside == words.counted(len(told))
    assert found.note == ""


def test_an_order_that_waits_says_where_units_are_missing(shop: Database) -> None:
    decision = kept(shop, 30)
    assert decision.decision.outcome == "backordered"
    found = find(decision.id, decision.revision, lambda _times: None)
    assert any(row.says.startswith("2 more units of Mug at ") for row in found.rows)
    assert all(row.then.endswith(" would have sent it.") for row in found.rows)


@pytest.mark.parametrize("longest", [0.0])
def test_it_ends_when_its_time_is_over_and_says_so(shop: Database, longest: float) -> None:
    decision = kept(shop, 500)
    found = find(decision.id, decision.revision, lambda _times: None, longest)
    assert words.NOT_ALL in found.note
