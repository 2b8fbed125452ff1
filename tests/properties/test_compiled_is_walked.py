"""Two ways to read a rule, which share nothing, must say the same of every order."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler.leaves import INLINE
from engine.compiler.matcher import matcher
from engine.compiler.writer import Writer
from engine.explain import Walker
from engine.facts import Facts
from engine.model import Verdict
from engine.scoping import scope_verdict, why_outside
from engine.tabling import trace_of, verdict_of
from rulesets.conditions import Condition, Group, Node
from rulesets.model import Rule, Ruleset, default_rules
from rulesets.operators import OPERATORS
from rulesets.scope import Scope
from rulesets.vocabulary import FIELDS
from tests.engine.exceptions.facts import facts, facts_of_a_location
from tests.rulesets.generated import groups, instants, operands, scopes, whens

ZONE = ZoneInfo("Europe/London")
WALKER = Walker(Ruleset(name="T", currency="GBP", zone="Europe/London", rules=default_rules()))
THOROUGH = settings(max_examples=400, deadline=None)

dates = st.none() | instants


@st.composite
def rules(draw: st.DrawFn) -> list[Rule]:
    """Some rules that share conditions, some of them off, not begun or over."""
    pool = draw(st.lists(whens("routing"), min_size=1, max_size=3))
    shared = draw(st.lists(st.sampled_from(pool), max_size=2))
    found = []
    for number, when in enumerate([*pool, *shared]):
        match = draw(st.sampled_from(["all", "any", "none"]))
        inside = [when, draw(st.sampled_from(pool))] if draw(st.booleans()) else [when]
        group = Group(match=match, of=tuple(inside))
        given_dates = {"valid_from": draw(dates), "valid_until": draw(dates)} if draw(st.booleans()) else {}
        on = draw(st.integers(0, 9)) > 0
        told = {"id": f"r{number}", "name": "R", "kind": "routing", "scope": draw(st.none() | scopes)}
        found.append(Rule(**told, when=group, enabled=on, **given_dates))
    return found


@THOROUGH
@given(rules(), facts)
def test_the_same_rules_match_compiled_and_walked(some: list[Rule], seen: Facts) -> None:
    walked = [
        rule for rule in some if rule.in_force(seen.now) and verdict_of(WALKER, rule, seen) == "matched"
    ]
    made = matcher(some, ZONE, "GBP")
    assert not made.broken
    assert made.matching(seen) == walked
    assert [rule for rule, run in made.one_by_one if run(seen.values, seen.lines, seen.now)] == walked


@THOROUGH
@given(scopes, whens("routing"), facts)
def test_a_scope_says_the_same_quickly_and_with_its_trace(scope: Scope, when: Group, seen: Facts) -> None:
    rule = Rule(id="r", name="R", kind="routing", scope=scope, when=when)
    matched = verdict_of(WALKER, rule, seen) == "matched"
    assert (trace_of(WALKER, rule, seen).verdict == "matched") is matched
    within = Writer(ZONE, "GBP").within(scope, "r")(seen.values, seen.lines, seen.now)
    assert within is (scope_verdict(WALKER, rule, seen) == "matched")
    assert (why_outside(WALKER, rule, seen) == "") is within


@THOROUGH
@given(whens("routing"), facts)
def test_matched_not_matched_and_unknown_are_told_apart(when: Group, seen: Facts) -> None:
    assert _verdict(when, seen) == WALKER.verdict(when, seen)


@THOROUGH
@given(groups(("location",)), facts_of_a_location)
def test_conditions_on_a_location_are_told_apart_too(where: Group, seen: Facts) -> None:
    assert _verdict(where, seen) == WALKER.verdict(where, seen)


@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_every_operator_says_the_same_of_every_field_it_fits(operator: str) -> None:
    fitting = [field for field in FIELDS.values() if OPERATORS[operator] in field.operators]
    of_orders = [
        field for field in fitting if field.entity not in ("line", "location") and not field.missing_because
    ]
    assert fitting, f"no field offers {operator}"

    @settings(max_examples=80, deadline=None)
    @given(st.data(), facts)
    def says_the_same(data: st.DataObject, seen: Facts) -> None:
        field = data.draw(st.sampled_from(of_orders))
        value = data.draw(operands(field, OPERATORS[operator]))
        node = Condition(field=field.path, operator=operator, value=value)
        assert _verdict(node, seen) == WALKER.verdict(node, seen)

    says_the_same()


def test_most_operators_are_written_out() -> None:
    assert set(INLINE) <= set(OPERATORS)
    assert set(OPERATORS) - set(INLINE) == {
        "before",
        "after",
        "within_next",
        "older_than",
        "on_weekday",
        "between_times",
        "in_business_hours",
        "postcode_begins_with",
        "in_group",
        "not_in_group",
        "within_km",
        "beyond_km",
        "same_country",
        "in_zone",
    }


def _verdict(node: Node, seen: Facts) -> Verdict:
    """The verdict by the compiled formulas for certainly true and for certainly false."""
    matched, not_matched = (
        Writer(ZONE, "GBP").holding(Group(match=match, of=(node,)))(seen.values, seen.lines, seen.now)
        for match in ("all", "none")
    )
    assert not (matched and not_matched)
    return "matched" if matched else "not_matched" if not_matched else "unknown"
