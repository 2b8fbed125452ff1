"""A grid as a sheet, out: headings in words, numbers as numbers, and no text that a spreadsheet would run."""

import csv
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from rulesets.operators import OPERATORS, Operand
from rulesets.values import CURRENCIES, Money
from rulesets.vocabulary import FIELDS
from ui.builder.fields import Names
from ui.builder.grids.edits import text_at
from ui.builder.grids.model import Grid
from ui.builder.grids.paste import harmless
from ui.builder.grids.viewing import also_text, heading
from ui.words import grid as words

Written = str | int | float | Money | None
MARK = "\ufeff"
"""By it spreadsheets know that a CSV is UTF-8."""


def sheet(grid: Grid, names: Names) -> list[list[Written]]:
    """The headings, then the rows."""
    also = [also_text(grid, row, names) for row in range(len(grid.cases))]
    more = [words.ALSO] if any(also) else []
    heads: list[Written] = [*(heading(grid, column, names) for column in range(grid.width)), *more]
    rows = [[*_row(grid, row, names), *([also[row]] if more else [])] for row in range(len(grid.cases))]
    return [heads, *rows]


def _row(grid: Grid, row: int, names: Names) -> list[Written]:
    return [_cell(grid, row, column, names) for column in range(grid.width)]


def _cell(grid: Grid, row: int, column: int, names: Names) -> Written:
    """A figure or an amount where the column has them, otherwise what the cell shows."""
    value = grid.value(row, column)
    if isinstance(value, int | float) and not isinstance(value, bool) and _is_figure(grid, column):
        return value
    text = text_at(grid, row, column, names).encode(errors="replace").decode()
    if isinstance(value, str) and _is_money(grid, column):
        try:
            money = Money.parse(value)
        except ValueError:
            return text
        return money if money.currency == names.currency and str(money) == value else text
    return text or None


def _is_figure(grid: Grid, column: int) -> bool:
    if column >= len(grid.heads):
        argument = grid.result(column).argument
        return argument is not None and argument.entry == "figure"
    head = grid.heads[column]
    field, operator = FIELDS.get(head.field), OPERATORS.get(head.operator)
    if field is None or operator is None:
        return False
    counted = operator.operand in (Operand.HOURS, Operand.COUNT)
    return counted or (operator.operand is Operand.ONE and field.type == "number")


def _is_money(grid: Grid, column: int) -> bool:
    if column >= len(grid.heads):
        argument = grid.result(column).argument
        return argument is not None and argument.entry == "money"
    head = grid.heads[column]
    field, operator = FIELDS.get(head.field), OPERATORS.get(head.operator)
    return (
        field is not None
        and operator is not None
        and field.type == "money"
        and operator.operand is Operand.ONE
    )


def to_csv(rows: list[list[Written]]) -> str:
    """The sheet as CSV text."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[_plain(cell) for cell in row] for row in rows])
    return MARK + out.getvalue()


def _plain(cell: Written) -> str | int | float:
    if isinstance(cell, Money):
        return str(cell).partition(" ")[0]
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return cell if isinstance(cell, int) else harmless(cell or "")


def to_xlsx(rows: list[list[Written]], title: str) -> bytes:
    """The sheet as an XLSX file, its headings standing still."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = _title(title)
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            _fill(page.cell(at, column), cell, heading=at == 1)
    for column, texts in enumerate(zip(*rows, strict=True), 1):
        longest = max(len(str(text)) for text in texts if text is not None) if any(texts) else 0
        page.column_dimensions[get_column_letter(column)].width = min(48, max(10, longest + 2))
    page.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _title(name: str) -> str:
    """What a sheet may be called: 31 signs, none of them one that formulas use."""
    return "".join(sign for sign in name if sign not in "[]:*?/\\'" and sign.isprintable())[:31] or "Table"


def _fill(cell: Any, value: Written, *, heading: bool) -> None:
    if isinstance(value, Money):
        symbol, places = CURRENCIES[value.currency]
        cell.value = value.minor if places == 0 else value.minor / 10**places
        cell.number_format = f'"{symbol}"#,##0{"." + "0" * places if places else ""}'
    elif isinstance(value, str):
        cell.value = _showable(harmless(value))
        cell.data_type = "s"  # never a formula, whatever it begins with
    elif value is not None:
        cell.value = value
    if heading:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _showable(text: str) -> str:
    """Without the signs that the format cannot carry; none of them shows."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))
