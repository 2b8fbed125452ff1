"""ui, connectors, engine, rulesets: arrows point one way, and SQL stays where it is kept."""

import ast
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import grimp
from importlinter.cli import lint_imports

from tests.house.source import PACKAGES, ROOT, modules, name

DECIDES = ("decide", "allocation", "routing", "facts", "compiler", "explain")
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
SQL = {"sqlmodel", "sqlalchemy", "alembic"}
HANDED_ON = {"Session", "Engine"}
KEEPS_SQL = {"store", "records", "columns", "database", "migrations"}


def test_import_contracts_hold() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_connectors_never_import_each_other() -> None:
    folders = sorted(path.parent.name for path in (ROOT / "connectors").glob("*/__init__.py"))
    assert folders, "no connector was found"
    graph = grimp.build_graph("connectors")
    crossings = [
        f"connectors.{one} imports connectors.{other}"
        for one, other in permutations(folders, 2)
        if graph.find_shortest_chains(f"connectors.{one}", f"connectors.{other}", as_packages=True)
    ]
    assert crossings == []


def test_only_stores_records_and_the_database_know_sql() -> None:
    strangers = [name(path) for path in modules(*PACKAGES) if _knows_sql(path) and not _keeps_sql(path)]
    assert strangers == []


def test_tables_stand_only_in_records() -> None:
    strangers = [
        name(path) for path in modules(*PACKAGES) if _has_tables(path) and not _within(path, "records")
    ]
    assert strangers == []


def test_what_decides_looks_at_no_clock() -> None:
    deciding = [
        path
        for path in modules("engine")
        if path.relative_to(ROOT / "engine").parts[0].removesuffix(".py") in DECIDES
    ]
    assert deciding, "nothing that decides was found"
    assert [name(path) for path in deciding if _looks_at_a_clock(path)] == []


def _looks_at_a_clock(path: Path) -> bool:
    calls = (
        node.func
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )
    return any(
        isinstance(call, ast.Attribute)
        and call.attr in CLOCKS
        and isinstance(call.value, ast.Name)
        and call.value.id in {"datetime", "date", "time"}
        for call in calls
    )


def _knows_sql(path: Path) -> bool:
    """Whether a module can write a query: sessions and engines are only handed on, errors only recognised."""
    return any(module.partition(".")[0] in SQL and names - HANDED_ON for module, names in _imports(path))


def _imports(path: Path) -> Iterator[tuple[str, set[str]]]:
    """The modules that a module imports from, with the names it takes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, {alias.name}) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.name for alias in node.names}
            yield node.module, set() if node.module == "sqlalchemy.exc" else names


def _keeps_sql(path: Path) -> bool:
    return any(_within(path, place) for place in KEEPS_SQL) or path.stem.startswith("store_")


def _within(path: Path, place: str) -> bool:
    return place in path.relative_to(ROOT).with_suffix("").parts


def _has_tables(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        keyword.arg == "table"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for keyword in node.keywords
    )
