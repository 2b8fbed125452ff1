from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from engine import intake, lifecycle
from engine.database import Database
from engine.intake import By
from engine.inventory import receive
from engine.model import StockLevel
from engine.refusals import NotKnown, RefusedMove, RefusedStock
from engine.setup import install_retailer, set_location_closed
from engine.store import events, queue_list, working
from engine.store.decisions import OrderDetail, order_detail
from rulesets import revisions
from rulesets.actions import Hold
from rulesets.model import RuleKind
from tests.engine.commit.invariants import check, counts
from tests.engine.commit.world import (
    LOCATIONS,
    NOW,
    PRODUCTS,
    RETAILER,
    TARIFF,
    level,
    order,
    publish,
    rule,
)

Put = Callable[..., None]
LATER = NOW + timedelta(hours=1)


def _accept(database: Database, *lines: tuple[str, int], tag: str = "") -> str:
    return intake.accept(database, order(*lines, tags=[tag] if tag else []), NOW, "Web shop").order_id


def _look(database: Database, order_id: str) -> OrderDetail:
    with database.read() as session:
        check(session)
        found = order_detail(session, order_id)
    assert found is not None
    return found


def _reject(database: Database, shipment_id: int) -> None:
    with database.write() as session:
        shipment, _ = working.shipment(session, shipment_id)
        lifecycle.reject(session, shipment, By(LATER, "Store"), "Cannot find it")


def _ship_all(database: Database, order_id: str) -> None:
    for shipment in _look(database, order_id).shipments:
        if shipment.status == "allocated":
            intake.ship(database, shipment.id, LATER, "Store")


def test_a_rejected_order_goes_elsewhere(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5)
    stock("WH", MUG=5)
    order_id = _accept(shop, ("MUG", 2))
    _reject(shop, _look(shop, order_id).shipments[0].id)
    assert [(line.number, line.quantity) for line in _look(shop, order_id).shortfall] == [(1, 2)]
    intake.decide_again(shop, order_id, "Rerouted", LATER, "rule")
    found = _look(shop, order_id)
    assert [(one.location, one.status, one.attempt) for one in found.shipments] == [
        ("ST", "rejected", 1),
        ("WH", "allocated", 2),
    ]
    assert [(kept.attempt, kept.current, kept.reason) for kept in found.decisions] == [
        (1, False, ""),
        (2, True, "Rerouted"),
    ]
    assert found.row.attempts == 2
    assert [event.type for event in found.events][3:] == ["rejected", "routed", "allocated"]
    with shop.read() as session:
        assert (level(session, "ST", "MUG"), level(session, "WH", "MUG")) == (
            StockLevel(5, 0),
            StockLevel(5, 2),
        )


def test_rerouting_without_a_location_takes_its_shipment_back(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5)
    stock("WH", MUG=5)
    order_id = _accept(shop, ("MUG", 2))
    intake.decide_again(shop, order_id, "Flood", LATER, "Mia", without=["ST"])
    found = _look(shop, order_id)
    assert [(one.location, one.status, one.end_reason) for one in found.shipments] == [
        ("ST", "cancelled", "Flood"),
        ("WH", "allocated", None),
    ]


def test_other_open_shipments_stay_where_they_are(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5)
    stock("WH", TRAY=5)
    order_id = _accept(shop, ("MUG", 1), ("TRAY", 1))
    before = {one.location: one.id for one in _look(shop, order_id).shipments}
    stock("ST", TRAY=5)
    _reject(shop, before["WH"])
    intake.decide_again(shop, order_id, "Rerouted", LATER, "rule")
    found = _look(shop, order_id)
    open_ones = [
        (one.id == before["ST"], one.location) for one in found.shipments if one.status == "allocated"
    ]
    assert open_ones == [(True, "ST"), (False, "ST")]


def test_the_whole_order_can_be_decided_again(shop: Database, stock: Put) -> None:
    stock("WH", MUG=5)
    order_id = _accept(shop, ("MUG", 1))
    stock("ST", MUG=5)
    intake.decide_again(shop, order_id, "Nearer now", LATER, "Mia", whole=True)
    assert [(one.location, one.status) for one in _look(shop, order_id).shipments] == [
        ("WH", "cancelled"),
        ("ST", "allocated"),
    ]


def test_when_every_unit_has_a_location_there_is_nothing_to_decide(shop: Database, stock: Put) -> None:
    stock("WH", MUG=5)
    order_id = _accept(shop, ("MUG", 1))
    with shop.read() as session:
        before = counts(session)
    with pytest.raises(RefusedMove, match="Every unit of this order has a location"):
        intake.decide_again(shop, order_id, "Again", LATER, "Mia")
    with shop.read() as session:
        assert counts(session) == before


