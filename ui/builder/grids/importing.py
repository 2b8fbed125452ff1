"""Rows of a file -> the grid that they would make of this one, and the difference in words. Pure.

Rows that say the same stay as they are, whatever columns the file lacks; others are paired in their order,
and a changed row keeps what the file does not speak of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ui.builder.fields import Names
from ui.builder.grids.edits import read_at, text_at
from ui.builder.grids.files import Lines
from ui.builder.grids.matching import with_targets
from ui.builder.grids.model import MOST_ROWS, Case, Grid
from ui.builder.grids.viewing import heading
from ui.words import grid as grid_words
from ui.words import sheets as words

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row that differs: `sort` is ins, del or changed."""

    sort: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What the file would change, and how many rows stay as they are."""

    lines: tuple[Line, ...]
    same: int

    def count(self, sort: str) -> int:
        """How many rows are of this sort."""
        return sum(line.sort == sort for line in self.lines)


def imported(grid: Grid, lines: Lines, keys: Sequence[str], names: Names) -> tuple[Grid, Difference]:
    """The grid with the rows of the file, without its headings; `keys` is a target for each of its columns.
    Raises ValueError when they cannot be taken."""
    if len(lines) > MOST_ROWS:
        raise ValueError(grid_words.too_many_rows(MOST_ROWS))
    wide, places = with_targets(grid, keys)
    columns = [(at, place) for at, place in enumerate(places) if place >= 0]
    taking = _Taking(wide, [place for _, place in columns], names)
    rows = [tuple(line[at] for at, _ in columns) for line in lines]
    taking.take(rows)
    return replace(wide, cases=tuple(taking.cases) or (wide.blank,)), taking.difference


class _Taking:
    """Goes through what stays, changes, comes and goes."""

    def __init__(self, grid: Grid, columns: list[int], names: Names) -> None:
        self.grid, self.columns, self.names = grid, columns, names
        self.cases: list[Case] = []
        self.lines: list[Line] = []
        self.same = 0
        self.heads = [heading(grid, column, names) for column in columns]

    @property
    def difference(self) -> Difference:
        return Difference(tuple(self.lines), self.same)

    def take(self, rows: list[Texts]) -> None:
        old = [self._texts(self.grid, row) for row in range(len(self.grid.cases))]
        made = [self._filled(self.grid.blank, row, None) for row in rows]
        shown = replace(self.grid, cases=tuple(made))
        new = [self._texts(shown, row) for row in range(len(made))]
        for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            for at in range(max(b - a, d - c)):
                self._one(old, new, rows, (a + at if a + at < b else None, c + at if c + at < d else None))

    def _one(
        self, old: list[Texts], new: list[Texts], rows: list[Texts], pair: tuple[int | None, int | None]
    ) -> None:
        before, after = pair
        if after is None and before is not None:
            self.lines.append(Line("del", words.gone(before + 1, self._said(old[before]))))
        elif after is not None and before is None:
            self.cases.append(self._filled(self.grid.blank, rows[after], None))
            self.lines.append(Line("ins", words.new(len(self.cases), self._said(new[after]))))
        elif after is not None and before is not None:
            self._paired(old[before], new[after], rows[after], self.grid.cases[before])

    def _paired(self, was: Texts, now: Texts, row: Texts, case: Case) -> None:
        self.cases.append(self._filled(case, row, [a != b for a, b in zip(was, now, strict=True)]))
        if was == now:
            self.same += 1
            return
        told = [
            words.changed_cell(head, a, b) for head, a, b in zip(self.heads, was, now, strict=True) if a != b
        ]
        self.lines.append(Line("changed", words.changed(len(self.cases), told)))

    def _texts(self, grid: Grid, row: int) -> Texts:
        return tuple(text_at(grid, row, column, self.names) for column in self.columns)

    def _filled(self, case: Case, texts: Texts, which: list[bool] | None) -> Case:
        """The row with these texts; `which` of them, all when None."""
        for at, (column, text) in enumerate(zip(self.columns, texts, strict=True)):
            if which is None or which[at]:
                case = self.grid.with_value(case, column, read_at(self.grid, column, text, self.names))
        return case

    def _said(self, texts: Texts) -> str:
        return "; ".join(f"{head} {text}" for head, text in zip(self.heads, texts, strict=True) if text)
