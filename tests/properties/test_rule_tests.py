"""What always holds of tests that live in rulesets."""

from hypothesis import given, settings

from engine.compiler import compile_ruleset
from engine.decide import decide
from engine.testing import made_test, run_test, run_tests, world_of
from engine.testing.making import expected_of
from rulesets.reading import read_yaml
from rulesets.starters import new_ruleset
from rulesets.writing import content_hash, to_yaml
from tests.properties.shops import Case, cases
from tests.rulesets.generated import rulesets

THOROUGH = settings(max_examples=80, deadline=None)


@THOROUGH
@given(cases)
def test_a_test_made_of_a_decision_passes_at_once(case: Case) -> None:
    order, seen, rules = case
    decided = decide(order, seen, compile_ruleset(rules))
    test = made_test("As it is", "", order, seen, decided, rules)
    kept = rules.model_copy(update={"tests": (test,)})
    assert [each.differences for each in run_tests(compile_ruleset(kept))] == [""]
    assert run_test(test, compile_ruleset(rules)).passed


@THOROUGH
@given(cases)
def test_the_world_of_a_made_test_decides_as_the_one_it_was_made_of(case: Case) -> None:
    order, seen, rules = case
    compiled = compile_ruleset(rules)
    decided = decide(order, seen, compiled, explain=True)
    told = made_test("As it is", "", order, seen, decided, rules).data
    again = decide(*world_of(told, rules), compiled, explain=True)
    assert again == decided
    assert again.trace is not None
    assert decided.trace is not None
    assert again.trace.why == decided.trace.why
    assert told["expect"] == expected_of(decided)


@THOROUGH
@given(cases)
def test_a_made_test_travels_in_yaml_without_loss(case: Case) -> None:
    order, seen, rules = case
    test = made_test("As it is", "", order, seen, decide(order, seen, compile_ruleset(rules)), rules)
    kept = new_ruleset("Shop", "GBP", "Europe/London", "GB").model_copy(update={"tests": (test,)})
    assert read_yaml(to_yaml(kept)) == kept


@THOROUGH
@given(rulesets())
def test_rulesets_with_tests_travel_in_yaml_without_loss(ruleset: object) -> None:
    again = read_yaml(to_yaml(ruleset))  # type: ignore[arg-type]
    assert again == ruleset
    assert content_hash(again) == content_hash(ruleset)  # type: ignore[arg-type]
