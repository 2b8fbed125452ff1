"""What a candidate changes of the base, rule by rule; and the base with one edit alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.simulation.edits import edits, with_edit
from rulesets.actions import Hold
from rulesets.model import Rule
from tests.engine.simulation.shop import condition, rule, rules

WEB = condition("order.channel", "is", "web")
A, B, C = (rule("routing", name, when=WEB) for name in "abc")
HOLD = rule("hold", "large", Hold(reason="Large", owner="Ada"), when=WEB)


def changed(of: Rule, **fields: object) -> Rule:
    return of.model_copy(update=fields)


@pytest.mark.parametrize(
    ("base", "candidate", "found"),
    [
        ([A, B], [A, B], {}),
        ([A], [A, B], {"b": "added"}),
        ([A, B], [A], {"b": "removed"}),
        ([A], [changed(A, otherwise="hold")], {"a": "edited"}),
        ([A], [changed(A, enabled=False)], {"a": "switched off"}),
        ([changed(A, enabled=False)], [A], {"a": "switched on"}),
        ([changed(A, enabled=False)], [changed(A, otherwise="hold")], {"a": "edited"}),
        ([A, B, C], [B, C, A], {"a": "moved"}),
        ([A, B, C], [C, A, B], {"c": "moved"}),
        ([HOLD, A], [A], {"large": "removed"}),
    ],
)
def test_each_sort_of_edit_is_found(base: list[Rule], candidate: list[Rule], found: dict[str, str]) -> None:
    made = edits(rules(*base), rules(*candidate))
    assert {rule_id: edit.sort for rule_id, edit in made.items()} == found


RULES = st.permutations([A, B, C, changed(A, otherwise="hold"), changed(B, enabled=False)])


@given(RULES, RULES, st.integers(1, 5), st.integers(1, 5))
def test_all_edits_one_after_the_other_make_the_candidate(
    first: list[Rule], second: list[Rule], few: int, some: int
) -> None:
    base, candidate = rules(*_one_each(first[:few])), rules(*_one_each(second[:some]))
    made = base
    for edit in edits(base, candidate).values():
        made = with_edit(made, candidate, edit)
    assert {one.id: one for one in made.rules} == {one.id: one for one in candidate.rules}


def test_an_added_rule_stands_before_the_rule_that_follows_it() -> None:
    base, candidate = rules(A, C), rules(A, B, C)
    alone = with_edit(base, candidate, edits(base, candidate)["b"])
    assert alone == candidate


def _one_each(given_rules: list[Rule]) -> list[Rule]:
    return list({one.id: one for one in given_rules}.values())
