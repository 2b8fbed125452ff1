"""Each starter does what its own tests say, is clean by itself, and reads as written down."""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.compiler import compile_ruleset
from engine.decide import decide
from rulesets.checking import check
from rulesets.sentences import Names, rule_sentence
from rulesets.starters import RuleStarter, new_ruleset, rule_starter, rule_starters, starter

SENTENCES = Path(__file__).with_name("starters.txt")
_CASES = [(each, test) for each in rule_starters() for test in each.tests]
_SPEC = importlib.util.spec_from_file_location("scenarios", Path(__file__).with_name("test_scenarios.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
scenarios: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(scenarios)


@pytest.mark.parametrize(
    ("from_file", "told"), _CASES, ids=[f"{each.name}: {test['name']}" for each, test in _CASES]
)
def test_a_starter_decides_as_its_file_says(from_file: RuleStarter, told: Mapping[str, Any]) -> None:
    assert told.keys() <= {"name", "now", "order", "places", "stock", "seen", "expect"}
    compiled = compile_ruleset(from_file.alone())
    decision = decide(scenarios._order(told), scenarios._snapshot(told), compiled, explain=True)
    for key, wanted in told["expect"].items():
        assert scenarios.EXPECTED[key](decision, wanted) == wanted, key


@pytest.mark.parametrize("each", rule_starters(), ids=lambda each: each.name)
def test_a_starter_is_clean_and_has_tests_and_a_question(each: RuleStarter) -> None:
    assert check(each.alone()) == ()
    assert len(each.tests) >= 2
    assert each.question.endswith("?")
    assert len({test["name"] for test in each.tests}) == len(each.tests)


def test_starters_can_be_added_together_in_any_currency() -> None:
    ruleset = new_ruleset("Shop", "EUR", "Europe/Berlin", "DE")
    for each in rule_starters():
        ruleset = each.added_to(ruleset)
    assert check(ruleset) == ()
    fifty = ruleset.rule("no-split-under-fifty")
    assert fifty is not None
    assert "€50.00" in rule_sentence(fifty, Names.of(ruleset))
    assert check(rule_starter("stale-feed").added_to(starter("wren-and-thistle"))) == ()


def test_every_sentence_of_the_starters_reads_as_written_down() -> None:
    lines = [
        line
        for each in rule_starters()
        for line in (f"# {each.title}", *[rule_sentence(rule, Names()) for rule in each.rules()])
    ]
    assert lines == SENTENCES.read_text(encoding="utf-8").splitlines()


def test_a_starter_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"There is no starter “stale-fed”\. Did you mean stale-feed\?"):
        rule_starter("stale-fed")
