"""Where the rules of a starter go in a draft, and under which ids and names."""

from typing import Any

from rulesets.starters import Shop, filled, rule_starter
from tests.ui.pages.shop import RULES
from ui.builder.model import EditedRules, from_plain, to_plain
from ui.builder.starting import with_starter

SHOP = Shop("GBP")
CATCHES_ALL = {
    "id": "catch",
    "name": "Catch",
    "when": {"all": []},
    "then": [{"action": "rank", "by": "nearest"}],
    "otherwise": "backorder",
}


def begun(*routing: dict[str, Any]) -> EditedRules:
    rules = {**RULES["rules"], "routing": [*routing, RULES["rules"]["routing"][-1]]}
    return from_plain({**RULES, "rules": rules})


def added(edited: EditedRules, name: str, *, on: bool = False) -> tuple[EditedRules, str]:
    return with_starter(edited, filled(rule_starter(name), {}, SHOP), on)


def routing(edited: EditedRules) -> list[str]:
    return [rule.id for rule in edited.of_kind("routing")]


def test_rules_go_before_the_default_rule_in_their_order() -> None:
    after, first = added(begun(CATCHES_ALL), "warehouse-first")
    assert first == "warehouse-first"
    assert routing(after) == ["catch", "warehouse-first", "stores-help-out", "routing-default"]
    assert not any(after.rule(each).enabled for each in ("warehouse-first", "stores-help-out"))  # type: ignore[union-attr]


def test_a_rule_with_conditions_goes_before_the_first_that_catches_every_order() -> None:
    after, _ = added(begun(CATCHES_ALL), "nearest-for-express", on=True)
    assert routing(after) == ["express-from-the-nearest", "catch", "routing-default"]
    express = after.rule("express-from-the-nearest")
    assert express is not None
    assert express.enabled


def test_what_is_there_already_gets_another_id_and_name() -> None:
    once, _ = added(begun(), "warehouse-first")
    twice, first = added(once, "warehouse-first")
    assert first == "warehouse-first-2"
    names = [rule.name for rule in twice.of_kind("routing")]
    assert len(set(names)) == len(names)
    assert "From the warehouse while it has enough 2" in names


def test_every_part_of_the_draft_keeps_an_id_of_its_own() -> None:
    after, _ = added(begun(CATCHES_ALL), "high-value-or-fragile")
    after, _ = added(after, "high-value-or-fragile")
    whens = [rule.when.id for rule in after.rules if rule.when is not None]
    acts = [act.id for rule in after.rules for act in rule.then]
    assert len({*whens, *acts}) == len(whens) + len(acts)


def test_the_rest_of_the_draft_stays_as_it_is() -> None:
    before = begun(CATCHES_ALL)
    after, _ = added(before, "vip-ships-complete")
    plain, was = to_plain(after)["rules"], to_plain(before)["rules"]
    assert plain["split"][0]["id"] == "vip-ships-complete"
    assert {kind: rules for kind, rules in plain.items() if kind != "split"} == {
        kind: rules for kind, rules in was.items() if kind != "split"
    }
    assert plain["split"][1:] == was["split"]
