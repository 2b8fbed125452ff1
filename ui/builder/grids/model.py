"""A decision table as the grid that is edited: columns that ask, columns that decide, and rows.

Plain data (the shape of the YAML file) goes in and comes out, and what no column shows is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rulesets.checking.tables import TABLED
from rulesets.operators import OPERATORS, Operand
from rulesets.table import Table
from ui.builder.grids import results
from ui.builder.grids.results import Plain, Result
from ui.builder.model import EditedRule, Value

MOST_ROWS = 500
MOST_HEADS = 20
MOST_RESULTS = 40


@dataclass(frozen=True, slots=True)
class Head:
    """A column that asks: field and operator; `lines` is any when it asks about lines."""

    field: str
    operator: str
    lines: str | None = None

    @property
    def takes_value(self) -> bool:
        """Whether a cell holds a value; otherwise it holds True where the column is asked."""
        operator = OPERATORS.get(self.operator)
        return operator is None or operator.operand is not Operand.NONE


@dataclass(frozen=True, slots=True)
class Case:
    """A row: a cell for each column that asks, and the actions as plain data."""

    cells: tuple[Value, ...]
    then: tuple[Plain, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `results` are keys of columns that decide (see `results.known`); columns are counted through:
    those that ask, then those that decide, then, last, the words of what no column shows."""

    kind: str
    hit: str = "first"
    heads: tuple[Head, ...] = ()
    cases: tuple[Case, ...] = ()
    results: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many columns can be filled in."""
        return len(self.heads) + len(self.results)

    def result(self, column: int) -> Result:
        """The column that decides at this place."""
        return results.known(self.kind)[self.results[column - len(self.heads)]]

    def value(self, row: int, column: int) -> Value:
        """What a cell holds; None when it is empty."""
        case = self.cases[row]
        if column < len(self.heads):
            return case.cells[column]
        return results.value_of(case.then, self.result(column))

    def hidden(self, row: int) -> tuple[Plain, ...]:
        """The actions of a row that no column shows."""
        return results.hidden(self.cases[row].then, self.kind)

    def with_value(self, case: Case, column: int, value: Value) -> Case:
        """The row with this value in a cell."""
        if column < len(self.heads):
            cells = (*case.cells[:column], value, *case.cells[column + 1 :])
            return replace(case, cells=cells)
        asked = [results.known(self.kind)[key].variant for key in self.results]
        return replace(case, then=results.put(case.then, self.result(column), value, asked))

    @property
    def blank(self) -> Case:
        """A row that asks nothing and does nothing."""
        return Case((None,) * len(self.heads))


def grid_of(rule: EditedRule) -> Grid | None:
    """The rule's table as a grid; None when it has none, or one of another shape than a grid's."""
    table = rule.table
    if table is None or rule.kind not in TABLED or set(table) - set(Table.model_fields):
        return None
    heads = tuple(_head(each) for each in _listed(table.get("columns")))
    cases = tuple(_case(each, len(heads)) for each in _listed(table.get("rows")))
    if None in heads or None in cases or not heads:
        return None
    good = tuple(case for case in cases if case is not None)
    shown = results.in_order(rule.kind, rule.results, [case.then for case in good])
    return Grid(rule.kind, str(table.get("hit", "first")), tuple(h for h in heads if h), good, shown)


def with_grid(rule: EditedRule, grid: Grid) -> EditedRule:
    """The rule with this table; columns that its rows have come to need are among them."""
    shown = results.in_order(grid.kind, grid.results, [case.then for case in grid.cases])
    return replace(rule, table=plain_grid(grid), results=shown)


def plain_grid(grid: Grid) -> dict[str, Any]:
    """The grid as plain data."""
    columns = [
        {"field": head.field, "operator": head.operator} | ({"lines": head.lines} if head.lines else {})
        for head in grid.heads
    ]
    return {"hit": grid.hit, "columns": columns, "rows": [_plain_case(case) for case in grid.cases]}


def _plain_case(case: Case) -> dict[str, Any]:
    then = [{key: _thawed(value) for key, value in act.items()} for act in case.then]
    return {"cells": [_thawed(cell) for cell in case.cells]} | ({"then": then} if then else {})


def _listed(data: object) -> tuple[Any, ...]:
    return tuple(data) if isinstance(data, list | tuple) else (None,)


def _head(data: object) -> Head | None:
    if not isinstance(data, Mapping) or set(data) - {"field", "operator", "lines"}:
        return None
    lines = data.get("lines")
    return Head(
        str(data.get("field", "")), str(data.get("operator", "")), None if lines is None else str(lines)
    )


def _case(data: object, width: int) -> Case | None:
    """A row; one that is too short is filled up, one that is too long is none of a grid's."""
    if not isinstance(data, Mapping) or set(data) - {"cells", "then"}:
        return None
    cells, then = _listed(data.get("cells", ())), _listed(data.get("then") or ())
    if len(cells) > width or any(not isinstance(act, Mapping) or "action" not in act for act in then):
        return None
    asked = tuple(_frozen(cell) for cell in cells)
    acts = tuple({key: _frozen(value) for key, value in act.items()} for act in then)
    return Case((*asked, *(None,) * (width - len(asked))), acts)


def _frozen(value: Value) -> Value:
    return tuple(value) if isinstance(value, list) else value


def _thawed(value: Value) -> Value:
    return list(value) if isinstance(value, tuple) else value
