"""The gallery of starters without a browser: what it shows, asks, and puts into the draft."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.database import Database
from rulesets import revisions
from rulesets.starters import rule_starters
from tests.ui.pages.conftest import Open
from ui.pages.rules.state import RulesState
from ui.pages.starters.state import StartersState


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def rules(shop: Database, kind: str) -> list[dict[str, Any]]:
    found = shop.transact(lambda session: revisions.get_draft(session, "test", datetime.now(UTC)))
    kinds: dict[str, list[dict[str, Any]]] = found.document["rules"]
    return kinds[kind]


@pytest.fixture
def gallery(shop: Database, open_page: Open) -> Any:  # noqa: ARG001  the shop stands behind the page
    state = open_page(StartersState)
    run(state.load())
    return state


def need(state: Any, name: str) -> Any:
    return next(each for each in state.form.needs if each.name == name)


def said(state: Any) -> str:
    return " ".join("".join(span.text for span in each.spans) for each in state.form.sentences)


def test_shows_every_starter_with_its_tests_passed(gallery: Any) -> None:
    cards = [card for group in gallery.groups for card in group.cards]
    assert {card.name for card in cards} == {each.name for each in rule_starters()}
    assert all(card.passed and card.picture.spots and card.sentences for card in cards)


def test_shows_one_kind_only_when_asked_to(gallery: Any) -> None:
    run(gallery.show_kind("split"))
    assert [group.kind for group in gallery.groups] == ["split"]
    run(gallery.show_kind(""))
    assert [group.kind for group in gallery.groups] == ["hold", "routing", "split", "exception"]


def test_answers_change_the_sentence_and_wrong_ones_are_said(gallery: Any) -> None:
    run(gallery.open_form("warehouse-first"))
    assert "is 5 or more" in said(gallery)
    run(gallery.answer("left", "8"))
    run(gallery.add_chips("stores", "BRI"))
    assert "is 8 or more" in said(gallery)
    assert "choose Bristol" in said(gallery)
    assert [chip.label for chip in need(gallery, "stores").chips] == ["Bristol"]
    run(gallery.answer("left", "a few"))
    assert need(gallery, "left").problem == "Give a whole number from 1 to 10,000."
    assert "is 5 or more" in said(gallery)
    assert "Give a whole number" in str(run(gallery.add()))
    assert gallery.opened == "warehouse-first"
    run(gallery.remove_chip("stores", "BRI"))
    assert "choose among stores" in said(gallery)


def test_money_is_taken_as_it_is_typed(gallery: Any) -> None:
    run(gallery.open_form("small-orders-whole"))
    run(gallery.answer("amount", "£1,250"))
    assert "less than £1,250.00" in said(gallery)


def test_hands_over_name_answers_and_switch(gallery: Any) -> None:
    run(gallery.open_form("grace-period"))
    run(gallery.answer("minutes", "45"))
    run(gallery.switch())
    handed = run(gallery.add())
    assert "add_starter" in str(handed.handler.fn)
    assert [str(value) for _, value in handed.args] == ['"grace-period"', '({ ["minutes"] : 45 })', "true"]
    assert gallery.opened == ""


def test_the_address_may_name_the_form(shop: Database, open_page: Open) -> None:  # noqa: ARG001
    state = open_page(StartersState, starter="grace-period")
    run(state.load())
    assert state.opened == "grace-period"
    other = open_page(StartersState, starter="no-such")
    run(other.load())
    assert other.opened == ""


def test_rules_from_a_starter_are_one_step_in_the_draft(shop: Database, open_page: Open) -> None:
    state: Any = open_page(RulesState)
    run(state.load())
    before = rules(shop, "routing")
    run(state.add_starter("warehouse-first", {"left": 8, "stores": ["BRI"]}, False))
    first, second = rules(shop, "routing")[1:3]
    assert (first["id"], first["enabled"], second["enabled"]) == ("warehouse-first", False, False)
    assert second["then"][0] == {"action": "only_locations", "locations": ["BRI"]}
    assert (state.rule.id, state.undo_words) == ("warehouse-first", "add from a starter")
    run(state.undo())
    assert rules(shop, "routing") == before


def test_answers_that_cannot_be_taken_change_nothing(shop: Database, open_page: Open) -> None:
    state: Any = open_page(RulesState)
    run(state.load())
    before = rules(shop, "routing")
    assert "Name locations that you have." in str(
        run(state.add_starter("warehouse-first", {"stores": ["X"]}, True))
    )
    assert "does not exist" in str(run(state.add_starter("no-such", {}, True)))
    assert rules(shop, "routing") == before


def test_a_scope_set_in_the_builder_is_saved_with_the_draft(shop: Database, open_page: Open) -> None:
    state: Any = open_page(RulesState, rule="big")
    run(state.load())
    run(state.add_scope("channels", "web"))
    run(state.set_percent("20"))
    assert "".join(span.text for span in state.rule.sentence).startswith(
        "For 20% of orders from web shop, when"
    )
    assert rules(shop, "hold")[0]["scope"] == {"channels": ["web"], "percent": 20}
    run(state.set_percent("200"))
    assert state.rule.facts.wrong
    run(state.set_percent(""))
    run(state.remove_scope("channels", "web"))
    assert "scope" not in rules(shop, "hold")[0]
    assert not state.rule.facts.wrong


def test_the_page_begins_with_questions_while_there_are_only_default_rules(
    shop: Database, open_page: Open
) -> None:
    state: Any = open_page(RulesState)
    run(state.load())
    assert not state.beginning
    for rule_id in ("big", "gifts", "near"):
        run(state.remove_rule(rule_id))
    assert state.beginning
    assert [rule["id"] for rule in rules(shop, "hold")] == ["hold-default"]
