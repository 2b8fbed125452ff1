import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import moves
from engine.moves import NEW, ORDER, SHIPMENT, check

ROOT = Path(__file__).parents[3]
MAY = {
    "engine/lifecycle.py": "it is the one that moves orders and shipments",
    "engine/simulation": "a simulation is a job, with a status of its own",
    "engine/store/simulations.py": "the same",
    "engine/history": "a past year is written as it ended",
    "engine/store/rows.py": "it makes rows of what it is told",
}


def test_a_status_that_nothing_leads_to_is_refused() -> None:
    with pytest.raises(ValueError, match="lost"):
        check({NEW: frozenset({"open"}), "open": frozenset(), "lost": frozenset()}, {"open": "open"})
    with pytest.raises(ValueError, match="open"):
        check({NEW: frozenset({"open"}), "open": frozenset()}, {})
    with pytest.raises(ValueError, match="no status is an end"):
        check({NEW: frozenset({"a"}), "a": frozenset({"a"})}, {"a": "a"})


def test_what_has_ended_stays_ended() -> None:
    assert moves.ends(ORDER) == {"shipped", "cancelled"}
    assert moves.ends(SHIPMENT) == {"shipped", "rejected", "cancelled"}


def test_nobody_but_the_lifecycle_writes_a_status() -> None:
    wrong = [
        f"{path}:{line}"
        for package in ("rulesets", "engine", "connectors", "ui")
        for file in sorted((ROOT / package).rglob("*.py"))
        if not (path := file.relative_to(ROOT).as_posix()).startswith(tuple(MAY))
        for line in _writes(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert wrong == []


def test_that_guard_sees_each_way_of_writing_a_status() -> None:
    for code in (
        "order.status = 'shipped'",
        "update(OrderRecord).values(status='shipped')",
        "OrderRecord(status='shipped')",
        "setattr(order, 'status', 'shipped')",
        "order.status, other = 'shipped', 1",
    ):
        assert list(_writes(ast.parse(code))), code
    for code in ("if order.status == 'shipped': pass", "self.status = 'shipped'"):
        assert list(_writes(ast.parse(code))) == []


def _writes(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if _stores_status(node) or (isinstance(node, ast.Call) and _passes_status(node)):
            yield node.lineno


def _stores_status(node: ast.AST) -> bool:
    """A page's own field of that name is no status of an order."""
    stored = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == "status"
    return stored and not (isinstance(node.value, ast.Name) and node.value.id == "self")


def _passes_status(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "setattr":
        return any(isinstance(arg, ast.Constant) and arg.value == "status" for arg in call.args)
    to_a_table = name == "values" or name.endswith("Record")
    return to_a_table and any(word.arg == "status" for word in call.keywords)
