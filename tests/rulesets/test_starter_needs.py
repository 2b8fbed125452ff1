"""What a starter asks for, and what becomes of the answers."""

from typing import Any

import pytest

from rulesets.checking import Known, check
from rulesets.model import default_rules
from rulesets.reading import read_ruleset
from rulesets.starters import (
    RuleStarter,
    Shop,
    WrongAnswers,
    filled,
    new_ruleset,
    rule_starter,
    rule_starters,
    suggestions,
)
from rulesets.writing import to_data

SHOP = Shop(
    "GBP", (("COV", "Coventry", "warehouse"), ("LDS", "Leeds", "store"), ("BTN", "Brighton", "store"))
)
KNOWN = Known(frozenset(code for code, _, _ in SHOP.locations))


def wrong(name: str, **answers: Any) -> dict[str, str]:
    with pytest.raises(WrongAnswers) as caught:
        filled(rule_starter(name), answers, SHOP)
    return caught.value.problems


@pytest.mark.parametrize("currency", ["GBP", "EUR", "USD", "JPY"])
@pytest.mark.parametrize("each", rule_starters(), ids=lambda each: each.name)
def test_what_is_suggested_gives_good_rules_in_every_currency(each: RuleStarter, currency: str) -> None:
    shop = Shop(currency, SHOP.locations)
    data = to_data(new_ruleset("Shop", currency, "Europe/London", "GB"))
    for kind, rules in filled(each, {}, shop).items():
        data["rules"][kind] = [*rules, *data["rules"][kind]]
    assert check(read_ruleset(data), KNOWN) == ()
    assert set(suggestions(each, shop)) == {need.name for need in each.needs}


@pytest.mark.parametrize("each", rule_starters(), ids=lambda each: each.name)
def test_a_need_asks_a_question_and_another_answer_changes_the_rules(each: RuleStarter) -> None:
    other = {
        "money": "77.00 GBP",
        "number": 17,
        "text": "Somebody else",
        "texts": ("Devon",),
        "choice": "phone",
        "locations": None,
    }
    for need in each.needs:
        assert need.question.endswith("?")
        answer = other[need.type] or tuple(code for code, _ in SHOP.of_kind(need.kind))[:1]
        answer = min(17, need.most) if need.type == "number" else answer
        assert filled(each, {need.name: answer}, SHOP) != filled(each, {}, SHOP)


def test_answers_go_where_they_belong() -> None:
    found = filled(rule_starter("warehouse-first"), {"left": 9, "stores": ("LDS",), "kept": 4}, SHOP)
    first, second = found["routing"]
    assert first["then"][1]["where"]["all"][0]["value"] == 9
    assert second["then"][:2] == [
        {"action": "only_locations", "locations": ["LDS"]},
        {"action": "keep_stock", "units": 4},
    ]
    grace = filled(rule_starter("grace-period"), {"minutes": 45}, SHOP)["hold"][0]
    assert grace["when"]["all"][0]["value"] == grace["then"][0]["lifts_after_minutes"] == 45


def test_without_locations_all_of_their_kind_are_meant() -> None:
    found = filled(rule_starter("warehouse-first"), {"warehouses": ()}, SHOP)
    assert found["routing"][0]["then"][0] == {"action": "only_kinds", "kinds": ["warehouse"]}


def test_each_wrong_answer_is_named_with_what_to_give() -> None:
    assert wrong("warehouse-first", left=0, kept="two", stores=("COV",), warehouses=("COV", "COV")) == {
        "left": "Give a whole number from 1 to 10,000.",
        "kept": "Give a whole number from 1 to 10,000.",
        "stores": "Name locations that you have.",
        "warehouses": "Name each only once.",
    }
    assert wrong("small-orders-whole", amount="lots") == {"amount": "Give an amount, as in £50.00."}
    assert wrong("small-orders-whole", amount="50.00 EUR") == {"amount": "Give an amount in GBP."}
    assert wrong("small-orders-whole", amount="0.00 GBP") == {"amount": "Give more than nothing."}
    assert wrong("both-empty", owner=" ") == {"owner": "Give a few words, at most 80 letters."}
    assert wrong("east-coast-pilot", regions=()) == {"regions": "Give at least one."}
    assert wrong("east-coast-pilot", regions=("Kent", "kent")) == {"regions": "Give each only once."}
    assert wrong("marketplace-from-the-warehouse", channel="fax") == {"channel": "Choose one of the list."}


def test_an_answer_that_nobody_asked_for_changes_nothing() -> None:
    assert filled(rule_starter("vip-ships-complete"), {"km": 3}, SHOP) == filled(
        rule_starter("vip-ships-complete"), {}, SHOP
    )


def test_starters_do_not_take_each_others_ids_nor_those_of_the_defaults() -> None:
    ids = [rule.id for each in rule_starters() for rule in each.rules()] + [
        rule.id for rule in default_rules()
    ]
    assert len(ids) == len(set(ids))
