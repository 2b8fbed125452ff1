"""Whether an order can fit two rows of a table, where that can be proved from their cells."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from rulesets.operands import operand_value
from rulesets.operators import OPERATORS
from rulesets.scalars import WrongOperand
from rulesets.table import Column, Table
from rulesets.vocabulary import FIELDS
from rulesets.vocabulary.model import DOCUMENT, THE_CUSTOMER

Both = Callable[[Any, Any], bool]

_MEET: dict[str, Both] = {
    "is": lambda a, b: bool(a == b),
    "one_of": lambda a, b: not a.isdisjoint(b),
    "between": lambda a, b: bool(a[0] <= b[1] and b[0] <= a[1]),
    "less_than": lambda _a, _b: True,
    "at_most": lambda _a, _b: True,
    "more_than": lambda _a, _b: True,
    "at_least": lambda _a, _b: True,
    "starts_with": lambda a, b: any(x.startswith(y) or y.startswith(x) for x in a for y in b),
    "has_any": lambda _a, _b: True,
    "has_all": lambda _a, _b: True,
    "has_none": lambda _a, _b: True,
    "before": lambda _a, _b: True,
    "after": lambda _a, _b: True,
    "on_weekday": lambda a, b: not a.isdisjoint(b),
}
"""Whether one value can fulfil both operands of a column; other operators prove nothing."""


def overlap(table: Table, first: int, second: int, zone: tzinfo) -> bool:
    """Whether an order that fits both rows certainly exists. False also where that cannot be proved: a field
    in several columns, or an operator of which nothing is known."""
    one, other = table.rows[first].cells, table.rows[second].cells
    if one == other:
        return True
    paths = [column.field for column in table.columns]
    if len(set(paths)) < len(paths):
        return False
    return all(
        a == b or (_is_free(column) and (a is None or b is None or _meet(column, a, b, zone)))
        for column, a, b in zip(table.columns, one, other, strict=True)
    )


def _is_free(column: Column) -> bool:
    """Whether the field may have any value beside those of other columns: what is worked out may not."""
    field = FIELDS.get(column.field)
    return column.lines is not None or (field is not None and field.source in (DOCUMENT, THE_CUSTOMER))


def _meet(column: Column, one: Any, other: Any, zone: tzinfo) -> bool:
    if column.lines is not None:
        return True  # two lines of one order may fulfil one cell each
    field, operator = FIELDS.get(column.field), OPERATORS.get(column.operator)
    meet = _MEET.get(column.operator)
    if field is None or operator is None or meet is None:
        return False
    try:
        return meet(operand_value(field, operator, one, zone), operand_value(field, operator, other, zone))
    except WrongOperand:
        return False
