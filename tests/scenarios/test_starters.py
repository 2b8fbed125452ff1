"""Each starter does what its own tests say, is clean by itself, and reads as written down."""

from pathlib import Path

import pytest

from engine.proving import Outcome, Proof, proofs
from rulesets.checking import check
from rulesets.sentences import Names, rule_sentence
from rulesets.starters import RuleStarter, new_ruleset, rule_starter, rule_starters, starter

SENTENCES = Path(__file__).with_name("starters.txt")
_CASES = [(each.name, proof) for each in rule_starters() for proof in proofs(each.name)]


@pytest.mark.parametrize(
    "proof", [proof for _, proof in _CASES], ids=[f"{name}: {proof.name}" for name, proof in _CASES]
)
def test_a_starter_decides_as_its_file_says(proof: Proof) -> None:
    assert proof.wrong == ()


@pytest.mark.parametrize("each", rule_starters(), ids=lambda each: each.name)
def test_a_starter_changes_what_comes_of_an_order_in_one_of_its_tests(each: RuleStarter) -> None:
    assert any(_seen(proof.outcome) != _seen(proof.without) for proof in proofs(each.name))


def _seen(outcome: Outcome) -> tuple[object, ...]:
    decision = outcome.decision
    return decision.outcome, decision.plan, [hold.reason for hold in decision.holds], outcome.fired


@pytest.mark.parametrize("each", rule_starters(), ids=lambda each: each.name)
def test_a_starter_is_clean_and_has_tests_and_a_question(each: RuleStarter) -> None:
    assert check(each.alone()) == ()
    assert len(each.tests) >= 2
    assert each.question.endswith("?")
    known = {"name", "now", "order", "places", "stock", "seen", "event", "expect"}
    assert all(test.keys() <= known for test in each.tests)
    assert len({test["name"] for test in each.tests}) == len(each.tests)


def test_starters_can_be_added_together_in_any_currency() -> None:
    ruleset = new_ruleset("Shop", "EUR", "Europe/Berlin", "DE")
    for each in rule_starters():
        ruleset = each.added_to(ruleset)
    assert check(ruleset) == ()
    fifty = ruleset.rule("small-orders-whole")
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