def test_an_order_is_shipped_when_its_last_shipment_is(shop: Database, stock: Put) -> None:
    stock("ST", MUG=1)
    stock("WH", TRAY=1)
    order_id = _accept(shop, ("MUG", 1), ("TRAY", 1))
    first, second = _look(shop, order_id).shipments
    intake.ship(shop, first.id, LATER, "Store")
    assert _look(shop, order_id).row.status == "routed"
    intake.ship(shop, second.id, LATER + timedelta(hours=1), "Warehouse")
    row = _look(shop, order_id).row
    assert (row.status, row.first_shipped_at, row.last_shipped_at) == (
        "shipped",
        LATER,
        LATER + timedelta(hours=1),
    )
    with shop.read() as session:
        assert level(session, "ST", "MUG") == StockLevel(0, 0)


def test_an_order_is_not_shipped_while_a_rejected_part_is_undecided(shop: Database, stock: Put) -> None:
    stock("ST", MUG=1)
    stock("WH", TRAY=1)
    order_id = _accept(shop, ("MUG", 1), ("TRAY", 1))
    first, second = _look(shop, order_id).shipments
    _reject(shop, second.id)
    intake.ship(shop, first.id, LATER, "Store")
    assert _look(shop, order_id).row.status == "routed"
    intake.decide_again(shop, order_id, "Rerouted", LATER, "Mia")
    assert _look(shop, order_id).row.status == "part_backordered"


def test_what_was_sent_cannot_be_sent_rejected_or_cancelled(shop: Database, stock: Put) -> None:
    stock("ST", MUG=1)
    order_id = _accept(shop, ("MUG", 1))
    shipment = _look(shop, order_id).shipments[0].id
    intake.ship(shop, shipment, LATER, "Store")
    with shop.read() as session:
        before = counts(session)
    with pytest.raises(RefusedMove, match="The shipment is shipped, so it cannot become shipped"):
        intake.ship(shop, shipment, LATER, "Store")
    with pytest.raises(RefusedMove, match="The shipment is shipped, so it cannot become rejected"):
        _reject(shop, shipment)
    with pytest.raises(RefusedMove, match="The order is shipped; nothing about it can be changed"):
        intake.cancel_order(shop, order_id, "Changed my mind", LATER, "Mia")
    with pytest.raises(RefusedMove, match="The order is shipped"):
        intake.decide_again(shop, order_id, "Again", LATER, "Mia", whole=True)
    with shop.read() as session:
        assert counts(session) == before


def test_what_is_not_there_is_named(shop: Database) -> None:
    for ask in (
        lambda: intake.decide_again(shop, "O1", "Again", LATER, "Mia"),
        lambda: intake.cancel_order(shop, "O1", "Why", LATER, "Mia"),
        lambda: intake.ship(shop, 7, LATER, "Mia"),
        lambda: intake.lift_hold(shop, 7, LATER, "Mia"),
    ):
        with pytest.raises(NotKnown, match="There is no"):
            ask()


def test_a_lifted_hold_lets_the_order_go_on_and_its_rule_does_not_hold_it_again(
    database: Database, stock: Put
) -> None:
    publish(database, rule("risk", RuleKind.HOLD, Hold(reason="Check the address", owner="Finance")))
    stock("ST", MUG=1)
    order_id = _accept(database, ("MUG", 1), tag="risk")
    hold = _look(database, order_id).holds[0].id
    decision = intake.lift_hold(database, hold, LATER, "Mia")
    assert decision is not None
    assert decision.outcome == "routed"
    found = _look(database, order_id)
    assert (found.row.status, found.holds[0].lifted_by, found.row.attempts) == ("routed", "Mia", 1)
    assert [event.type for event in found.events] == [
        "received",
        "held",
        "hold_lifted",
        "routed",
        "allocated",
    ]
    with pytest.raises(RefusedMove, match="lifted already"):
        intake.lift_hold(database, hold, LATER, "Mia")


def test_an_order_goes_on_when_all_its_holds_are_lifted(database: Database, stock: Put) -> None:
    publish(
        database,
        rule("risk", RuleKind.HOLD, Hold(reason="Check the address", owner="Finance")),
        rule("big", RuleKind.HOLD, Hold(reason="Ask the owner", owner="Owner"), tag="risk"),
    )
    stock("ST", MUG=1)
    order_id = _accept(database, ("MUG", 1), tag="risk")
    first, second = _look(database, order_id).holds
    assert intake.lift_hold(database, first.id, LATER, "Mia") is None
    assert _look(database, order_id).row.status == "held"
    assert intake.lift_hold(database, second.id, LATER, "Mia") is not None
    assert _look(database, order_id).row.status == "routed"


