"""A rule's scope in the builder: kept without loss, and said as far as it can be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.model import RuleKind
from rulesets.scope import Scope
from rulesets.writing import rule_data
from tests.rulesets.generated import rules, scopes
from ui.builder.fields import Names
from ui.builder.model import EditedRule, from_plain, plain_rule, to_plain
from ui.builder.speaking import speak


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(RuleKind)), st.data())
def test_a_scope_goes_in_and_comes_out_as_it_was(kind: RuleKind, data: st.DataObject) -> None:
    scope: Scope = data.draw(scopes)
    rule = data.draw(rules(kind)).model_copy(update={"scope": scope})
    plain = {"currency": "GBP", "rules": {kind.value: [rule_data(rule)]}}
    edited = from_plain(plain)
    assert to_plain(edited)["rules"][kind.value] == [rule_data(rule)]
    assert edited.rules[0].scope is not None
    assert plain_rule(edited.rules[0])["scope"] == rule_data(rule)["scope"]


def test_the_sentence_says_a_scope_that_can_be_read() -> None:
    rule = EditedRule("r", "R", "hold", scope={"channels": ("web",), "percent": 20})
    names = Names(currency="GBP", zone="Europe/London")
    assert speak(rule, names).text.startswith("For 20% of orders from web shop")
    wrong = EditedRule("r", "R", "hold", scope={"percent": "lots"})
    assert speak(wrong, names).text.startswith("For every order")
