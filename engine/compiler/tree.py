"""Small builders of Python's own syntax tree; constants are worked in as the tree is built."""

import ast
from collections.abc import Iterable
from typing import Any

_INVERSE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def name(identifier: str) -> ast.Name:
    return ast.Name(identifier, ast.Load())


def constant(value: Any) -> ast.Constant:
    return ast.Constant(value)


def compare(left: ast.expr, *rest: tuple[type[ast.cmpop], ast.expr]) -> ast.Compare:
    return ast.Compare(left, [op() for op, _ in rest], [right for _, right in rest])


def call(function: ast.expr, *arguments: ast.expr) -> ast.Call:
    return ast.Call(function, list(arguments), [])


def method(of: ast.expr, called: str, *arguments: ast.expr) -> ast.Call:
    return call(ast.Attribute(of, called, ast.Load()), *arguments)


def assign(target: str, value: ast.expr) -> ast.Assign:
    return ast.Assign([ast.Name(target, ast.Store())], value)


def negated(test: ast.expr) -> ast.expr:
    """The opposite of a test that is a plain yes or no."""
    if isinstance(test, ast.Constant):
        return constant(not test.value)
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return ast.Compare(test.left, [_INVERSE[type(test.ops[0])]()], test.comparators)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def joined(op: type[ast.And] | type[ast.Or], tests: Iterable[ast.expr]) -> ast.expr:
    """Tests joined by and / or; constants are worked in, so that none is left inside."""
    neutral = op is ast.And
    kept: list[ast.expr] = []
    for test in tests:
        if isinstance(test, ast.Constant):
            if test.value is not neutral:
                return constant(not neutral)
            continue
        kept.extend(test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, op) else [test])
    if not kept:
        return constant(neutral)
    return kept[0] if len(kept) == 1 else ast.BoolOp(op(), kept)


def function(
    called: str, arguments: Iterable[str], body: list[ast.stmt], result: ast.expr
) -> ast.FunctionDef:
    """`def called(arguments): body; return result`."""
    taken = ast.arguments([], [ast.arg(argument) for argument in arguments], None, [], [], None, [])
    return ast.FunctionDef(called, taken, [*body, ast.Return(result)], [])
