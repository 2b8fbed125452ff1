from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from engine import intake
from engine.database import Database
from engine.exceptions import report_event
from engine.model import Decision, LocationState, Snapshot
from engine.needs import NOTHING_MORE, Needs, needs_in
from engine.refusals import RefusedStock
from engine.store import snapshots, working
from engine.store.decisions import order_of
from rulesets.actions import AccurateCounts, Hold, KeepStock, NotRejectedLately
from rulesets.conditions import Condition, Group
from rulesets.model import Rule, RuleKind, Ruleset
from tests.engine.commit.world import NOW, order, publish, rule

Put = Callable[..., None]
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
EVERYTHING = Needs(*[True] * 7)


def _accept(database: Database, *lines: tuple[str, int], now: Any = NOW, **fields: Any) -> str:
    return intake.accept(database, order(*lines, **fields), now, "Web shop").order_id


def _seen(database: Database, order_id: str, now: Any, needs: Needs = EVERYTHING) -> Snapshot:
    with database.read() as session:
        past = snapshots.past_of(session, order_id, (), needs)
        return snapshots.snapshot_for(session, order_of(session, order_id), now, past, needs)[0]


def _at(snapshot: Snapshot, code: str) -> LocationState:
    return next(state for state in snapshot.locations if state.location.code == code)


def test_what_no_rule_reads_is_not_looked_for(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5)
    order_id = _accept(shop, ("MUG", 1))
    report_event(shop, {"type": "rejected", "order": order_id}, NOW + HOUR, "Store")
    seen = _at(_seen(shop, order_id, NOW + HOUR, NOTHING_MORE), "ST")
    assert (seen.rejected_at, seen.rejection_rate, seen.accuracy, seen.weekly_sales) == (None, None, None, {})


def test_rejections_are_of_the_last_thirty_days(shop: Database, stock: Put) -> None:
    stock("ST", MUG=9)
    ids = [_accept(shop, ("MUG", 1)) for _ in range(4)]
    report_event(shop, {"type": "rejected", "order": ids[0]}, NOW + HOUR, "Store")
    seen = _seen(shop, ids[1], NOW + DAY)
    assert (_at(seen, "ST").rejected_at, _at(seen, "ST").rejection_rate) == (NOW + HOUR, 25.0)
    assert (_at(seen, "WH").rejected_at, _at(seen, "WH").rejection_rate) == (None, None)
    later = _at(_seen(shop, ids[1], NOW + 31 * DAY), "ST")
    assert (later.rejected_at, later.rejection_rate) == (NOW + HOUR, None)


def test_counts_that_found_what_the_ledger_said_are_right(shop: Database, stock: Put) -> None:
    stock("ST", MUG=9)
    for units in (9, 9, 7, 7):
        intake.count_stock(shop, "ST", "MUG", units, NOW + HOUR, "Mia")
    seen = _seen(shop, _accept(shop, ("MUG", 1)), NOW + DAY)
    assert (_at(seen, "ST").accuracy, _at(seen, "WH").accuracy) == (75.0, None)


def test_sales_are_a_week_over_eight_weeks_or_as_long_as_there_was_a_ledger(
    shop: Database, stock: Put
) -> None:
    stock("ST", MUG=99)
    order_id = _accept(shop, ("MUG", 6))
    assert _at(_seen(shop, order_id, NOW + DAY), "ST").weekly_sales == {}
    assert _at(_seen(shop, order_id, NOW + 2 * WEEK), "ST").weekly_sales == {"MUG": 3.0}
    assert _at(_seen(shop, order_id, NOW + 2 * WEEK), "WH").weekly_sales == {"MUG": 0.0}
    assert _at(_seen(shop, order_id, NOW + 9 * WEEK), "ST").weekly_sales == {"MUG": 0.0}
    intake.cancel_order(shop, order_id, "Asked", NOW + HOUR, "Mia")
    assert _at(_seen(shop, order_id, NOW + 2 * WEEK), "ST").weekly_sales == {"MUG": 0.0}


def test_an_order_that_repeats_a_recent_one_is_held(database: Database, stock: Put) -> None:
    repeats = Condition(field="order.duplicate", operator="is_yes")
    hold = Hold(reason="Bought twice?", owner="Desk")
    when = Group(match="all", of=(repeats,))
    publish(database, Rule(id="twice", name="twice", kind=RuleKind.HOLD, when=when, then=(hold,)))
    stock("ST", MUG=99)

    def decided(*lines: tuple[str, int], **fields: Any) -> Decision:
        return intake.accept(database, order(*lines, **fields), NOW, "Web shop").decision

    assert decided(("MUG", 2)).outcome == "routed"
    assert decided(("MUG", 1), ("MUG", 1)).outcome == "routed"
    assert decided(("MUG", 2)).outcome == "held"
    assert decided(("MUG", 3)).outcome == "routed"
    assert decided(("MUG", 2), customer={"id": "C2"}).outcome == "routed"
    assert decided(("MUG", 2), customer={}).outcome == "routed"
    assert decided(("MUG", 2), placed_at="2026-03-01T09:29:00Z").outcome == "routed"


def test_what_people_did_by_hand_is_counted(database: Database, stock: Put) -> None:
    publish(database, rule("risk", RuleKind.HOLD, Hold(reason="Check", owner="Desk", lifts_after_minutes=60)))
    stock("ST", MUG=9)
    stock("WH", MUG=9)
    by_clock, by_hand = (_accept(database, ("MUG", 1), tags=["risk"]) for _ in range(2))
    with database.read() as session:
        (hold,) = working.open_holds(session, by_hand)
    intake.lift_hold(database, hold.id or 0, NOW + HOUR / 2, "Mia")
    intake.decide_again(database, by_hand, "Elsewhere", NOW + HOUR, "Mia", without=["ST"])
    intake.tick(database, NOW + HOUR)
    assert [_seen(database, each, NOW + DAY).touches for each in (by_clock, by_hand)] == [0, 2]


def test_deliveries_are_expected_until_they_are_past(shop: Database) -> None:
    intake.expect_stock(shop, {"MUG": NOW + DAY, "TRAY": NOW + WEEK}, NOW, "Buyer")
    order_id = _accept(shop, ("MUG", 1), ("TRAY", 1))
    assert _seen(shop, order_id, NOW).incoming == {"MUG": NOW + DAY, "TRAY": NOW + WEEK}
    assert _seen(shop, order_id, NOW + DAY).incoming == {"TRAY": NOW + WEEK}
    intake.expect_stock(shop, {"TRAY": None}, NOW, "Buyer")
    assert _seen(shop, order_id, NOW + DAY).incoming == {}
    with pytest.raises(RefusedStock, match="not in the catalogue"):
        intake.expect_stock(shop, {"TRAY": NOW + DAY, "NONE": NOW}, NOW, "Buyer")
    assert _seen(shop, order_id, NOW + DAY).incoming == {}


def test_the_rules_say_what_is_needed() -> None:
    def read_by(*then: Any) -> Needs:
        each = rule("r", RuleKind.ROUTING, *then, otherwise="backorder")
        return needs_in(Ruleset(name="T", currency="GBP", zone="Europe/London", rules=(each,)))

    assert read_by() == NOTHING_MORE
    assert read_by(AccurateCounts(percent=90)) == Needs(accuracy=True)
    assert read_by(NotRejectedLately(hours=2)) == Needs(rejections=True)
    assert read_by(KeepStock(units=2, of="weeks")) == Needs(sales=True)
