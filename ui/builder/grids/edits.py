"""Edits of a grid: cells, ranges, rows and columns, counted from 0. Each gives another grid. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from rulesets.vocabulary import FIELDS
from ui.builder.fields import Names, first_operator
from ui.builder.grids import results
from ui.builder.grids.cells import cell_text, read_cell, read_result, result_text
from ui.builder.grids.model import MOST_HEADS, MOST_RESULTS, MOST_ROWS, Case, Grid, Head
from ui.builder.model import Value
from ui.words import grid as words

Each = TypeVar("Each")
Block = Sequence[Sequence[str]]
Range = tuple[int, int, int, int]
"""First row and column, last row and column, all of them in it."""


def text_at(grid: Grid, row: int, column: int, names: Names) -> str:
    """What a cell shows."""
    value = grid.value(row, column)
    if column < len(grid.heads):
        return cell_text(grid.heads[column], value, names)
    return result_text(grid.result(column), value, names)


def read_at(grid: Grid, column: int, text: str, names: Names) -> Value:
    """What a text means in a column."""
    if column < len(grid.heads):
        return read_cell(grid.heads[column], text, names)
    return read_result(grid.result(column), text, names)


def set_block(grid: Grid, row: int, column: int, block: Block, names: Names) -> Grid:
    """These texts from this cell on; rows are added as they are needed, what stands right of the last column
    is left out. Raises ValueError when there would be too many rows."""
    grown = _with_rows(grid, row + len(block))
    cases = list(grown.cases)
    for at, texts in enumerate(block, row):
        cases[at] = _typed(grown, cases[at], column, texts, names)
    return replace(grown, cases=tuple(cases))


def _typed(grid: Grid, case: Case, column: int, texts: Sequence[str], names: Names) -> Case:
    for at, text in enumerate(texts[: max(0, grid.width - column)], column):
        case = grid.with_value(case, at, read_at(grid, at, text, names))
    return case


def _with_rows(grid: Grid, count: int) -> Grid:
    if count > MOST_ROWS:
        raise ValueError(words.too_many_rows(MOST_ROWS))
    return replace(grid, cases=(*grid.cases, *(grid.blank,) * (count - len(grid.cases))))


def clear(grid: Grid, where: Range) -> Grid:
    """The range emptied; the words of what no column shows are emptied by their own column."""
    top, left, bottom, right = where

    def emptied(case: Case) -> Case:
        for column in range(left, min(right + 1, grid.width)):
            case = grid.with_value(case, column, None)
        return _shown_only(grid, case) if right >= grid.width else case

    return _in_rows(grid, top, bottom, emptied)


def _shown_only(grid: Grid, case: Case) -> Case:
    hidden = results.hidden(case.then, grid.kind)
    return replace(case, then=tuple(act for act in case.then if not any(act is each for each in hidden)))


def fill_down(grid: Grid, where: Range) -> Grid:
    """What the first row of the range holds, in the rows below it."""
    top, left, bottom, right = where
    if not 0 <= top < len(grid.cases):
        return grid
    columns = range(left, min(right + 1, grid.width))
    values = [(column, grid.value(top, column)) for column in columns]

    def filled(case: Case) -> Case:
        for column, value in values:
            case = grid.with_value(case, column, value)
        return case

    return _in_rows(grid, top + 1, bottom, filled)


def _in_rows(grid: Grid, top: int, bottom: int, how: Callable[[Case], Case]) -> Grid:
    cases = tuple(how(case) if top <= at <= bottom else case for at, case in enumerate(grid.cases))
    return replace(grid, cases=cases)


def insert_row(grid: Grid, at: int) -> Grid:
    """An empty row at this place. Raises ValueError when there are too many."""
    return _put(grid, at, (grid.blank,))


def duplicate_rows(grid: Grid, top: int, bottom: int) -> Grid:
    """Copies of these rows after them. Raises ValueError when there are too many."""
    return _put(grid, bottom + 1, grid.cases[top : bottom + 1])


def _put(grid: Grid, at: int, cases: tuple[Case, ...]) -> Grid:
    if len(grid.cases) + len(cases) > MOST_ROWS:
        raise ValueError(words.too_many_rows(MOST_ROWS))
    return replace(grid, cases=(*grid.cases[:at], *cases, *grid.cases[at:]))


def remove_rows(grid: Grid, top: int, bottom: int) -> Grid:
    """Without these rows; of a table one row at least is left, an empty one."""
    left = (*grid.cases[:top], *grid.cases[bottom + 1 :])
    return replace(grid, cases=left or (grid.blank,))


def move_rows(grid: Grid, top: int, bottom: int, by: int) -> Grid:
    """These rows one place up (-1) or down (1)."""
    if top + by < 0 or bottom + by >= len(grid.cases):
        return grid
    rest = [*grid.cases[:top], *grid.cases[bottom + 1 :]]
    rest[top + by : top + by] = grid.cases[top : bottom + 1]
    return replace(grid, cases=tuple(rest))


def add_head(grid: Grid, field: str, operator: str = "") -> Grid:
    """One more column that asks, with the operator that a new row begins with, or this one. Raises
    ValueError when there are too many."""
    known = FIELDS[field]
    if len(grid.heads) >= MOST_HEADS:
        raise ValueError(words.too_many_columns(MOST_HEADS))
    lines = "any" if known.entity == "line" else None
    head = Head(field, operator or first_operator(known), lines)
    cases = tuple(replace(case, cells=(*case.cells, None)) for case in grid.cases)
    return replace(grid, heads=(*grid.heads, head), cases=cases)


def add_result(grid: Grid, key: str) -> Grid:
    """One more column that decides. Raises ValueError when there are too many."""
    if key not in results.known(grid.kind) or key in grid.results:
        return grid
    if len(grid.results) >= MOST_RESULTS:
        raise ValueError(words.too_many_columns(MOST_RESULTS))
    return replace(grid, results=(*grid.results, key))


def remove_column(grid: Grid, column: int) -> Grid:
    """Without this column and all that stands in it; an action goes with the column that it cannot be
    without, and so do its other columns. Raises ValueError for the last column that asks."""
    if column >= len(grid.heads):
        return _without_result(grid, column)
    if len(grid.heads) == 1:
        raise ValueError(words.LAST_COLUMN)
    cases = tuple(replace(case, cells=_without(case.cells, column)) for case in grid.cases)
    return replace(grid, heads=_without(grid.heads, column), cases=cases)


def _without_result(grid: Grid, column: int) -> Grid:
    gone, known = grid.result(column), results.known(grid.kind)
    own = {key for key in grid.results if known[key].variant == gone.variant} if gone.main else {gone.key}
    for at, key in enumerate(grid.results, len(grid.heads)):
        if key in own:
            grid = clear(grid, (0, at, len(grid.cases), at))
    return replace(grid, results=tuple(key for key in grid.results if key not in own))


def _without(items: tuple[Each, ...], at: int) -> tuple[Each, ...]:
    return (*items[:at], *items[at + 1 :])


def move_column(grid: Grid, column: int, by: int) -> Grid:
    """A column one place left (-1) or right (1) among its sort. Where columns that decide change places, so
    do the actions of every row."""
    if column < len(grid.heads):
        if not 0 <= column + by < len(grid.heads):
            return grid
        cases = tuple(replace(case, cells=_swapped(case.cells, column, by)) for case in grid.cases)
        return replace(grid, heads=_swapped(grid.heads, column, by), cases=cases)
    at = column - len(grid.heads)
    if not 0 <= at + by < len(grid.results):
        return grid
    order = _swapped(grid.results, at, by)
    variants = [results.known(grid.kind)[key].variant for key in order]
    cases = tuple(replace(c, then=results.arranged(c.then, variants, grid.kind)) for c in grid.cases)
    return replace(grid, results=order, cases=cases)


def _swapped(items: tuple[Each, ...], at: int, by: int) -> tuple[Each, ...]:
    made = list(items)
    made[at], made[at + by] = made[at + by], made[at]
    return tuple(made)


def set_operator(grid: Grid, column: int, operator: str, names: Names) -> Grid:
    """Another operator for a column; each cell means what its text means there. Raises ValueError."""
    head = grid.heads[column]
    if operator not in {each.name for each in FIELDS[head.field].operators}:
        raise ValueError(words.NO_OPERATOR)
    after = replace(head, operator=operator)

    def reread(case: Case) -> Case:
        value = _reread(head, after, case.cells[column], names)
        return replace(case, cells=(*case.cells[:column], value, *case.cells[column + 1 :]))

    heads = (*grid.heads[:column], after, *grid.heads[column + 1 :])
    return _in_rows(replace(grid, heads=heads), 0, len(grid.cases), reread)


def _reread(before: Head, after: Head, value: Value, names: Names) -> Value:
    if value is None:
        return None
    if not after.takes_value:
        return True
    if not before.takes_value and value is True:
        return None
    return read_cell(after, cell_text(before, value, names), names)


def set_hit(grid: Grid, hit: str) -> Grid:
    """Which of the rows that fit decide."""
    return replace(grid, hit=hit)
