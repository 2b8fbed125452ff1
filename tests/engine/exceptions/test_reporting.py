"""An event is reported: which rules answer it, what they do, and what the timeline tells of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from engine import intake
from engine.database import Database
from engine.exceptions import EventResult, report_event
from engine.store import snapshots
from engine.store.queue_list import queue_page
from engine.watch import WatcherError, Watchers
from rulesets.actions import Cancel, Queue, Reroute, Suspend
from rulesets.conditions import Group, Lines
from rulesets.scope import Scope
from rulesets.sentences import Names, rule_sentence
from tests.engine.commit.invariants import check
from tests.engine.commit.world import NOW
from tests.engine.exceptions.world import QUEUE, REROUTE, SECOND_TIME, condition, detail, rule, sends, sold
from tests.everything import rows_in

Shop = Callable[..., Database]


def reject(database: Database, order_id: str, **fields: Any) -> EventResult:
    document = {"type": "rejected", "order": order_id, "reason": "Not on the shelf", **fields}
    return report_event(database, document, NOW, "till 7")


def close(database: Database, location: str, **fields: Any) -> EventResult:
    until = (NOW + timedelta(hours=20)).isoformat()
    document = {"type": "location_closed", "location": location, "until": until, **fields}
    return report_event(database, document, NOW, "till 7")


def actions(result: EventResult) -> list[tuple[str, str, bool]]:
    return [
        (rule.id, taken.action, taken.done)
        for handled in result.orders
        for rule in handled.rules
        for taken in rule.actions
    ]


def test_a_rejected_shipment_is_routed_again_without_the_location(any_shop: Shop) -> None:
    database = any_shop(REROUTE)
    order_id = sold(database, ("MUG", 2))
    assert sends(database, order_id) == ("ST",)
    result = reject(database, order_id)
    assert actions(result) == [("reroute", "reroute", True)]
    assert sends(database, order_id) == ("WH",)
    assert [one.status for one in detail(database, order_id).shipments] == ["rejected", "allocated"]
    with database.read() as session:
        check(session)


def test_the_timeline_tells_event_then_rule_then_action(shop: Shop) -> None:
    database = shop(REROUTE)
    order_id = sold(database)
    result = reject(database, order_id)
    told = [one for one in detail(database, order_id).events if one.id >= result.event_id]
    assert [one.type for one in told] == ["rejected", "rule_applied", "routed", "allocated", "action_taken"]
    assert told[0].who == "till 7"
    assert told[0].data["reason"] == "Not on the shelf"
    assert told[1].data["rule"] == "reroute"
    assert told[1].data["text"] == rule_sentence(REROUTE, Names())
    assert told[4].data["text"] == "Routed again without Store: Warehouse sends it."
    assert {one.data.get("cause") for one in told if one.type in {"rule_applied", "action_taken"}} == {
        result.event_id
    }
    assert detail(database, order_id).current.reason == "Rejected by Store"


def test_the_second_rejection_suspends_and_beyond_the_limit_the_order_goes_to_the_queue(
    any_shop: Shop,
) -> None:
    database = any_shop(REROUTE, SECOND_TIME)
    order_id = sold(database, ("MUG", 1), ("TRAY", 1))
    assert actions(reject(database, order_id)) == [("reroute", "reroute", True)]
    assert actions(reject(database, order_id, lines=[{"sku": "MUG", "units": 1}])) == [
        ("reroute", "reroute", True),
        ("second", "suspend", True),
    ]
    assert sends(database, order_id) == ("NO",)
    with database.read() as session:
        until = NOW + timedelta(hours=12)
        assert snapshots.suspensions(session, {"MUG", "TRAY"}, NOW) == {("WH", "MUG"): until}
        assert snapshots.suspensions(session, {"MUG"}, until) == {}
    third = reject(database, order_id)
    assert ("reroute", "reroute", False) in actions(third)
    assert ("reroute", "queue", True) in actions(third)
    assert sends(database, order_id) == ()
    (entry,) = detail(database, order_id).exceptions
    assert (entry.owner, entry.type, entry.rule_id) == ("Operations", "reroute_limit", "reroute")
    assert entry.due_at == NOW + timedelta(minutes=240)
    texts = [taken.text for taken in third.orders[0].rules[0].actions]
    assert texts[0] == "Not routed again: that was done 2 times already, and the rule allows no more."


def test_the_default_rule_answers_what_no_other_rule_does(shop: Shop) -> None:
    database = shop(rule("never", Cancel(reason="x"), when=(condition("event.type", "is", "short_pick"),)))
    order_id = sold(database)
    assert actions(reject(database, order_id)) == [("exception-default", "queue", True)]
    (entry,) = detail(database, order_id).exceptions
    assert (entry.owner, entry.reason) == ("Operations", "Decide what to do with this order")
    with database.read() as session:
        (row,) = queue_page(session).rows
    assert row.order_id == order_id


def test_a_scope_asks_the_order_of_the_event(shop: Shop) -> None:
    for_phone, for_all = Scope(channels=("phone",)), Scope(channels=("web",), percent=100)
    aside = REROUTE.model_copy(update={"id": "phone", "scope": for_phone})
    database = shop(aside, REROUTE.model_copy(update={"scope": for_all}))
    assert actions(reject(database, sold(database))) == [("reroute", "reroute", True)]


def test_all_rules_that_match_apply_and_what_two_ask_for_is_done_once(shop: Shop) -> None:
    strict = rule("strict", Reroute(at_most=1), Queue(owner="Ann", reason="Look at it"))
    database = shop(REROUTE, QUEUE, strict)
    order_id = sold(database)
    assert sorted(actions(reject(database, order_id))) == [
        ("queue", "queue", True),
        ("reroute", "reroute", True),
        ("strict", "queue", True),
        ("strict", "reroute", False),
    ]
    assert sorted(one.owner for one in detail(database, order_id).exceptions) == ["Ann", "Mia"]
    again = reject(database, order_id)
    assert ("reroute", "reroute", False) in actions(again), "the smallest limit of the rules counts"


def test_suspending_comes_before_rerouting_whatever_order_the_rules_stand_in(shop: Shop) -> None:
    database = shop(REROUTE, rule("suspend", Suspend(hours=2)), rule("longer", Suspend(hours=1)))
    order_id = sold(database)
    result = reject(database, order_id)
    done = [
        (one.data["action"], one.data["done"])
        for one in detail(database, order_id).events
        if "action" in one.data
    ]
    assert done == [("suspend", True), ("suspend", False), ("reroute", True)]
    assert "Not offered at Store until 2 March 2026 at 12:00 GMT: MUG." in str(result)


def test_cancelling_gives_the_stock_to_the_order_that_waits_for_it(any_shop: Shop) -> None:
    only_north = (condition("event.location", "is", "NO"),)
    database = any_shop(rule("cancel", Cancel(reason="Nobody has it"), when=only_north))
    big = sold(database, ("MUG", 10), destination={"country": "GB", "latitude": 54.9, "longitude": -1.6})
    assert sends(database, big) == ("NO",)
    assert {sends(database, sold(database, ("MUG", 10))) for _ in range(2)} == {("ST",), ("WH",)}
    waits = sold(database, ("MUG", 4))
    assert sends(database, waits) == ()
    assert actions(reject(database, big)) == [("cancel", "cancel", True)]
    assert detail(database, big).row.status == "cancelled"
    assert sends(database, waits) == ("NO",)
    with database.read() as session:
        check(session)


def test_a_short_pick_says_which_units_were_missing(shop: Shop) -> None:
    short = (condition("event.type", "is", "short_pick"), condition("event.units_short", "at_least", 3))
    database = shop(rule("many", Reroute(at_most=1), when=short))
    few, many = sold(database, ("MUG", 4), ("TRAY", 1)), sold(database, ("MUG", 3), ("TRAY", 1))

    def short_pick(order_id: str, *lines: dict[str, Any]) -> EventResult:
        document = {"type": "short_pick", "order": order_id, "lines": list(lines)}
        return report_event(database, document, NOW, "till 7")

    assert actions(short_pick(few, {"sku": "MUG", "units": 2})) == [("exception-default", "queue", True)]
    result = short_pick(many, {"line": 1, "units": 2}, {"sku": "TRAY", "units": 1})
    assert actions(result) == [("many", "reroute", True)]
    event = next(one for one in detail(database, many).events if one.id == result.event_id)
    assert event.data["units"] == 3
    assert event.data["lines"] == [
        {"line": 1, "sku": "MUG", "units": 2},
        {"line": 2, "sku": "TRAY", "units": 1},
    ]


@pytest.mark.parametrize(
    ("when", "matches"),
    [
        (condition("event.reason", "contains", ("SHELF",)), True),
        (condition("event.reason", "contains", ("broken",)), False),
        (condition("event.location", "is", "ST"), True),
        (condition("event.location_kind", "is", "store"), True),
        (condition("event.units_short", "is_missing"), True),
        (condition("event.reroutes", "is", 0), True),
        (condition("event.count_for_order", "is", 1), True),
        (condition("event.count_for_sku_day", "at_least", 3), True),
        (condition("event.count_for_sku_day", "more_than", 3), False),
        (condition("order.total", "at_least", "8.95 GBP"), True),
        (condition("order.all_in_stock", "is_yes"), True),
        (condition("customer.id", "is", "c1"), True),
        (condition("customer.vip", "is_no"), False),
        (condition("now.hour", "is", 10), True),
        (Group(match="none", of=(condition("customer.vip", "is_yes"),)), False),
        (
            Lines(lines="any", where=Group(match="all", of=(condition("line.category", "is", "kitchen"),))),
            True,
        ),
    ],
)
def test_rules_read_the_event_its_order_its_lines_and_the_clock(shop: Shop, when: Any, matches: bool) -> None:
    database = shop(rule("asked", Queue(owner="Mia", reason="Yes"), when=(when,)))
    for _ in range(2):
        reject(database, sold(database, ("MUG", 1)))
    answered = [one.id for one in reject(database, sold(database, ("MUG", 1))).orders[0].rules]
    assert answered == (["asked"] if matches else ["exception-default"])


def test_the_same_event_twice_changes_nothing_and_answers_the_same(any_shop: Shop) -> None:
    database = any_shop(REROUTE)
    order_id = sold(database)
    first = reject(database, order_id, external_id="E-1")
    before = rows_in(database)
    again = reject(database, order_id, external_id="E-1")
    assert again.repeated
    assert again.same_body
    assert again.orders == first.orders
    other = reject(database, order_id, external_id="E-1", reason="Broken")
    assert other.repeated
    assert not other.same_body
    assert rows_in(database) == before
    assert not reject(database, order_id, external_id="E-2").repeated


def test_the_same_event_from_many_at_once_is_answered_once(any_shop: Shop) -> None:
    database = any_shop(REROUTE)
    order_id = sold(database)
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda _: reject(database, order_id, external_id="E-1"), range(12)))
    assert sum(not result.repeated for result in results) == 1
    assert len({result.event_id for result in results}) == 1
    assert [one.status for one in detail(database, order_id).shipments] == ["rejected", "allocated"]
    with ThreadPoolExecutor(6) as pool:
        closings = list(pool.map(lambda _: close(database, "WH", external_id="C-1"), range(6)))
    assert sum(not result.repeated for result in closings) == 1
    assert sends(database, order_id) == ("NO",)
    with database.read() as session:
        check(session)


def test_a_location_that_closes_gives_all_its_shipments_to_the_rules(any_shop: Shop) -> None:
    database = any_shop(REROUTE)
    orders = [sold(database) for _ in range(3)]
    elsewhere = sold(database, destination={"country": "GB", "latitude": 54.9, "longitude": -1.6})
    result = close(database, "ST", external_id="C-1")
    assert [handled.order_id for handled in result.orders] == orders
    assert all(sends(database, order_id) == ("WH",) for order_id in orders)
    assert sends(database, elsewhere) == ("NO",)
    assert sends(database, sold(database)) == ("WH",), "a new order is not given to it"
    before = rows_in(database)
    assert close(database, "ST", external_id="C-1").orders == result.orders
    assert rows_in(database) == before
    told = [one.type for one in detail(database, orders[0]).events][3:]
    assert told[:3] == ["location_closed", "rule_applied", "taken_back"]
    with database.read() as session:
        check(session)


def test_when_the_matcher_fails_the_order_goes_to_the_queue_with_what_it_said(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_asked: Any) -> Any:
        raise WatcherError("The matcher failed on the event: it noticed nothing")

    database = shop(REROUTE)
    order_id = sold(database)
    monkeypatch.setattr(Watchers, "matching", failing)
    result = reject(database, order_id)
    assert actions(result) == [("", "queue", True)]
    shown = detail(database, order_id)
    assert shown.exceptions[0].reason == "The matcher failed on the event: it noticed nothing"
    assert shown.shipments[0].status == "rejected"


def test_an_order_that_cannot_be_answered_does_not_stop_the_others(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = shop(REROUTE)
    orders = [sold(database) for _ in range(3)]
    really = intake.decide_again_within

    def broken_for_one(session: Any, order_id: str, *rest: Any, **named: Any) -> Any:
        if order_id == orders[1]:
            raise KeyError("a bug of ours")
        return really(session, order_id, *rest, **named)

    monkeypatch.setattr(intake, "decide_again_within", broken_for_one)
    close(database, "ST")
    assert [sends(database, order_id) for order_id in orders] == [("WH",), ("ST",), ("WH",)]
    (entry,) = detail(database, orders[1]).exceptions
    assert "a bug of ours" in entry.reason
