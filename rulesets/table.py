"""A decision table: columns of field and operator, rows of cases, each row with what it does."""

from typing import Literal

from pydantic import Field as Arg

from rulesets.actions import AnyAction
from rulesets.conditions import Condition, Group, Lines, Part, Value
from rulesets.operators import OPERATORS, Operand

HitPolicy = Literal["first", "unique", "collect"]
HIT_WORDS: dict[str, str] = {
    "first": "the first row that fits",
    "unique": "the one row that fits",
    "collect": "every row that fits",
}
"""first: the rows below it have no say. unique: when several fit, the order is held. collect: the actions
of all that fit, from the top."""


class Column(Part):
    """What the cells of a column ask: `field operator cell`. `lines`: any line of the order, for a line's
    field."""

    field: str
    operator: str
    lines: Literal["any"] | None = None

    @property
    def takes_value(self) -> bool:
        """Whether a cell holds a value; otherwise it holds true where the column is asked."""
        operator = OPERATORS.get(self.operator)
        return operator is None or operator.operand is not Operand.NONE


class Row(Part):
    """A case: a cell for each column, None where the column is not asked, and what is done then."""

    cells: tuple[Value, ...]
    then: tuple[AnyAction, ...] = ()


class Table(Part):
    """Columns and rows; a row fits when all its cells certainly hold, so that unknown does not fit."""

    hit: HitPolicy = "first"
    columns: tuple[Column, ...] = Arg(min_length=1, max_length=20)
    rows: tuple[Row, ...] = Arg(min_length=1, max_length=500)

    def whens(self) -> tuple[Group, ...]:
        """What each row asks, as the conditions of a rule; made anew at each call."""
        return tuple(Group(match="all", of=tuple(node for _, node in self.asked(row))) for row in self.rows)

    def asked(self, row: Row) -> tuple[tuple[int, Condition | Lines], ...]:
        """The columns that a row asks, by number from 0, each as a condition."""
        return tuple(
            (index, condition(column, cell))
            for index, (column, cell) in enumerate(zip(self.columns, row.cells, strict=False))
            if cell is not None
        )


def condition(column: Column, cell: Value) -> Condition | Lines:
    """A cell as a condition."""
    value = cell if column.takes_value else None
    node = Condition(field=column.field, operator=column.operator, value=value)
    return node if column.lines is None else Lines(lines=column.lines, where=Group(match="all", of=(node,)))
