"""Everything that the API refuses: the problem says which field and what to do, and no table has changed."""

import json
import select
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from engine.database import Database
from tests.engine.commit.world import order
from tests.everything import rows_in

JSON = {"Content-Type": "application/json"}
LINE = {"sku": "MUG", "quantity": 1, "unit_price": 500}


@pytest.fixture
def unchanged(database: Database, api: httpx.Client) -> Iterator[httpx.Client]:
    """A client whose requests must leave every table as it was."""
    before = rows_in(database)
    yield api
    assert rows_in(database) == before


def problem(answered: httpx.Response, status: int) -> dict[str, Any]:
    """The problem that was answered, checked for its form."""
    assert answered.status_code == status, answered.text
    assert answered.headers["content-type"] == "application/problem+json"
    said = answered.json()
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]
    assert said["type"].startswith("urn:switchyard:problem:")
    assert "Traceback" not in answered.text
    return dict(said)


def errors(answered: httpx.Response, status: int = 422) -> dict[str, str]:
    return {one["field"]: one["message"] for one in problem(answered, status)["errors"]}


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"lines": []}, "lines", "An order needs at least one line."),
        ({"lines": None}, "lines", "Give a list, between [ and ]."),
        (
            {"lines": [LINE, {**LINE, "quantity": -3}]},
            "lines[1].quantity",
            "It must be 1 or more; -3 is too small.",
        ),
        ({"lines": [{**LINE, "quantity": 0}]}, "lines[0].quantity", "It must be 1 or more; 0 is too small."),
        ({"lines": [{**LINE, "quantity": 1.5}]}, "lines[0].quantity", "Give a whole number"),
        ({"lines": [{**LINE, "quantity": "2"}]}, "lines[0].quantity", "Give a whole number"),
        ({"lines": [{**LINE, "quantity": True}]}, "lines[0].quantity", "Give a whole number"),
        (
            {"lines": [{**LINE, "unit_price": -1}]},
            "lines[0].unit_price",
            "It must be 0 or more; -1 is too small.",
        ),
        ({"lines": [{**LINE, "unit_price": 10**30}]}, "lines[0].unit_price", "is too large"),
        ({"lines": [{"quantity": 1, "unit_price": 1}]}, "lines[0].sku", "This field is missing; add it."),
        ({"lines": [{**LINE, "sku": "TEAPOT"}]}, "lines[0].sku", "“TEAPOT” is not in the catalogue"),
        ({"lines": [{**LINE, "sku": "MUG\0"}]}, "lines[0].sku", "Leave out characters that cannot be shown."),
        ({"currency": "EUR"}, "currency", "This retailer sells in GBP"),
        ({"currency": "pounds"}, "currency", "It is too long"),
        ({"channel": "telex"}, "channel", "“telex” is not known here; use one of web, wholesale"),
        ({"service": "drone"}, "service", "“drone” is not known here; use one of standard, express."),
        ({"placed_at": "yesterday"}, "placed_at", "Write a time with its zone, like 2026-03-01T09:30:00Z."),
        ({"placed_at": "2026-03-02T09:30:00"}, "placed_at", "Write a time with its zone"),
        ({"placed_at": "2027-03-02T09:30:00Z"}, "placed_at", "It lies in the future"),
        ({"promised_at": "2026-03-01T09:30:00Z"}, "promised_at", "It lies before the order was placed."),
        ({"destination": {"country": "Britain"}}, "destination.country", "Use two capital letters"),
        ({"destination": {"latitude": 51.5}}, "destination", "Give latitude and longitude both, or neither."),
        ({"external_id": ""}, "external_id", "It is empty or too short"),
        ({"external_id": None}, "external_id", "Give a text, between quotation marks."),
        ({"discont": 5}, "discont", "There is no such field; check its spelling, or leave it out."),
        ({"discount": 10**6}, "body", "The discount is more than the goods and the shipping together."),
        ({"tags": ["x"] * 51}, "tags", "At most 50 are possible here."),
        ({"gift": "yes"}, "gift", "Give true or false."),
    ],
)
def test_an_order_that_cannot_be_taken(
    unchanged: httpx.Client, wrong: dict[str, Any], field: str, message: str
) -> None:
    said = errors(unchanged.post("/orders", json=order(("MUG", 1), **wrong)))
    assert list(said) == [field]
    assert message in said[field]


