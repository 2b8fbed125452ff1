import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine import intake
from engine.database import Database
from engine.exceptions import report_event
from engine.inventory import receive
from engine.setup import install_retailer
from engine.store.decisions import order_detail
from rulesets.actions import IgnoreCapacity
from rulesets.model import RuleKind
from tests.engine.commit.invariants import check
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, order, publish, rule

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def small(empty: Database) -> Database:
    """A store that sends seven units a day and has plenty, and a warehouse that has nothing."""
    places = (LOCATIONS[0], replace(LOCATIONS[1], unit_capacity=7))
    with empty.write() as session:
        install_retailer(session, RETAILER, places, TARIFF, PRODUCTS, NOW)
        receive(session, "ST", {"MUG": 500}, NOW, "Mia")
    publish(empty, rule("anyway", RuleKind.ROUTING, IgnoreCapacity(), otherwise="backorder"))
    return empty


def _accept(database: Database, units: int, **fields: Any) -> str:
    return intake.accept(database, order(("MUG", units), **fields), NOW, "Web shop").order_id


def _status(database: Database, order_id: str) -> str:
    with database.read() as session:
        found = order_detail(session, order_id)
        check(session)
    assert found is not None
    return found.row.status


def test_units_a_day_are_never_exceeded_in_a_rush(small: Database) -> None:
    start, outcomes = threading.Barrier(12), list[str]()
    documents = [order(("MUG", 2)) for _ in range(12)]

    def send(document: dict[str, Any]) -> None:
        start.wait()
        outcomes.append(intake.accept(small, document, NOW, "Web shop").decision.outcome)

    threads = [threading.Thread(target=send, args=(document,)) for document in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["backordered"] * 9 + ["routed"] * 3
    assert _status(small, _accept(small, 1)) == "routed"
    assert _status(small, _accept(small, 1)) == "backordered"


def test_units_given_back_leave_room_that_day_and_the_next_day_is_new(small: Database) -> None:
    first, second = _accept(small, 6), _accept(small, 5)
    assert [_status(small, each) for each in (first, second)] == ["routed", "backordered"]
    third = _accept(small, 1)
    report_event(small, {"type": "rejected", "order": third, "reason": "Broken"}, LATER, "Store")
    assert _status(small, _accept(small, 1)) == "routed"
    intake.cancel_order(small, first, "Asked", LATER, "Mia")
    assert _status(small, second) == "routed"
    fourth = _accept(small, 4)
    assert _status(small, fourth) == "backordered"
    assert fourth in intake.tick(small, NOW + timedelta(days=1))
    assert _status(small, fourth) == "routed"


def test_a_rule_may_let_a_full_location_serve(small: Database) -> None:
    assert _status(small, _accept(small, 7)) == "routed"
    assert _status(small, _accept(small, 3, tags=["anyway"])) == "routed"
