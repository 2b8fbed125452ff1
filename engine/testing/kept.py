"""Tests run only when they must be: what came of one is kept by what it says and what the rules say."""

from collections import OrderedDict
from threading import Lock

from engine.compiler import Compiled, compile_ruleset
from engine.compiler.ruleset import DECIDING
from engine.testing.running import RanTest, run_test
from rulesets.model import Ruleset
from rulesets.problems import Problem
from rulesets.revisions import NotPossible
from rulesets.ruletest import RuleTest
from rulesets.writing import data_hash, rule_data

MOST_KEPT = 20_000
RED = "T001"
"""The code under which a test that does not pass is told."""


class _Kept:
    """Differences by rules and test; the oldest go when there are many."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: OrderedDict[tuple[str, str], str] = OrderedDict()

    def of(self, rules: str, test: RuleTest, compiled: Compiled) -> str:
        key = (rules, test.told)
        with self._lock:
            known = self._found.get(key)
        if known is None:
            known = run_test(test, compiled).differences
            with self._lock:
                self._found[key] = known
                while len(self._found) > MOST_KEPT:
                    self._found.popitem(last=False)
        return known


_kept = _Kept()


def ran_tests(compiled: Compiled) -> tuple[RanTest, ...]:
    """What came of every test of the ruleset, in their order; those of which it is known are not run."""
    rules = _said(compiled.ruleset) if compiled.ruleset.tests else ""
    return tuple(
        RanTest(test.name, test.about, _kept.of(rules, test, compiled)) for test in compiled.ruleset.tests
    )


def _said(ruleset: Ruleset) -> str:
    """A hash of all that a decision may depend on: the rules that decide, without who owns them and why."""
    rules = [rule_data(rule) for kind in DECIDING for rule in ruleset.of_kind(kind)]
    told = [{key: value for key, value in rule.items() if key not in ("owner", "note")} for rule in rules]
    return data_hash([ruleset.currency, ruleset.zone, ruleset.country, told])


def red_tests(ruleset: Ruleset) -> tuple[Problem, ...]:
    """The tests that do not pass, as problems that name test, difference and remedy."""
    if not ruleset.tests:
        return ()
    found = enumerate(ran_tests(compile_ruleset(ruleset)))
    return tuple(_problem(index, each) for index, each in found if not each.passed)


def _problem(index: int, ran: RanTest) -> Problem:
    remedy = "Change the rules, or the test if it asks for the wrong thing."
    return Problem(RED, ran.about, f"test “{ran.name}”", ran.differences, remedy, ("tests", index))


def require_tests(ruleset: Ruleset) -> None:
    """Raises NotPossible, with the name and the sentence of each, when tests of the ruleset do not pass."""
    red = red_tests(ruleset)
    if red:
        said = "\n".join(f"{each.place}: {each.message}" for each in red)
        what = "A test does" if len(red) == 1 else f"{len(red)} tests do"
        raise NotPossible(f"{what} not pass, so nothing was published.\n{said}")
