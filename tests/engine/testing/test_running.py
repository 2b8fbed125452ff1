"""Tests of a ruleset, run: passed, or what differed in a sentence."""

from typing import Any

import pytest

from engine.compiler import compile_ruleset
from engine.testing import RanTest, run_tests
from rulesets.model import Ruleset
from rulesets.reading import read_ruleset
from tests.rulesets.good import data_with

EXPRESS = {"all": [{"field": "order.service", "operator": "is", "value": "express"}]}
DEFAULT = "Every location with stock, nearest first"
TO_STORES = [{"action": "only_kinds", "kinds": ["store"]}, {"action": "rank", "by": "nearest"}]


def ran(expect: dict[str, Any], **given: Any) -> RanTest:
    test = {
        "name": "Express from Leeds",
        "about": "mine",
        "order": {"service": "express", "lines": [{"sku": "MUG"}]},
        "stock": {"COV": {"MUG": 4}, "LDS": {"MUG": 9}},
        "expect": expect,
        **given,
    }
    (found,) = run_tests(compile_ruleset(_rules(test)))
    return found


def _rules(test: dict[str, Any]) -> Ruleset:
    data = data_with("routing", name="Express from stores", when=EXPRESS, then=TO_STORES)
    return read_ruleset({**data, "tests": [test]})


def test_a_test_that_holds_passes() -> None:
    assert ran({"outcome": "routed", "from": ["LDS"], "rule": "mine", "shipments": 1}) == RanTest(
        "Express from Leeds", "mine", ""
    )


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ({"from": ["COV"]}, "Expected it sent from Coventry, got sent from Leeds."),
        ({"outcome": "held"}, "Expected it held, got routed."),
        (
            {"rule": "routing-default"},
            f"Expected it decided by rule “{DEFAULT}”, got decided by rule “Express from stores”.",
        ),
        ({"shipments": 2}, "Expected it in 2 shipments, got in 1 shipment."),
        ({"held_by": ["mine"]}, "Expected it held by rule “Express from stores”, got held by nothing."),
        ({"short": {"MUG": 1}}, "Expected it short of 1 × MUG, got short of nothing."),
    ],
)
def test_what_differs_is_said_as_expected_and_got(expect: dict[str, Any], said: str) -> None:
    assert ran(expect).differences == said


def test_each_difference_has_a_sentence() -> None:
    found = ran({"outcome": "backordered", "from": []})
    assert found.differences == (
        "Expected it waiting for stock, got routed. Expected it sent from nowhere, got sent from Leeds."
    )


def test_the_world_of_a_test_is_as_it_says() -> None:
    places = {"LDS": {"closed_until": "2026-03-06T09:00:00+00:00"}, "COV": {"kind": "store"}}
    assert ran({"from": ["COV"], "rule": "mine"}, places=places).passed
    assert ran({"outcome": "routed", "rule": "routing-default"}, order={"lines": [{}]}).passed
