"""Try it as a window uses it: an order, marks that follow the draft, tests, saved and pasted orders."""

import json
from typing import Any

import pytest

from engine.database import Database
from engine.store import saved_orders
from rulesets import revisions
from tests.ui.pages.conftest import Open
from tests.ui.pages.test_hits import NOW, arrive
from ui.desk import drafts
from ui.pages.rules.state import RulesState
from ui.pages.rules.trying.counting import CountState
from ui.pages.rules.trying.state import TryState
from ui.refusal import Refused

ORDER = {
    "channel": "web",
    "external_id": "P-1",
    "placed_at": NOW.isoformat(),
    "currency": "GBP",
    "lines": [{"sku": "A", "quantity": 1, "unit_price": 50_000}],
    "destination": {"country": "GB"},
}


pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("orders")]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def orders(shop: Database) -> Database:
    for number, pounds in enumerate((30, 500)):
        arrive(shop, number, pounds)
    return shop


async def opened(open_page: Open, rule: str = "big") -> tuple[Any, Any]:
    rules = open_page(RulesState, rule=rule)
    await rules.load()
    panel = await rules.get_state(TryState)
    await panel.open()
    return rules, panel


class Held:
    """A State as a background event has it: it is changed while it is held."""

    def __init__(self, state: Any) -> None:
        object.__setattr__(self, "_state", state)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._state, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._state, name, value)

    async def __aenter__(self) -> "Held":
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


async def run(panel: Any) -> None:
    """As the page does when the draft on the screen is another."""
    follow: Any = TryState.follow
    await follow.fn(Held(panel))


async def chosen(panel: Any, name: str) -> None:
    (key,) = [each.key for each in panel.choices if each.name == name]
    await panel.choose("recent", key)
    await run(panel)


def mark(rules: Any, panel: Any) -> str:
    (root,) = rules.rule.when
    return str(panel.marks[root.parts[0].id])


async def test_a_recent_order_is_marked_and_its_marks_follow_the_draft(open_page: Open) -> None:
    rules, panel = await opened(open_page)
    await chosen(panel, "W-1")
    assert mark(rules, panel) == "matched"
    assert panel.view.outcome == "Held"
    assert panel.view.live == "Live v1: the same."
    (root,) = rules.rule.when
    await rules.type_value(root.parts[0].id, 0, "600")
    await run(panel)
    assert mark(rules, panel) == "not_matched"
    assert panel.view.live.startswith("Live v1: Held")


async def test_a_draft_with_problems_runs_nothing_and_says_so(open_page: Open) -> None:
    rules, panel = await opened(open_page)
    await chosen(panel, "W-1")
    (root,) = rules.rule.when
    await rules.type_value(root.parts[0].id, 0, "lots")
    await run(panel)
    assert panel.view is None
    assert panel.marks == {}
    assert panel.note.startswith("A rule that is on has problems")


async def test_an_unfinished_rule_that_is_off_is_left_out_of_what_is_tried(open_page: Open) -> None:
    rules, panel = await opened(open_page)
    await chosen(panel, "W-1")
    await rules.add_rule("hold")
    assert rules.rule.problems
    await run(panel)
    assert (panel.view.outcome, panel.note) == ("Held", "")
    await panel.turn_into_test()
    assert "tests" not in rules._kept[0].document


async def test_a_try_becomes_a_test_that_passes_blocks_when_red_and_is_undone(
    orders: Database, open_page: Open
) -> None:
    rules, panel = await opened(open_page)
    await chosen(panel, "W-1")
    await panel.turn_into_test()
    await run(panel)
    assert [(row.name, row.look) for row in panel.tests] == [("W-1: held", "good")]
    with orders.read() as session:
        kept = revisions.get_draft(session, "test", NOW).document
    assert [each["name"] for each in kept["tests"]] == ["W-1: held"]
    (root,) = rules.rule.when
    await rules.type_value(root.parts[0].id, 0, "600")
    await run(panel)
    (row,) = panel.tests
    assert row.look == "bad"
    assert row.said.startswith("Expected it held, got ")
    found = drafts.proposal()
    assert [(each.code, each.place) for each in found.problems] == [("T001", "test “W-1: held”")]
    with pytest.raises(Refused, match="does not pass"):
        drafts.publish(found.lock, "Try")
    await rules.undo()
    await run(panel)
    assert panel.tests[0].look == "good"
    assert drafts.publish(drafts.proposal().lock, "With a test") == 2


async def test_tests_are_renamed_opened_and_removed(open_page: Open) -> None:
    _, panel = await opened(open_page)
    await chosen(panel, "W-0")
    await panel.turn_into_test()
    await run(panel)
    (row,) = panel.tests
    await panel.rename_test(row.name, {"name": "Small ones are not held"})
    await run(panel)
    assert [each.name for each in panel.tests] == ["Small ones are not held"]
    await panel.choose("test", "Small ones are not held")
    await run(panel)
    assert panel.view.order == "Test: Small ones are not held"
    await panel.remove_test("Small ones are not held")
    await run(panel)
    assert panel.tests == []


async def test_a_pasted_order_is_tried_on_the_stock_of_now_and_saved(
    orders: Database, open_page: Open
) -> None:
    rules, panel = await opened(open_page)
    await panel.turn("pasted")
    await panel.type_pasted(json.dumps(ORDER))
    await panel.try_pasted()
    await run(panel)
    assert (panel.view.order, panel.view.note) == ("P-1", "On the stock as it is now")
    assert mark(rules, panel) == "matched"
    await panel.save_order({"name": "A dear one"})
    with orders.read() as session:
        (kept,) = saved_orders.saved(session)
    assert (kept.name, kept.document["lines"][0]["sku"]) == ("A dear one", "A")
    await panel.choose("saved", str(kept.id))
    await run(panel)
    assert panel.view.outcome == "Held"
    await panel.rename_saved(str(kept.id), {"name": "Dear"})
    assert [each.name for each in panel.saved] == ["Dear"]
    await panel.remove_saved(str(kept.id))
    assert panel.saved == []


async def test_problems_of_a_pasted_order_are_named_by_field(open_page: Open) -> None:
    _, panel = await opened(open_page)
    await panel.turn("pasted")
    wrong = {**ORDER, "lines": [{"sku": "A", "quantity": 0, "unit_price": 1}]}
    await panel.type_pasted(json.dumps(wrong))
    await panel.try_pasted()
    await run(panel)
    assert [each.field for each in panel.wrong] == ["lines[0].quantity"]
    await panel.type_pasted("{")
    await panel.try_pasted()
    await run(panel)
    assert panel.wrong[0].message.startswith("This is not JSON")


async def test_every_rule_is_counted_and_its_orders_are_listed(open_page: Open) -> None:
    rules, _ = await opened(open_page)
    counting = await rules.get_state(CountState)
    count: Any = CountState.count
    await count.fn(Held(counting))
    assert counting.said == {"big": "1 of last 2", "gifts": "0 of last 2", "near": "2 of last 2"}
    assert counting.share["big"] == "50.0%"
    await counting.see()
    assert [each.name for each in counting.orders] == ["W-1"]
