"""Tests in words, and what changed of them between two rulesets."""

from typing import Any

from rulesets.diff import changes
from rulesets.model import Ruleset
from rulesets.reading import read_ruleset
from rulesets.sentences import Names
from rulesets.sentences.tests import Saying, sentence_of
from rulesets.writing import content_hash
from tests.rulesets.good import data_with
from tests.rulesets.reading.test_refused_tests import GOOD

NAMES = Names({"COV": "Coventry", "LDS": "Leeds"})


def ruleset(*tests: dict[str, Any]) -> Ruleset:
    return read_ruleset({**data_with(), "tests": list(tests)})


def said(old: Ruleset, new: Ruleset) -> list[str]:
    return [str(change) for change in changes(old, new, NAMES)]


def test_a_test_is_a_sentence() -> None:
    (test,) = ruleset(
        GOOD
        | {"expect": {"outcome": "routed", "from": ["COV", "LDS"], "rule": "mine"}}
        | {"stock": {"COV": {}, "LDS": {}}}
    ).tests
    assert sentence_of(test, Saying(NAMES, {"mine": "Mine"})) == (
        "2 × MUG must be routed, decided by rule “Mine”, sent from Coventry and Leeds."
    )


def test_tests_that_came_went_or_say_something_else_are_changes() -> None:
    before = ruleset(GOOD)
    more = GOOD | {"name": "Another", "expect": {"outcome": "held"}}
    assert said(before, ruleset(GOOD, more)) == ["added test “Another”: {+2 × MUG must be held.+}"]
    assert said(before, ruleset()) == [
        "removed test “Web orders leave”: [-2 × MUG must be routed, sent from Coventry.-]"
    ]
    other = GOOD | {"expect": {"outcome": "backordered"}}
    (changed,) = said(before, ruleset(other))
    assert changed.startswith("changed test “Web orders leave”: 2 × MUG must be [-routed")
    assert said(before, ruleset(GOOD | {"name": "Renamed"})) == [
        "changed test “Renamed”, name: [-Web orders leave-]{+Renamed+}"
    ]
    assert said(before, ruleset(GOOD | {"stock": {"COV": {"MUG": 9}}})) == [
        "changed test “Web orders leave”, world: 2 × MUG must be routed, sent from Coventry."
    ]


def test_tests_are_part_of_the_content_hash() -> None:
    assert content_hash(ruleset(GOOD)) != content_hash(ruleset())
    assert content_hash(ruleset(GOOD)) == content_hash(ruleset(dict(reversed(GOOD.items()))))
