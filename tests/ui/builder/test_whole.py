"""What the builder shows of a rule: joins, moves, problems beside their entries, unfinished rules too."""

from datetime import UTC, datetime
from typing import Any

import pytest

from rulesets.reading import problems_in
from ui.builder import remedies
from ui.builder.fields import Names
from ui.builder.history import History
from ui.builder.model import EditedRules, from_plain, to_plain
from ui.builder.places import spots
from ui.builder.rules import set_otherwise, set_text
from ui.builder.session import begin
from ui.builder.views import Node

NAMES = Names((("COV", "Coventry"), ("BRI", "Bristol")), "Europe/London", "GBP")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
A = {"field": "order.total", "operator": "at_least", "value": "50.00 GBP"}
GIFT = {"field": "order.gift", "operator": "is_yes"}


def ruleset(when: Any, then: Any = None, kind: str = "hold") -> dict[str, Any]:
    """A ruleset with one rule of this kind, and no default rules."""
    then = [{"action": "hold", "reason": "Look", "owner": "Dan"}] if then is None else then
    rule = {"id": "r", "name": "R", "when": when, "then": then}
    header = {"switchyard": 1, "name": "S", "currency": "GBP", "zone": "Europe/London", "country": "GB"}
    return header | {"rules": {kind: [rule]}}


def view(when: Any, then: Any = None, kind: str = "hold") -> Any:
    return begin(History(from_plain(ruleset(when, then, kind))), 1, NAMES, None).rule_view("r")


def options(shown: Any) -> list[Any]:
    return [each for group in shown.offered for each in group.options]


def nodes(node: Node) -> list[Node]:
    return [node, *(inner for part in node.parts for inner in nodes(part))]


def test_first_row_stands_alone_and_the_others_are_joined_by_their_group() -> None:
    assert [part.join for part in view({"any": [A, GIFT, {"none": [A, GIFT]}]}).when[0].parts] == [
        "",
        "or",
        "or",
    ]
    assert [part.join for part in view({"none": [A, GIFT]}).when[0].parts] == ["", "nor"]


def test_moves_are_offered_only_where_they_lead_somewhere() -> None:
    root = view({"all": [A, {"any": [GIFT]}]}).when[0]
    first, group = root.parts
    assert (first.can_up, first.can_down, first.can_in, first.can_out) == (False, True, True, False)
    assert (group.can_up, group.can_down, group.can_out) == (True, False, False)
    assert group.parts[0].can_out
    assert not view({"all": [{"lines": "any", "where": {"all": [A]}}]}).when[0].parts[0].parts[0].can_out


def test_deepest_group_offers_no_group_inside() -> None:
    root = view({"all": [{"all": [{"all": [{"all": [A]}]}]}]}).when[0]
    groups = [node for node in nodes(root) if node.kind == "group"]
    assert [group.can_group for group in groups] == [True, True, True, False]
    assert not groups[-1].parts[0].can_in


def test_value_is_shown_as_it_is_typed() -> None:
    row = view({"all": [A]}).when[0].parts[0]
    assert (row.entry, row.symbol, row.text, row.label) == ("money", "£", "50.00", "Total")
    chips = view({"all": [{"field": "order.channel", "operator": "one_of", "value": ["web", "gone"]}]})
    assert [chip.label for chip in chips.when[0].parts[0].chips] == ["Web shop", "gone"]


def test_negative_operator_says_what_missing_means() -> None:
    row = {"field": "destination.postcode", "operator": "not_one_of", "value": ["BT"]}
    assert "missing" in view({"all": [row]}).when[0].parts[0].note
    assert view({"all": [A]}).when[0].parts[0].note == ""


@pytest.mark.parametrize(
    ("when", "wrong", "says"),
    [
        ({"all": [A, {"any": [A | {"value": "x"}]}]}, "order.total", "“x” is not an amount of money"),
        (
            {"all": [{"field": "order.nothing", "operator": "is", "value": 1}]},
            "order.nothing",
            "order.nothing",
        ),
        ({"all": [A | {"operator": "has_any"}]}, "order.total", "has"),
    ],
    ids=["value", "field", "operator"],
)
def test_problem_stands_beside_its_row(when: Any, wrong: str, says: str) -> None:
    shown = view(when)
    troubled = [node for node in nodes(shown.when[0]) if node.problem]
    assert [node.path for node in troubled] == [wrong]
    assert says in troubled[0].problem
    assert [problem.target for problem in shown.problems] == [f"part-{troubled[0].id}"]


