"""Edits of rows and groups, by what the rule then says."""

from itertools import count
from typing import Any

import pytest

from rulesets.conditions import DEEPEST
from ui.builder import arrange, edits
from ui.builder.model import Cond, EditedRule, EditedRules, Grp, LineCond, from_plain, plain_part, to_plain

A = {"field": "order.total", "operator": "at_least", "value": "50.00 GBP"}
B = {"field": "order.channel", "operator": "one_of", "value": ["web", "phone"]}
C = {"field": "order.gift", "operator": "is_yes"}
LINE = {"field": "line.quantity", "operator": "more_than", "value": 3}


def rule_when(*parts: Any, **group: Any) -> EditedRule:
    """A hold rule with this *when*; `any=[…]` and the like make it another group than all."""
    when = group or {"all": list(parts)}
    data = {"rules": {"hold": [{"id": "r", "name": "R", "when": when, "then": []}]}}
    return from_plain(data).rules[0]


def said(rule: EditedRule) -> Any:
    assert rule.when is not None
    return plain_part(rule.when)


def ids(rule: EditedRule) -> list[str]:
    """The ids of the parts directly in *when*."""
    assert rule.when is not None
    return [part.id for part in rule.when.of]


def fresh() -> Any:
    numbers = count(1000)
    return lambda: f"x{next(numbers)}"


def test_plain_data_comes_back_as_it_was() -> None:
    data = {
        "switchyard": 1,
        "name": "Shop",
        "currency": "GBP",
        "zone": "Europe/London",
        "country": "GB",
        "rules": {
            "hold": [
                {
                    "id": "r",
                    "name": "R",
                    "enabled": False,
                    "when": {
                        "any": [
                            A,
                            {"none": [B]},
                            {
                                "lines": "sum",
                                "where": {"all": [LINE]},
                                "of": "line.value",
                                "operator": "at_least",
                                "value": "9.00 GBP",
                            },
                        ]
                    },
                    "then": [{"action": "hold", "reason": "x", "owner": "y"}],
                    "owner": "Tom",
                    "note": "n",
                }
            ],
            "routing": [
                {
                    "id": "d",
                    "name": "D",
                    "default": True,
                    "then": [{"action": "where", "where": {"all": []}}, {"action": "rank", "by": "nearest"}],
                    "otherwise": "backorder",
                }
            ],
            "split": [],
            "exception": [],
            "transaction": [],
        },
    }
    assert to_plain(from_plain(data)) == data


def test_every_part_has_an_id_of_its_own() -> None:
    rule = rule_when(A, {"any": [B, {"lines": "any", "where": {"all": [LINE]}}]})
    found = list(arrange.ids_in(rule))
    assert len(found) == len(set(found)) == 7


def test_row_is_added_at_the_end_of_its_group() -> None:
    rule = rule_when(A, {"any": [B]})
    inner = ids(rule)[1]
    assert said(edits.append(rule, inner, Cond("new", "order.gift", "is_yes"))) == {
        "all": [A, {"any": [B, C]}]
    }


def test_group_may_not_be_added_deeper_than_allowed() -> None:
    rule = rule_when({"all": [{"all": [{"all": [A]}]}]})
    deepest = rule.when
    for _ in range(DEEPEST - 1):
        assert deepest is not None
        deepest = deepest.of[0]  # type: ignore[assignment]
    assert isinstance(deepest, Grp)
    assert not edits.may_hold_group(rule, deepest.id)
    with pytest.raises(ValueError, match="deep"):
        edits.append(rule, deepest.id, Grp("new"))
    assert edits.append(rule, deepest.id, Cond("new", "order.gift", "is_yes")) != rule


def test_line_condition_counts_as_a_group_in_the_depth() -> None:
    rule = rule_when({"all": [{"all": [{"all": [A]}]}]})
    innermost = list(arrange.ids_in(rule))[3]
    lines = LineCond("l", Grp("w", of=(Cond("c"),)))
    assert edits.depth(rule, innermost) == DEEPEST
    with pytest.raises(ValueError, match="deep"):
        edits.append(rule, innermost, lines)
    assert edits.append(rule, list(arrange.ids_in(rule))[2], lines) != rule


