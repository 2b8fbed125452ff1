"""Runs the tests of a ruleset: each decided by the one `decide`, and what differed said in a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.compiler import Compiled
from engine.decide import decide
from engine.model import Decision
from engine.testing.expecting import found, meets
from engine.testing.worlds import world_of
from rulesets.ruletest import RuleTest
from rulesets.sentences import Names
from rulesets.sentences.tests import Saying, said


@dataclass(frozen=True, slots=True)
class RanTest:
    """What came of one test. `differences`: "" when it passed, else as in “Expected it sent from Leeds, got
    sent from Coventry.” for each thing that was otherwise."""

    name: str
    about: str
    differences: str = ""

    @property
    def passed(self) -> bool:
        return not self.differences


def run_tests(compiled: Compiled) -> tuple[RanTest, ...]:
    """What came of every test of the ruleset, in their order."""
    return tuple(run_test(test, compiled) for test in compiled.ruleset.tests)


def run_test(test: RuleTest, compiled: Compiled) -> RanTest:
    """What came of one test, which need not be of this ruleset."""
    order, seen = world_of(test.data, compiled.ruleset)
    places = {state.location.code: state.location.name for state in seen.locations}
    rules = {rule.id: rule.name for rule in compiled.ruleset.rules}
    say = Saying(Names.of(compiled.ruleset, places), rules)
    return RanTest(test.name, test.about, " ".join(_differences(test, decide(order, seen, compiled), say)))


def _differences(test: RuleTest, decided: Decision, say: Saying) -> Iterator[str]:
    for key, wanted in test.expected.items():
        if not meets(key, wanted, decided):
            yield f"Expected it {said(key, wanted, say)}, got {said(key, found(key, decided), say)}."
