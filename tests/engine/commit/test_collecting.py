from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from engine import intake
from engine.database import Database
from engine.exceptions import report_event
from engine.inventory import receive
from engine.model import StockLevel
from engine.refusals import RefusedMove
from engine.setup import install_retailer
from engine.store.decisions import OrderDetail, order_detail
from rulesets.actions import Hold, PickUp, TransferThenPickUp
from rulesets.model import RuleKind
from tests.engine.commit.invariants import check, check_replays
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, level, order, publish, rule

Put = Callable[..., None]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def desk(empty: Database) -> Database:
    """A shop whose store hands orders over, with three mugs in the store and five in the warehouse."""
    places = (LOCATIONS[0], replace(LOCATIONS[1], can_hand_over=True))
    with empty.write() as session:
        install_retailer(session, RETAILER, places, TARIFF, PRODUCTS, NOW)
        receive(session, "ST", {"MUG": 3}, NOW, "Mia")
        receive(session, "WH", {"TRAY": 5}, NOW, "Mia")
    publish(
        empty,
        rule("collect", RuleKind.ROUTING, PickUp(), otherwise="next_rule"),
        rule("bring", RuleKind.ROUTING, TransferThenPickUp(), otherwise="backorder"),
    )
    return empty


def _sold(database: Database, sku: str, units: int, tag: str) -> str:
    document = order((sku, units), tags=[tag], type="pickup", pickup_at="ST")
    return intake.accept(database, document, NOW, "Web shop").order_id


def _look(database: Database, order_id: str) -> OrderDetail:
    with database.read() as session:
        found = order_detail(session, order_id)
        check(session)
        check_replays(session)
    assert found is not None
    return found


def _stock(database: Database, location: str, sku: str) -> StockLevel:
    with database.read() as session:
        return level(session, location, sku)


def _say(database: Database, order_id: str, type_: str) -> None:
    report_event(database, {"type": type_, "order": order_id}, LATER, "Store")


def test_what_is_collected_stays_the_customers_until_then(desk: Database) -> None:
    order_id = _sold(desk, "MUG", 2, "collect")
    (shipment,) = _look(desk, order_id).shipments
    assert (shipment.mode, shipment.location, shipment.hand_over_at) == ("pickup", "ST", "ST")
    with pytest.raises(RefusedMove, match="cannot become"):
        intake.ship(desk, shipment.id, LATER, "Store")
    _say(desk, order_id, "ready_for_pickup")
    assert (_look(desk, order_id).row.status, _stock(desk, "ST", "MUG")) == ("routed", StockLevel(3, 2))
    _say(desk, order_id, "collected")
    found = _look(desk, order_id)
    assert (found.row.status, found.shipments[0].status) == ("shipped", "collected")
    assert (found.shipments[0].ready_at, found.shipments[0].collected_at) == (LATER, LATER)
    assert _stock(desk, "ST", "MUG") == StockLevel(1, 0)
    with pytest.raises(RefusedMove):
        intake.collect(desk, shipment.id, LATER, "Store")


def test_what_is_not_collected_goes_back_on_the_shelf(desk: Database) -> None:
    order_id = _sold(desk, "MUG", 2, "collect")
    _say(desk, order_id, "ready_for_pickup")
    intake.cancel_order(desk, order_id, "Not collected", LATER, "Mia")
    assert (_look(desk, order_id).row.status, _stock(desk, "ST", "MUG")) == ("cancelled", StockLevel(3, 0))


def test_what_is_sent_to_the_store_is_never_sold_there(desk: Database) -> None:
    order_id = _sold(desk, "TRAY", 2, "bring")
    (shipment,) = _look(desk, order_id).shipments
    assert (shipment.mode, shipment.location, shipment.hand_over_at) == ("transfer", "WH", "ST")
    with pytest.raises(RefusedMove, match="mark it as sent first"):
        intake.make_ready(desk, shipment.id, LATER, "Store")
    _say(desk, order_id, "shipped")
    with pytest.raises(RefusedMove, match="on its way to ST"):
        intake.cancel_order(desk, order_id, "Asked", LATER, "Mia")
    assert (_look(desk, order_id).row.status, _stock(desk, "WH", "TRAY")) == ("routed", StockLevel(3, 0))
    _say(desk, order_id, "received")
    assert _stock(desk, "ST", "TRAY") == StockLevel()
    _say(desk, order_id, "collected")
    found = _look(desk, order_id)
    assert (found.row.status, found.row.last_shipped_at) == ("shipped", LATER)
    assert [event.type for event in found.events][-4:] == [
        "sent_on",
        "received_there",
        "collected",
        "shipped",
    ]


def test_what_was_sent_to_the_store_and_not_collected_stays_there(desk: Database) -> None:
    order_id = _sold(desk, "TRAY", 2, "bring")
    _say(desk, order_id, "shipped")
    _say(desk, order_id, "received")
    intake.cancel_order(desk, order_id, "Not collected", LATER, "Mia")
    assert _look(desk, order_id).row.status == "cancelled"
    assert (_stock(desk, "ST", "TRAY"), _stock(desk, "WH", "TRAY")) == (StockLevel(2, 0), StockLevel(3, 0))


def test_a_step_that_does_not_fit_is_refused_with_what_is_so(desk: Database) -> None:
    order_id = _sold(desk, "MUG", 1, "collect")
    with pytest.raises(Exception, match="Nothing of this order waits for that"):
        _say(desk, order_id, "collected")


def test_a_hold_that_would_cancel_what_is_on_its_way_goes_to_a_person(desk: Database) -> None:
    unpaid = Hold(reason="Not paid", owner="Finance", lifts_after_minutes=60, at_expiry="cancel")
    rest = rule("rest", RuleKind.ROUTING, TransferThenPickUp(), otherwise="ship_and_hold")
    publish(desk, rule("unpaid", RuleKind.HOLD, unpaid), rest)
    order_id = _sold(desk, "TRAY", 7, "rest")
    _say(desk, order_id, "shipped")
    publish(desk, rest, rule("rest2", RuleKind.HOLD, unpaid, tag="rest"))
    (hold,) = _look(desk, order_id).holds
    intake.lift_hold(desk, hold.id, LATER, "Mia")
    assert _look(desk, order_id).row.status == "held"
    assert intake.tick(desk, LATER + timedelta(hours=2)) == (order_id,)
    found = _look(desk, order_id)
    assert (found.row.status, found.holds[-1].escalated_at) == ("held", LATER + timedelta(hours=2))
    assert [one.status for one in found.shipments] == ["in_transit"]