def test_a_hold_that_only_the_rules_took_away_may_come_back(database: Database, stock: Put) -> None:
    risk = rule("risk", RuleKind.HOLD, Hold(reason="Check the address", owner="Finance"))
    publish(database, risk)
    stock("ST", MUG=1)
    order_id = _accept(database, ("MUG", 1), tag="risk")
    publish(database)
    assert intake.decide_again(database, order_id, "Rules changed", LATER, "Mia").outcome == "routed"
    assert [one.lifted_by for one in _look(database, order_id).holds] == ["the rules"]
    with database.write() as session:
        revisions.rollback(session, 1, "Mia", "Back again", LATER)
    assert intake.decide_again(database, order_id, "Again", LATER, "Mia", whole=True).outcome == "held"
    found = _look(database, order_id)
    assert [one.lifted_at for one in found.holds] == [LATER, None]
    assert [(line.sku, line.quantity) for line in found.shortfall] == [("MUG", 1)]


def test_a_hold_that_is_due_lifts_by_itself(database: Database, stock: Put) -> None:
    grace = Hold(reason="Thirty minutes of grace", owner="Nobody", lifts_after_minutes=30)
    publish(database, rule("grace", RuleKind.HOLD, grace))
    stock("ST", MUG=1)
    order_id = _accept(database, ("MUG", 1), tag="grace")
    assert intake.tick(database, NOW + timedelta(minutes=29)) == ()
    assert intake.tick(database, NOW + timedelta(minutes=30)) == (order_id,)
    assert intake.tick(database, NOW + timedelta(minutes=31)) == ()
    found = _look(database, order_id)
    assert (found.row.status, found.holds[0].lifted_by) == ("routed", "the clock")


def test_a_new_day_and_an_opened_location_let_waiting_orders_go_on(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5)
    with shop.write() as session:
        set_location_closed(session, "ST", NOW + timedelta(days=30), NOW, "Mia")
    first = _accept(shop, ("MUG", 1))
    assert intake.tick(shop, NOW) == ()
    with shop.write() as session:
        set_location_closed(session, "ST", None, LATER, "Mia")
    assert intake.tick(shop, LATER) == (first,)
    found = _look(shop, first)
    assert (found.row.status, found.current.reason) == ("routed", "A new day, or a location that opened")
    with shop.read() as session:
        before = counts(session)
    assert intake.tick(shop, LATER + timedelta(hours=2)) == ()
    with shop.read() as session:
        assert counts(session) == before
    assert intake.tick(shop, NOW + timedelta(days=1)) == ()
    with shop.read() as session:
        assert events.last(session, "waiting_asked") is not None
        assert counts(session)["events"] == before["events"] + 1


def test_an_order_for_which_nobody_had_room_goes_out_the_next_day(empty: Database) -> None:
    small = replace(LOCATIONS[1], capacity=1)
    with empty.write() as session:
        install_retailer(session, RETAILER, (small, LOCATIONS[0]), TARIFF, PRODUCTS, NOW)
        receive(session, "ST", {"MUG": 9}, NOW, "Mia")
    publish(empty)
    first, second = _accept(empty, ("MUG", 1)), _accept(empty, ("MUG", 1))
    assert _look(empty, second).row.status == "backordered"
    assert intake.tick(empty, LATER) == ()
    assert intake.tick(empty, NOW + timedelta(days=1)) == (second,)
    assert (_look(empty, first).row.status, _look(empty, second).row.status) == ("routed", "routed")


def test_a_cancelled_order_gives_its_stock_to_the_one_that_waits(shop: Database, stock: Put) -> None:
    stock("ST", MUG=2)
    first, waiting = _accept(shop, ("MUG", 2)), _accept(shop, ("MUG", 2))
    intake.cancel_order(shop, first, "Customer asked", LATER, "Mia")
    row = _look(shop, first).row
    assert (row.status, row.cancelled_at) == ("cancelled", LATER)
    assert _look(shop, waiting).row.status == "routed"


def test_cancelling_a_held_order_lifts_its_hold(database: Database) -> None:
    publish(database, rule("risk", RuleKind.HOLD, Hold(reason="Check the address", owner="Finance")))
    order_id = _accept(database, ("MUG", 1), tag="risk")
    intake.cancel_order(database, order_id, "Fraud", LATER, "Mia")
    assert _look(database, order_id).row.status == "cancelled"
    with database.read() as session:
        assert queue_list.queue_page(session).rows == ()


