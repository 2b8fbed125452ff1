from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.compiler import Compiled, RuleFailed, compile_ruleset
from engine.compiler.matcher import Matcher, matcher
from engine.decide import decide
from engine.facts import Facts, situation_facts
from engine.situation import Situation
from rulesets.actions import Hold, KeepStock, Rank, Split, Where
from rulesets.conditions import ALWAYS, Condition, Group, Lines
from rulesets.model import Rule
from rulesets.writing import content_hash
from tests.engine.decision.world import NOW, line, order, rule, ruleset, snapshot, state

ZONE = ZoneInfo("Europe/London")
HOLD = Hold(reason="Look", owner="Helen")


def when(*parts: Any, match: str = "all") -> Group:
    return Group(match=match, of=parts)


def asks(field: str, operator: str, value: Any = None) -> Condition:
    return Condition(field=field, operator=operator, value=value)


def made(*rules: Rule) -> Matcher:
    return matcher(rules, ZONE, "GBP")


def facts(values: dict[str, Any], lines: Sequence[dict[str, Any]] = ()) -> Facts:
    return Facts(values, tuple(lines), NOW.astimezone(ZONE))


def matched(compiled: Matcher, seen: Facts) -> list[str]:
    return [each.id for each in compiled.matching(seen)]


def test_text_of_a_rule_never_becomes_code() -> None:
    evil = "'); __import__('os').abort(); ('"
    one = rule("hold", "a", HOLD, when=when(asks("order.note", "contains", (evil, '"""', "\\"))))
    compiled = made(one)
    assert matched(compiled, facts({"order.note": f"xx{evil}"})) == ["a"]
    assert matched(compiled, facts({"order.note": "harmless"})) == []


def test_generated_code_can_reach_nothing_but_its_values() -> None:
    compiled = made(rule("hold", "a", HOLD, when=when(asks("order.tags", "count_at_least", 1))))
    assert compiled.run.__globals__["__builtins__"] == {}  # type: ignore[attr-defined]


def test_each_fact_is_read_once_however_many_rules_ask_for_it() -> None:
    class Counting(dict[str, Any]):
        reads = 0

        def __getitem__(self, path: str) -> Any:
            Counting.reads += 1
            return super().__getitem__(path)

    same = asks("order.total", "at_least", "10.00 GBP")
    rules = [
        rule("hold", f"r{n}", HOLD, when=when(same, asks("order.total", "less_than", f"{n}0.00 GBP")))
        for n in range(9)
    ]
    assert len(matched(made(*rules), Facts(Counting({"order.total": 1500}), (), NOW))) == 7
    assert Counting.reads == 1


def test_a_question_about_lines_that_rules_share_is_asked_once_and_only_when_needed() -> None:
    heavy = Lines(lines="any", where=when(asks("line.weight", "more_than", 100)))
    rules = [
        rule("hold", f"r{n}", HOLD, when=when(asks("order.channel", "is", "web"), heavy)) for n in range(3)
    ]
    walks: list[int] = []

    class Walked(list[Any]):
        def __iter__(self) -> Any:
            walks.append(1)
            return super().__iter__()

    compiled = made(*rules)
    lines: Any = Walked([{"line.weight": 50}, {"line.weight": 500}])
    assert matched(compiled, Facts({"order.channel": "web"}, lines, NOW)) == ["r0", "r1", "r2"]
    assert len(walks) == 1
    assert matched(compiled, Facts({"order.channel": "phone"}, lines, NOW)) == []
    assert len(walks) == 1


LINES = [{"line.weight": 400, "line.fragile": True}, {"line.weight": None, "line.fragile": False}]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Lines(lines="any", where=when(asks("line.weight", "more_than", 300))), True),
        (Lines(lines="any", where=when(asks("line.weight", "more_than", 500))), False),
        (Lines(lines="all", where=when(asks("line.weight", "more_than", 300))), False),
        (Lines(lines="none", where=when(asks("line.weight", "more_than", 500))), False),
        (Lines(lines="none", where=when(asks("line.fragile", "is_known"), match="none")), True),
        (Lines(lines="count", where=ALWAYS, operator="is", value=2), True),
        (
            Lines(
                lines="count", where=when(asks("line.weight", "more_than", 1)), operator="at_most", value=9
            ),
            False,
        ),
        (Lines(lines="count", where=when(asks("line.fragile", "is_yes")), operator="is", value=1), True),
        (Lines(lines="sum", of="line.weight", where=ALWAYS, operator="at_least", value=0), False),
        (
            Lines(
                lines="sum",
                of="line.weight",
                where=when(asks("line.fragile", "is_yes")),
                operator="is",
                value=400,
            ),
            True,
        ),
    ],
)
def test_lines_are_any_all_none_counted_and_summed(node: Lines, expected: bool) -> None:
    compiled = made(rule("hold", "a", HOLD, when=when(node)))
    assert bool(matched(compiled, facts({}, LINES))) is expected


def test_an_order_without_lines_has_no_line_of_which_anything_holds() -> None:
    nothing = [
        ("any", False),
        ("all", True),
        ("none", True),
    ]
    for quantifier, expected in nothing:
        node = Lines(lines=quantifier, where=when(asks("line.quantity", "at_least", 1)))  # type: ignore[arg-type]
        assert bool(matched(made(rule("hold", "a", HOLD, when=when(node))), facts({}))) is expected


