"""What is reported when nothing went wrong: payments, addresses, shipments that go on, deliveries."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from engine.database import Database
from engine.store import known
from rulesets.actions import Hold
from rulesets.model import RuleKind
from tests.connectors.rest.conftest import a_key, bearer, served
from tests.engine.commit.world import NOW, order, publish, rule

UNPAID = rule("unpaid", RuleKind.HOLD, Hold(reason="Not paid yet", owner="Finance", until="payment"))


@pytest.fixture
def client(database: Database) -> Iterator[httpx.Client]:
    publish(database, UNPAID)
    for address in served(database):
        with httpx.Client(base_url=address, headers=bearer(a_key(database))) as opened:
            yield opened


def _sold(client: httpx.Client, **fields: Any) -> str:
    posted = client.post("/orders", json=order(("MUG", 1), **fields))
    assert posted.status_code == 201, posted.text
    return str(posted.json()["order_id"])


def _said(client: httpx.Client, order_id: str, status: int, **document: Any) -> dict[str, Any]:
    answered = client.post(f"/orders/{order_id}/events", json=document)
    assert answered.status_code == status, answered.text
    return dict(answered.json())


def test_a_payment_lets_the_order_go_on_and_is_taken_once(client: httpx.Client) -> None:
    order_id = _sold(client, tags=["unpaid"])
    read = client.get(f"/orders/{order_id}").json()
    assert [(hold["lifts_when"], hold["lifted_at"]) for hold in read["holds"]] == [("payment", None)]
    payment = {"type": "payment_authorised", "until": "2026-03-09T10:00:00Z", "external_id": "pay-1"}
    assert _said(client, order_id, 201, **payment)["orders"][0]["rules"] == []
    assert _said(client, order_id, 200, **payment)["repeated"]
    read = client.get(f"/orders/{order_id}").json()
    assert (read["order"]["status"], len(read["decisions"])) == ("routed", 2)


def test_a_shipment_goes_on_by_events(client: httpx.Client) -> None:
    order_id = _sold(client)
    refused = _said(client, order_id, 422, type="collected")
    assert "Nothing of this order waits for that: it has 1 at ST (to be sent)." in refused["detail"]
    _said(client, order_id, 201, type="shipped")
    read = client.get(f"/orders/{order_id}").json()
    assert (read["order"]["status"], read["shipments"][0]["status"]) == ("shipped", "shipped")
    again = _said(client, order_id, 422, type="shipped")
    assert "Nothing of this order" in again["detail"]


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"type": "payment_captured", "lines": [{"sku": "MUG", "units": 1}]}, "lines"),
        ({"type": "payment_captured", "until": "2026-03-09T10:00:00Z"}, "until"),
        ({"type": "address_fixed"}, "address"),
        ({"type": "shipped", "address": {"country": "GB"}}, "address"),
    ],
)
def test_what_does_not_belong_to_an_event_is_refused(
    client: httpx.Client, document: dict[str, Any], field: str
) -> None:
    refused = _said(client, _sold(client), 422, **document)
    assert [error["field"] for error in refused["errors"]] == [field]


def test_expected_deliveries_are_told_and_withdrawn(client: httpx.Client, database: Database) -> None:
    told = client.put("/incoming", json={"expected": {"MUG": "2026-03-09T08:00:00Z", "TRAY": None}})
    assert (told.status_code, told.json()["skus"]) == (200, 2)
    with database.read() as session:
        assert set(known.incoming(session, {"MUG", "TRAY"}, NOW)) == {"MUG"}
    refused = client.put("/incoming", json={"expected": {"NONE": None}})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "expected[NONE]")
