import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from engine import intake
from engine.database import Database
from engine.exceptions import report_event
from engine.refusals import RefusedEvent, RefusedMove
from engine.store import queue_list
from engine.store.decisions import OrderDetail, order_detail
from rulesets.actions import Hold
from rulesets.model import RuleKind
from tests.engine.commit.invariants import check, check_replays, counts
from tests.engine.commit.world import NOW, order, publish, rule

Put = Callable[..., None]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def _held(database: Database, hold: Hold, *lines: tuple[str, int], **fields: Any) -> str:
    publish(database, rule("held", RuleKind.HOLD, hold))
    document = order(*lines, tags=["held"], **fields)
    return intake.accept(database, document, NOW, "Web shop").order_id


def _look(database: Database, order_id: str) -> OrderDetail:
    with database.read() as session:
        found = order_detail(session, order_id)
        check(session)
        check_replays(session)
    assert found is not None
    return found


def _tick_thrice(database: Database, now: datetime) -> list[tuple[str, ...]]:
    start, got_on = threading.Barrier(3), list[tuple[str, ...]]()

    def tick() -> None:
        start.wait()
        got_on.append(intake.tick(database, now))

    threads = [threading.Thread(target=tick) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(got_on)


def test_a_hold_whose_time_is_over_goes_on_to_somebody_else_once(database: Database) -> None:
    hold = Hold(
        reason="Check for fraud",
        owner="Fraud",
        lifts_after_minutes=60,
        at_expiry="escalate",
        escalate_to="Head of shop",
        due_in_minutes=30,
    )
    order_id = _held(database, hold)
    with database.read() as session:
        (before,) = queue_list.queue_page(session).rows
        assert queue_list.overdue(session, NOW + 31 * MINUTE) == 1
    assert (before.owner, before.due_at) == ("Fraud", NOW + 30 * MINUTE)
    assert _tick_thrice(database, NOW + HOUR) == [(), (), (order_id,)]
    assert intake.tick(database, NOW + 2 * HOUR) == ()
    found = _look(database, order_id)
    assert (found.row.status, [event.type for event in found.events][-1]) == ("held", "hold_escalated")
    with database.read() as session:
        (after,) = queue_list.queue_page(session).rows
    assert (after.owner, after.due_at, after.lifts_at) == ("Head of shop", NOW + 90 * MINUTE, None)


def test_an_order_whose_hold_is_over_is_cancelled_once(database: Database) -> None:
    hold = Hold(reason="Put the address right", owner="Desk", lifts_after_minutes=60, at_expiry="cancel")
    order_id = _held(database, hold)
    assert _tick_thrice(database, NOW + HOUR) == [(), (), (order_id,)]
    found = _look(database, order_id)
    assert (found.row.status, found.shortfall) == ("cancelled", ())
    assert [event.type for event in found.events].count("cancelled") == 1
    assert found.events[-1].data["reason"] == "Put the address right: its time was over"


def test_a_hold_until_stock_lifts_when_all_of_it_is_there(database: Database) -> None:
    order_id = _held(
        database, Hold(reason="Not in stock yet", owner="Desk", until="stock"), ("MUG", 2), ("TRAY", 1)
    )
    receive = intake.receive_stock
    assert receive(database, "ST", {"MUG": 1}, NOW + MINUTE, "Mia").decided == ()
    assert receive(database, "ST", {"TRAY": 1}, NOW + MINUTE, "Mia").decided == ()
    assert _look(database, order_id).row.status == "held"
    assert receive(database, "ST", {"MUG": 1}, NOW + MINUTE, "Mia").decided == (order_id,)
    found = _look(database, order_id)
    assert (found.row.status, found.holds[0].lifted_by) == ("routed", "the clock")


@pytest.mark.parametrize("said", ["payment_captured", "payment_authorised"])
def test_a_payment_lifts_the_hold_that_waited_for_it(database: Database, stock: Put, said: str) -> None:
    stock("ST", MUG=1)
    hold = Hold(reason="Authorise the payment again", owner="Finance", until="payment")
    order_id = _held(database, hold, ("MUG", 1), payment_status="failed")
    document = {"type": said, "order": order_id, "external_id": "pay-1"}
    result = report_event(database, document, NOW + MINUTE, "Payments")
    assert report_event(database, document, NOW + MINUTE, "Payments").repeated
    assert [handled.order_id for handled in result.orders] == [order_id]
    found = _look(database, order_id)
    assert (found.row.status, len(found.decisions)) == ("routed", 2)
    status = {"payment_captured": "paid", "payment_authorised": "authorised"}[said]
    assert found.order.payment_status == status
    assert [event.type for event in found.events].count(said) == 1


def test_an_address_put_right_lifts_its_hold_and_is_where_the_order_goes(
    database: Database, stock: Put
) -> None:
    stock("WH", MUG=1)
    stock("ST", MUG=1)
    order_id = _held(database, Hold(reason="Put the address right", owner="Desk", until="address"))
    address = {
        "country": "GB",
        "postcode": "CV1 1AA",
        "city": "Coventry",
        "latitude": 52.4,
        "longitude": -1.5,
    }
    wrong = {"type": "address_fixed", "order": order_id, "address": {"city": "Coventry"}}
    with database.read() as session:
        before = counts(session)
    with pytest.raises(RefusedEvent, match="Give the whole address"):
        report_event(database, wrong, NOW + MINUTE, "Desk")
    with database.read() as session:
        assert counts(session) == before
    report_event(database, {**wrong, "address": address}, NOW + MINUTE, "Desk")
    found = _look(database, order_id)
    assert (found.row.postcode, found.order.address_status) == ("CV1 1AA", "verified")
    assert [one.location for one in found.shipments] == ["WH"]


def test_the_address_of_an_order_that_was_sent_stays(shop: Database, stock: Put) -> None:
    stock("ST", MUG=1)
    order_id = intake.accept(shop, order(("MUG", 1)), NOW, "Web shop").order_id
    intake.ship(shop, _look(shop, order_id).shipments[0].id, NOW + MINUTE, "Store")
    event = {"type": "address_fixed", "order": order_id, "address": {"country": "GB", "postcode": "CV1 1AA"}}
    with pytest.raises(RefusedMove, match="its address cannot be changed"):
        report_event(shop, event, NOW + HOUR, "Desk")
    report_event(shop, {"type": "payment_captured", "order": order_id}, NOW + HOUR, "Payments")
    assert _look(shop, order_id).order.payment_status == "paid"