def test_the_rule_that_fails_is_named_and_one_that_nobody_needs_does_not_fail() -> None:
    bad = asks("order.note", "contains", ("x",))
    first = rule("hold", "first", HOLD, when=when(asks("order.total", "at_least", "1.00 GBP")))
    second = rule("hold", "second", HOLD, when=when(asks("order.channel", "is", "web"), bad))
    third = rule(
        "hold",
        "third",
        HOLD,
        when=when(asks("order.channel", "is", "web"), bad, asks("order.gift", "is_yes")),
    )
    fourth = rule(
        "hold",
        "fourth",
        HOLD,
        when=when(asks("order.channel", "is", "web"), bad, asks("order.gift", "is_no")),
    )
    compiled = made(first, second, third, fourth)
    wrong = {"order.total": 500, "order.note": 7, "order.gift": None}
    with pytest.raises(RuleFailed) as failure:
        compiled.matching(facts({**wrong, "order.channel": "web"}))
    assert failure.value.rule_id == "second"
    assert str(failure.value).startswith("Rule “Second” could not be read on this order: TypeError")
    assert matched(compiled, facts({**wrong, "order.channel": "phone"})) == ["first"]


def test_rules_that_are_off_are_left_out_and_dates_are_asked_each_time() -> None:
    every = when()
    on = rule("hold", "on", HOLD, when=every)
    off = rule("hold", "off", HOLD, when=every, enabled=False)
    later = rule("hold", "later", HOLD, when=every, valid_from="2026-04-01T00:00:00+00:00")
    over = rule("hold", "over", HOLD, when=every, valid_until="2026-03-04T10:00:00+00:00")
    compiled = made(on, off, later, over)
    assert [each.id for each in compiled.rules] == ["on", "later", "over"]
    assert matched(compiled, facts({})) == ["on"]  # until is not included
    april = NOW.replace(month=4).astimezone(ZONE)
    assert [each.id for each in compiled.matching(Facts({}, (), april))] == ["on", "later"]


def compiled(*rules: Rule) -> Compiled:
    return compile_ruleset(ruleset(*rules))


PLACED, SEEN = order(line(1, "MUG")), snapshot(state("COV", {"MUG": 3}), state("LDS", {"MUG": 3}))


def test_a_compiled_ruleset_knows_its_hash_and_what_it_reads() -> None:
    rules = ruleset(
        rule("hold", "a", HOLD, when=when(asks("order.total", "at_least", "1.00 GBP"))),
        rule("routing", "b", when=when(Lines(lines="any", where=when(asks("line.fragile", "is_yes"))))),
    )
    found = compile_ruleset(rules)
    assert found.revision == content_hash(rules)
    assert (found.fields, found.line_fields) == (("order.total",), ("line.fragile",))
    seen = situation_facts(Situation(PLACED, SEEN), found.fields, found.line_fields)
    assert seen.values == {"order.total": 1000}


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (rule("hold", "bad", HOLD, when=when(asks("order.nonsense", "is", "x"))), "order.nonsense"),
        (rule("hold", "bad", HOLD, when=when(asks("order.total", "at_least", "5.00 EUR"))), "EUR"),
        (
            rule("routing", "bad", Where(where=when(asks("location.atp", "contains", 3))), when=when()),
            "is not a list",
        ),
        (rule("split", "bad", Split(policy="units", cheaper_by="1.00 EUR"), when=when()), "EUR"),
        (rule("transaction", "bad", when=when(asks("line.sku", "is", "MUG"))), "of lines"),
    ],
)
def test_a_rule_that_cannot_be_read_holds_the_order_and_says_why(broken: Rule, said: str) -> None:
    decision = decide(PLACED, SEEN, compiled(broken), explain=True)
    assert decision.outcome == "held"
    (hold,) = decision.holds
    assert hold.reason.startswith("Rule “Bad” could not be read on this order: ")
    assert said in hold.reason
    assert (hold.rule_id, hold.owner, hold.lifts_at) == ("", "Operations", None)
    assert decision.trace is not None
    assert next(one for one in decision.trace.rules if one.rule_id == "bad").verdict == "failed"


def test_a_rule_that_cannot_be_read_but_is_off_holds_nothing() -> None:
    broken = rule("hold", "bad", HOLD, when=when(asks("order.nonsense", "is", "x")), enabled=False)
    assert decide(PLACED, SEEN, compiled(broken)).outcome == "routed"


@pytest.mark.parametrize(("kind", "said"), [("routing", "who serves"), ("split", "may be split")])
def test_a_default_rule_that_is_missing_holds_the_order(kind: str, said: str) -> None:
    rules = ruleset()
    without = rules.model_copy(update={"rules": tuple(each for each in rules.rules if each.kind != kind)})
    decision = decide(PLACED, SEEN, compile_ruleset(without), explain=True)
    assert decision.outcome == "held"
    assert said in decision.holds[0].reason


def test_the_then_of_a_routing_rule_is_read_once() -> None:
    one = rule(
        "routing",
        "r",
        KeepStock(units=2),
        Rank(by="nearest", tie_within=5),
        Rank(by="most_stock"),
        when=when(),
    )
    route = compiled(one).route(one)
    assert [criterion.rank.by for criterion in route.criteria] == ["nearest", "most_stock"]
    assert (len(route.demands), route.criteria[0].band, route.otherwise) == (1, 5, "backorder")
