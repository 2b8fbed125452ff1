"""A rule with its scope and its table, walked: which row fits, and why the others do not."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.explain import Walker, grouped
from engine.facts import Facts
from engine.model import NodeTrace, Verdict
from engine.scoping import scope_traces, scope_verdict
from rulesets.conditions import ALWAYS
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
    guard = "matched" if rule.when is None else walker.verdict(rule.when, facts)
    if rule.table is None:
        return guard
    return together(rule.table, guard, [walker.verdict(when, facts) for when in walker.rows(rule.table)])


def trace_of(walker: Walker, rule: Rule, facts: Facts) -> NodeTrace:
    """The rule's scope, its *when* and the rows of its table, walked; one that has neither always holds."""
    return scoped(rule, scope_traces(walker, rule, facts), _asked(walker, rule, facts))


def scoped(rule: Rule, within: tuple[NodeTrace, ...], asked: NodeTrace) -> NodeTrace:
    """What a rule asks, told, behind what its scope does."""
    if rule.scope is None:
        return asked
    verdict = grouped("all", [each.verdict for each in (*within, asked)])
    every = rule.table is None and rule.when is not None and rule.when.match == "all"
    inside = asked.children if every else (asked,)
    return NodeTrace((), "group", asked.text, verdict, asked.seen, (*within, *inside))


def _asked(walker: Walker, rule: Rule, facts: Facts) -> NodeTrace:
    guard = None if rule.when is None else walker.trace(rule.when, facts)
    if rule.table is None:
        return walker.trace(ALWAYS, facts) if guard is None else guard
    whens = walker.rows(rule.table)
    verdicts = [walker.verdict(when, facts) for when in whens]
    return table_trace(rule.table, guard, verdicts, lambda index: walker.trace(whens[index], facts, (index,)))


def table_trace(
    table: Table, guard: NodeTrace | None, verdicts: Sequence[Verdict], row: Callable[[int], NodeTrace]
) -> NodeTrace:
    """A table by what its rows say: those that fit, and the first of the others, told by `row`."""
    verdict = together(table, "matched" if guard is None else guard.verdict, verdicts)
    fits = _fitting(table, verdicts)
    rows = _rows(table, fits, row)
    children = rows if guard is None else (guard, *rows)
    return NodeTrace((), "group", f"by table, {HIT_WORDS[table.hit]}", verdict, _seen(fits), children)


def fitting_rows(walker: Walker, table: Table, facts: Facts) -> tuple[int, ...]:
    """The numbers of the rows that have a say, from 0; of *unique* all that fit, though only one may."""
    return _fitting(table, [walker.verdict(when, facts) for when in walker.rows(table)])


def _fitting(table: Table, verdicts: Sequence[Verdict]) -> tuple[int, ...]:
    fits = [index for index, said in enumerate(verdicts) if said == "matched"]
    return tuple(fits[:1] if table.hit == "first" else fits)


def together(table: Table, guard: Verdict, rows: Sequence[Verdict]) -> Verdict:
    """What a table says by its rows; several that fit fail one of which one may, when it comes to it at
    all."""
    several = guard == "matched" and table.hit == "unique" and rows.count("matched") > 1
    found: Verdict = "failed" if several else grouped("any", rows)
    return grouped("all", [guard, found])


def _seen(fits: tuple[int, ...]) -> str:
    if not fits:
        return "no row fits"
    said = ", ".join(str(row + 1) for row in fits)
    return f"row {said} fits" if len(fits) == 1 else f"rows {said} fit"


def _rows(table: Table, fits: tuple[int, ...], row: Callable[[int], NodeTrace]) -> tuple[NodeTrace, ...]:
    asked = range(fits[0] + 1 if table.hit == "first" and fits else len(table.rows))
    others = [index for index in asked if index not in fits]
    shown = sorted({*fits, *others[:MOST_SHOWN]})
    told = [_named(row(index), index) for index in shown]
    left = len(table.rows) - len(shown)
    if left:
        told.append(NodeTrace((len(shown),), "group", f"and {counted(left, 'more rows')}", "not_reached"))
    return tuple(told)


def _named(told: NodeTrace, index: int) -> NodeTrace:
    return replace(told, text=f"row {index + 1}: {told.text}")
