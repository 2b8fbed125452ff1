"""Hypothesis strategies for decision tables, valid for a kind of rule."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from rulesets.checking.overlaps import overlap
from rulesets.conditions import one_form
from rulesets.operators import OPERATORS, Operand
from rulesets.table import Column, Row, Table
from rulesets.vocabulary import FIELDS, READABLE
from tests.rulesets.generated_conditions import ZONE, asked, operands


@st.composite
def columns(draw: DrawFn, kind: str) -> Column:
    """A column over any field that the kind of rule reads."""
    field = draw(st.sampled_from(asked(*READABLE[kind])))
    operator = draw(st.sampled_from(field.operators))
    return Column(field=field.path, operator=operator.name, lines="any" if field.entity == "line" else None)


def cells(column: Column) -> SearchStrategy[Any]:
    """A cell of the column, or none."""
    operator = OPERATORS[column.operator]
    if operator.operand is Operand.NONE:
        return st.none() | st.just(True)
    return st.none() | operands(FIELDS[column.field], operator)


@st.composite
def tables(draw: DrawFn, kind: str, thens: SearchStrategy[Any]) -> Table:
    """A table of up to three columns and four rows that the check lets through."""
    heads = tuple(draw(st.lists(columns(kind), min_size=1, max_size=3)))
    hit = draw(st.sampled_from(("first", "unique", "collect")))
    found = draw(
        st.lists(st.tuples(st.tuples(*[cells(head) for head in heads]), thens), min_size=1, max_size=4)
    )
    rows = [Row(cells=tuple(one_form(cell) for cell in row), then=then) for row, then in found]
    return Table(hit=hit, columns=heads, rows=tuple(_checked(hit, heads, rows)))


def _checked(hit: Any, heads: tuple[Column, ...], rows: list[Row]) -> list[Row]:
    """The rows without those that the check would refuse."""
    kept: list[Row] = []
    for row in rows:
        tried = Table(hit=hit, columns=heads, rows=(*kept, row))
        last = len(kept)
        always = hit == "first" and any(not any(c is not None for c in each.cells) for each in kept)
        twice = hit == "first" and any(each.cells == row.cells for each in kept)
        clash = hit == "unique" and any(overlap(tried, other, last, ZONE) for other in range(last))
        if not (always or twice or clash):
            kept.append(row)
    return kept
