"""Edits of the lists of rules, and of actions by the forms drawn from their schemas."""

from typing import Any

import pytest

from rulesets.actions import ACTIONS, actions_for
from rulesets.model import RuleKind
from rulesets.operators import WEEKDAYS
from ui.builder import forms, rules
from ui.builder.model import Act, EditedRules, from_plain
from ui.words import rules as words


def draft(*names: str) -> EditedRules:
    """Hold rules of these names, the default rule after them, and a split rule."""
    hold = [{"id": name, "name": name.upper(), "when": {"all": []}, "then": []} for name in names]
    last = {"id": "last", "name": "Last", "default": True, "then": []}
    other = {"id": "other", "name": "Other", "default": True, "then": []}
    return from_plain({"currency": "GBP", "rules": {"hold": [*hold, last], "split": [other]}})


def order(edited: EditedRules) -> list[str]:
    return [rule.id for rule in edited.of_kind("hold")]


@pytest.mark.parametrize("kind", list(RuleKind))
def test_new_rule_stands_before_the_default_rule_and_is_off(kind: RuleKind) -> None:
    edited, made = rules.new_rule(draft("a"), kind, "New rule")
    rule = edited.rule(made)
    assert rule is not None
    assert not rule.enabled
    assert rule.when is not None
    of_kind = edited.of_kind(kind)
    assert of_kind[-1].default or len(of_kind) == 1
    if kind is RuleKind.HOLD:
        assert order(edited) == ["a", "new-rule", "last"]


def test_new_rules_never_share_an_id_or_a_name() -> None:
    once, first = rules.new_rule(draft(), "hold", "New rule")
    twice, second = rules.new_rule(once, "hold", "New rule")
    assert first != second
    assert twice.rule(second).name == "New rule 2"  # type: ignore[union-attr]


@pytest.mark.parametrize(("by", "expected"), [(-1, "bacd"), (1, "acbd"), (9, "acdb"), (-9, "bacd")])
def test_rule_moves_in_its_kind_and_never_past_the_default(by: int, expected: str) -> None:
    assert order(rules.move_rule(draft(*"abcd"), "b", by)) == [*expected, "last"]


def test_default_rule_stays_last_and_cannot_be_taken_away() -> None:
    edited = draft("a")
    assert rules.move_rule(edited, "last", -1) == edited
    assert rules.remove_rule(edited, "last") == edited


def test_copy_stands_after_the_rule_and_is_off() -> None:
    edited, made = rules.duplicate_rule(draft("a", "b"), "a", words.copy_of("A"))
    assert order(edited) == ["a", made, "b", "last"]
    assert edited.rule(made).enabled is False  # type: ignore[union-attr]


def test_copy_of_the_default_rule_is_a_usual_rule_before_it() -> None:
    edited, made = rules.duplicate_rule(draft("a"), "last", "Copy")
    copied = edited.rule(made)
    assert order(edited) == ["a", made, "last"]
    assert copied is not None
    assert copied.default is False
    assert copied.when is not None


@pytest.mark.parametrize("kind", list(RuleKind))
def test_every_offered_action_has_a_whole_form(kind: RuleKind) -> None:
    for action in actions_for(kind):
        for argument in forms.arguments(action):
            assert argument.title
            assert argument.entry in (
                "text",
                "figure",
                "money",
                "choice",
                "switch",
                "location",
                *forms.LISTS,
                "kinds",
                "group",
            )
            assert all(label != value for value, label in argument.options)


def test_argument_is_read_by_its_type() -> None:
    act = Act("x", "within_km", {"km": 1})
    assert forms.set_argument(act, "km", "250", "GBP").given == {"km": 250}
    assert forms.set_argument(act, "km", "far", "GBP").given == {"km": "far"}
    split = Act("x", "split", {"policy": "units"})
    assert forms.set_argument(split, "cheaper_by", "2", "GBP").given == {
        "policy": "units",
        "cheaper_by": "2.00 GBP",
    }
    assert forms.set_argument(split, "only_if_needed", "true", "GBP").given["only_if_needed"] is True


def test_emptied_optional_argument_goes_and_a_needed_one_stays_empty() -> None:
    split = Act("x", "split", {"policy": "units", "at_most": 2})
    assert forms.set_argument(split, "at_most", "", "GBP").given == {"policy": "units"}
    hold = Act("x", "hold", {"reason": "a", "owner": "b"})
    assert forms.set_argument(hold, "reason", " ", "GBP").given == {"owner": "b", "reason": ""}


def test_argument_that_depends_on_another_goes_with_it() -> None:
    rank = forms.add_values(Act("x", "rank", {"by": "preferred"}), "locations", "cov, bri")
    assert rank.given == {"by": "preferred", "locations": ("cov", "bri")}
    assert forms.set_argument(rank, "by", "nearest", "GBP").given == {"by": "nearest"}


def test_unit_of_a_band_is_that_of_the_ranker() -> None:
    band = next(each for each in forms.arguments(ACTIONS["rank"]) if each.name == "tie_within")
    assert forms.unit_of(Act("x", "rank", {"by": "nearest"}), band) == "km"
    assert forms.unit_of(Act("x", "rank", {"by": "least_capacity_used"}), band) == "%"


def test_value_is_taken_out_of_a_list() -> None:
    act: Any = Act("x", "only_locations", {"locations": ("cov", "bri")})
    assert forms.remove_value(act, "locations", "cov").given == {"locations": ("bri",)}


def test_words_cover_every_kind_and_weekday() -> None:
    assert (
        set(words.KINDS) == set(words.POLICIES) == set(words.NEW_RULES) == {kind.value for kind in RuleKind}
    )
    assert set(words.WEEKDAYS) == set(WEEKDAYS)
