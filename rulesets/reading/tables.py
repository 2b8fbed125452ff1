"""Plain data -> a decision table; its columns and rows are read one by one, each with its problems."""

from typing import Any

from pydantic import ValidationError

from rulesets.actions import AnyAction
from rulesets.conditions import Value, one_form
from rulesets.problems import Place
from rulesets.reading.actions import read_actions
from rulesets.reading.shape import Found, explained, listed, mapping, refuse_unknown
from rulesets.table import Column, Row, Table


def read_table(data: object, place: Place, found: Found) -> Table | None:
    """The table that `data` holds; None, and its problems, when it cannot be read."""
    before = len(found)
    read = mapping(data, place, found, "a table: hit, columns and rows")
    if read is None:
        return None
    refuse_unknown(read, Table.model_fields, place, found)
    columns = _columns(read.get("columns"), place, found)
    rows = _rows(read.get("rows"), place, found)
    parts = {"hit": read.get("hit", "first"), "columns": columns, "rows": rows}
    if len(found) > before:
        return None
    try:
        return Table.model_validate(parts, strict=True)
    except ValidationError as wrong:
        found.extend(explained(wrong, Table, place))
        return None


def _columns(data: object, place: Place, found: Found) -> tuple[Column, ...]:
    at = place.into("columns", words="columns")
    made = []
    for index, item in enumerate(listed(data, at, found, "a list of columns: field and operator") or []):
        here = place.into("columns", index, words=f"column {index + 1}")
        read = mapping(item, here, found, "a column: field and operator")
        if read is not None:
            made.append(_validated(read, here, found))
    return tuple(column for column in made if column is not None)


def _validated(read: dict[str, Any], place: Place, found: Found) -> Column | None:
    try:
        return Column.model_validate(read, strict=True)
    except ValidationError as wrong:
        found.extend(explained(wrong, Column, place))
        return None


def _rows(data: object, place: Place, found: Found) -> tuple[Row, ...]:
    at = place.into("rows", words="rows")
    items = listed(data, at, found, "a list of rows: cells and then") or []
    made = (
        _row(item, place.into("rows", index, words=f"row {index + 1}"), found)
        for index, item in enumerate(items)
    )
    return tuple(row for row in made if row is not None)


def _row(data: object, place: Place, found: Found) -> Row | None:
    read = mapping(data, place, found, "a row: cells and then")
    if read is None:
        return None
    refuse_unknown(read, Row.model_fields, place, found)
    items = listed(
        read.get("cells"), place.into("cells", words="cells"), found, "a list with a cell a column"
    )
    cells = tuple(_cell(cell, place, index, found) for index, cell in enumerate(items or ()))
    then = read_actions(read.get("then", ()), place, found)
    good: tuple[AnyAction, ...] = tuple(action for action in then if action is not None)
    return Row(cells=cells, then=good) if items is not None and len(good) == len(then) else None


def _cell(data: object, place: Place, index: int, found: Found) -> Value:
    value = one_form(data)
    items = value if isinstance(value, tuple) else (value,)
    if value is None or all(isinstance(item, str | int | float) for item in items):
        read: Value = value
        return read
    at = place.into("cells", index, words=f"column {index + 1}")
    found.append(
        at.problem("R006", "The cell is neither a value nor a list of values.", "Give plain values.")
    )
    return None
