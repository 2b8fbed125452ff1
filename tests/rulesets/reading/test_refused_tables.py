"""Decision tables: what is refused, with the row and the column in which it stands; and how they are said."""

from typing import Any

import pytest

from rulesets.checking import Known
from rulesets.diff import changes
from rulesets.reading import problems_in, read_ruleset
from rulesets.sentences import Names, rule_sentence
from rulesets.writing import to_data
from tests.rulesets.good import data_with, only, refused

COUNTRY = {"field": "destination.country", "operator": "is"}
TOTAL = {"field": "order.total", "operator": "at_least"}
FRAGILE = {"field": "line.fragile", "operator": "is_yes", "lines": "any"}
STORES = {"action": "only_kinds", "kinds": ["store"]}
NEAR = {"action": "within_km", "km": 50}


def table(*rows: Any, columns: Any = (COUNTRY, TOTAL), hit: str = "first", **rule: Any) -> dict[str, Any]:
    cases = [{"cells": list(cells), "then": [STORES]} for cells in rows]
    made = {"hit": hit, "columns": list(columns), "rows": cases}
    return data_with("routing", when=..., table=made, **rule)


GOOD = table(["GB", None], [None, "50.00 GBP"])


def test_a_table_is_taken_with_and_without_a_when_and_comes_back() -> None:
    assert problems_in(GOOD) == ()
    assert problems_in(table(["GB", None], otherwise="hold")) == ()
    assert to_data(read_ruleset(GOOD)) == GOOD


@pytest.mark.parametrize(
    ("data", "code", "place", "message"),
    [
        (
            table(["GB"]),
            "R322",
            "routing rule 1, table, row 1, cells",
            "The row has 1 cells, and the table 2 columns.",
        ),
        (
            table(["GB", None], ["FR", "50"]),
            "R206",
            "routing rule 1, table, row 2, column 2",
            "“50” is not an amount of money.",
        ),
        (
            table(["GB", None], columns=[{"field": "order.totl", "operator": "is"}, TOTAL]),
            "R201",
            "routing rule 1, table, column 1",
            "There is no field “order.totl”.",
        ),
        (
            table(["GB", None], columns=[{**COUNTRY, "operator": "at_least"}, TOTAL]),
            "R205",
            "routing rule 1, table, column 1",
            None,
        ),
        (
            table([True], columns=[{"field": "line.fragile", "operator": "is_yes"}]),
            "R202",
            "routing rule 1, table, column 1",
            None,
        ),
        (
            table([False], columns=[FRAGILE]),
            "R206",
            "routing rule 1, table, row 1, column 1",
            "“is yes” takes no value.",
        ),
        (
            table(["GB", None], ["GB", None]),
            "R324",
            "routing rule 1, table, row 2",
            "Row 1 fits whenever this row does, so this one never decides.",
        ),
        (
            table([None, None], ["GB", None]),
            "R324",
            "routing rule 1, table, row 2",
            "Row 1 fits whenever this row does, so this one never decides.",
        ),
        (
            table(["GB", None], [None, "50.00 GBP"], hit="unique"),
            "R323",
            "routing rule 1, table, row 2",
            "An order can fit row 1 and row 2, and only one may fit.",
        ),
        (table(), "R009", "routing rule 1, table, rows", None),
        (table(["GB", None], hit="any"), "R009", "routing rule 1, table, hit", "“Hit” cannot be “any”."),
        (table([["GB", {}], None]), "R006", "routing rule 1, table, row 1, column 1", None),
    ],
)
def test_a_wrong_table_is_refused_by_row_and_column(
    data: dict[str, Any], code: str, place: str, message: str | None
) -> None:
    problem = only(data)
    assert (problem.code, problem.place) == (code, place)
    assert message is None or problem.message == message
    assert problem.remedy


def test_rows_that_no_order_can_fit_together_are_fine() -> None:
    assert problems_in(table(["GB", None], ["FR", "50.00 GBP"], hit="unique")) == ()
    inside = {"field": "destination.international", "operator": "is_yes"}
    derived = table(["GB", None], [None, True], columns=[COUNTRY, inside], hit="unique")
    assert problems_in(derived) == (), "whether it is abroad follows from the country: nothing is proved"


def test_default_rules_and_exception_rules_take_no_table() -> None:
    data = data_with("routing")
    made = {"columns": [COUNTRY], "rows": [{"cells": ["GB"], "then": [STORES]}]}
    data["rules"]["routing"][-1]["table"] = made
    assert only(data).message == "The default rule takes no table."
    tags = {"columns": [COUNTRY], "rows": [{"cells": ["GB"], "then": [{"action": "tag", "tag": "x"}]}]}
    assert only(data_with("transaction", table=tags)).code == "R320"


def test_the_actions_of_a_row_are_checked_with_those_of_the_rule() -> None:
    data = table(["GB", None], then=[STORES])
    assert only(data).code == "R312"
    unknown = table(["GB", None])
    unknown["rules"]["routing"][0]["table"]["rows"][0]["then"] = [
        {"action": "only_locations", "locations": ["MOON"]}
    ]
    problem = only(unknown, Known(locations=frozenset({"COV"})))
    assert problem.place == "routing rule 1, table, row 1, then, 1st action, locations"


def test_a_hold_row_that_does_nothing_is_refused() -> None:
    made = {"columns": [COUNTRY], "rows": [{"cells": ["GB"]}]}
    problem = only(data_with("hold", then=..., table=made))
    assert (problem.code, problem.place) == ("R303", "hold rule 1, table, row 1, then")


def test_everything_wrong_is_told_at_once() -> None:
    data = table(["GB", "x"], [3, None])
    assert [problem.code for problem in refused(data)] == ["R206", "R206"]


def _rule(data: dict[str, Any]) -> Any:
    return read_ruleset(data).rules[1]


def test_a_table_reads_as_one_sentence_a_row() -> None:
    assert rule_sentence(_rule(table(["GB", None], [None, "50.00 GBP"], then=[NEAR])), Names()) == (
        "For every order: in every row within 50 km; by table (the first row that fits): row 1, when the "
        "country is GB: choose among stores; row 2, when the total is £50.00 or more: choose among stores. "
        "Otherwise go on to the next rule."
    )
    lines = table([True], [None], columns=[FRAGILE], then=...)
    assert "row 1, when any line is fragile: choose among stores; row 2, in any case: choose" in (
        rule_sentence(_rule(lines), Names())
    )


def test_differences_are_told_row_by_row() -> None:
    before = read_ruleset(table(["GB", None], [None, "50.00 GBP"], then=...))
    after = read_ruleset(table(["FR", None], [None, "50.00 GBP"], ["DE", None], then=..., hit="collect"))
    said = [str(change) for change in changes(before, after, Names())]
    assert said == [
        "changed routing rule “Mine”, row 1: when the country is [-GB-]{+FR+}: choose among stores",
        "added routing rule “Mine”, row 3: {+when the country is DE: choose among stores+}",
        (
            "changed routing rule “Mine”: For every order: by table [-(the first-]{+(every+} row that fits). "
            "Otherwise go on to the next rule."
        ),
    ]
