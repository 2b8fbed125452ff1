"""A rule's decision table -> a grid to be read: a heading for each column, a row for each case. Pure."""

from typing import Any
from zoneinfo import ZoneInfo

from rulesets import sentences
from rulesets.conditions import Lines
from rulesets.operators import OPERATORS
from rulesets.problems import Place, Problem
from rulesets.reading.tables import read_table
from rulesets.sentences.spans import text_of
from rulesets.table import HIT_WORDS, Column, Row, Table
from rulesets.vocabulary import FIELDS
from ui.builder.fields import Names
from ui.builder.model import EditedRule
from ui.builder.views import TableView
from ui.words import rules as words


def table_view(rule: EditedRule, names: Names) -> TableView:
    """The grid of the rule's table; an empty one when it has none, or none that can be read."""
    found: list[Problem] = []
    table = None if rule.table is None else read_table(rule.table, Place(), found)
    if table is None:
        return TableView()
    shown = sentences.Names(dict(names.locations), ZoneInfo(names.zone), names.currency)
    heads = ["", *(_head(column) for column in table.columns), words.TABLE_THEN]
    rows = [
        [str(number + 1), *_cells(table, row, shown), _then(row, shown)]
        for number, row in enumerate(table.rows)
    ]
    return TableView(HIT_WORDS[table.hit], heads, rows)


def _head(column: Column) -> str:
    field, operator = FIELDS.get(column.field), OPERATORS.get(column.operator)
    label = field.label if field is not None else column.field
    return f"{label} {operator.words if operator is not None else column.operator}"


def _cells(table: Table, row: Row, names: sentences.Names) -> list[str]:
    asked = dict(table.asked(row))
    return [
        _cell(asked.get(index), names) if index in asked else words.TABLE_ANY
        for index in range(len(table.columns))
    ]


def _cell(node: Any, names: sentences.Names) -> str:
    """The value alone where the heading says the rest; the whole clause for what takes none."""
    inside: Any = node.where.of[0] if isinstance(node, Lines) else node
    if inside.value is None:
        return sentences.node_text(node, names)
    items = inside.value if isinstance(inside.value, tuple) else (inside.value,)
    field = FIELDS.get(inside.field)
    labels = {choice.value: choice.label for choice in field.choices} if field is not None else {}
    return ", ".join(labels.get(str(item), str(item)) for item in items)


def _then(row: Row, names: sentences.Names) -> str:
    parts = [text_of(sentences.action_words(action, names, ())) for action in row.then]
    return ", ".join(parts) or "–"
