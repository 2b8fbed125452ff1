import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from engine import intake
from engine.database import Database
from engine.intake import jointly
from engine.records import OrderRecord
from engine.refusals import RefusedMove
from engine.store.decisions import OrderDetail, order_detail
from rulesets.actions import DecideTogether, Hold, OnlyLocations
from rulesets.model import RuleKind
from tests.engine.commit.invariants import check, check_replays
from tests.engine.commit.world import NOW, order, publish, rule

Put = Callable[..., None]
MINUTE = timedelta(minutes=1)


def _accept(database: Database, *lines: tuple[str, int], tag: str, **fields: Any) -> str:
    return intake.accept(database, order(*lines, tags=[tag], **fields), NOW, "Web shop").order_id


def _look(database: Database, order_id: str) -> OrderDetail:
    with database.read() as session:
        found = order_detail(session, order_id)
        check(session)
        check_replays(session)
    assert found is not None
    return found


def _again_at(database: Database, order_id: str) -> Any:
    with database.read() as session:
        return session.get_one(OrderRecord, order_id).again_at


def test_a_retry_waits_for_its_time_and_outlives_a_restart(database: Database, stock: Put) -> None:
    publish(database, rule("retry", RuleKind.ROUTING, otherwise="retry", retry_minutes=10))
    order_id = _accept(database, ("MUG", 1), tag="retry")
    assert (_look(database, order_id).row.status, _again_at(database, order_id)) == (
        "waiting",
        NOW + 10 * MINUTE,
    )
    again = Database(str(database.url.render_as_string(hide_password=False)))
    assert intake.tick(again, NOW + 10 * MINUTE) == ()
    found = _look(database, order_id)
    assert (len(found.decisions), found.row.attempts) == (1, 2)
    assert _again_at(database, order_id) == NOW + 20 * MINUTE
    stock("ST", MUG=1)
    assert intake.tick(again, NOW + 19 * MINUTE) == ()
    assert intake.tick(again, NOW + 20 * MINUTE) == (order_id,)
    again.close()
    found = _look(database, order_id)
    assert (found.row.status, found.current.reason) == ("routed", "Its time to be decided again")
    assert _again_at(database, order_id) is None


def test_two_ticks_at_a_time_decide_an_order_once(database: Database, stock: Put) -> None:
    hold = Hold(reason="Ten minutes of grace", owner="Nobody", lifts_after_minutes=10)
    publish(
        database,
        rule("grace", RuleKind.HOLD, hold),
        rule("retry", RuleKind.ROUTING, otherwise="retry", retry_minutes=10),
    )
    waiting, held = _accept(database, ("MUG", 1), tag="retry"), _accept(database, ("TRAY", 1), tag="grace")
    stock("ST", MUG=1, TRAY=1)
    start, got_on = threading.Barrier(3), list[tuple[str, ...]]()

    def tick() -> None:
        start.wait()
        got_on.append(intake.tick(database, NOW + 10 * MINUTE))

    threads = [threading.Thread(target=tick) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each for ids in got_on for each in ids) == sorted([waiting, held])
    for order_id in (waiting, held):
        found = _look(database, order_id)
        assert (found.row.status, len(found.decisions), len(found.shipments)) == ("routed", 2, 1)


def test_stock_that_comes_does_not_wait_for_the_retry(database: Database) -> None:
    publish(database, rule("retry", RuleKind.ROUTING, otherwise="retry", retry_minutes=600))
    order_id = _accept(database, ("MUG", 2), tag="retry")
    assert intake.receive_stock(database, "ST", {"MUG": 1}, NOW + MINUTE, "Mia").decided == ()
    assert intake.receive_stock(database, "ST", {"MUG": 1}, NOW + MINUTE, "Mia").decided == (order_id,)
    assert _look(database, order_id).row.status == "routed"


def test_what_is_short_is_cancelled_and_the_rest_is_sent(database: Database, stock: Put) -> None:
    publish(database, rule("part", RuleKind.ROUTING, otherwise="ship_and_cancel"))
    stock("ST", MUG=2)
    order_id = _accept(database, ("MUG", 3), ("TRAY", 1), tag="part")
    found = _look(database, order_id)
    assert (found.row.outcome, found.row.status, found.shortfall) == ("part_cancelled", "routed", ())
    assert [event.type for event in found.events] == ["received", "part_cancelled", "allocated"]
    assert found.events[1].data["cancelled_units"] == 2
    intake.ship(database, found.shipments[0].id, NOW + MINUTE, "Store")
    assert _look(database, order_id).row.status == "shipped"


