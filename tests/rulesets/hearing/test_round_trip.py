"""Sentence -> rule -> sentence is the same, and so is the rule, for every starter and generated rules."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.actions import KeepTogether, Rank, Route, ShipApart, Where
from rulesets.conditions import Condition, Lines
from rulesets.hearing import hear
from rulesets.model import Rule, RuleKind
from rulesets.operators import OPERATORS, FieldType
from rulesets.reading import read_rule
from rulesets.sentences import Names, rule_sentence
from rulesets.sentences.groups import Leaf, Tree, always, simplified
from rulesets.sentences.routing import is_base
from rulesets.starters import rule_starters, starter
from rulesets.vocabulary import FIELDS
from rulesets.writing import action_data, rule_data
from tests.rulesets.generated import LOCATIONS, rules

PLACES = {"COV": "Coventry", "LDS": "Leeds", "BRS": "Store at Bristol", "BTN": "Brighton & Hove"}
NAMES = Names(PLACES, ZoneInfo("Europe/London"))
CODES = Names({}, ZoneInfo("America/Sao_Paulo"))
KEPT = ("id", "name", "enabled", "default", "owner", "note")


def _kept(rule: Rule) -> dict[str, Any]:
    return {key: value for key, value in rule_data(rule).items() if key in KEPT}


def _heard(sentence: str, rule: Rule, names: Names) -> Rule:
    heard = hear(sentence, rule.kind, names, _kept(rule))
    assert heard.misses == ()
    return read_rule(heard.rule, rule.kind, names.currency)


def _same_again(rule: Rule, names: Names) -> None:
    sentence = rule_sentence(rule, names)
    heard = _heard(sentence, rule, names)
    assert rule_sentence(heard, names) == sentence
    assert _said(heard) == _said(rule)


def _said(rule: Rule) -> dict[str, Any]:
    """What the sentence says of a rule: its groups without those that add nothing, its actions in the
    order in which they are said."""
    when = None if rule.when is None else _tree(simplified(rule.when, ()))
    return {
        **rule.model_dump(exclude={"when", "then"}),
        "when": when,
        "then": [_action(action) for action in sorted(rule.then, key=_place(rule))],
    }


def _place(rule: Rule) -> Any:
    base = next((action for action in rule.then if is_base(action)), None)

    def place(action: Any) -> int:
        if rule.kind != "routing" or isinstance(action, Route):
            return 0
        return 3 if isinstance(action, Rank) else 1 if action is base else 2

    return place


def _action(action: Any) -> Any:
    data = action_data(action)
    where = getattr(action, "where", None)
    return data | ({"where": _tree(simplified(where, ()))} if where is not None else {})


def _tree(tree: Tree) -> Any:
    if isinstance(tree, Leaf):
        return _leaf(tree.node)
    parts = [_tree(part) for part in tree.parts]
    if tree.match == "all":
        parts = [part for part in parts if part[0] != "none"] + _denied(parts)
        if len(parts) == 1:
            return parts[0]
    return (tree.match, *parts)


def _denied(parts: list[Any]) -> list[Any]:
    """The groups of what may not hold, as the one that an outermost *unless* says."""
    denied = [part for part in parts if part[0] == "none"]
    return [("none", *(inner for part in denied for inner in part[1:]))] if denied else []


def _leaf(node: Condition | Lines) -> Any:
    if isinstance(node, Lines):
        return (
            "lines",
            node.lines,
            node.of,
            node.operator,
            _value(node.value),
            _tree(simplified(node.where, ())),
        )
    operator, value = node.operator, node.value
    if operator in ("one_of", "not_one_of", "has_all") and isinstance(value, tuple) and len(value) == 1:
        operator = {"one_of": "is", "not_one_of": "is_not", "has_all": "has_any"}[operator]
        value = value[0] if operator in ("is", "is_not") else value
    field = FIELDS[node.field]
    if field.type is FieldType.INSTANT and operator in ("before", "after"):
        return (node.field, operator, datetime.fromisoformat(str(value)))
    return (node.field, OPERATORS[operator].name, _value(value))


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("rule", starter("wren-and-thistle").rules, ids=lambda rule: rule.id)
def test_every_rule_of_the_sample_shop_is_heard_as_it_is_said(rule: Rule) -> None:
    _same_again(rule, NAMES)


STARTERS = [rule for starter_ in rule_starters() for rule in starter_.rules()]


@pytest.mark.parametrize("rule", STARTERS, ids=lambda rule: rule.id)
def test_every_rule_starter_is_heard_as_it_is_said(rule: Rule) -> None:
    _same_again(rule, NAMES)


def _can_be_typed(rule: Rule) -> bool:
    """Tables cannot, nor what asks only groups without conditions of lines or locations: it is refused."""
    asking = [action for action in rule.then if isinstance(action, KeepTogether | ShipApart | Where)]
    asked = [action.where for action in asking if action.where is not None]
    return rule.table is None and not any(always(simplified(where, ())) for where in asked)


@pytest.mark.parametrize("names", [NAMES, CODES], ids=["by name", "by code"])
@pytest.mark.parametrize("kind", list(RuleKind))
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_generated_rules_are_heard_as_they_are_said(
    kind: RuleKind, names: Names, data: st.DataObject
) -> None:
    default = data.draw(st.integers(0, 9)) == 9
    rule = data.draw(rules(kind, default=default).filter(_can_be_typed))
    _same_again(rule, names)


assert set(PLACES) == set(LOCATIONS)
