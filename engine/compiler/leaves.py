"""One comparison as a syntax tree: where it is certainly true, and where it is certainly false."""

import ast
from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from engine.compiler.tree import call, compare, constant, joined, method, name, negated
from rulesets.conditions import Condition, Group, Lines, Node
from rulesets.operands import compared_field, operand_value
from rulesets.operators import OPERATORS, Operator
from rulesets.vocabulary import FIELDS, Field

NOW = "now"
_PLAIN = (str, int, float, bool)

Inline = Callable[[ast.expr, Any, Callable[[Any], ast.expr]], ast.expr]
"""The seen value's expression, the operand, and what binds a value -> the operator's test, inline."""


def _comparison(op: type[ast.cmpop]) -> Inline:
    return lambda seen, operand, bind: compare(seen, (op, bind(operand)))


INLINE: dict[str, Inline] = {
    "is": _comparison(ast.Eq),
    "is_not": _comparison(ast.NotEq),
    "less_than": _comparison(ast.Lt),
    "at_most": _comparison(ast.LtE),
    "more_than": _comparison(ast.Gt),
    "at_least": _comparison(ast.GtE),
    "between": lambda x, o, bind: compare(bind(o[0]), (ast.LtE, x), (ast.LtE, bind(o[1]))),
    "one_of": _comparison(ast.In),
    "not_one_of": _comparison(ast.NotIn),
    "starts_with": lambda x, o, bind: method(x, "startswith", bind(o)),
    "ends_with": lambda x, o, bind: method(x, "endswith", bind(o)),
    "contains": lambda x, o, bind: joined(ast.Or, [compare(bind(part), (ast.In, x)) for part in o]),
    "is_blank": lambda x, _o, _bind: negated(method(x, "strip")),
    "has_any": lambda x, o, bind: negated(method(x, "isdisjoint", bind(o))),
    "has_all": lambda x, o, bind: method(x, "issuperset", bind(o)),
    "has_none": lambda x, o, bind: method(x, "isdisjoint", bind(o)),
    "count_at_least": lambda x, o, bind: compare(call(name("len"), x), (ast.GtE, bind(o))),
    "count_at_most": lambda x, o, bind: compare(call(name("len"), x), (ast.LtE, bind(o))),
    "count_is": lambda x, o, bind: compare(call(name("len"), x), (ast.Eq, bind(o))),
    "is_yes": lambda x, _o, _bind: compare(x, (ast.Is, constant(True))),
    "is_no": lambda x, _o, _bind: compare(x, (ast.Is, constant(False))),
    "is_known": lambda x, _o, _bind: compare(x, (ast.IsNot, constant(None))),
    "is_missing": lambda x, _o, _bind: compare(x, (ast.Is, constant(None))),
}
"""Operators that are written out. Any other is called: its row of the table is enough."""

FALSE_ON_NONE = frozenset({"is", "one_of", "is_yes", "is_no", "is_known", "is_missing"})
"""Operators whose written-out test is simply false when the value is missing, or asks about just that."""


class Bindings:
    """The names that generated code uses, and the values they stand for."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {"__builtins__": {}, "len": len}

    def bind(self, value: Any) -> ast.expr:
        """An expression that is this value."""
        if isinstance(value, _PLAIN) or (
            isinstance(value, tuple | frozenset) and all(isinstance(part, _PLAIN) for part in value)
        ):
            return constant(value)
        return self.named("k", value)

    def named(self, prefix: str, value: Any) -> ast.Name:
        """A new global name that stands for this value."""
        identifier = f"{prefix}{len(self.namespace)}"
        self.namespace[identifier] = value
        return name(identifier)


def is_certain(node: Node) -> bool:
    """Whether the part can never be unknown."""
    if isinstance(node, Condition):
        operator = OPERATORS[node.operator]
        return operator.sees_missing or (FIELDS[node.field].always and not operator.partial)
    if isinstance(node, Group):
        return all(is_certain(child) for child in node.of)
    summed = node.of is None or FIELDS[node.of].always
    return summed and is_certain(node.where)


def said(operator: Operator, operand: Any, seen: ast.expr, bindings: Bindings) -> ast.expr:
    """What the operator says of a value that is there, or that it may see missing."""
    inline = INLINE.get(operator.name)
    if inline is None or operator.partial:
        return call(bindings.named("t", operator.test), seen, bindings.bind(operand), name(NOW))
    return inline(seen, operand, bindings.bind)


def leaf(
    field: Field, operator: Operator, operand: Any, seen: ast.expr, bindings: Bindings, want: bool
) -> ast.expr:
    """Where one comparison is certainly true (`want`), or certainly false."""
    known = compare(seen, (ast.IsNot, constant(None)))
    test = said(operator, operand, seen, bindings)
    if operator.partial:
        certain = compare(test, (ast.Is, constant(want)))
        return certain if field.always else joined(ast.And, [known, certain])
    if operator.sees_missing or field.always:
        return test if want else negated(test)
    if want and operator.name in FALSE_ON_NONE:
        return test
    return joined(ast.And, [known, test if want else negated(test)])


def read_operand(node: Condition | Lines, zone: tzinfo, currency: str) -> tuple[Field, Operator, Any]:
    """The field, the operator and the compiled operand of a comparison. Raises KeyError, ValueError."""
    field = FIELDS[node.field] if isinstance(node, Condition) else compared_field(node.of)
    operator = OPERATORS[node.operator or ""]
    return field, operator, operand_value(field, operator, node.value, zone, currency)
