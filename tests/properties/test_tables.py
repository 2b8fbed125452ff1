"""Decision tables: compiled and walked say the same of every order, with whatever is missing."""

from datetime import UTC, datetime
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler.matcher import RuleFailed, matcher
from engine.explain import Walker
from engine.facts import Facts
from engine.tabling import MOST_SHOWN, fitting_rows, trace_of, verdict_of
from rulesets.actions import NotKinds, OnlyKinds, Rank, WithinKm
from rulesets.model import Rule, RuleKind, Ruleset, default_rules
from rulesets.table import Column, Row, Table
from tests.engine.exceptions.facts import facts
from tests.rulesets.generated import thens, whens
from tests.rulesets.generated_tables import tables

ZONE = ZoneInfo("Europe/London")
WALKER = Walker(Ruleset(name="T", currency="GBP", zone="Europe/London", rules=default_rules()))
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC).astimezone(ZONE)


@st.composite
def tabled(draw: st.DrawFn) -> list[Rule]:
    """Some rules with tables, with and without a *when*."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        table = draw(tables("routing", thens("routing")))
        when = draw(st.none() | whens("routing"))
        rule = Rule(id=f"r{number}", name="R", kind=RuleKind.ROUTING, when=when, table=table)
        found.append(rule)
    return found


@settings(max_examples=300, deadline=None)
@given(tabled(), facts)
def test_the_same_rows_fit_compiled_and_walked(some: list[Rule], seen: Facts) -> None:
    made = matcher(some, ZONE, "GBP")
    assert not made.broken
    verdicts = {rule.id: verdict_of(WALKER, rule, seen) for rule in some}
    if "failed" in verdicts.values():
        with pytest.raises(RuleFailed, match="only one may"):
            made.matching(seen)
        return
    matched = made.matching(seen)
    assert [rule.id for rule in matched] == [id_ for id_, said in verdicts.items() if said == "matched"]
    for effective in matched:
        rule = next(each for each in some if each.id == effective.id)
        assert rule.table is not None
        rows = fitting_rows(WALKER, rule.table, seen)
        assert rows
        assert effective.then == tuple(act for row in rows for act in rule.table.rows[row].then)


@settings(max_examples=150, deadline=None)
@given(tabled(), facts)
def test_the_trace_says_what_the_verdict_says(some: list[Rule], seen: Facts) -> None:
    for rule in some:
        told = trace_of(WALKER, rule, seen)
        assert told.verdict == verdict_of(WALKER, rule, seen)
        assert rule.table is not None
        shown = [child for child in told.children if child.text.startswith("row ")]
        fits = {f"row {row + 1}:" for row in fitting_rows(WALKER, rule.table, seen)}
        assert {child.text.split(" ", 2)[0] + " " + child.text.split(" ")[1] for child in shown} >= fits


def _table(hit: Any, *rows: Row) -> Rule:
    columns = (
        Column(field="destination.country", operator="is"),
        Column(field="order.total", operator="at_least"),
    )
    table = Table(hit=hit, columns=columns, rows=rows)
    then = (Rank(by="nearest"),)
    return Rule(id="t", name="T", kind=RuleKind.ROUTING, then=then, table=table, otherwise="next_rule")


GB = Row(cells=("GB", None), then=(OnlyKinds(kinds=("store",)),))
DEAR = Row(cells=(None, "50.00 GBP"), then=(WithinKm(km=9),))
REST = Row(cells=(None, None), then=(NotKinds(kinds=("supplier",)),))


def _seen(country: str | None, total: int) -> Facts:
    return Facts({"destination.country": country, "order.total": total}, (), NOW)


def _then(rule: Rule, seen: Facts) -> Any:
    (found,) = matcher([rule], ZONE, "GBP").matching(seen)
    return found.then[1:]


def test_of_first_the_first_row_that_fits_decides() -> None:
    rule = _table("first", GB, DEAR, REST)
    assert _then(rule, _seen("gb", 9_000)) == GB.then
    assert _then(rule, _seen("fr", 9_000)) == DEAR.then
    assert _then(rule, _seen("fr", 100)) == REST.then


def test_a_cell_that_asks_what_is_not_known_does_not_fit() -> None:
    rule = _table("first", GB, DEAR)
    assert _then(rule, _seen(None, 9_000)) == DEAR.then
    assert matcher([rule], ZONE, "GBP").matching(_seen(None, 100)) == []
    told = trace_of(WALKER, rule, _seen(None, 9_000))
    assert [child.verdict for child in told.children] == ["unknown", "matched"]
    assert told.seen == "row 2 fits"


def test_of_collect_the_actions_of_all_rows_that_fit_are_done_in_order() -> None:
    assert _then(_table("collect", GB, DEAR, REST), _seen("gb", 9_000)) == (*GB.then, *DEAR.then, *REST.then)


def test_of_unique_several_rows_that_fit_fail_and_are_named() -> None:
    rule = _table("unique", GB, DEAR)
    assert _then(rule, _seen("gb", 100)) == GB.then
    with pytest.raises(RuleFailed, match="row 1 and row 2 of its table fit, and only one may"):
        matcher([rule], ZONE, "GBP").matching(_seen("gb", 9_000))
    assert verdict_of(WALKER, rule, _seen("gb", 9_000)) == "failed"


def test_two_hundred_rows_are_matched_in_a_fraction_of_a_millisecond() -> None:
    rows = [Row(cells=(f"C{number}", f"{number}.00 GBP"), then=GB.then) for number in range(200)]
    made = matcher([_table("first", *rows)], ZONE, "GBP")
    last = _seen("c199", 99_900)
    assert made.matching(last)
    start = perf_counter()
    for _ in range(200):
        made.matching(last)
    assert (perf_counter() - start) / 200 < 0.002
    told = trace_of(WALKER, _table("first", *rows), last)
    assert len(told.children) == MOST_SHOWN + 2
    assert told.children[-1].text == "and 187 more rows"
