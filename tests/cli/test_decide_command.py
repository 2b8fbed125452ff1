"""`switchyard decide`: an order tried, and nothing kept."""

import json
from pathlib import Path

import pytest
from sqlmodel import func, select

from engine.database import Database
from engine.records import OrderRecord
from tests.cli.conftest import Run

ORDER = {
    "external_id": "T-1",
    "channel": "web",
    "currency": "GBP",
    "placed_at": "2026-03-10T10:00:00Z",
    "lines": [{"sku": "22423", "quantity": 1, "unit_price": 1275}],
    "destination": {"country": "GB", "postcode": "S1", "latitude": 53.38, "longitude": -1.47},
}


def test_an_order_is_decided_with_the_reason_and_not_kept(run: Run, sample_of_module: Database) -> None:
    with sample_of_module.read() as session:
        before = session.exec(select(func.count()).select_from(OrderRecord)).one()
    shown = run("decide", "-", typed=json.dumps(ORDER))
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0] == "Routed"
    assert lines[1] == "  Coventry: 1 × 22423"
    assert "because rule “Web orders from the warehouse” applies" in shown.stdout
    with sample_of_module.read() as session:
        assert session.exec(select(func.count()).select_from(OrderRecord)).one() == before


def test_json_holds_the_decision_and_its_trace(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "order.json"
    file.write_text(json.dumps(ORDER), encoding="utf-8")
    plain = json.loads(run("decide", str(file), "--revision", "1", "--json").stdout)
    assert plain["outcome"] == "routed"
    assert plain["trace"]["why"]


@pytest.mark.parametrize(
    ("order", "said", "code"),
    [
        ("{", "The order is not JSON", 1),
        (json.dumps({**ORDER, "lines": []}), "lines: An order needs at least one line.", 1),
        (json.dumps({**ORDER, "currency": "XXX"}), "currency", 1),
        (
            json.dumps({**ORDER, "lines": [{"sku": "NO-SUCH", "quantity": 1, "unit_price": 1}]}),
            "lines[0].sku",
            1,
        ),
    ],
)
def test_an_order_that_cannot_be_is_refused_by_field(run: Run, order: str, said: str, code: int) -> None:
    refused = run("decide", "-", typed=order)
    assert refused.exit_code == code
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_unknown_revision_is_not_found(run: Run) -> None:
    refused = run("decide", "-", "--revision", "77", typed=json.dumps(ORDER))
    assert refused.exit_code == 3
    assert "There is no revision 77" in refused.stderr


def test_without_data_it_says_how_to_get_some(run_on_nothing: Run, tmp_path: Path) -> None:
    refused = run_on_nothing("decide", "-", typed=json.dumps(ORDER))
    assert refused.exit_code == 3
    assert "Load the sample: switchyard demo" in refused.stderr
    assert not list(tmp_path.glob("*.db"))
