"""A rule with its scope and its table, walked: which row fits, and why the others do not."""

from dataclasses import replace

from engine.explain import Walker, grouped
from engine.facts import Facts
from engine.model import NodeTrace, Verdict
from engine.scoping import scope_traces, scope_verdict
from rulesets.conditions import ALWAYS, Group
from rulesets.model import Rule
from rulesets.sentences.words import counted
from rulesets.table import HIT_WORDS, Table

MOST_SHOWN = 12
"""Rows that are told beside those that fit."""


def verdict_of(walker: Walker, rule: Rule, facts: Facts) -> Verdict:
    """Whether the rule matches: its scope and its *when* do, and a row of its table if it has one."""
    within = scope_verdict(walker, rule, facts)
    if within != "matched":
        return within
    guard = "matched" if rule.when is None else walker.verdicts.of(rule.when, facts)
    if rule.table is None:
        return guard
    rows = [walker.verdicts.of(when, facts) for when in walker.rows(rule.table)]
    return _together(rule.table, guard, rows)


def fitting_rows(walker: Walker, table: Table, facts: Facts) -> tuple[int, ...]:
    """The numbers of the rows that have a say, from 0; of *unique* all that fit, though only one may."""
    fits = [
        index for index, when in enumerate(walker.rows(table)) if walker.verdicts.of(when, facts) == "matched"
    ]
    return tuple(fits[:1] if table.hit == "first" else fits)


def trace_of(walker: Walker, rule: Rule, facts: Facts) -> NodeTrace:
    """The rule's scope, its *when* and the rows of its table, walked; one that has neither always holds."""
    asked = _asked(walker, rule, facts)
    if rule.scope is None:
        return asked
    within = scope_traces(walker, rule, facts)
    verdict = grouped("all", [each.verdict for each in (*within, asked)])
    every = rule.table is None and rule.when is not None and rule.when.match == "all"
    inside = asked.children if every else (asked,)
    return NodeTrace((), "group", asked.text, verdict, asked.seen, (*within, *inside))


def _asked(walker: Walker, rule: Rule, facts: Facts) -> NodeTrace:
    guard = None if rule.when is None else walker.trace(rule.when, facts)
    if rule.table is None:
        return walker.trace(ALWAYS, facts) if guard is None else guard
    table = rule.table
    fits = fitting_rows(walker, table, facts)
    verdicts = [walker.verdicts.of(when, facts) for when in walker.rows(table)]
    verdict = _together(table, "matched" if guard is None else guard.verdict, verdicts)
    rows = _rows(walker, table, facts, fits)
    text = f"by table, {HIT_WORDS[table.hit]}"
    children = rows if guard is None else (guard, *rows)
    return NodeTrace((), "group", text, verdict, _seen(fits), children)


def _together(table: Table, guard: Verdict, rows: list[Verdict]) -> Verdict:
    """Several rows fail a table of which one may fit, when it comes to the table at all."""
    several = guard == "matched" and table.hit == "unique" and rows.count("matched") > 1
    found: Verdict = "failed" if several else grouped("any", rows)
    return grouped("all", [guard, found])


def _seen(fits: tuple[int, ...]) -> str:
    if not fits:
        return "no row fits"
    said = ", ".join(str(row + 1) for row in fits)
    return f"row {said} fits" if len(fits) == 1 else f"rows {said} fit"


def _rows(walker: Walker, table: Table, facts: Facts, fits: tuple[int, ...]) -> tuple[NodeTrace, ...]:
    asked = range(fits[0] + 1 if table.hit == "first" and fits else len(table.rows))
    others = [index for index in asked if index not in fits]
    shown = sorted({*fits, *others[:MOST_SHOWN]})
    whens = walker.rows(table)
    told = [_row(walker, whens[index], index, facts) for index in shown]
    left = len(table.rows) - len(shown)
    if left:
        told.append(NodeTrace((len(shown),), "group", f"and {counted(left, 'more rows')}", "not_reached"))
    return tuple(told)


def _row(walker: Walker, when: Group, index: int, facts: Facts) -> NodeTrace:
    walked = walker.trace(when, facts, (index,))
    return replace(walked, text=f"row {index + 1}: {walked.text}")