def test_problem_in_the_lines_of_a_line_condition_finds_its_row() -> None:
    line = {"lines": "any", "where": {"all": [{"field": "line.quantity", "operator": "is", "value": "x"}]}}
    shown = view({"all": [A, line]})
    assert [node.path for node in nodes(shown.when[0]) if node.problem] == ["line.quantity"]


def test_problem_of_an_argument_stands_beside_it() -> None:
    shown = view({"all": []}, [{"action": "within_km", "km": "far"}], "routing")
    argument = shown.eligible[0].arguments[0]
    assert "whole number" in argument.problem
    assert argument.text == "far"


def test_problem_in_the_conditions_of_an_action_finds_its_row() -> None:
    where = {"all": [{"field": "location.atp", "operator": "at_least", "value": "x"}]}
    shown = view({"all": []}, [{"action": "where", "where": where}], "routing")
    assert shown.eligible[0].where[0].parts[0].problem != ""


def test_unfinished_rule_still_has_a_sentence_and_leaves_out_what_is_not_whole() -> None:
    shown = view({"all": [A | {"value": "x"}]}, [{"action": "hold", "reason": "", "owner": ""}])
    assert "“x”" in "".join(span.text for span in shown.sentence)


def test_words_of_the_sentence_know_their_rows() -> None:
    shown = view({"all": [A, GIFT]})
    rows = {row.id for row in shown.when[0].parts}
    assert {span.part for span in shown.sentence if span.kind == "mark"} == rows


def test_every_problem_of_the_draft_has_a_place_or_is_the_drafts_own() -> None:
    edited: EditedRules = from_plain(ruleset({"any": []}))
    found = spots(edited, problems_in(to_plain(edited)))
    assert {spot.rule for spot in found} == {"", "r"}


@pytest.mark.parametrize(
    ("remedy", "said"),
    [
        ("Write it with its currency, as in 300.00 GBP.", "Write it like 300.00."),
        ("Give a number of hours, as in 48, without quotes.", "Give a number of hours, as in 48."),
        ("Write it like '17:30', in quotes.", "Choose a time, like 17:30."),
        ("Exchange the two.", "Exchange the two."),
    ],
)
def test_remedy_is_said_for_an_entry_and_not_for_a_file(remedy: str, said: str) -> None:
    assert remedies.said(remedy) == said


def test_demands_have_their_turn_last_and_conditions_on_lines_ask_of_lines() -> None:
    shown = view({"all": []}, [{"action": "within_km", "km": 5, "relax": 2}], "routing")
    assert [each.name for each in shown.eligible[0].arguments] == ["km", "relax"]
    assert shown.eligible[0].arguments[0].alone
    apart = {"action": "ship_apart", "where": {"all": [{"field": "line.fragile", "operator": "is_yes"}]}}
    split = view({"all": []}, [apart], "split").actions[0]
    assert (split.scope, split.where[0].said) == ("line", "are true of that line")


def test_lines_are_kept_together_with_and_without_conditions() -> None:
    bare = ruleset({"all": []}, [{"action": "keep_together"}], "split")
    assert view({"all": []}, [{"action": "keep_together"}], "split").actions[0].where[0].parts == []
    assert to_plain(from_plain(bare))["rules"]["split"][0]["then"] == [{"action": "keep_together"}]


def test_a_way_of_routing_is_offered_once_and_what_cannot_be_done_says_why() -> None:
    plain = {each.value: each.why_not for each in options(view({"all": []}, [], "routing"))}
    assert plain["offer"] == "Locations have no screen yet on which they could take an offer."
    assert plain["drop_ship"] == ""
    chosen = options(view({"all": []}, [{"action": "drop_ship"}], "routing"))
    assert not {"drop_ship", "pick_up", "cancel_route"} & {each.value for each in chosen}


def test_actions_are_offered_by_what_they_are_about() -> None:
    groups = {
        group.label: [each.value for each in group.options]
        for group in view({"all": []}, [], "routing").offered
    }
    assert list(groups) == ["Which locations may serve", "Which of them is better", "What happens"]
    assert groups["Which of them is better"] == ["rank"]
    assert "only_kinds" in groups["Which locations may serve"]
    assert "drop_ship" in groups["What happens"]
    assert [group.label for group in view({"all": []}).offered] == []


