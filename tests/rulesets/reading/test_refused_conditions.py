"""Refused conditions: each names the rule, the place and the remedy, in plain words."""

from typing import Any

import pytest

from rulesets.reading import problems_in
from rulesets.vocabulary import FIELDS, Field
from tests.rulesets.good import IN_WHEN, LINE, WEB, data_with, nested, only, when


def test_the_good_ruleset_of_these_tests_is_taken() -> None:
    for kind in ("hold", "routing", "split", "exception", "transaction"):
        assert problems_in(data_with(kind)) == ()


@pytest.mark.parametrize(
    ("node", "code", "message", "remedy"),
    [
        (
            {**WEB, "field": "order.chanel"},
            "R201",
            "There is no field “order.chanel”.",
            "Did you mean order.channel?",
        ),
        ({**WEB, "field": ""}, "R007", "The field is missing.", "Give the field."),
        ({**WEB, "field": 7}, "R007", "“7” is not the name of a field.", "Give the field."),
        ({**WEB, "operator": "iss"}, "R204", "There is no operator “iss”.", "Did you mean is?"),
        (
            {**WEB, "operator": "at_least"},
            "R205",
            "“is at least” does not fit Channel, which is a choice from a list.",
            "Use is, is_not, one_of or not_one_of.",
        ),
        (
            {"field": "order.channel", "operator": "is_missing"},
            "R205",
            "“is missing” does not fit Channel, which is never missing.",
            "Use is, is_not, one_of or not_one_of.",
        ),
        ({**WEB, "value": "webb"}, "R206", "“webb” is not a value of Channel.", "Did you mean web?"),
        ({**WEB, "colour": "red"}, "R008", "“colour” is not known here.", "Use field, operator or value."),
        (
            LINE,
            "R202",
            "“SKU” (Order line) cannot be asked here, in the rule’s when.",
            "Ask it of the lines: any line, all lines, no line, a count or a sum.",
        ),
        (
            {"field": "location.distance", "operator": "at_most", "value": 5},
            "R202",
            "“Distance” (Location) cannot be asked here, in the rule’s when.",
            "Ask it in “Only locations where…” in the then of a routing rule.",
        ),
        (
            {"field": "event.type", "operator": "is", "value": "rejected"},
            "R202",
            "“What happened” (Event) cannot be asked here, in the rule’s when.",
            "Ask it in the when of an exception rule.",
        ),
        (
            {"lines": "some", "where": {"all": []}},
            "R006",
            "“some” does not say which lines.",
            None,
        ),
        (
            {"lines": "any", "where": {"all": []}, "value": 2},
            "R210",
            "“any line” takes no value.",
            "Take it away, or count or sum the lines.",
        ),
        (
            {"lines": "count", "where": {"all": []}, "of": "line.quantity", "operator": "is", "value": 1},
            "R210",
            "A count of lines counts no field.",
            "Take “of” away, or use sum.",
        ),
        (
            {"lines": "sum", "where": {"all": []}, "of": "line.sku", "operator": "is", "value": 1},
            "R210",
            "A sum adds up a number or an amount of the lines.",
            "Give one of line.quantity, line.unit_price, line.value or line.weight as “of”.",
        ),
        ({"lines": "count", "where": {"all": []}, "value": 1}, "R204", "The operator is missing.", None),
        ({"any": []}, "R208", "Any of nothing can never match.", "Add a condition, or take the group away."),
        ({"all": [], "any": []}, "R006", "A group says more than one of all, any and none.", None),
        ("web", "R006", "“web” stands here.", "Give a condition: field, operator and value."),
        (None, "R006", "Nothing stands here.", "Give a condition: field, operator and value."),
        ({"all": WEB}, "R006", "A mapping stands here.", "Give a list of conditions."),
        (
            {**WEB, "value": {"a": 1}},
            "R006",
            "The value is neither a value nor a list of values.",
            "Give plain values.",
        ),
    ],
)
def test_a_wrong_condition_is_refused(node: Any, code: str, message: str, remedy: str | None) -> None:
    problem = only(when(node))
    assert (problem.code, problem.rule, problem.message) == (code, "mine", message)
    assert remedy is None or problem.remedy == remedy
    assert problem.place.startswith("routing rule 1, when, all of these, 1st ")
    assert problem.path[:5] == ("rules", "routing", 0, "when", "all")


def test_fields_of_the_order_are_refused_among_those_of_a_line() -> None:
    problem = only(when({"lines": "any", "where": {"all": [WEB]}}))
    assert problem.message == "“Channel” (Order) cannot be asked here, of the order’s lines."
    assert problem.place == f"{IN_WHEN}, where, all of these, 1st condition"


def test_lines_are_refused_inside_lines_and_among_locations() -> None:
    lines = {"lines": "any", "where": {"all": [LINE]}}
    assert only(when({"lines": "any", "where": {"all": [lines]}})).code == "R209"
    where = {"action": "where", "where": {"all": [lines]}}
    assert only(data_with(then=[where])).code == "R209"


def test_groups_more_than_four_deep_are_refused_wherever_they_stand() -> None:
    assert problems_in(data_with(when=nested(4))) == ()
    problem = only(data_with(when=nested(5)))
    assert (problem.code, problem.message) == ("R207", "Groups stand more than 4 deep in each other.")
    in_lines = {"lines": "any", "where": {"all": [{"any": [{"all": [{"any": [LINE]}]}]}]}}
    assert only(when(in_lines)).code == "R207"
    assert only(when({"any": [{"any": [{"any": [{"lines": "any", "where": {"all": []}}]}]}]})).code == "R207"


def test_an_endless_nesting_is_refused_and_does_not_crash() -> None:
    data = nested(1)
    for _ in range(100_000):
        data = {"all": [data]}
    assert [problem.code for problem in problems_in(data_with(when=data))] == ["R207"]
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    assert [problem.code for problem in problems_in(when({**WEB, "value": [deep]}))] == ["R006"]


def test_a_field_that_nothing_can_fill_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    channel = FIELDS["order.channel"]
    grey = Field(
        channel.path,
        channel.type,
        channel.label,
        "",
        "",
        "",
        choices=channel.choices,
        always=True,
        missing_because="No shop is connected.",
    )
    monkeypatch.setitem(FIELDS, "order.channel", grey)
    problem = only(data_with())
    assert (problem.code, problem.message) == ("R203", "“Channel” cannot be asked now. No shop is connected.")


def test_money_in_another_currency_than_the_ruleset_s_is_refused() -> None:
    problem = only(when({"field": "order.total", "operator": "at_least", "value": "300.00 EUR"}))
    assert problem.message == "300.00 EUR is not in GBP, the currency of these rules."
    assert problem.remedy == "Write it with its currency, as in 300.00 GBP."
    assert problem.place == f"{IN_WHEN}, value"
