"""Whatever is sent, the API answers with a result or a problem, and never with an error of its own."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.database import Database
from tests.connectors.rest.conftest import a_key, bearer, served
from tests.engine.commit.world import order

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["MUG", "ST", "WH", "GBP", "web", "2026-03-02T09:30:00Z", "rejected", "\0", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS: dict[str, dict[str, Any]] = {
    "/orders": order(("MUG", 1)),
    "/orders/dry-run": order(("MUG", 1)),
    "/orders/O1/events": {
        "type": "short_pick",
        "shipment": 1,
        "location": "ST",
        "reason": "gone",
        "lines": [{"sku": "MUG", "units": 1}],
    },
    "/locations/ST/events": {"until": "2026-03-03T09:00:00Z", "reason": "flood"},
    "/orders/O2/events": {
        "type": "address_fixed",
        "address": {"country": "GB", "postcode": "LS2 7AB", "latitude": 53.8, "longitude": -1.5},
        "until": "2026-03-03T09:00:00Z",
    },
    "/stock/counts": {"location": "ST", "sku": "MUG", "units": 1},
    "/stock/feed": {"location": "ST", "stock": {"MUG": 1}},
}
QUERIES = ("/orders", "/stock", "/kpis", "/outbox", "/revisions", "/orders/x")
PARAMETERS = (
    "status channel location text placed_from placed_until revision rule sort offset limit starts ends after"
).split()


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, Any]:
    """A document of which one or two fields are anything."""
    path = draw(st.sampled_from(list(DOCUMENTS)))
    document = dict(DOCUMENTS[path])
    for name in draw(st.lists(st.sampled_from(list(document)), min_size=1, max_size=2, unique=True)):
        document[name] = draw(values)
    return path, draw(st.just(document) | values)


@pytest.fixture
def client(any_database: Database) -> Iterator[httpx.Client]:
    for address in served(any_database):
        with httpx.Client(base_url=address, headers=bearer(a_key(any_database))) as opened:
            yield opened


quick = settings(max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def test_any_document_is_taken_or_refused(client: httpx.Client) -> None:
    answered: set[int] = set()

    @quick
    @given(broken())
    def holds(sent: tuple[str, Any]) -> None:
        path, document = sent
        body = json.dumps(document).encode()
        told = client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert told.status_code in {200, 201, 404, 409, 422}, told.text
        assert told.is_success or told.headers["content-type"] == "application/problem+json"
        answered.add(told.status_code)

    holds()
    assert 422 in answered


def test_any_parameters_are_taken_or_refused(client: httpx.Client) -> None:
    texts = st.text(max_size=12) | st.sampled_from(
        ["ST", "5", "-1", "2026-03-02T09:30:00Z", "\0", "%00", "9" * 30]
    )
    parameters = st.dictionaries(st.sampled_from(PARAMETERS), texts, min_size=1, max_size=3)

    @quick
    @given(st.sampled_from(QUERIES), parameters, texts)
    def holds(path: str, given_: dict[str, str], order_id: str) -> None:
        told = client.get(path, params=given_)
        assert told.status_code in {200, 404, 422}, told.text
        one = client.get(f"/orders/{_quoted(order_id)}")
        assert one.status_code in {200, 404, 422}, one.text

    holds()


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace")) or "x"
