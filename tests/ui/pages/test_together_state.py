"""Two windows on the Rules page without a browser: what each saves, what the other shows, what is asked."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.database import Database
from rulesets import revisions
from rulesets.revisions.windows import SILENT
from tests.ui.pages.conftest import Open
from ui.pages.rules.state import RulesState


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def held(shop: Database) -> list[dict[str, Any]]:
    """The hold rules of the draft as the database has it."""
    draft = shop.transact(lambda session: revisions.get_draft(session, "test", datetime.now(UTC)))
    found: list[dict[str, Any]] = draft.document["rules"]["hold"]
    return found


def names(shop: Database) -> list[str]:
    return [each["name"] for each in held(shop)]


def window(open_page: Open, rule: str) -> Any:
    state = open_page(RulesState, rule=rule)
    run(state.load())
    return state


@pytest.fixture
def one(shop: Database, open_page: Open) -> Any:  # noqa: ARG001  the shop stands behind the page
    return window(open_page, "big")


@pytest.fixture
def two(one: Any, open_page: Open) -> Any:  # noqa: ARG001  opened after the first
    return window(open_page, "gifts")


def row(state: Any) -> Any:
    """The first row of the rule in the builder."""
    return state.rule.when[0].parts[0]


def test_different_rules_merge_by_themselves_and_it_is_said(one: Any, two: Any, shop: Database) -> None:
    run(one.type_value(row(one).id, 0, "250"))
    run(two.set_text("name", "Presents"))
    assert names(shop) == ["Big orders", "Presents", "No hold"]
    assert held(shop)[0]["when"]["all"][0]["value"] == "250.00 GBP"
    assert two.merged == "Another window changed hold rule 1; that is merged."
    assert (two.unsaved, two.clashes) == (False, [])
    run(two.undo())
    assert names(shop) == ["Big orders", "Gifts", "No hold"]
    assert held(shop)[0]["when"]["all"][0]["value"] == "250.00 GBP"


def test_saves_of_the_other_window_are_taken_in_without_a_reload(one: Any, two: Any) -> None:
    run(one.set_text("name", "Large orders"))
    key = row(two).key
    run(two.beat())
    assert two.kinds[0].rules[0].name == "Large orders"
    assert (two.selected, row(two).key) == ("gifts", key)
    assert two.saved_at == one.saved_at or two.saved_at > ""


@pytest.mark.parametrize(
    ("choice", "after"),
    [
        ("mine", ["Mine", "Gifts", "No hold"]),
        ("theirs", ["Theirs", "Gifts", "No hold"]),
        ("both", ["Theirs", "Gifts", "Mine (mine)", "No hold"]),
    ],
)
def test_same_rule_is_asked_about_and_saved_as_it_was_answered(
    one: Any, open_page: Open, shop: Database, choice: str, after: list[str]
) -> None:
    two = window(open_page, "big")
    run(one.set_text("name", "Theirs"))
    run(two.set_text("name", "Mine"))
    (clash,) = two.clashes
    assert clash.title == "Hold rule 1, Mine"
    assert "Name: Big orders." in clash.base
    assert [span.text for span in clash.mine if span.kind == "ins"] == ["Mine"]
    assert names(shop) == ["Theirs", "Gifts", "Mine (mine)", "No hold"]
    assert (two.unsaved, two.unanswered) == (True, True)
    run(two.answer("big", choice))
    run(two.settle())
    assert names(shop) == after
    assert (two.clashes, two.unsaved) == ([], False)


def test_answer_is_taken_back_by_undo(one: Any, open_page: Open, shop: Database) -> None:
    two = window(open_page, "big")
    run(one.set_text("name", "Theirs"))
    run(two.set_text("name", "Mine"))
    run(two.answer("big", "mine"))
    run(two.settle())
    run(two.undo())
    assert names(shop) == ["Theirs", "Gifts", "No hold"]


def test_nothing_is_lost_when_the_question_is_never_answered(
    one: Any, open_page: Open, shop: Database
) -> None:
    two = window(open_page, "big")
    run(one.set_text("name", "Theirs"))
    run(two.set_text("name", "Mine"))
    afresh = window(open_page, "big")
    assert [line.name for line in afresh.kinds[0].rules] == ["Theirs", "Gifts", "Mine (mine)", "No hold"]
    assert names(shop)[0] == "Theirs"


def test_third_window_that_saves_while_it_is_asked_loses_nothing(
    one: Any, open_page: Open, shop: Database
) -> None:
    two = window(open_page, "big")
    run(one.set_text("name", "Theirs"))
    run(two.set_text("name", "Mine"))
    run(one.beat())
    one.selected = "gifts"
    run(one.set_text("name", "Presents"))
    run(two.answer("big", "mine"))
    run(two.settle())
    assert names(shop) == ["Mine", "Presents", "No hold"]


def test_rule_that_the_other_window_deleted_is_asked_about(one: Any, open_page: Open, shop: Database) -> None:
    two = window(open_page, "big")
    run(one.remove_rule("big"))
    run(two.set_text("name", "Mine"))
    (clash,) = two.clashes
    assert [span.text for span in clash.theirs] == ["Deleted."]
    assert not clash.may_keep_both
    run(two.answer("big", "theirs"))
    run(two.settle())
    assert names(shop) == ["Gifts", "No hold"]


def test_other_window_is_shown_with_its_rule_until_it_falls_silent(
    one: Any, two: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(one.beat())
    run(two.beat())
    assert [(each.rule, each.place) for each in two.others] == [("big", "hold rule 1")]
    assert two.busy == ["big"]
    later = datetime.now(UTC) + SILENT * 2
    monkeypatch.setattr("ui.desk.drafts._now", lambda: later)
    run(two.beat())
    assert two.others == []


def test_event_of_a_page_that_outlived_the_program_hits_the_part_that_it_meant(
    one: Any, open_page: Open, shop: Database
) -> None:
    run(one.add_group(one.rule.when[0].where))
    run(one.pick_field("add", one.rule.when[0].parts[1].id, "order.channel"))
    part = one.rule.when[0].parts[1].parts[0]
    afresh = open_page(RulesState)
    run(afresh.type_value(part.id, 0, "web"))
    assert held(shop)[0]["when"]["all"][1]["any"][0]["value"] == "web"
    run(afresh.remove_part(part.id))
    assert "not there any more" in str(run(open_page(RulesState).type_value(part.id, 0, "till")).args)


def test_state_that_was_lost_says_nothing_until_it_is_loaded(open_page: Open, one: Any) -> None:
    name = RulesState.get_full_name()
    assert open_page(RulesState).dict()[name] == {}
    assert one.dict()[name] != {}
    assert open_page(RulesState).dict(initial=True)[name] != {}


def test_draft_is_not_discarded_over_what_another_window_just_saved(
    one: Any, two: Any, shop: Database
) -> None:
    run(one.set_text("name", "Large orders"))
    assert "Nothing was discarded" in str(run(two.discard()).args)
    assert names(shop)[0] == "Large orders"
