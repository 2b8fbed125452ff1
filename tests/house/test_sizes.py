"""Files and functions stay small enough to be read, and each module says its job in its first line."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import PACKAGES, modules, name

LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        name(path): lines for path in modules(*PACKAGES, "tests") if (lines := _lines(path)) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_sixty_lines() -> None:
    long = {
        f"{name(path)}:{function.lineno} {function.name}": size
        for path in modules(*PACKAGES)
        for function in _functions(path)
        # A step of the database is one list that Alembic writes from the tables, and nobody edits.
        if path.parent.name != "versions"
        if (size := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_every_module_says_its_job_in_its_first_line() -> None:
    silent = [name(path) for path in modules(*PACKAGES) if not _speaks_at_once(path)]
    assert silent == []


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _speaks_at_once(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    return (
        bool(ast.get_docstring(ast.parse(text))) and first.startswith('"""') and len(first) > len('"""') + 5
    )
