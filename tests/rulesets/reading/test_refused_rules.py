"""Refused rules, defaults and headers: each names the rule, the place and the remedy."""

from typing import Any

import pytest

from rulesets.problems import Refused
from rulesets.reading import read_rule
from tests.rulesets.good import WEB, data_with, only, refused

OTHERWISE = (
    "backorder, ship_and_backorder, ship_and_hold, ship_and_cancel, retry, hold or cancel as otherwise"
)


@pytest.mark.parametrize(
    ("kind", "changed", "code", "message", "remedy"),
    [
        (
            "routing",
            {"when": ...},
            "R111",
            "The rule does not say when it applies.",
            "Give it conditions; for every order write when: {all: []}.",
        ),
        (
            "routing",
            {"otherwise": ...},
            "R113",
            "The rule does not say what happens when nobody can serve.",
            f"Give next_rule, {OTHERWISE}.",
        ),
        (
            "routing",
            {"otherwise": "retry"},
            "R319",
            "The rule does not say after how many minutes it is tried again.",
            "Give retry_minutes, as in 30.",
        ),
        (
            "routing",
            {"retry_minutes": 30},
            "R319",
            "The rule is not tried again.",
            "Take retry_minutes away, or choose retry.",
        ),
        ("routing", {"otherwise": "retry", "retry_minutes": 0}, "R009", None, "Give at least 1."),
        ("routing", {"otherwise": "wait"}, "R009", "“Otherwise” cannot be “wait”.", None),
        (
            "hold",
            {"otherwise": "hold"},
            "R114",
            "Only routing rules have an otherwise, and this is one of hold.",
            None,
        ),
        ("hold", {"then": []}, "R303", "The rule does nothing.", "Add an action: Hold the order."),
        ("hold", {"id": ...}, "R007", "“Id” is missing.", "Give it a value."),
        (
            "hold",
            {"id": "My rule"},
            "R009",
            "“Id” has letters or signs that it may not have.",
            "Use small letters, digits and hyphens, beginning with a letter or digit.",
        ),
        ("hold", {"id": "hold-default"}, "R112", "The id “hold-default” is also that of hold rule 1.", None),
        ("hold", {"name": "  "}, "R305", "The name has blanks around it, or signs that do not show.", None),
        ("hold", {"name": "x" * 81}, "R009", "“Name” is too long.", "Give at most 80 letters."),
        ("hold", {"enabled": "no"}, "R009", "“Enabled” is neither true nor false.", None),
        ("hold", {"nmae": "x"}, "R008", "“nmae” is not known here.", "Did you mean name or note?"),
        ("hold", {"valid_from": "Monday"}, "R115", None, "Write it like '2026-12-01T00:00:00+00:00'."),
        (
            "hold",
            {"valid_from": "2026-12-01T00:00:00+00:00", "valid_until": "2026-11-01T00:00:00+00:00"},
            "R115",
            "The rule ends before it begins.",
            None,
        ),
        (
            "hold",
            {"note": "a\x07b"},
            "R305",
            "The note has blanks around it, or signs that do not show.",
            None,
        ),
    ],
)
def test_a_wrong_rule_is_refused(
    kind: str, changed: dict[str, Any], code: str, message: str | None, remedy: str | None
) -> None:
    problem = only(data_with(kind, **changed))
    assert problem.code == code
    assert message is None or problem.message == message
    assert remedy is None or problem.remedy == remedy


def without(kind: str, keep: int = 1) -> dict[str, Any]:
    data = data_with(kind)
    data["rules"][kind] = data["rules"][kind][:keep]
    return data


def test_a_missing_default_rule_is_refused() -> None:
    problem = only(without("split"))
    assert str(problem) == (
        "R105 split rules: The default rule of split is missing. "
        "Add a last rule with default: true and no when."
    )
    assert problem.path == ("rules", "split")