def test_what_was_sent_stays_sent_when_the_rest_is_cancelled(database: Database, stock: Put) -> None:
    publish(database, rule("split", RuleKind.ROUTING, otherwise="ship_and_backorder"))
    stock("ST", MUG=1)
    order_id = _accept(database, ("MUG", 3), tag="split")
    assert _look(database, order_id).row.status == "part_backordered"
    _ship_all(database, order_id)
    assert _look(database, order_id).row.status == "part_backordered"
    with database.write() as session:
        intake.cancel_within(session, order_id, "No more to come", By(LATER, "Mia"))
    found = _look(database, order_id)
    assert (found.row.status, found.shortfall, found.events[-1].data["cancelled_units"]) == ("shipped", (), 2)


def test_what_is_under_way_is_still_sent_when_the_rest_is_cancelled_by_a_rule(
    database: Database, stock: Put
) -> None:
    publish(database, rule("cancel", RuleKind.ROUTING, otherwise="cancel"))
    stock("ST", MUG=2)
    stock("WH", TRAY=2)
    open_still, sent = (_accept(database, ("MUG", 1), ("TRAY", 1), tag="cancel") for _ in range(2))
    mug, _ = _look(database, sent).shipments
    intake.ship(database, mug.id, LATER, "Store")
    for order_id, status in ((open_still, "routed"), (sent, "shipped")):
        _reject(database, _look(database, order_id).shipments[1].id)
        assert intake.decide_again(database, order_id, "Rerouted", LATER, "rule").outcome == "cancelled"
        found = _look(database, order_id)
        assert (found.row.status, found.events[-1].data["cancelled_units"]) == (status, 1)
    intake.ship(database, _look(database, open_still).shipments[0].id, LATER, "Store")
    assert _look(database, open_still).row.status == "shipped"


def test_a_shipment_given_back_leaves_room_for_another_that_day(empty: Database) -> None:
    small = replace(LOCATIONS[1], capacity=1)
    with empty.write() as session:
        install_retailer(session, RETAILER, (small, LOCATIONS[0]), TARIFF, PRODUCTS, NOW)
        receive(session, "ST", {"MUG": 9}, NOW, "Mia")
    publish(empty)
    first, second = _accept(empty, ("MUG", 1)), _accept(empty, ("MUG", 1))
    intake.cancel_order(empty, first, "Asked", LATER, "Mia")
    assert _look(empty, second).row.status == "routed"


def test_arriving_stock_goes_to_who_waited_longest(shop: Database) -> None:
    waiting = [_accept(shop, ("MUG", 2)) for _ in range(3)]
    other = _accept(shop, ("TRAY", 1))
    taken = intake.receive_stock(shop, "WH", {"MUG": 4}, LATER, "Mia", "Delivery 7")
    assert taken.decided == tuple(waiting[:2])
    statuses = [_look(shop, order_id).row.status for order_id in (*waiting, other)]
    assert statuses == ["routed", "routed", "backordered", "backordered"]
    assert [len(_look(shop, order_id).decisions) for order_id in waiting] == [2, 2, 1]
    assert intake.count_stock(shop, "WH", "MUG", 6, LATER, "Mia").decided == (waiting[2],)


def test_a_feed_wakes_too_and_a_held_order_does_not_wait(database: Database) -> None:
    publish(database, rule("risk", RuleKind.HOLD, Hold(reason="Check the address", owner="Finance")))
    held, waiting = _accept(database, ("MUG", 1), tag="risk"), _accept(database, ("MUG", 1))
    assert intake.feed_stock(database, "ST", {"MUG": 5}, LATER, "POS").decided == (waiting,)
    assert _look(database, held).row.status == "held"


def test_a_count_that_finds_too_little_puts_the_latest_shipments_in_the_queue(
    shop: Database, stock: Put
) -> None:
    stock("ST", MUG=5)
    first, second, third = (_accept(shop, ("MUG", 1)), _accept(shop, ("MUG", 2)), _accept(shop, ("MUG", 2)))
    taken = intake.count_stock(shop, "ST", "MUG", 2, LATER, "Mia")
    shipments = {order_id: _detail_shipment(shop, order_id) for order_id in (first, second, third)}
    assert taken.change.oversold == (shipments[third], shipments[second])
    intake.count_stock(shop, "ST", "MUG", 2, LATER, "Mia")
    with shop.read() as session:
        rows = queue_list.queue_page(session).rows
        free = level(session, "ST", "MUG")
    assert [(row.type, row.order_id, row.kind) for row in rows] == [
        ("oversold", third, "exception"),
        ("oversold", second, "exception"),
    ]
    assert free == StockLevel(2, 5)
    intake.ship(shop, shipments[second], LATER, "Store")
    with pytest.raises(RefusedStock, match="By the last count 0 are on hand"):
        intake.ship(shop, shipments[third], LATER, "Store")


def _detail_shipment(database: Database, order_id: str) -> int:
    with database.read() as session:
        found = order_detail(session, order_id)
    assert found is not None
    return found.shipments[0].id
