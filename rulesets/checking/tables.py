"""What is wrong with a decision table: its columns, its cells, its rows' actions, rows that overlap."""

from collections.abc import Iterator
from datetime import tzinfo
from itertools import combinations, islice

from rulesets.checking.actions import check_each, check_together
from rulesets.checking.conditions import Scope, Surroundings, check_group
from rulesets.checking.overlaps import overlap
from rulesets.conditions import Group, Value
from rulesets.model import Rule, RuleKind
from rulesets.operators import OPERATORS
from rulesets.problems import Place, Problem
from rulesets.table import Column, Row, Table, condition

TABLED = (RuleKind.HOLD, RuleKind.ROUTING, RuleKind.SPLIT)
MOST_TOLD = 10
"""Rows that overlap, or are never reached, that are named; one put right often puts others right."""


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
    cells = _Cells(table, Scope(rule.kind, "order", around))
    for index, row in enumerate(table.rows):
        yield from _check_row(rule, row, index, good, at, around, cells)
    yield from _check_rows(table, at, around.zone)


def _check_column(column: Column, place: Place, kind: RuleKind, around: Surroundings) -> Iterator[Problem]:
    """The column asked with a value that cannot be read, without what is then said of the value."""
    group = Group(match="all", of=(condition(column, None),))
    for problem in check_group(group, Place(), Scope(kind, "order", around)):
        if problem.code != "R206":
            yield place.problem(problem.code, problem.message, problem.remedy)


def _check_row(
    rule: Rule, row: Row, index: int, good: list[bool], place: Place, around: Surroundings, cells: "_Cells"
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
    for number in range(len(table.columns)):
        if good[number]:
            here = at.into("cells", number, words=f"column {number + 1}")
            yield from (here.problem(*said) for said in cells.wrong(number, row.cells[number]))
    if rule.kind is not RuleKind.ROUTING and not rule.then and not row.then:
        yield at.into("then", words="then").problem("R303", "The row does nothing.", "Add an action.")
    yield from check_each(rule.kind, row.then, at, around)
    whole = rule.model_copy(update={"then": (*rule.then, *row.then), "table": None})
    yield from check_together(whole, at.into("then", words="then"))


class _Cells:
    """What is wrong with the cells of a table: each value of a column is looked at once."""

    def __init__(self, table: Table, scope: Scope) -> None:
        self.table, self.scope = table, scope
        self.known: dict[tuple[int, str], tuple[tuple[str, str, str], ...]] = {}

    def wrong(self, number: int, cell: Value) -> tuple[tuple[str, str, str], ...]:
        """Code, message and remedy of each problem."""
        key = (number, repr(cell))
        if key not in self.known:
            self.known[key] = tuple(_check_cell(self.table.columns[number], cell, self.scope))
        return self.known[key]


def _check_cell(column: Column, cell: Value, scope: Scope) -> Iterator[tuple[str, str, str]]:
    if cell is None:
        return
    if not column.takes_value:
        if cell is not True:
            words = OPERATORS[column.operator].words
            yield "R206", f"“{words}” takes no value.", "Write true, or null for any."
        return
    group = Group(match="all", of=(condition(column, cell),))
    for problem in check_group(group, Place(), scope):
        yield problem.code, problem.message, problem.remedy


def _check_rows(table: Table, place: Place, zone: tzinfo) -> Iterator[Problem]:
    if any(len(row.cells) != len(table.columns) for row in table.rows):
        return
    if table.hit == "first":
        yield from islice(_never_reached(table, place), MOST_TOLD)
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
