"""A simulation on its page: the sentence says what the figures say."""

from datetime import UTC, datetime, timedelta
from typing import Any

from engine.store.simulations import Simulation, Status
from ui.views.simulation import run_view

STARTED = datetime(2026, 11, 20, 16, 20, tzinfo=UTC)
NOW = STARTED + timedelta(seconds=30)


def kpi(key: str, base: float, candidate: float, verdict: str) -> dict[str, Any]:
    summary = {"orders": 10, "mean": base, "variance": 0.0, "median": None}
    mean = candidate - base
    difference = {"mean": mean, "low": mean - 0.01, "high": mean + 0.01, "orders": 10, "verdict": verdict}
    return {
        "key": key,
        "base": summary,
        "candidate": {**summary, "mean": candidate},
        "difference": difference,
    }


def group(was: str, becomes: str, orders: int, money: int) -> dict[str, Any]:
    cause = {"text": "Routing: Express", "rule_id": "express", "orders": orders}
    totals = {"orders": orders, "money": money, "money_known": orders, "postage": money, "splits": 2}
    return {"was": was, "becomes": becomes, **totals, "days": -4.0, "days_known": orders, "causes": [cause]}


RESULT: dict[str, Any] = {
    "orders": 8411,
    "invalid": 3,
    "changed": 8,
    "kpis": [
        kpi("split_rate", 0.118, 0.098, "better"),
        kpi("shipping_cost", 462.0, 470.0, "worse"),
        kpi("labour", 6.4, 6.4, "not clear"),
    ],
    "groups": [group("Coventry", "Bristol", 6, -900), group("Coventry", "Leeds", 2, 100)],
    "total": group("All that change", "", 8, -800),
    "rules": [
        {
            "rule_id": "a",
            "kind": "hold",
            "name": "A",
            "default": False,
            "base": 0,
            "candidate": None,
            "edit": None,
        },
        {
            "rule_id": "d",
            "kind": "hold",
            "name": "D",
            "default": True,
            "base": 0,
            "candidate": 0,
            "edit": None,
        },
    ],
}


def simulation(status: Status, result: dict[str, Any] | None = None, done: int = 0) -> Simulation:
    return Simulation(
        id=7,
        base=3,
        candidate=4,
        starts_at=datetime(2026, 8, 21, tzinfo=UTC),
        ends_at=datetime(2026, 11, 20, tzinfo=UTC),
        status=status,
        done=done,
        total=8411,
        created_at=STARTED,
        created_by="test",
        started_at=STARTED,
        ended_at=STARTED + timedelta(seconds=72) if result else None,
        cancel_requested=False,
        error=None,
        result_hash="abc" if result else None,
        result=result,
    )


def test_a_finished_run_says_verdict_money_and_days() -> None:
    view = run_view(simulation("done", RESULT), "Europe/London", "GBP", NOW)
    assert view.says == "v4 is better on split-shipment rate, and worse on shipping cost per order."
    assert view.says_more == (
        "It decides 8 of 8,411 orders differently: sending them costs £8.00 less, "
        "and they arrive 0.5 days sooner on average."
    )
    assert view.stay == "8,403 orders stay as they were"
    assert view.ended == "Finished 20 Nov 2026, 16:21 in 1 min 12 s."


def test_groups_are_scaled_to_the_largest() -> None:
    view = run_view(simulation("done", RESULT), "Europe/London", "GBP", NOW)
    assert [(row.orders, row.share, row.money) for row in view.groups] == [
        ("6", 100, "−£9.00"),
        ("2", 33, "+£1.00"),
    ]


def test_a_default_rule_that_nothing_falls_to_is_not_dead() -> None:
    view = run_view(simulation("done", RESULT), "Europe/London", "GBP", NOW)
    assert [rule.rule_id for rule in view.never] == ["a"]


def test_nothing_changed_is_said_in_one_sentence() -> None:
    view = run_view(simulation("done", {**RESULT, "changed": 0, "groups": []}), "Europe/London", "GBP", NOW)
    assert (view.says, view.says_more) == ("v4 decides all 8,411 orders as v3 does.", "")


def test_a_run_under_way_says_how_far_it_is_and_shows_no_figures() -> None:
    view = run_view(simulation("running", done=4205), "Europe/London", "GBP", NOW)
    assert (view.done, view.percent, view.figures) == ("4,205 of 8,411 orders", 50, False)
    assert view.left == "about 30 s left; you may leave this page"


def test_the_trade_off_puts_the_dearer_one_higher_and_the_split_one_to_the_right() -> None:
    base, candidate = run_view(simulation("done", RESULT), "Europe/London", "GBP", NOW).points
    assert candidate.y < base.y
    assert candidate.x < base.x