def test_edit_inside_the_lines_of_a_line_condition() -> None:
    rule = rule_when({"lines": "any", "where": {"all": [LINE]}})
    part = rule.when.of[0] if rule.when else None
    assert isinstance(part, LineCond)
    changed = edits.set_match(rule, part.where.id, "any")
    assert said(changed) == {"all": [{"lines": "any", "where": {"any": [LINE]}}]}


def test_removed_part_is_gone_and_the_rest_stays() -> None:
    rule = rule_when(A, B, C)
    assert said(edits.remove(rule, ids(rule)[1])) == {"all": [A, C]}


def test_part_that_is_not_there_is_named() -> None:
    with pytest.raises(edits.Gone):
        edits.remove(rule_when(A), "n999")


def test_outermost_group_cannot_be_removed() -> None:
    rule = rule_when(A)
    assert rule.when is not None
    with pytest.raises(edits.Gone):
        edits.remove(rule, rule.when.id)


def test_count_and_sum_of_lines_begin_with_something_to_compare() -> None:
    rule = rule_when({"lines": "any", "where": {"all": [LINE]}})
    part = ids(rule)[0]
    summed = edits.set_lines(rule, part, "sum")
    assert said(summed)["all"][0] == {
        "lines": "sum",
        "where": {"all": [LINE]},
        "of": "line.quantity",
        "operator": "at_least",
        "value": 1,
    }
    assert said(edits.set_lines(summed, part, "none"))["all"][0] == {
        "lines": "none",
        "where": {"all": [LINE]},
    }


@pytest.mark.parametrize(("by", "order"), [(-1, [B, A, C]), (1, [A, C, B]), (-5, [B, A, C]), (5, [A, C, B])])
def test_row_moves_among_its_siblings_and_stops_at_the_edge(by: int, order: list[Any]) -> None:
    rule = rule_when(A, B, C)
    assert said(arrange.move(rule, ids(rule)[1], by)) == {"all": order}


def test_copy_stands_right_after_with_ids_of_its_own() -> None:
    rule = rule_when({"any": [A, B]}, C)
    copied = arrange.duplicate(rule, ids(rule)[0], fresh())
    assert said(copied) == {"all": [{"any": [A, B]}, {"any": [A, B]}, C]}
    assert len(set(arrange.ids_in(copied))) == 8


def test_row_moves_into_the_group_before_it() -> None:
    rule = rule_when({"any": [A]}, B)
    assert said(arrange.indent(rule, ids(rule)[1], fresh())) == {"all": [{"any": [A, B]}]}


def test_row_without_a_group_before_it_moves_into_a_new_one() -> None:
    rule = rule_when(A, B)
    assert said(arrange.indent(rule, ids(rule)[1], fresh())) == {"all": [A, {"any": [B]}]}


def test_row_moves_out_of_its_group_and_an_empty_group_goes() -> None:
    rule = rule_when({"any": [A]}, B)
    inner = rule.when.of[0].of[0].id if rule.when else ""  # type: ignore[union-attr]
    assert said(arrange.outdent(rule, inner)) == {"all": [A, B]}


def test_row_cannot_leave_the_lines_that_it_is_about() -> None:
    rule = rule_when({"lines": "any", "where": {"all": [LINE]}})
    inner = rule.when.of[0].where.of[0].id if rule.when else ""  # type: ignore[union-attr]
    assert arrange.outdent(rule, inner) == rule


def test_row_in_the_outermost_group_cannot_leave_it() -> None:
    rule = rule_when(A)
    assert arrange.outdent(rule, ids(rule)[0]) == rule


def test_conditions_of_an_action_are_edited_like_those_of_the_rule() -> None:
    data = {
        "rules": {
            "routing": [
                {
                    "id": "r",
                    "name": "R",
                    "when": {"all": []},
                    "then": [
                        {
                            "action": "where",
                            "where": {
                                "all": [{"field": "location.kind", "operator": "is", "value": "store"}]
                            },
                        }
                    ],
                }
            ]
        }
    }
    edited: EditedRules = from_plain(data)
    where = edited.rules[0].then[0].where
    assert where is not None
    changed = edits.set_row(edited.rules[0], where.of[0].id, "location.atp", "at_least", 3)
    assert changed.then[0].where == Grp(
        where.id, "all", (Cond(where.of[0].id, "location.atp", "at_least", 3),)
    )
