"""What the reader takes can be used, and what it does not take it refuses: it never breaks."""

import json
from copy import deepcopy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from rulesets.actions import Where
from rulesets.conditions import Condition, Lines, Node, walk
from rulesets.diff import changes
from rulesets.model import Ruleset
from rulesets.operands import compared_field, operand_value
from rulesets.operators import OPERATORS
from rulesets.problems import Refused
from rulesets.reading import problems_in, read_ruleset, read_yaml
from rulesets.sentences import Names, node_text, rule_sentence
from rulesets.vocabulary import FIELDS
from rulesets.writing import content_hash, data_yaml, to_data, to_yaml
from tests.rulesets.generated import rulesets

often = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(
        ["all", "any", "order.total", "is", "web", "hold", "1.00 EUR", 10**400, [], {}, [[]], {"all": []}]
    ),
)


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for key, value in inside for found in _places(value, (*path, key)))]


def _spoilt(data: Any, path: tuple[Any, ...], how: str, value: Any) -> Any:
    parent = data
    for key in path[:-1]:
        parent = parent[key]
    if how == "delete":
        del parent[path[-1]]
    elif how == "twice" and isinstance(parent, list):
        parent.insert(0, deepcopy(parent[path[-1]]))
    else:
        parent[path[-1]] = value
    return data


@often
@given(rulesets(1), st.data())
def test_a_spoilt_ruleset_is_refused_or_can_be_used(ruleset: Ruleset, data: st.DataObject) -> None:
    spoilt = to_data(ruleset)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(_places(spoilt)[1:]))
        spoilt = _spoilt(
            spoilt, path, data.draw(st.sampled_from(["junk", "delete", "twice"])), data.draw(junk)
        )
    problems = problems_in(spoilt)
    event("refused" if problems else "taken")
    if not problems:
        _used(read_ruleset(spoilt))
        return
    assert all(problem.code and problem.message and problem.remedy for problem in problems)
    assert all(str(problem).isprintable() for problem in problems)
    with pytest.raises(Refused):
        read_ruleset(spoilt)


@often
@given(
    st.recursive(
        junk, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner)
    )
)
def test_any_data_at_all_is_refused_in_words(anything: Any) -> None:
    assert problems_in(anything)
    assert problems_in({"switchyard": 1, "rules": anything})
    assert problems_in(
        {"switchyard": 1, "rules": {"routing": [anything, {"when": anything, "then": [anything]}]}}
    )


@often
@given(rulesets(1))
def test_what_is_taken_can_be_said_compared_and_compiled(ruleset: Ruleset) -> None:
    _used(read_yaml(to_yaml(ruleset)))


def _used(ruleset: Ruleset) -> None:
    names = Names.of(ruleset, {"COV": "Coventry"})
    for rule in ruleset.rules:
        assert rule_sentence(rule, names).endswith(".")
        nodes = [rule.when] if rule.when is not None else []
        nodes += [action.where for action in rule.then if isinstance(action, Where)]
        for top in nodes:
            for _, node in walk(top):
                assert node_text(node, names)
                _compiled(node, ruleset)
    assert read_yaml(to_yaml(ruleset)) == ruleset
    assert read_yaml(data_yaml(json.loads(json.dumps(to_data(ruleset))))) == ruleset
    assert content_hash(read_ruleset(to_data(ruleset))) == content_hash(ruleset)
    assert changes(ruleset, ruleset, names) == ()


def _compiled(node: Node, ruleset: Ruleset) -> None:
    if isinstance(node, Condition):
        field = FIELDS[node.field]
    elif isinstance(node, Lines) and node.operator is not None:
        field = compared_field(node.of)
    else:
        return
    operand_value(field, OPERATORS[node.operator or ""], node.value, ZoneInfo(ruleset.zone), ruleset.currency)


@often
@given(rulesets(1), st.data())
def test_one_rule_that_says_something_else_reads_differently(ruleset: Ruleset, data: st.DataObject) -> None:
    names = Names.of(ruleset)
    rule = data.draw(st.sampled_from(ruleset.rules))
    index = data.draw(st.integers(0, max(0, len(rule.then) - 1)))
    if not rule.then:
        return
    fewer = rule.model_copy(update={"then": rule.then[:index] + rule.then[index + 1 :]})
    assert rule_sentence(fewer, names) != rule_sentence(rule, names)
