"""For which orders a rule is meant: how that is written, what is refused, which share of orders it takes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.conditions import Condition, Group
from rulesets.diff import changes
from rulesets.model import Rule, Ruleset, default_rules
from rulesets.reading import read_ruleset, read_yaml
from rulesets.scope import Scope, identity, in_share
from rulesets.sentences import Names, rule_sentence, rule_spans
from rulesets.writing import content_hash, rule_data, to_yaml
from tests.rulesets.generated import scopes
from tests.rulesets.good import data_with, only, refused

NAMES = Names()
WEB = Condition(field="order.channel", operator="is", value="web")
IDS = tuple(identity("web", f"W-{number}") for number in range(10_000))


def _rule(scope: Scope | None, when: Group | None = None, kind: str = "split") -> Rule:
    then = read_ruleset(data_with(kind)).of_kind(kind)[0].then
    asked = when or Group(match="all", of=(WEB,))
    return Rule(id="r", name="R", kind=kind, scope=scope, when=asked, then=then)


def _ruleset(scope: Scope | None) -> Ruleset:
    return Ruleset(name="Shop", currency="GBP", zone="Europe/London", rules=(_rule(scope), *default_rules()))


def _share(rule_id: str, percent: int) -> frozenset[str]:
    return frozenset(order for order in IDS if in_share(order, rule_id, percent))


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(percent=20), "For 20% of orders"),
        (Scope(channels=("web", "phone"), percent=20), "For 20% of orders from web shop or phone"),
        (Scope(countries=("GB", "IE")), "For orders to the country GB or IE"),
        (Scope(regions=("Kent",)), "For orders to the region Kent"),
        (Scope(countries=("GB",), regions=("Kent",)), "For orders to the country GB and the region Kent"),
        (
            Scope(channels=("pos",), categories=("candles", "to Kent")),
            "For orders from shop till with any line of the category candles or “to Kent”",
        ),
    ],
)
def test_a_scope_stands_before_the_conditions(scope: Scope, words: str) -> None:
    said = rule_sentence(_rule(scope), NAMES)
    assert said.startswith(f"{words}, when the channel is web shop: ")
    always = Group(match="all")
    assert rule_sentence(_rule(scope, always), NAMES).startswith(f"{words}: ")
    on_event = rule_sentence(_rule(scope, always, "exception"), NAMES)
    assert on_event.startswith(f"{words}, on every event: ")


@given(scopes, scopes)
def test_two_scopes_read_alike_only_when_they_are_the_same(one: Scope, other: Scope) -> None:
    said = [rule_sentence(_rule(scope), NAMES) for scope in (one, other)]
    assert (said[0] == said[1]) == (one == other)


@given(scopes)
def test_every_part_of_a_scope_has_words_that_lead_to_it(scope: Scope) -> None:
    paths = {span.path for span in rule_spans(_rule(scope), NAMES)}
    given_keys = set(rule_data(_rule(scope))["scope"])
    assert {path[1] for path in paths if path[:1] == ("scope",) and len(path) > 1} == given_keys


def test_only_a_scope_that_is_given_changes_the_hash() -> None:
    without, with_one = _ruleset(None), _ruleset(Scope(channels=("web",), percent=20))
    assert "scope" not in to_yaml(without)
    assert content_hash(without) != content_hash(with_one)
    assert content_hash(with_one) != content_hash(_ruleset(Scope(channels=("web",), percent=21)))
    assert read_yaml(to_yaml(with_one)) == with_one


def test_a_scope_is_written_before_the_conditions() -> None:
    data = rule_data(_rule(Scope(channels=("web",), categories=("Candles",), percent=5)))
    assert list(data) == ["id", "name", "scope", "when", "then"]
    assert data["scope"] == {"channels": ["web"], "categories": ["Candles"], "percent": 5}


@pytest.mark.parametrize(
    ("scope", "code", "message", "at"),
    [
        ({"channels": ["fax"]}, "R116", None, "channels"),
        ({"channels": ["web", "WEB"]}, "R116", None, "channels"),
        ({"channels": []}, "R009", "“Channels” is an empty list.", "channels"),
        ({"regions": "Kent"}, "R006", "“Kent” stands here.", "regions"),
        ({"regions": [" "]}, "R116", None, "regions"),
        ({"countries": ["England"]}, "R116", "“England” is not a country code.", "countries"),
        ({"categories": [3]}, "R009", "“Categories” is not text.", "categories"),
        ({"percent": 0}, "R009", "“Percent” is too small.", "percent"),
        ({"percent": 101}, "R009", "“Percent” is too large.", "percent"),
        ({"percent": 12.5}, "R009", "“Percent” is not a whole number.", "percent"),
        ({"percent": None}, "R116", "The scope says nothing.", None),
        ({}, "R116", "The scope says nothing.", None),
        ({"channel": ["web"]}, "R008", "“channel” is not known here.", "channel"),
        ("web", "R006", "“web” stands here.", None),
    ],
)
def test_a_wrong_scope_is_refused(scope: Any, code: str, message: str | None, at: str | None) -> None:
    problem = next(iter(refused(data_with("hold", scope=scope))))
    assert problem.code == code
    assert message is None or problem.message == message
    assert problem.path[:4] == ("rules", "hold", 0, "scope")
    assert at is None or problem.path[4] == at


def test_a_channel_that_is_not_known_is_named_with_the_nearest() -> None:
    problem = only(data_with("hold", scope={"channels": ["wbe"]}))
    assert "wbe" in problem.message
    assert "web" in problem.remedy


def test_the_default_rule_is_for_every_order() -> None:
    data = data_with("hold")
    data["rules"]["hold"][1]["scope"] = {"percent": 20}
    problem = only(data)
    assert (problem.code, problem.message) == ("R109", "The default rule is for every order.")


def test_a_difference_shows_the_words_of_the_scope() -> None:
    old, new = (_ruleset(Scope(channels=("web",), percent=percent)) for percent in (20, 50))
    (change,) = changes(old, new, NAMES)
    assert str(change).startswith(
        "changed split rule “R”: For [-20%-]{+50%+} of orders from web shop, when the channel is web shop: "
    )


@settings(max_examples=60)
@given(st.text(max_size=30), st.text(max_size=30), st.integers(1, 99))
def test_a_higher_percentage_keeps_the_orders_of_a_lower_one(order: str, rule_id: str, percent: int) -> None:
    taken = [in_share(order, rule_id, each) for each in range(1, 101)]
    assert taken == sorted(taken)
    assert taken[-1]
    assert in_share(order, rule_id, percent) == in_share(order, rule_id, percent)


@pytest.mark.parametrize("percent", [1, 5, 20, 50, 80, 99])
def test_the_share_is_right_over_ten_thousand_orders(percent: int) -> None:
    assert abs(len(_share("pilot", percent)) - 100 * percent) < 150


def test_two_rules_draw_their_shares_independently() -> None:
    one, other = _share("pilot", 20), _share("pilot-2", 20)
    assert abs(len(one & other) - 400) < 100


def test_the_share_of_an_order_never_changes() -> None:
    first = [number for number in range(40) if in_share(identity("web", f"W-{number}"), "pilot", 20)]
    assert first == [7, 18, 28]
    assert in_share(identity("WEB", "W-1"), "pilot", 20) == in_share(identity("web", "W-1"), "pilot", 20)
