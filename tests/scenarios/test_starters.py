"""Each starter does what its own tests say, is clean by itself, and reads as written down."""

from pathlib import Path

import pytest

from engine.compiler import compile_ruleset
from engine.testing import run_tests
from rulesets.checking import check
from rulesets.sentences import Names, rule_sentence
from rulesets.starters import RuleStarter, new_ruleset, rule_starter, rule_starters, starter

SENTENCES = Path(__file__).with_name("starters.txt")


@pytest.mark.parametrize("each", rule_starters(), ids=lambda each: each.name)
def test_a_starter_decides_as_its_file_says(each: RuleStarter) -> None:
    tested = run_tests(compile_ruleset(each.alone()))
    assert [one for one in tested if not one.passed] == []
    assert len(tested) == len(each.tests)


@pytest.mark.parametrize("each", rule_starters(), ids=lambda each: each.name)
def test_a_starter_is_clean_and_has_tests_and_a_question(each: RuleStarter) -> None:
    assert check(each.alone()) == ()
    assert len(each.tests) >= 2
    assert each.question.endswith("?")
    assert len({test.name for test in each.tests}) == len(each.tests)


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
