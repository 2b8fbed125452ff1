"""What is noted of rules, compiled, is told as the walker tells it, which shares only the words with it."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import documents
from engine.compiler import Compiled, compile_ruleset
from engine.course import Course
from engine.explain import SHOWN_LINES, Walker
from engine.facts import Facts
from engine.model import NodeTrace, Noted, RuleTrace, Trace
from engine.noted import IN_TURN, Noting
from engine.retelling import Retelling
from engine.scoping import why_outside
from engine.situation import Situation
from engine.tabling import trace_of, verdict_of
from rulesets.conditions import Condition, Group, Lines, Node
from rulesets.model import Rule, RuleKind, Ruleset, default_rules
from rulesets.scope import IDENTITY
from tests.engine.decision.world import order, snapshot, state
from tests.engine.exceptions.facts import facts, facts_of_a_location
from tests.rulesets.generated import groups, instants, scopes, thens, whens
from tests.rulesets.generated_tables import tables

THOROUGH = settings(max_examples=120, deadline=None)
SITUATION = Situation(order("MUG"), snapshot(state("COV", {"MUG": 1})))
NAMES = {each.location.code: each.location.name for each in SITUATION.snapshot.locations}


@st.composite
def rules(draw: st.DrawFn) -> list[Rule]:
    """Routing rules that share conditions; some with a scope or a table, some off, not begun or over."""
    pool = draw(st.lists(whens("routing"), min_size=1, max_size=3))
    found = []
    for number in range(draw(st.integers(1, 4))):
        known: dict[str, Any] = {"when": draw(st.none() | st.sampled_from(pool))}
        known |= {"scope": draw(scopes)} if draw(st.booleans()) else {}
        known |= {"table": draw(tables("routing", thens("routing")))} if draw(st.booleans()) else {}
        dated = {"valid_from": draw(instants), "valid_until": draw(instants)}
        known |= dated if draw(st.integers(0, 4)) == 0 else {}
        on = draw(st.integers(0, 9)) > 0
        found.append(Rule(id=f"r{number}", name="R", kind=RuleKind.ROUTING, enabled=on, **known))
    return found


def compiled(some: list[Rule]) -> Compiled:
    every = (*some, *default_rules())
    return compile_ruleset(Ruleset(name="T", currency="GBP", zone="Europe/London", rules=every))


def told(made: Compiled, seen: Facts) -> tuple[RuleTrace, ...]:
    """All routing rules, noted, written as JSON, read again and told."""
    course = Course(SITUATION, made)
    course.facts, course.matched = seen, {RuleKind.ROUTING: []}
    noted = Noting(course, made.walker(NAMES.items())).noted()
    trace = Trace.later(noted, Retelling(noted, made, made.walker(NAMES.items())).rules, (), ())
    again = _kept(trace, made)
    assert again == trace
    assert again.noted == noted
    return again.rules


def _kept(trace: Trace, made: Compiled) -> Trace:
    written = json.dumps(documents.kept_trace(trace))
    return documents.read_kept_trace(json.loads(written), lambda: made)


def walked(made: Compiled, rule: Rule, seen: Facts) -> NodeTrace:
    return trace_of(Walker(made.ruleset, NAMES), rule, seen)


@THOROUGH
@given(rules(), facts)
def test_every_part_of_every_rule_is_told_as_it_is_walked(some: list[Rule], seen: Facts) -> None:
    made = compiled(some)
    found = {each.rule_id: each for each in told(made, seen)}
    for rule in some:
        if not rule.in_force(seen.now):
            assert found[rule.id].verdict == "off"
        elif rule.when is not None or rule.table is not None:
            walker = Walker(made.ruleset, NAMES)
            assert found[rule.id].when == walked(made, rule, seen)
            assert found[rule.id].verdict == verdict_of(walker, rule, seen)
            assert found[rule.id].note == why_outside(walker, rule, seen)


@THOROUGH
@given(groups(("location",)), facts_of_a_location)
def test_conditions_on_a_location_are_told_too(where: Group, seen: Facts) -> None:
    rule = Rule(id="r", name="R", kind=RuleKind.ROUTING, when=where)
    made = compiled([rule])
    found = next(each for each in told(made, seen) if each.rule_id == "r")
    assert found.when == walked(made, rule, seen)


@THOROUGH
@given(rules(), facts, st.data())
def test_what_fails_is_told_where_it_failed(some: list[Rule], seen: Facts, data: st.DataObject) -> None:
    """Some facts that rules ask for are not there."""
    made = compiled(some)
    asked = [path for path in made.fields if path != IDENTITY]
    gone = data.draw(st.sets(st.sampled_from(asked or ["now.at"]), max_size=3))
    bad = Facts({path: seen.values[path] for path in seen.values if path not in gone}, seen.lines, seen.now)
    found = {each.rule_id: each for each in told(made, bad)}
    for rule in some:
        if rule.in_force(seen.now) and (rule.when is not None or rule.table is not None):
            assert found[rule.id].when == walked(made, rule, bad)


def _heavy(lines: str, **known: Any) -> Lines:
    asks = Condition(field="line.weight", operator="more_than", value=100)
    return Lines(lines=lines, where=Group(match="all", of=(asks,)), **known)  # type: ignore[arg-type]


def test_of_many_lines_those_that_matched_are_told_and_only_their_values_are_kept() -> None:
    asked: tuple[Node, ...] = (
        _heavy("any"),
        _heavy("none"),
        _heavy("count", operator="at_least", value=2),
        _heavy("sum", of="line.quantity", operator="at_least", value=4),
    )
    rule = Rule(id="r", name="R", kind=RuleKind.ROUTING, when=Group(match="any", of=asked))
    weights = (5, 5, 5, 5, 5, 5, 5, 500, 900)
    lines = tuple({"line.weight": weight, "line.quantity": 2} for weight in weights)
    seen, made = Facts({}, lines, SITUATION.now), compiled([rule])
    course = Course(SITUATION, made)
    course.facts, course.matched = seen, {RuleKind.ROUTING: []}
    noted: Noted = Noting(course, made.walker(NAMES.items())).noted()
    assert sorted(noted.line_seen) == [0, 1, 2, 7, 8]
    found = next(each for each in told(made, seen) if each.rule_id == "r")
    assert found.when == walked(made, rule, seen)
    assert found.when is not None
    assert len(found.when.children[0].children) == SHOWN_LINES + 1


def test_of_kinds_that_were_not_asked_nothing_is_told() -> None:
    made = compiled([])
    course = Course(SITUATION, made)
    noted = Noting(course, made.walker(NAMES.items())).noted()
    assert set(noted.verdicts) == {"R"}
    asked = [rule.id for kind in IN_TURN for rule in made.ruleset.of_kind(kind)]
    assert len(noted.letters.split(" ")) == len(noted.verdicts) == len(asked)


def test_a_trace_that_was_kept_in_full_is_read_as_it_was() -> None:
    rule = Rule(id="r", name="R", kind=RuleKind.ROUTING, when=Group(match="all"))
    made = compiled([rule])
    course = Course(SITUATION, made)
    course.facts, course.matched = Facts({}, (), SITUATION.now), {RuleKind.ROUTING: [rule]}
    noted = Noting(course, made.walker(NAMES.items())).noted()
    trace = Trace.later(noted, Retelling(noted, made, made.walker(NAMES.items())).rules, (), ("So.",))
    in_full = json.loads(json.dumps(documents.trace(trace)))
    assert documents.read_kept_trace(in_full, lambda: made) == trace
    assert documents.kept_trace(trace.read()) == documents.trace(trace)
    assert trace.saying("And so.").why == ("So.", "And so.")
    assert trace.saying("And so.").rules == trace.rules
