"""A shop's day over HTTP: an order, its why, a rejection, a reroute, a suspension, and at last the queue."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from engine.database import Database
from tests.connectors.rest.conftest import a_key, bearer, served
from tests.engine.commit.world import order


@pytest.fixture
def client(any_database: Database) -> Iterator[httpx.Client]:
    for address in served(any_database):
        with httpx.Client(base_url=address, headers=bearer(a_key(any_database))) as opened:
            yield opened


def said_no(client: httpx.Client, order_id: str, **fields: Any) -> dict[str, Any]:
    document = {"type": "rejected", "reason": "Not on the shelf", **fields}
    answered = client.post(f"/orders/{order_id}/events", json=document)
    assert answered.status_code == 201, answered.text
    return dict(answered.json())


def test_from_order_to_queue(client: httpx.Client) -> None:
    posted = client.post("/orders", json=order(("MUG", 2)))
    assert posted.status_code == 201
    order_id = posted.json()["order_id"]
    assert posted.headers["location"] == f"/api/orders/{order_id}"
    assert [one["location"] for one in posted.json()["decision"]["plan"]["shipments"]] == ["ST"]

    first = said_no(client, order_id)
    assert first["orders"][0]["rules"][0]["id"] == "reroute"
    assert first["orders"][0]["rules"][0]["actions"] == [
        {"action": "reroute", "done": True, "text": "Routed again without Store: Warehouse sends it."}
    ]
    read = client.get(f"/orders/{order_id}").json()
    assert read["decision"]["attempt"] == 2
    assert read["decision"]["reason"] == "Rejected by Store"
    assert [one["location"] for one in read["decision"]["decision"]["plan"]["shipments"]] == ["WH"]
    assert read["decision"]["decision"]["why"]
    ruled_out = {one["location"]: one for one in read["decision"]["decision"]["trace"]["candidates"]}
    assert ruled_out["ST"]["verdict"] == "ruled_out"
    assert [one["type"] for one in read["timeline"]] == [
        "received",
        "routed",
        "allocated",
        "rejected",
        "rule_applied",
        "routed",
        "allocated",
        "action_taken",
    ]

    second = said_no(client, order_id)
    done = {
        taken["action"]: taken["done"] for rule in second["orders"][0]["rules"] for taken in rule["actions"]
    }
    assert done == {"reroute": True, "suspend": True}
    (product,) = client.get("/stock", params={"text": "MUG"}).json()["products"]
    suspended = {one["location"]: one["suspended_until"] for one in product["levels"]}
    assert suspended == {"NO": None, "ST": None, "WH": "2026-03-02T22:00:00Z"}

    said_no(client, order_id)
    last = client.get(f"/orders/{order_id}").json()
    assert [one["type"] for one in last["exceptions"]] == ["reroute_limit"]
    assert last["exceptions"][0]["owner"] == "Operations"
    assert {one["status"] for one in last["shipments"]} == {"rejected"}
    assert last["shortfall"] == [{"number": 1, "sku": "MUG", "quantity": 2}]


def test_the_same_order_and_the_same_event_change_nothing_the_second_time(client: httpx.Client) -> None:
    document = order(("MUG", 2))
    first, again = client.post("/orders", json=document), client.post("/orders", json=document)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "repeated": True}
    other = client.post("/orders", json={**document, "note": "Leave it at the door"})
    assert (other.status_code, other.json()["same_body"]) == (200, False)
    event = {"type": "rejected", "external_id": "till-1"}
    path = f"/orders/{first.json()['order_id']}/events"
    told = [client.post(path, json=event) for _ in range(2)]
    assert [one.status_code for one in told] == [201, 200]
    assert told[1].json() == {**told[0].json(), "repeated": True}
    keyed = [
        client.post(path, json={"type": "rejected"}, headers={"Idempotency-Key": "k-1"}) for _ in range(2)
    ]
    assert [one.status_code for one in keyed] == [201, 200]


def test_a_location_closes_and_its_shipments_move(client: httpx.Client) -> None:
    ids = [client.post("/orders", json=order(("MUG", 1))).json()["order_id"] for _ in range(2)]
    closing = {"until": "2026-03-03T09:00:00Z", "reason": "Water in the stock room"}
    closed = client.post("/locations/ST/events", json=closing)
    assert closed.status_code == 201
    assert [one["order_id"] for one in closed.json()["orders"]] == ids
    listed = client.get("/orders", params={"location": "WH", "sort": "oldest"}).json()
    assert [one["id"] for one in listed["orders"]] == ids


def test_counts_and_feeds_wake_the_orders_that_wait(client: httpx.Client) -> None:
    feed = {"location": "ST", "stock": {"MUG": 0}}
    assert client.post("/stock/feed", json=feed).json()["changed"] == 1
    waits = client.post("/orders", json=order(("MUG", 25))).json()
    assert waits["decision"]["outcome"] == "backordered"
    counted = client.post("/stock/counts", json={"location": "ST", "sku": "MUG", "units": 30}).json()
    assert counted["decided"] == [waits["order_id"]]
    less = client.post("/stock/counts", json={"location": "ST", "sku": "MUG", "units": 3}).json()
    assert len(less["oversold"]) == 1


def test_a_dry_run_decides_by_any_revision_and_keeps_nothing(
    client: httpx.Client, any_database: Database
) -> None:
    from tests.everything import rows_in

    before = rows_in(any_database)
    by_live = client.post("/orders/dry-run", json=order(("MUG", 1)))
    by_first = client.post("/orders/dry-run", params={"revision": 1}, json=order(("MUG", 1)))
    assert by_live.status_code == by_first.status_code == 200
    assert by_first.json()["trace"]["rules"]
    assert by_live.json()["revision"] == by_first.json()["revision"]
    assert rows_in(any_database) == before


def test_what_the_outside_should_be_told_is_polled_once(client: httpx.Client) -> None:
    order_id = client.post("/orders", json=order(("MUG", 1))).json()["order_id"]
    first = client.get("/outbox", params={"limit": 1}).json()
    assert first["more"]
    rest = client.get("/outbox", params={"after": first["next_after"]}).json()
    topics = [one["topic"] for one in first["entries"] + rest["entries"]]
    assert sorted(topics) == ["order_decided", "shipment_allocated"]
    assert {one["payload"]["order"] for one in first["entries"] + rest["entries"]} == {order_id}
    assert client.get("/outbox", params={"after": rest["next_after"]}).json() == {
        "entries": [],
        "next_after": rest["next_after"],
        "more": False,
    }


def test_figures_and_revisions_are_read(client: httpx.Client) -> None:
    client.post("/orders", json=order(("MUG", 1)))
    kpis = client.get("/kpis").json()
    by_key = {one["key"]: one for one in kpis["kpis"]}
    assert kpis["currency"] == "GBP"
    assert by_key["split_rate"]["orders"] == 1
    assert by_key["split_rate"]["mean"] == 0
    revisions = client.get("/revisions").json()
    assert revisions["live"] == 1
    assert [(one["number"], one["live"]) for one in revisions["revisions"]] == [(1, True)]
    assert client.get("/health").json() == {"status": "ok"}


def test_orders_are_listed_by_page_and_filter(client: httpx.Client) -> None:
    ids = [client.post("/orders", json=order(("MUG", n))).json()["order_id"] for n in (1, 2, 3)]
    page = client.get("/orders", params={"sort": "oldest", "limit": 2, "offset": 1}).json()
    assert ([one["id"] for one in page["orders"]], page["total"]) == (ids[1:], 3)
    assert client.get("/orders", params={"status": "held"}).json()["total"] == 0
    assert client.get("/orders", params={"placed_from": "2026-03-02T09:31:00Z"}).json()["total"] == 0
    assert client.get("/orders", params={"text": "byron", "channel": "web"}).json()["total"] == 3
    one = page["orders"][0]
    assert (one["total"], one["currency"], one["locations"]) == (2 * 500 + 395, "GBP", ["ST"])


def test_a_shipment_of_which_the_postage_is_not_known_is_told_without_a_cost(client: httpx.Client) -> None:
    posted = client.post("/orders", json=order(("MUG", 1), destination={})).json()
    assert posted["decision"]["outcome"] == "routed"
    assert posted["decision"]["plan"]["cost"] is None
    read = client.get(f"/orders/{posted['order_id']}").json()
    assert [one["postage"] for one in read["shipments"]] == [None]
