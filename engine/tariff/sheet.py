"""A spreadsheet saved as CSV: sections, rows and cells, and what is wrong with each, by line and column."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import TypeVar

from engine.refusals import FieldProblem, RefusedSetup

MOST_ROWS = 20_000
MOST_PROBLEMS = 50
LONGEST_NAME = 100

T = TypeVar("T")

_SEPARATOR = re.compile(r'^"?service"?\s*([;,\t])', re.MULTILINE | re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
_PLACE = re.compile(r"line ([0-9]+)(?:, column ([A-Z]+))?")
_SECTION = re.compile(r"\[(.+)\]")


def letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, B, …, Z, AA."""
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, without blanks around it."""

    text: str
    line: int
    column: int

    @property
    def place(self) -> str:
        """As in `line 14, column C`."""
        return f"line {self.line}, column {letters(self.column)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section."""

    line: int
    texts: tuple[str, ...]

    def cell(self, column: int) -> Cell:
        """The cell in a column; an empty one beyond the last."""
        return Cell(self.texts[column] if column < len(self.texts) else "", self.line, column)

    @property
    def cells(self) -> list[Cell]:
        return [self.cell(column) for column in range(len(self.texts))]


@dataclass(slots=True)
class Sheet:
    """The sections of a file, by name, and the problems found so far."""

    sections: dict[str, list[Row]]
    comma: bool
    """Whether numbers may be written with a decimal comma, as where columns are parted by something else."""
    problems: list[FieldProblem] = field(default_factory=list)

    def wrong(self, where: Cell | str, message: str) -> None:
        """Note a problem."""
        place = where if isinstance(where, str) else where.place
        self.problems.append(FieldProblem(place, message))

    def refuse_if_wrong(self) -> None:
        """Raise RefusedSetup with every problem noted so far."""
        if self.problems:
            more = len(self.problems) - MOST_PROBLEMS
            said = sorted(self.problems, key=_where)[:MOST_PROBLEMS]
            last = [FieldProblem("file", f"There are {more:,} more problems like these.")] if more > 0 else []
            raise RefusedSetup(*said, *last)

    def read(self, cell: Cell, parse: Callable[[str], T], expected: str) -> T | None:
        """What a cell holds; notes that it is not what was expected, and gives None."""
        text = cell.text.replace(",", ".") if self.comma and parse is number else cell.text
        try:
            return parse(text)
        except (ValueError, InvalidOperation):
            found = f"“{cell.text[:60]}” is not" if cell.text else "It is empty, and must be"
            self.wrong(cell, f"{found} {expected}.")
            return None

    def name(self, cell: Cell, what: str) -> str:
        """A name; notes when it is empty or too long."""
        if not cell.text or len(cell.text) > LONGEST_NAME:
            self.wrong(cell, f"Write {what}, in at most {LONGEST_NAME} characters.")
        return cell.text

    def one_of(self, cell: Cell, words: Sequence[str], what: str) -> str:
        """One of a few words, whatever their case; notes when it is another."""
        found = cell.text.lower()
        if found not in words:
            shown = ", ".join(word or "nothing" for word in words)
            self.wrong(cell, f"“{cell.text[:60]}” is not {what}; use one of: {shown}.")
        return found


def sheet(text: str, names: Sequence[str]) -> Sheet:
    """Part a file into its sections. Raises RefusedSetup when it is not such a file at all."""
    found = _SEPARATOR.search(text)
    separator = found.group(1) if found else ","
    made = Sheet({}, comma=separator != ",")
    rows: list[Row] | None = None
    for row in _rows(text, separator, made):
        section = _SECTION.fullmatch(row.texts[0]) if row.texts else None
        if section is None:
            if rows is None:
                made.wrong(row.cell(0), "Begin with a section, like [tariff] in a line of its own.")
                rows = []
            rows.append(row)
            continue
        name, rows = section.group(1).strip().lower(), []
        if name not in names:
            made.wrong(row.cell(0), f"There is no section [{name}]; use one of: {', '.join(names)}.")
        elif name in made.sections:
            made.wrong(row.cell(0), f"The section [{name}] stands twice; put its lines together.")
        else:
            made.sections[name] = rows
    if "\ufffd" in text:
        made.wrong("file", "Some letters cannot be read; save the file as CSV in UTF-8.")
    made.refuse_if_wrong()
    return made


def _rows(text: str, separator: str, made: Sheet) -> Iterator[Row]:
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True)
    try:
        for count, cells in enumerate(reader):
            if count >= MOST_ROWS:
                made.wrong(f"line {reader.line_num}", f"The file has more than {MOST_ROWS:,} lines.")
                return
            texts = tuple([cell.strip() for cell in cells])
            if any(texts):
                yield Row(reader.line_num, texts)
    except csv.Error as error:
        made.wrong(f"line {reader.line_num}", f"The line cannot be read ({error}); save it as CSV again.")


def _where(problem: FieldProblem) -> tuple[int, int, str]:
    """Problems of the whole file first, then line by line."""
    found = _PLACE.fullmatch(problem.field)
    return (0, 0, "") if found is None else (int(found[1]), len(found[2] or ""), found[2] or "")


def number(text: str) -> Decimal:
    """A number that is not negative, as 1.55. Raises ValueError on anything else."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def day(text: str) -> date | None:
    """A day as 2026-12-24, or None for an empty text. Raises ValueError on anything else."""
    return date.fromisoformat(text) if text else None
