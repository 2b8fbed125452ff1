"""One condition in words: a clause (`the total is £300.00 or more`), or after a line what is said of it."""

from datetime import UTC
from typing import Any

from rulesets.conditions import Condition, Value
from rulesets.operands import operand_value
from rulesets.operators import OPERATORS, Operand, Operator
from rulesets.problems import Step
from rulesets.scalars import WrongOperand, plain
from rulesets.sentences.frames import frame
from rulesets.sentences.spans import Span, Spans
from rulesets.sentences.templates import filled
from rulesets.sentences.words import Names, listed
from rulesets.vocabulary import FIELDS, Field

Path = tuple[Step, ...]


def clause(node: Condition, names: Names, path: Path) -> Spans:
    """A condition as a clause; one on a line's field as what follows the line. Words are found even
    for a condition that the check refuses, so that a half-written rule can be shown."""
    field = FIELDS.get(node.field)
    operator = OPERATORS.get(node.operator)
    if field is None or operator not in field.operators or not fits(field, operator, node.value):
        return _as_written(node, field, operator, path)
    return filled(frame(field, operator), given(operator, node.value), names, path)


def given(operator: Operator, value: Value) -> dict[str, Any]:
    """The operand by the names that frames call its parts."""
    if operator.operand in (Operand.RANGE, Operand.TIMES, Operand.RADIUS) and isinstance(value, tuple):
        return {"low": value[0], "high": value[1]}
    return {"value": value}


def fits(field: Field, operator: Operator, value: Value) -> bool:
    """Whether the operand is one that the operator takes, so that it can be said."""
    try:
        operand_value(field, operator, value, UTC)
    except WrongOperand:
        return False
    return True


def _as_written(node: Condition, field: Field | None, operator: Operator | None, path: Path) -> Spans:
    subject = field.label if field is not None else f"“{plain(node.field)}”" if node.field else "…"
    words = operator.words if operator is not None else plain(node.operator) or "…"
    items = node.value if isinstance(node.value, tuple) else () if node.value is None else (node.value,)
    value = listed([f"“{plain(item)}”" for item in items]) or "…"
    return (Span(f"{subject} {words} ", "plain", path), Span(value, "mark", path))
