"""What is wrong with a test is said with the test, the place in it and the remedy."""

from typing import Any

import pytest

from tests.rulesets.good import data_with, only

GOOD: dict[str, Any] = {
    "name": "Web orders leave",
    "order": {"lines": [{"sku": "MUG", "quantity": 2}]},
    "stock": {"COV": {"MUG": 4}},
    "expect": {"outcome": "routed", "from": ["COV"]},
}


def with_test(**changes: Any) -> dict[str, Any]:
    test = {key: value for key, value in (GOOD | changes).items() if value is not ...}
    return {**data_with(), "tests": [test]}


@pytest.mark.parametrize(
    ("changes", "code", "place", "said"),
    [
        ({"order": {"lines": [{"quantity": 0}]}}, "R009", "order, lines, 1st, quantity", "is too small"),
        ({"order": {"lines": [{"quantity": "2"}]}}, "R009", "order, lines, 1st, quantity", "whole number"),
        ({"order": {"colour": "red"}}, "R008", "order, colour", "is not known here"),
        ({"order": ...}, "R007", "order", "is missing"),
        ({"stock": {"COV": {"MUG": -1}}}, "R009", "stock, COV, MUG", "is not a number of units"),
        ({"now": "yesterday"}, "R009", "now", "is not a time with an offset"),
        ({"expect": {"outcome": "sent"}}, "R009", "expect, outcome", "cannot be “sent”"),
        ({"expect": {}}, "R503", "expect", "expects nothing"),
        ({"stock": {}, "expect": {"outcome": "held"}}, "R504", "stock", "No location is named"),
        ({"places": {"LDS": {}}}, "R505", "places, LDS", "“LDS” is not among the locations"),
        ({"expect": {"from": ["LDS"]}}, "R506", "expect", "“LDS” is expected to send"),
        ({"name": " x"}, "R501", "name", "blanks around it"),
        ({"tariff": {"steps": [["standard", "1", 300]]}}, "R009", "tariff, steps", "a row that is not right"),
    ],
)
def test_each_fault_of_a_test_names_test_place_and_remedy(
    changes: dict[str, Any], code: str, place: str, said: str
) -> None:
    problem = only(with_test(**changes))
    assert (problem.code, problem.path[:2]) == (code, ("tests", 0))
    assert problem.place.startswith("test 1 “")
    assert problem.place.endswith(f", {place}")
    assert said in problem.message
    assert problem.remedy


def test_two_tests_of_one_name_are_refused() -> None:
    problem = only({**data_with(), "tests": [GOOD, GOOD]})
    assert problem.code == "R502"
    assert problem.place == "test 2 “Web orders leave”, name"


def test_tests_are_a_list() -> None:
    assert only({**data_with(), "tests": {"a": GOOD}}).code == "R006"