def test_what_has_yet_to_be_filled_in_is_told_from_what_is_wrong() -> None:
    empty = view({"all": [{"any": []}]}, [{"action": "hold", "reason": "", "owner": "Dan"}])
    reason, owner = empty.actions[0].arguments[:2]
    assert (reason.problem != "", reason.unfinished) == (True, True)
    assert (owner.problem, owner.unfinished) == ("", False)
    assert empty.when[0].parts[0].unfinished
    assert all(each.unfinished for each in empty.problems)
    wrong = view({"all": [A | {"value": "lots"}, A | {"value": ""}]})
    assert [part.unfinished for part in wrong.when[0].parts] == [False, True]


def test_where_nothing_is_asked_yet_is_not_said() -> None:
    where = [{"action": "rank", "by": "nearest"}, {"action": "where", "where": {"all": []}}]
    said = "".join(span.text for span in view({"all": []}, where, "routing").sentence)
    assert said.startswith("For every order: choose among all locations, nearest first.")


def test_settings_of_splitting_are_asked_once_it_may_be_split() -> None:
    def asked(split: dict[str, Any]) -> set[str]:
        shown = view({"all": []}, [{"action": "split", **split}], "split").actions[0]
        return {each.name for each in shown.arguments}

    assert asked({"policy": "none"}) == {"policy", "complete_for_days"}
    assert asked({"policy": "none", "at_most": 3}) == {"policy", "at_most", "complete_for_days"}
    assert {"at_most", "dearer_by", "review_above"} <= asked({"policy": "units"})


def test_a_place_is_asked_by_distance_from_a_location() -> None:
    row = {"field": "destination.place", "operator": "within_km", "value": ["COV", 50]}
    node = view({"all": [row]}).when[0].parts[0]
    assert (node.entry, node.text, node.text2, node.unit) == ("radius", "COV", "50", "km")
    assert [each.label for each in node.options] == ["Coventry", "Bristol"]


TABLE = {
    "hit": "first",
    "columns": [
        {"field": "order.channel", "operator": "is"},
        {"field": "order.gift", "operator": "is_yes"},
        {"field": "line.fragile", "operator": "is_yes", "lines": "any"},
    ],
    "rows": [
        {"cells": ["web", None, True], "then": [{"action": "only_kinds", "kinds": ["store"]}]},
        {"cells": [None, True, None]},
    ],
}


def test_a_table_is_shown_as_a_grid_and_kept_whatever_else_is_edited() -> None:
    data = ruleset({"all": []}, [{"action": "rank", "by": "nearest"}], "routing")
    data["rules"]["routing"][0] |= {"table": TABLE, "otherwise": "retry", "retry_minutes": 20}
    editing = begin(History(from_plain(data)), 1, NAMES, None)
    shown = editing.rule_view("r")
    assert (shown.table.state, shown.table.hit) == ("grid", "first")
    grid = editing.grid_view("r", 0)
    assert [(head.label, head.said) for head in grid.heads] == [
        ("Channel", "is"),
        ("Gift", "is yes"),
        ("Any line: Fragile", "is yes"),
        ("Only these kinds of location", "Then"),
    ]
    assert [row.cells for row in grid.rows] == [["Web shop", "", "Yes", "Store"], ["", "Yes", "", ""]]
    assert "by table (the first row that fits): row 1, when the channel is web shop" in "".join(
        span.text for span in shown.sentence
    )
    assert shown.retry_minutes == "20"
    edited = editing.with_rule("r", lambda rule, _: set_text(rule, "name", "Q"), "name", NOW)
    kept = to_plain(edited.now)["rules"]["routing"][0]
    assert (kept["name"], kept["table"], kept["retry_minutes"]) == ("Q", TABLE, 20)
    other = editing.with_rule("r", lambda rule, _: set_otherwise(rule, "hold"), "otherwise", NOW)
    assert "retry_minutes" not in to_plain(other.now)["rules"]["routing"][0]


def test_a_problem_of_a_table_says_its_row_and_column() -> None:
    table = {**TABLE, "rows": [{"cells": ["moon", None, None]}]}
    data = ruleset({"all": []}, [], "routing")
    data["rules"]["routing"][0] |= {"table": table, "otherwise": "hold"}
    shown = begin(History(from_plain(data)), 1, NAMES, None).rule_view("r")
    assert "routing rule 1, table, row 1, column 1" in [each.place for each in shown.problems]
