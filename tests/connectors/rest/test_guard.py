"""Who may ask: this machine, with a key that was made here; and no error shows its inside."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from connectors.rest import create_api
from engine import intake
from engine.access import create_key, list_keys, revoke_key
from engine.database import Database
from engine.refusals import TooBusy
from tests.connectors.rest.conftest import a_key, bearer, served
from tests.connectors.rest.test_refusals import problem
from tests.engine.commit.world import NOW, order
from tests.everything import rows_in

ADDRESSES = [
    ("POST", "/orders"),
    ("POST", "/orders/dry-run"),
    ("GET", "/orders"),
    ("GET", "/orders/x"),
    ("POST", "/orders/x/events"),
    ("POST", "/locations/ST/events"),
    ("POST", "/stock/counts"),
    ("POST", "/stock/feed"),
    ("GET", "/stock"),
    ("PUT", "/incoming"),
    ("GET", "/tariff"),
    ("PUT", "/tariff"),
    ("GET", "/kpis"),
    ("GET", "/revisions"),
    ("GET", "/outbox"),
    ("GET", "/nothing"),
]


@pytest.fixture
def stranger(address: str) -> Iterator[httpx.Client]:
    """A client without a key."""
    with httpx.Client(base_url=address) as client:
        yield client


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_nothing_is_told_without_a_key(
    stranger: httpx.Client, database: Database, key: str, method: str, path: str
) -> None:
    before = rows_in(database)
    for headers in (
        {},
        bearer(key[:-1] + "!"),
        bearer("sy_live_"),
        {"Authorization": key},
        {"Authorization": "Basic x"},
    ):
        answered = stranger.request(method, path, headers=headers, json=order(("MUG", 1)))
        said = problem(answered, 401)
        assert answered.headers["www-authenticate"] == 'Bearer realm="Switchyard"'
        assert "switchyard keys create" in said["detail"]
    assert rows_in(database) == before


def test_before_the_first_key_it_says_how_to_make_one(stranger: httpx.Client) -> None:
    said = problem(stranger.get("/orders"), 401)
    assert said["detail"].startswith("There is no API key yet. Make a key with `switchyard keys create NAME`")


def test_a_revoked_key_opens_nothing(stranger: httpx.Client, database: Database) -> None:
    with database.write() as session:
        made = create_key(session, "Old till", NOW)
    assert stranger.get("/orders", headers=bearer(made.secret)).status_code == 200
    with database.write() as session:
        revoke_key(session, made.key.id, NOW)
    problem(stranger.get("/orders", headers=bearer(made.secret)), 401)


def test_a_key_is_kept_as_a_hash_only_and_its_use_is_noted_at_most_once_a_minute(
    stranger: httpx.Client, database: Database
) -> None:
    secret = a_key(database)
    assert secret.startswith("sy_live_")
    for _ in range(5):
        assert stranger.get("/orders", headers=bearer(secret)).status_code == 200
    with database.read() as session:
        (kept,) = list_keys(session)
        raw = session.connection().exec_driver_sql("SELECT * FROM api_keys").all()
    assert kept.last_used_at == NOW
    assert secret not in repr(raw)
    assert secret.removeprefix("sy_live_")[8:] not in repr(raw)


def test_the_timeline_names_the_key_that_an_event_came_with(api: httpx.Client) -> None:
    order_id = api.post("/orders", json=order(("MUG", 1))).json()["order_id"]
    api.post(f"/orders/{order_id}/events", json={"type": "rejected"})
    told = api.get(f"/orders/{order_id}").json()["timeline"]
    assert {one["who"] for one in told if one["type"] == "rejected"} == {"API key “Web shop”"}


def test_health_and_the_description_need_no_key(stranger: httpx.Client) -> None:
    assert stranger.get("/health").json()["status"] == "ok"
    assert stranger.get("/openapi.json").json()["info"]["title"] == "Switchyard"


@pytest.mark.parametrize("host", ["shop.example", "127.0.0.1.shop.example", "", "192.168.1.7:3700"])
def test_a_page_whose_name_leads_here_is_not_taken_for_ours(api: httpx.Client, host: str) -> None:
    problem(api.get("/orders", headers={"Host": host}), 421)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:3700", "[::1]:3700", "localhost:80"])
def test_every_name_of_this_machine_is_ours(api: httpx.Client, host: str) -> None:
    assert api.get("/orders", headers={"Host": host}).status_code == 200


def test_pages_of_other_sites_may_not_ask(api: httpx.Client) -> None:
    for origin in ("https://shop.example", "null", "http://localhost.shop.example"):
        answered = api.post("/orders", json=order(("MUG", 1)), headers={"Origin": origin})
        problem(answered, 403)
        assert "access-control-allow-origin" not in answered.headers
    assert api.get("/orders", headers={"Origin": "http://127.0.0.1:3700"}).status_code == 200
    asked = api.options(
        "/orders", headers={"Origin": "http://localhost:3700", "Access-Control-Request-Method": "POST"}
    )
    assert "access-control-allow-origin" not in asked.headers


def test_an_error_of_ours_shows_a_number_and_not_its_inside(
    api: httpx.Client, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_asked: object) -> None:
        raise ZeroDivisionError("the secret inside")

    before = rows_in(database)
    monkeypatch.setattr(intake, "accept", broken)
    with caplog.at_level(logging.ERROR):
        said = problem(api.post("/orders", json=order(("MUG", 1))), 500)
    assert "secret" not in str(said)
    number = said["detail"].rpartition(" ")[2].rstrip(".")
    assert number in caplog.text
    assert "the secret inside" in caplog.text
    assert rows_in(database) == before


def test_when_stock_moves_too_fast_the_caller_is_asked_to_send_it_again(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_asked: object) -> None:
        raise TooBusy("The stock of this order changed 8 times while it was decided; send it again.")

    monkeypatch.setattr(intake, "accept", busy)
    answered = api.post("/orders", json=order(("MUG", 1)))
    assert "send it again" in problem(answered, 503)["detail"]
    assert answered.headers["retry-after"] == "1"


def test_a_database_without_a_retailer_says_so(tmp_path: object) -> None:
    database = Database(f"sqlite:///{tmp_path}/empty.db")
    database.upgrade()
    secret = a_key(database)
    for address in served(database):
        with httpx.Client(base_url=address, headers=bearer(secret)) as client:
            assert (
                "No retailer is set up yet"
                in problem(client.post("/orders", json=order(("MUG", 1))), 503)["detail"]
            )
            assert client.get("/health").json() == {"status": "ok"}
    database.close()


def test_the_description_names_every_address_with_examples_that_work(
    api: httpx.Client, database: Database
) -> None:
    described = create_api(database, lambda: NOW + timedelta(0)).openapi()
    listed = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    asked = {
        (method, path.replace("/x", "/{order_id}").replace("/ST", "/{code}")) for method, path in ADDRESSES
    }
    assert listed == (asked - {("GET", "/nothing")}) | {("GET", "/health")}
    assert described["security"] == [{"key": []}]
    refused = described["paths"]["/orders"]["post"]["responses"]["422"]["content"]
    assert list(refused) == ["application/problem+json"]
    for name in ("NewOrder", "OrderEvent", "LocationEvent", "Count", "Feed"):
        assert described["components"]["schemas"][name]["examples"]
    (example,) = described["components"]["schemas"]["NewOrder"]["examples"]
    example["lines"][0]["sku"] = "MUG"
    assert api.post("/orders", json=example).status_code == 201