def test_every_wrong_field_is_named_at_once(unchanged: httpx.Client) -> None:
    wrong = order(("MUG", 1), channel="telex", lines=[{**LINE, "quantity": -1}, {**LINE, "sku": 5}])
    said = errors(unchanged.post("/orders", json=wrong))
    assert list(said) == ["channel", "lines[0].quantity", "lines[1].sku"]
    assert list(errors(unchanged.post("/orders/dry-run", json=wrong))) == list(said)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"channel": "web",}', "expecting property name enclosed in double quotes at line 1, column 19"),
        (b'{\n  "channel": web\n}', "at line 2, column 14"),
        (b'{"lines": [', "at line 1, column 12"),
        (b'{"channel": "web", "channel": "pos"}', "“channel” stands twice in one object"),
        (b'{"discount": NaN}', "NaN is not a number that JSON has"),
        (b'{"discount": -Infinity}', "-Infinity is not a number that JSON has"),
        (b'{"note": "\xff"}', "not UTF-8: byte 11 cannot be read"),
        (b"[" * 100_000, "not JSON that can be read"),
        (b'{"discount": ' + b"9" * 10_000 + b"}", "not JSON that can be read"),
        (b" ", "The body is empty"),
        (b"sku,quantity\nMUG,1", "at line 1, column 1"),
    ],
)
def test_a_body_that_is_not_json_says_where_it_breaks(
    unchanged: httpx.Client, body: bytes, message: str
) -> None:
    for path in ("/orders", "/orders/dry-run", "/orders/x/events", "/stock/feed"):
        said = problem(unchanged.post(path, content=body, headers=JSON), 400)
        assert message in said["detail"]


@pytest.mark.parametrize("body", [b"[]", b"null", b'"order"', b"5"])
def test_a_body_that_is_no_object_is_refused(unchanged: httpx.Client, body: bytes) -> None:
    said = errors(unchanged.post("/orders", content=body, headers=JSON))
    assert list(said) == ["body"]


def test_a_missing_body_is_refused(unchanged: httpx.Client) -> None:
    assert list(errors(unchanged.post("/orders", headers=JSON))) == ["body"]


def test_half_a_character_in_a_text_is_refused(unchanged: httpx.Client) -> None:
    body = json.dumps(order(("MUG", 1), note="?")).replace('"?"', '"\\ud83d"').encode()
    said = problem(unchanged.post("/orders", content=body, headers=JSON), 422)
    assert said["errors"][0]["field"] == "note"


@pytest.mark.parametrize("media", [None, "text/plain", "application/xml", "multipart/form-data; boundary=x"])
def test_a_body_must_be_sent_as_json(unchanged: httpx.Client, media: str | None) -> None:
    headers = {"Content-Type": media} if media else {}
    body = json.dumps(order(("MUG", 1))).encode()
    request = unchanged.build_request("POST", "/orders", content=body, headers=headers)
    assert "application/json" in problem(unchanged.send(request), 415)["detail"]


def test_a_huge_body_is_refused_before_it_is_read(unchanged: httpx.Client) -> None:
    body = json.dumps(order(("MUG", 1), note="x" * 3_000_000)).encode()
    said = problem(unchanged.post("/orders", content=body, headers=JSON), 413)
    assert said["detail"] == "The body is larger than 2 MB; send less at a time."


def test_a_huge_body_that_does_not_say_its_length_is_refused_while_it_arrives(
    unchanged: httpx.Client, key: str
) -> None:
    head = f"POST /api/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
    kind = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk, sent = b"10000\r\n" + b"x" * 65_536 + b"\r\n", 0
    with socket.create_connection(("127.0.0.1", unchanged.base_url.port or 0)) as line:
        line.sendall((head + kind).encode())
        while not select.select([line], [], [], 0.01)[0] and sent < 2_000:
            line.sendall(chunk)
            sent += 1
        answered = b""
        while b"}" not in answered and (more := line.recv(65_536)):
            answered += more
    assert answered.startswith(b"HTTP/1.1 413 ")
    assert b"The body is larger than 2 MB; send less at a time." in answered
    assert sent * 65_536 < 20_000_000


