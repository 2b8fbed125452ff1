"""A rule's scope in the builder: kept without loss, and said as far as it can be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.model import RuleKind
from rulesets.scope import Scope
from rulesets.writing import rule_data
from tests.rulesets.generated import rules, scopes
from ui.builder import scoping
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


def test_a_scope_is_built_up_and_taken_down_again() -> None:
    rule = EditedRule("r", "R", "hold")
    rule = scoping.set_percent(rule, "20")
    rule = scoping.add_values(rule, "channels", "web")
    rule = scoping.add_values(rule, "countries", "gb, ie; GB")
    rule = scoping.add_values(rule, "regions", "Kent\nEssex")
    assert rule.scope == {
        "channels": ("web",),
        "countries": ("GB", "IE"),
        "regions": ("Kent", "Essex"),
        "percent": 20,
    }
    assert list(plain_rule(rule)["scope"]) == ["channels", "countries", "regions", "percent"]
    rule = scoping.remove_value(rule, "regions", "Kent")
    assert rule.scope is not None
    assert rule.scope["regions"] == ("Essex",)
    for key, value in (
        ("channels", "web"),
        ("countries", "GB"),
        ("countries", "IE"),
        ("regions", "Essex"),
    ):
        rule = scoping.remove_value(rule, key, value)
    assert scoping.set_percent(rule, " ").scope is None


def test_a_percentage_that_is_no_number_stays_as_typed() -> None:
    assert scoping.set_percent(EditedRule("r", "R", "hold"), "lots").scope == {"percent": "lots"}


def test_the_line_under_the_name_says_owner_validity_scope_and_note() -> None:
    bare = scoping.facts_view(EditedRule("r", "R", "hold"), "Europe/London")
    assert (bare.owner, bare.validity, bare.scope, bare.note) == (
        "No owner",
        "From publishing, no end",
        "All orders, all regions",
        "No note",
    )
    full = EditedRule(
        "r",
        "R",
        "hold",
        scope={"channels": ("web", "phone"), "regions": ("Kent",), "categories": ("candles",), "percent": 20},
        valid_from="2026-12-01T09:00:00+00:00",
        valid_until="soon",
        owner="Tom",
        note="For Christmas\nonly",
    )
    said = scoping.facts_view(full, "Europe/London")
    assert said.scope == "20% of orders, Web shop or Phone, Kent, candles"
    assert said.validity == "From 1 December 2026 at 09:00 GMT, until soon"
    assert (said.owner, said.note) == ("Tom", "For Christmas")
    channels = said.lists[0]
    assert [chip.label for chip in channels.chips] == ["Web shop", "Phone"]
    assert "web" not in {option.value for option in channels.options}