def test_what_is_here_is_sent_while_the_rest_is_held(database: Database, stock: Put) -> None:
    publish(database, rule("hold", RuleKind.ROUTING, otherwise="ship_and_hold"))
    stock("ST", MUG=1)
    order_id = _accept(database, ("MUG", 3), tag="hold")
    found = _look(database, order_id)
    assert (found.row.status, found.shipments[0].units) == ("held", 1)
    assert [line.quantity for line in found.shortfall] == [2]
    intake.ship(database, found.shipments[0].id, NOW + MINUTE, "Store")
    stock("ST", MUG=2)
    decision = intake.lift_hold(database, found.holds[0].id, NOW + 2 * MINUTE, "Mia")
    assert decision is not None
    assert (decision.outcome, _look(database, order_id).row.status) == ("routed", "routed")


def test_orders_that_wait_for_each_other_get_one_plan_at_their_time(database: Database, stock: Put) -> None:
    either = rule("jointly", RuleKind.ROUTING, DecideTogether(every_minutes=15), otherwise="backorder")
    publish(database, either)
    stock("WH", MUG=1)
    stock("ST", MUG=1, TRAY=1)
    # Alone the first would take the store's mug, and leave nobody to send the second in one shipment.
    first = _accept(database, ("MUG", 1), tag="jointly")
    second = _accept(database, ("MUG", 1), ("TRAY", 1), tag="jointly")
    assert {_look(database, each).row.status for each in (first, second)} == {"waiting"}
    assert _again_at(database, first) == NOW + 15 * MINUTE
    assert intake.tick(database, NOW + 14 * MINUTE) == ()
    assert set(intake.tick(database, NOW + 15 * MINUTE)) == {first, second}
    sent = {each: [one.location for one in _look(database, each).shipments] for each in (first, second)}
    assert sent == {first: ["WH"], second: ["ST"]}
    for each in (first, second):
        current = _look(database, each).current
        assert (current.decision.together, current.reason) == (True, "Decided together with others")


def test_a_joint_plan_that_stock_overtook_is_made_alone(
    database: Database, stock: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(
        database, rule("jointly", RuleKind.ROUTING, DecideTogether(every_minutes=15), otherwise="backorder")
    )
    stock("ST", MUG=2)
    ids = [_accept(database, ("MUG", 1), tag="jointly") for _ in range(2)]
    planned = jointly.decide_together

    def and_then_stock_moves(*args: Any, **fields: Any) -> Any:
        settled = planned(*args, **fields)
        intake.count_stock(database, "ST", "MUG", 1, NOW + 15 * MINUTE, "Mia")
        return settled

    monkeypatch.setattr(jointly, "decide_together", and_then_stock_moves)
    assert set(intake.tick(database, NOW + 15 * MINUTE)) == set(ids)
    found = [_look(database, each) for each in ids]
    assert [one.row.status for one in found] == ["routed", "backordered"]
    assert [one.current.decision.together for one in found] == [False, False]


def test_stock_for_orders_that_are_decided_together_is_planned_jointly(database: Database) -> None:
    publish(
        database, rule("jointly", RuleKind.ROUTING, DecideTogether(every_minutes=15), otherwise="backorder")
    )
    ids = [_accept(database, ("MUG", units), tag="jointly") for units in (1, 2)]
    intake.tick(database, NOW + 15 * MINUTE)
    assert {_look(database, each).row.status for each in ids} == {"backordered"}
    taken = intake.receive_stock(database, "ST", {"MUG": 2}, NOW + 16 * MINUTE, "Mia")
    assert taken.decided == (ids[1],)
    assert _look(database, ids[1]).current.decision.together


def test_an_order_that_a_person_ended_meanwhile_is_left_alone(database: Database) -> None:
    only = rule(
        "retry", RuleKind.ROUTING, OnlyLocations(locations=("ST",)), otherwise="retry", retry_minutes=5
    )
    publish(database, only)
    order_id = _accept(database, ("MUG", 1), tag="retry")
    intake.cancel_order(database, order_id, "Asked", NOW + MINUTE, "Mia")
    assert intake.tick(database, NOW + 5 * MINUTE) == ()
    with pytest.raises(RefusedMove):
        intake.decide_again(database, order_id, "Try", NOW + 6 * MINUTE, "Mia")
