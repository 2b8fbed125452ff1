"""The Rules page without a browser: what an edit does to the draft in the database."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.database import Database
from rulesets import revisions
from rulesets.writing import to_data
from tests.ui.pages.conftest import Open
from ui.components.publishing import PublishState
from ui.pages.rules.state import PickerState, RulesState


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def draft(shop: Database) -> Any:
    """The draft as the database has it."""
    return shop.transact(lambda session: revisions.get_draft(session, "test", datetime.now(UTC)))


def rule(shop: Database, kind: str, rule_id: str) -> Any:
    return next(each for each in draft(shop).document["rules"][kind] if each["id"] == rule_id)


def live(shop: Database) -> revisions.Revision:
    with shop.read() as session:
        return revisions.live(session)


@pytest.fixture
def rules(shop: Database, open_page: Open) -> Any:  # noqa: ARG001  the shop stands behind the page
    state = open_page(RulesState, rule="big")
    run(state.load())
    return state


def row(state: Any, place: int = 0) -> Any:
    """A row directly in the *when* of the rule in the builder."""
    return state.rule.when[0].parts[place]


def test_opens_with_the_rule_that_the_address_names(rules: Any) -> None:
    assert rules.rule.name == "Big orders"
    assert [kind.kind for kind in rules.kinds] == ["hold", "routing", "split", "exception", "transaction"]
    assert "£400.00" in "".join(span.text for span in rules.rule.sentence)
    assert (rules.changed, rules.differs, rules.problems) == ("nothing changed", False, 0)


def test_typed_threshold_changes_the_sentence_and_the_draft_and_not_what_is_live(
    rules: Any, shop: Database
) -> None:
    run(rules.type_value(row(rules).id, 0, "250"))
    assert "more than £250.00" in "".join(span.text for span in rules.rule.sentence)
    assert rule(shop, "hold", "big")["when"]["all"][0]["value"] == "250.00 GBP"
    assert to_data(live(shop).ruleset)["rules"]["hold"][0]["when"]["all"][0]["value"] == "400.00 GBP"
    assert rules.changed == "1 rule changed"


def test_left_entry_shows_the_value_as_it_is_written(rules: Any) -> None:
    before = row(rules)
    run(rules.leave_value(before.id, 0, "250"))
    assert row(rules).text == "250.00"
    assert row(rules).key != before.key


def test_value_that_cannot_be_read_is_kept_and_named_beside_its_row(rules: Any, shop: Database) -> None:
    run(rules.type_value(row(rules).id, 0, "25,0O"))
    assert rule(shop, "hold", "big")["when"]["all"][0]["value"] == "25,0O"
    assert "“25,0O” is not an amount of money" in row(rules).problem
    assert [problem.target for problem in rules.rule.problems] == [f"part-{row(rules).id}"]
    assert rules.kinds[0].rules[0].problems == 1


def test_undo_and_redo_are_saved_too(rules: Any, shop: Database) -> None:
    run(rules.type_value(row(rules).id, 0, "250"))
    run(rules.undo())
    assert rule(shop, "hold", "big")["when"]["all"][0]["value"] == "400.00 GBP"
    run(rules.redo())
    assert rule(shop, "hold", "big")["when"]["all"][0]["value"] == "250.00 GBP"


def test_undo_survives_a_reload_and_the_draft_survives_everything(
    rules: Any, open_page: Open, shop: Database
) -> None:
    run(rules.type_value(row(rules).id, 0, "250"))
    run(rules.load())
    assert rules.undo_words != ""
    afresh = open_page(RulesState, rule="big")
    run(afresh.load())
    assert row(afresh).text == "250.00"
    assert rule(shop, "hold", "big")["when"]["all"][0]["value"] == "250.00 GBP"
    run(afresh.undo())
    assert row(afresh).text == "400.00"


def test_picked_field_becomes_a_row_of_its_group(rules: Any, shop: Database) -> None:
    run(rules.add_group(rules.rule.when[0].where))
    group = row(rules, 1)
    run(rules.pick_field("add", group.where, "order.channel"))
    assert rule(shop, "hold", "big")["when"]["all"][1] == {
        "any": [{"field": "order.channel", "operator": "is", "value": "web"}]
    }


def test_field_of_a_line_brings_its_line_condition(rules: Any, shop: Database) -> None:
    run(rules.pick_field("add", rules.rule.when[0].where, "line.quantity"))
    assert rule(shop, "hold", "big")["when"]["all"][1] == {
        "lines": "any",
        "where": {"all": [{"field": "line.quantity", "operator": "more_than", "value": 0}]},
    }


def test_rule_nested_too_deep_is_refused_in_words_and_changes_nothing(rules: Any, shop: Database) -> None:
    where = rules.rule.when[0].where
    for _ in range(3):
        run(rules.add_group(where))
        node = rules.rule.when[0]
        while node.parts and node.parts[-1].kind == "group":
            node = node.parts[-1]
        where = node.where
    before = draft(shop).document
    answer = run(rules.add_group(where))
    assert "4 deep" in str(answer.args)
    assert draft(shop).document == before


def test_operator_that_the_field_has_not_is_refused(rules: Any, shop: Database) -> None:
    before = draft(shop).document
    assert "not there any more" in str(run(rules.set_operator(row(rules).id, "has_any")).args)
    assert draft(shop).document == before


def test_values_are_pasted_many_at_once(rules: Any, shop: Database) -> None:
    run(rules.pick_field("row", row(rules).id, "destination.postcode"))
    run(rules.set_operator(row(rules).id, "starts_with"))
    run(rules.add_values(row(rules).id, "BT, IM\nbt; JE"))
    run(rules.remove_value(row(rules).id, "IM"))
    assert rule(shop, "hold", "big")["when"]["all"][0] == {
        "field": "destination.postcode",
        "operator": "starts_with",
        "value": ["BT", "JE"],
    }


def test_new_rule_is_off_and_stands_before_the_default(rules: Any, shop: Database) -> None:
    run(rules.add_rule("hold"))
    held = draft(shop).document["rules"]["hold"]
    assert [each["id"] for each in held] == ["big", "gifts", "new-hold-rule", "hold-default"]
    assert held[2]["enabled"] is False
    assert rules.rule.name == "New hold rule"


def test_rules_move_switch_and_go(rules: Any, shop: Database) -> None:
    run(rules.move_rule("gifts", -1))
    run(rules.switch_rule("gifts"))
    run(rules.remove_rule("big"))
    held = draft(shop).document["rules"]["hold"]
    assert [(each["id"], each.get("enabled", True)) for each in held] == [
        ("gifts", False),
        ("hold-default", True),
    ]
    run(rules.undo())
    assert [each["id"] for each in draft(shop).document["rules"]["hold"]][:2] == ["gifts", "big"]


def test_moved_rule_counts_as_a_change(rules: Any) -> None:
    run(rules.move_rule("gifts", -1))
    assert (rules.changed, rules.differs) == ("1 rule changed", True)
    assert [line.changed for line in rules.kinds[0].rules] == ["moved", "", ""]
    run(rules.move_rule("gifts", 1))
    assert (rules.changed, rules.differs) == ("nothing changed", False)


def test_default_rule_cannot_be_switched_off(rules: Any, shop: Database) -> None:
    before = draft(shop).document
    assert "not there" in str(run(rules.switch_rule("hold-default")).args)
    assert draft(shop).document == before


def test_actions_are_edited_by_their_forms(rules: Any, shop: Database) -> None:
    rules.selected = "near"
    run(rules.set_text("note", "Cheap and quick"))
    within = rules.rule.eligible[0]
    run(rules.set_argument(within.id, "km", "180"))
    run(rules.add_action("rank"))
    run(rules.choose_argument(rules.rule.ranks[1].id, "by", "lowest_cost"))
    run(rules.move_action(rules.rule.ranks[1].id, -1))
    run(rules.set_otherwise("cancel"))
    assert rule(shop, "routing", "near") | {"when": None} == {
        "id": "near",
        "name": "Near",
        "when": None,
        "then": [
            {"action": "within_km", "km": 180},
            {"action": "rank", "by": "lowest_cost"},
            {"action": "rank", "by": "nearest"},
        ],
        "otherwise": "cancel",
        "note": "Cheap and quick",
    }


def test_action_that_cannot_be_carried_out_is_not_added(rules: Any, shop: Database) -> None:
    rules.selected = "transaction-default"
    before = draft(shop).document
    assert "not there" in str(run(rules.add_action("tell")).args)
    assert draft(shop).document == before


def test_discarded_draft_is_the_live_rules_again(rules: Any, shop: Database) -> None:
    run(rules.type_value(row(rules).id, 0, "250"))
    run(rules.discard())
    assert draft(shop).document == to_data(live(shop).ruleset)
    assert row(rules).text == "400.00"


def test_picker_finds_fields_by_their_words(rules: Any) -> None:
    picker = rules.parent_state.get_substate(PickerState.get_full_name().split("."))
    run(picker.turn("add", rules.rule.when[0].where, "order", True))
    assert {"Order", "Destination", "Order line"} <= {group.label for group in picker.fields}
    assert "Location" not in {group.label for group in picker.fields}
    run(picker.find("post code"))
    assert [field.path for group in picker.fields for field in group.fields] == ["destination.postcode"]


def test_list_shows_the_rules_that_have_the_words(rules: Any) -> None:
    run(rules.find("gift"))
    assert [line.id for kind in rules.kinds for line in kind.rules] == ["gifts"]
    run(rules.find("unicorn"))
    assert rules.none_found


def test_publishing_asks_for_a_reason_and_shows_what_changes(
    rules: Any, open_page: Open, shop: Database
) -> None:
    run(rules.type_value(row(rules).id, 0, "250"))
    publishing = open_page(PublishState)
    run(publishing.ask())
    assert [(each.kind, each.name) for each in publishing.changes] == [("changed", "Big orders")]
    run(publishing.publish())
    assert publishing.missing
    assert live(shop).number == 1
    run(publishing.type_reason("Less risk"))
    run(publishing.publish())
    assert live(shop).number == 2
    with shop.read() as session:
        entry = revisions.audit(session)[0]
    assert (entry.action, entry.number, entry.before, entry.reason) == ("published", 2, 1, "Less risk")


def test_draft_that_moved_on_is_not_published_unseen(rules: Any, open_page: Open, shop: Database) -> None:
    run(rules.type_value(row(rules).id, 0, "250"))
    publishing = open_page(PublishState)
    run(publishing.ask())
    run(rules.type_value(row(rules).id, 0, "9"))
    run(publishing.type_reason("Less risk"))
    assert "saved again" in str(run(publishing.publish()).args)
    assert live(shop).number == 1


def test_draft_with_problems_is_not_published(rules: Any, open_page: Open, shop: Database) -> None:
    run(rules.type_value(row(rules).id, 0, "lots"))
    publishing = open_page(PublishState)
    run(publishing.ask())
    assert [each.place for each in publishing.obstacles] != []
    run(publishing.type_reason("Hurry"))
    assert "problems" in str(run(publishing.publish()).args)
    assert live(shop).number == 1


def test_page_without_rules_says_what_to_do(open_page: Open, empty: Database) -> None:  # noqa: ARG001
    state = open_page(RulesState)
    run(state.load())
    assert state.known
    assert "switchyard demo" in state.absent