def test_a_default_rule_stands_once_last_always_on_and_without_conditions() -> None:
    data = data_with("hold")
    default = data["rules"]["hold"][1]
    data["rules"]["hold"] = [default, data["rules"]["hold"][0]]
    assert only(data).message == "The default rule is not the last of its kind."
    data["rules"]["hold"] = [{**default, "id": "first"}, default]
    assert only(data).message == "Hold has more than one default rule."
    for changed, code in (({"when": {"all": []}}, "R108"), ({"enabled": False}, "R109")):
        data["rules"]["hold"] = [{**default, **changed}]
        assert only(data).code == code
    data["rules"]["hold"] = [{**default, "valid_from": "2026-12-01T00:00:00+00:00"}]
    assert only(data).message == "The default rule always holds."


def test_the_default_of_routing_has_an_end() -> None:
    data = data_with()
    data["rules"]["routing"][1]["otherwise"] = "next_rule"
    problem = only(data)
    assert (problem.code, problem.message) == ("R110", "After the default rule there is no next rule.")
    assert problem.remedy == f"Give {OTHERWISE}."


def test_the_default_of_splits_and_exceptions_does_something() -> None:
    for kind in ("split", "exception"):
        data = data_with(kind)
        data["rules"][kind][1]["then"] = []
        assert only(data).code == "R303"


@pytest.mark.parametrize(
    ("changed", "code", "message", "remedy"),
    [
        ({"switchyard": 2}, "R010", "Form “2” is not known.", "Begin with switchyard: 1."),
        ({"switchyard": True}, "R010", "Form “true” is not known.", None),
        ({"name": ""}, "R101", "The name is not one that can be shown.", None),
        ({"name": None}, "R007", "The name is missing.", None),
        ({"currency": "GPB"}, "R102", "“GPB” is not a currency this program knows.", "Did you mean GBP?"),
        (
            {"zone": "Europe/Lodnon"},
            "R103",
            "“Europe/Lodnon” is not a time zone.",
            "Did you mean Europe/London?",
        ),
        ({"country": "UK!"}, "R104", "“UK!” is not a country code.", "Give two capitals, as in GB."),
        ({"country": False}, "R007", "“false” is not text.", None),
        ({"owner": "me"}, "R008", "“owner” is not known here.", None),
        ({"rules": []}, "R006", "A list stands here.", "Give the rules: a list for each kind."),
    ],
)
def test_a_wrong_header_is_refused(
    changed: dict[str, Any], code: str, message: str, remedy: str | None
) -> None:
    problems = refused({**data_with(), **changed})
    assert (problems[0].code, problems[0].message) == (code, message)
    assert remedy is None or problems[0].remedy == remedy


def test_an_unknown_kind_of_rule_is_refused() -> None:
    data = data_with()
    data["rules"]["routeing"] = []
    assert only(data).remedy == "Did you mean routing?"
    with pytest.raises(ValueError, match=r"“routeing” is not a kind of rule\. Did you mean routing\?"):
        read_rule({}, "routeing")


def test_all_problems_are_told_at_once_in_reading_order() -> None:
    data = data_with(
        when={"all": [{**WEB, "field": "order.chanel"}, {**WEB, "value": "webb"}, "odd"]},
        then=[{"action": "within_km"}, {"action": "fly"}, {"action": "rank", "by": "preferred"}],
        otherwise="wait",
    )
    data["rules"]["hold"] = []
    data["zone"] = "Nowhere"
    codes = [problem.code for problem in refused(data)]
    assert codes[0] == "R103"
    assert codes[1] == "R105"
    assert sorted(codes[2:]) == ["R006", "R007", "R009", "R201", "R206", "R301", "R308"]


def test_one_rule_can_be_read_alone() -> None:
    rule = read_rule(data_with()["rules"]["routing"][0], "routing")
    assert rule.id == "mine"
    with pytest.raises(Refused, match="all of these, 1st condition: There is no field"):
        read_rule({**data_with()["rules"]["routing"][0], "when": {"all": [{**WEB, "field": "x"}]}}, "routing")
    dear = {"all": [{"field": "order.total", "operator": "at_least", "value": "3.00 EUR"}]}
    with pytest.raises(Refused, match="not in GBP"):
        read_rule({**data_with()["rules"]["routing"][0], "when": dear}, "routing", "GBP")