@pytest.mark.parametrize(
    ("path", "field", "message"),
    [
        ("/orders?colour=red", "colour", "There is no such parameter; use status, channel"),
        ("/orders?limit=1000", "limit", "It must be 200 or less"),
        ("/orders?limit=many", "limit", "Give a whole number; many is none."),
        ("/orders?offset=-1", "offset", "It must be 0 or more"),
        ("/orders?limit=5&limit=6", "limit", "It is given twice; give it once."),
        ("/orders?sort=cheapest", "sort", "is not known here; use one of 'newest', 'oldest'"),
        ("/orders?placed_from=monday", "placed_from", "Write a time with its zone"),
        ("/revisions?all=1", "all", "This address takes no parameters."),
        ("/kpis?starts=2026-03-02T00:00:00Z&ends=2026-03-01T00:00:00Z", "ends", "It lies before the start"),
        ("/outbox?after=-1", "after", "It must be 0 or more"),
    ],
)
def test_a_parameter_that_cannot_be_used(
    unchanged: httpx.Client, path: str, field: str, message: str
) -> None:
    said = errors(unchanged.get(path))
    assert message in said[field]


def test_a_dry_run_against_a_revision_that_is_not_there(unchanged: httpx.Client) -> None:
    answered = unchanged.post("/orders/dry-run", params={"revision": 99}, json=order(("MUG", 1)))
    assert "There is no revision 99." in errors(answered, 404)["revision"]
    answered = unchanged.post("/orders/dry-run", params={"revision": "live"}, json=order(("MUG", 1)))
    assert "Give a whole number" in errors(answered)["revision"]


def test_what_is_not_there_is_said_to_be_not_there(unchanged: httpx.Client) -> None:
    assert "documentation" in problem(unchanged.get("/nothing"), 404)["detail"]
    assert "There is no order “O-1”." in errors(unchanged.get("/orders/O-1"), 404)["order_id"]
    answered = unchanged.post("/orders/O-1/events", json={"type": "rejected"})
    assert "There is no order “O-1”." in errors(answered, 404)["order"]
    assert errors(unchanged.get("/stock?location=XX"), 404)["location"] == "“XX” is not a location."


def test_a_method_that_an_address_does_not_take_names_those_that_it_does(unchanged: httpx.Client) -> None:
    for method, path in (("DELETE", "/orders/x"), ("PUT", "/orders"), ("PATCH", "/stock")):
        answered = unchanged.request(method, path)
        problem(answered, 405)
        assert answered.headers["allow"]


@pytest.mark.parametrize(
    ("path", "document", "field", "message"),
    [
        ("/stock/counts", {"location": "XX", "sku": "MUG", "units": 1}, "location", "use one of NO, ST, WH."),
        ("/stock/counts", {"location": "ST", "sku": "TEAPOT", "units": 1}, "sku", "is not in the catalogue"),
        ("/stock/counts", {"location": "ST", "sku": "MUG", "units": -1}, "units", "It must be 0 or more"),
        ("/stock/counts", {"location": "ST", "sku": "MUG"}, "units", "This field is missing"),
        ("/stock/feed", {"location": "ST", "stock": {}}, "stock", "at least"),
        ("/stock/feed", {"location": "ST", "stock": {"MUG": -4}}, "stock.MUG", "It must be 0 or more"),
        (
            "/stock/feed",
            {"location": "ST", "stock": {"TEAPOT": 4}},
            "stock[TEAPOT]",
            "is not in the catalogue",
        ),
        ("/stock/feed", {"location": "ST", "stock": {"MUG": "4"}}, "stock.MUG", "Give a whole number"),
        ("/locations/XX/events", {"until": "2026-03-03T09:00:00Z"}, "location", "is not a location"),
        ("/locations/ST/events", {"until": "2026-03-01T09:00:00Z"}, "until", "future"),
        ("/locations/ST/events", {}, "until", "This field is missing"),
    ],
)
def test_stock_and_locations_that_cannot_be(
    unchanged: httpx.Client, path: str, document: dict[str, Any], field: str, message: str
) -> None:
    answered = unchanged.post(path, json=document)
    said = errors(answered, answered.status_code)
    assert answered.status_code in {404, 422}
    assert message in said[field]


def test_an_event_about_a_shipment_that_was_sent_is_not_possible_any_more(
    api: httpx.Client, database: Database
) -> None:
    from engine import intake
    from tests.engine.commit.world import NOW

    order_id = api.post("/orders", json=order(("MUG", 1))).json()["order_id"]
    shipment = api.get(f"/orders/{order_id}").json()["shipments"][0]["id"]
    intake.ship(database, shipment, NOW, "till 7")
    before = rows_in(database)
    told = api.post(f"/orders/{order_id}/events", json={"type": "rejected", "shipment": shipment})
    assert "is shipped already" in errors(told, 409)["shipment"]
    told = api.post(f"/orders/{order_id}/events", json={"type": "short_pick", "location": "ST"})
    assert "Say which lines were short" in errors(told)["lines"]
    assert rows_in(database) == before
