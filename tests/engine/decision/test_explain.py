from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.explain import SHOWN_LINES, Walker, grouped
from engine.facts import Facts
from engine.model import NodeTrace
from rulesets.conditions import Condition, Group, Lines, Node
from rulesets.vocabulary import FIELDS
from tests.engine.decision.world import NOW, ruleset

LONDON = NOW.astimezone(ZoneInfo("Europe/London"))
WALKER = Walker(ruleset(), {"COV": "Coventry"})


def asks(field: str, operator: str, value: Any = None) -> Condition:
    return Condition(field=field, operator=operator, value=value)


def walked(node: Node, values: dict[str, Any], lines: tuple[dict[str, Any], ...] = ()) -> NodeTrace:
    return WALKER.trace(node, Facts(values, lines, LONDON))


def test_a_condition_says_what_it_asks_what_it_saw_and_what_came_of_it() -> None:
    node = asks("order.total", "at_least", "300.00 GBP")
    assert walked(node, {"order.total": 120_400}) == NodeTrace(
        (), "condition", "the total is £300.00 or more", "matched", "£1,204.00"
    )
    assert walked(node, {"order.total": 100}).verdict == "not_matched"


def test_what_is_missing_is_unknown_and_said_so() -> None:
    trace = walked(asks("order.weight", "more_than", 5), {"order.weight": None})
    assert (trace.verdict, trace.seen) == ("unknown", "not known")
    assert walked(asks("order.weight", "is_missing"), {"order.weight": None}).verdict == "matched"


def test_what_fails_is_not_taken_for_no() -> None:
    trace = walked(Group(match="none", of=(asks("order.note", "contains", ("x",)),)), {"order.note": 7})
    assert (trace.verdict, trace.children[0].verdict) == ("failed", "failed")
    assert trace.children[0].seen.startswith("TypeError: ")


def test_every_part_knows_where_it_stands() -> None:
    inner = Group(match="any", of=(asks("order.gift", "is_yes"), asks("order.business", "is_yes")))
    trace = walked(
        Group(match="all", of=(asks("order.channel", "is", "web"), inner)),
        {"order.channel": "web", "order.gift": None, "order.business": True},
    )
    assert [child.path for child in trace.children] == [(0,), (1,)]
    assert [child.path for child in trace.children[1].children] == [(1, 0), (1, 1)]
    assert [child.verdict for child in trace.children[1].children] == ["unknown", "matched"]
    assert trace.verdict == "matched"


@pytest.mark.parametrize(
    ("match", "verdicts", "expected"),
    [
        ("all", ["matched", "unknown"], "unknown"),
        ("all", ["not_matched", "unknown"], "not_matched"),
        ("all", ["not_matched", "failed"], "not_matched"),
        ("all", ["failed", "unknown"], "failed"),
        ("all", [], "matched"),
        ("any", ["matched", "unknown"], "matched"),
        ("any", ["not_matched", "unknown"], "unknown"),
        ("any", ["not_matched", "not_matched"], "not_matched"),
        ("any", [], "not_matched"),
        ("none", ["matched", "unknown"], "not_matched"),
        ("none", ["not_matched", "unknown"], "unknown"),
        ("none", ["not_matched"], "matched"),
        ("none", ["failed", "matched"], "not_matched"),
        ("none", [], "matched"),
    ],
)
def test_groups_follow_kleene_and_an_error_is_not_a_no(match: str, verdicts: Any, expected: str) -> None:
    assert grouped(match, verdicts) == expected


@pytest.mark.parametrize(
    ("path", "value", "shown"),
    [
        ("order.total", 123_456, "£1,234.56"),
        ("order.weight", 1500, "1,500 g"),
        ("location.distance", 46.62, "46.6 km"),
        ("location.fill_share", 50.0, "50%"),
        ("order.line_count", 1, "1 line"),
        ("order.channel", "web", "Web shop"),
        ("location.code", "cov", "Coventry"),
        ("order.tags", frozenset({"vip", "gift"}), "gift, vip"),
        ("order.tags", frozenset(), "none"),
        ("order.gift", True, "yes"),
        ("order.gift", False, "no"),
        ("order.note", "ring twice", "ring twice"),
        ("order.placed_at", LONDON, "4 March 2026 at 10:00 GMT"),
        ("order.note", None, "not known"),
    ],
)
def test_a_value_is_shown_as_a_person_reads_it(path: str, value: object, shown: str) -> None:
    assert WALKER.shown(FIELDS[path], value) == shown


HEAVY = Lines(lines="any", where=Group(match="all", of=(asks("line.weight", "more_than", 100),)))


def test_lines_are_told_one_by_one_up_to_a_number_those_that_matched_first() -> None:
    lines = tuple({"line.weight": weight} for weight in (5, 5, 5, 5, 5, 5, 500, None))
    trace = walked(HEAVY, {}, lines)
    assert (trace.verdict, trace.seen) == ("matched", "1 of 8 lines, 1 not known")
    assert len(trace.children) == SHOWN_LINES + 1
    assert trace.children[0].text.startswith("line 7: ")
    assert trace.children[-1].text == "and 3 more lines"


def test_all_lines_are_told_when_there_are_few() -> None:
    trace = walked(HEAVY, {}, ({"line.weight": 5}, {"line.weight": 500}))
    assert [child.verdict for child in trace.children] == ["not_matched", "matched"]
    assert [child.children[0].seen for child in trace.children] == ["5 g", "500 g"]


def test_a_sum_that_is_not_known_is_unknown() -> None:
    node = Lines(lines="sum", of="line.weight", where=Group(match="all"), operator="at_least", value=100)
    assert walked(node, {}, ({"line.weight": 70}, {"line.weight": 40})).seen == "110 g"
    assert walked(node, {}, ({"line.weight": 70}, {"line.weight": None})).verdict == "unknown"
