"""What is wrong with a decision table: its columns, its cells, its rows' actions, rows that overlap."""

from collections.abc import Iterator
from datetime import tzinfo
from itertools import combinations, islice

from rulesets.checking.actions import check_each, check_together
from rulesets.checking.conditions import Scope, Surroundings, check_group
from rulesets.checking.overlaps import overlap
from rulesets.conditions import Group
from rulesets.model import Rule, RuleKind
from rulesets.operators import OPERATORS
from rulesets.problems import Place, Problem
from rulesets.table import Column, Row, Table, condition

TABLED = (RuleKind.HOLD, RuleKind.ROUTING, RuleKind.SPLIT)
MOST_TOLD = 10
"""Overlapping rows that are named; one that is put right often puts others right."""


def check_table(rule: Rule, place: Place, around: Surroundings) -> Iterator[Problem]:
    """Every problem of the rule's table, in reading order."""
    table, at = rule.table, place.into("table", words="table")
    if table is None:
        return
    if rule.default or rule.kind not in TABLED:
        message = (
            "The default rule takes no table." if rule.default else f"A {rule.kind} rule takes no table."
        )
        yield at.problem("R320", message, "Use it in a hold, routing or split rule, or write several rules.")
        return
    wrong = [
        list(_check_column(column, at.into("columns", index, words=f"column {index + 1}"), rule.kind, around))
        for index, column in enumerate(table.columns)
    ]
    yield from (problem for found in wrong for problem in found)
    good = [not found for found in wrong]
    for index, row in enumerate(table.rows):
        yield from _check_row(rule, row, index, good, at, around)
    yield from _check_rows(table, at, around.zone)


def _check_column(column: Column, place: Place, kind: RuleKind, around: Surroundings) -> Iterator[Problem]:
    """The column asked with a value that cannot be read, without what is then said of the value."""
    group = Group(match="all", of=(condition(column, None),))
    for problem in check_group(group, Place(), Scope(kind, "order", around)):
        if problem.code != "R206":
            yield place.problem(problem.code, problem.message, problem.remedy)


def _check_row(
    rule: Rule, row: Row, index: int, good: list[bool], place: Place, around: Surroundings
) -> Iterator[Problem]:
    at = place.into("rows", index, words=f"row {index + 1}")
    table = rule.table
    if table is None:
        return
    if len(row.cells) != len(table.columns):
        message = f"The row has {len(row.cells)} cells, and the table {len(table.columns)} columns."
        remedy = "Give a cell for each column; null for any."
        yield at.into("cells", words="cells").problem("R322", message, remedy)
        return
    for number, column in enumerate(table.columns):
        if good[number]:
            here = at.into("cells", number, words=f"column {number + 1}")
            yield from _check_cell(column, row, number, here, Scope(rule.kind, "order", around))
    if rule.kind is not RuleKind.ROUTING and not rule.then and not row.then:
        yield at.into("then", words="then").problem("R303", "The row does nothing.", "Add an action.")
    yield from check_each(rule.kind, row.then, at, around)
    whole = rule.model_copy(update={"then": (*rule.then, *row.then), "table": None})
    yield from check_together(whole, at.into("then", words="then"))


def _check_cell(column: Column, row: Row, number: int, place: Place, scope: Scope) -> Iterator[Problem]:
    cell = row.cells[number]
    if cell is None:
        return
    if not column.takes_value:
        if cell is not True:
            words = OPERATORS[column.operator].words
            yield place.problem("R206", f"“{words}” takes no value.", "Write true, or null for any.")
        return
    group = Group(match="all", of=(condition(column, cell),))
    for problem in check_group(group, Place(), scope):
        yield place.problem(problem.code, problem.message, problem.remedy)


def _check_rows(table: Table, place: Place, zone: tzinfo) -> Iterator[Problem]:
    if any(len(row.cells) != len(table.columns) for row in table.rows):
        return
    if table.hit == "first":
        yield from _never_reached(table, place)
    elif table.hit == "unique":
        pairs = combinations(range(len(table.rows)), 2)
        clashes = ((a, b) for a, b in pairs if overlap(table, a, b, zone))
        for first, second in islice(clashes, MOST_TOLD):
            message = f"An order can fit row {first + 1} and row {second + 1}, and only one may fit."
            remedy = "Tell them apart in a column, or let the first row that fits decide."
            yield place.into("rows", second, words=f"row {second + 1}").problem("R323", message, remedy)


def _never_reached(table: Table, place: Place) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], int] = {}
    for index, row in enumerate(table.rows):
        always = seen.get((None,) * len(row.cells))
        before = always if always is not None else seen.get(row.cells)
        if before is not None:
            message = f"Row {before + 1} fits whenever this row does, so this one never decides."
            at = place.into("rows", index, words=f"row {index + 1}")
            yield at.problem("R324", message, "Take one of them away, or change their order.")
        seen.setdefault(row.cells, index)
