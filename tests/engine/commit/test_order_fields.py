"""What an order may say beside its lines: taken as it is, or refused by its field."""

from datetime import timedelta
from typing import Any

import pytest

from engine.database import Database
from engine.identity import OrderIds
from engine.intake.checking import order_of
from engine.intake.document import read_document
from engine.model import Order
from engine.refusals import RefusedOrder
from tests.engine.commit.world import NOW, on_sqlite, order

pytestmark = on_sqlite
AT = "2026-03-05T10:00:00+00:00"


def _made(shop: Database, document: dict[str, Any]) -> Order:
    with shop.read() as session:
        return order_of(session, read_document(document), OrderIds().next(NOW), NOW)


def test_every_field_of_an_order_reaches_its_decision(shop: Database) -> None:
    document = order(
        ("MUG", 1),
        type="pickup",
        pickup_at="ST",
        ship_after=AT,
        ship_by=AT,
        requested_at=AT,
        priority=2,
        goods_cost=400,
        first_order=True,
        payment_status="authorised",
        payment_method="card",
        authorised_until=AT,
        risk_score=0.5,
        risk_level="low",
        address_status="verified",
        edit_until=AT,
    )
    document["lines"][0] |= {"brand": "Fern", "preorder": True, "expected_at": AT, "ship_group": "set"}
    document["destination"] = {"country": "GB", "po_box": True}
    document["customer"] = {"id": "C-1", "return_rate": 2.5}
    made = _made(shop, document)
    assert (made.type, made.pickup_at, made.priority, made.goods_cost) == ("pickup", "ST", 2, 400)
    assert made.ship_after == made.ship_by == made.requested_at == made.authorised_until == made.edit_until
    assert made.lines[0].expected_at == made.ship_after
    assert (made.payment_status, made.payment_method, made.risk_level) == ("authorised", "card", "low")
    assert (made.lines[0].brand, made.lines[0].preorder, made.lines[0].ship_group) == ("Fern", True, "set")
    assert (made.destination.po_box, made.customer.return_rate, made.first_order) == (True, 2.5, True)


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"type": "gift"}, "type", "use one of ship, pickup, transfer, exchange, subscription."),
        ({"pickup_at": "MOON"}, "pickup_at", "“MOON” is not a location here"),
        ({"payment_status": "maybe"}, "payment_status", "use one of pending, authorised"),
        ({"risk_level": "huge"}, "risk_level", "use one of low, medium, high."),
        ({"address_status": "odd"}, "address_status", "use one of verified, unverified, invalid."),
        ({"edit_until": "tomorrow"}, "edit_until", "Write a time with its zone"),
        ({"goods_cost": -1}, "goods_cost", "It must be 0 or more"),
        ({"first_order": "yes"}, "first_order", "Give true or false."),
        ({"risk_score": "high"}, "risk_score", "Give a number"),
        (
            {"ship_after": AT, "ship_by": (NOW - timedelta(days=9)).isoformat()},
            "order",
            "The order must be sent before it may be sent",
        ),
    ],
)
def test_a_wrong_field_is_refused_by_its_name(
    shop: Database, fields: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(RefusedOrder) as refused:
        _made(shop, order(("MUG", 1), **fields))
    assert [(problem.field, message in problem.message) for problem in refused.value.problems] == [
        (field, True)
    ], refused.value


def test_a_wrong_field_of_a_line_is_refused_by_its_place(shop: Database) -> None:
    document = order(("MUG", 1))
    document["lines"][0]["preorder"] = 1
    with pytest.raises(RefusedOrder) as refused:
        _made(shop, document)
    assert [problem.field for problem in refused.value.problems] == ["lines[0].preorder"]
