"""The sample year in a database, loaded once a test session; each who asks gets a copy of his own.

Take it as a plugin in a conftest.py: `pytest_plugins = ["tests.sample_fixture"]`, at the root of the tests."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.sample.load import ImportReport, load_sample
from engine.database import Database

LOADED_AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
"""A Tuesday: the year ends on Friday 6 March 2026."""


@pytest.fixture(scope="session")
def sample_loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ImportReport]:
    """The file with the whole year, to be read only, and what the import said."""
    file = tmp_path_factory.mktemp("sample") / "sample.db"
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    report = load_sample(database, LOADED_AT)
    database.close()
    return file, report


@pytest.fixture(scope="session")
def sample_year(sample_loaded: tuple[Path, ImportReport]) -> Iterator[Database]:
    """The whole year, shared by all who only read."""
    database = Database(f"sqlite:///{sample_loaded[0]}")
    yield database
    database.close()


@pytest.fixture
def sample_database(
    sample_loaded: tuple[Path, ImportReport], tmp_path: Path
) -> Iterator[Callable[[], Database]]:
    """Copies of the whole year that a test may change."""
    made: list[Database] = []

    def copy() -> Database:
        file = tmp_path / f"sample-{len(made)}.db"
        shutil.copyfile(sample_loaded[0], file)
        made.append(Database(f"sqlite:///{file}"))
        return made[-1]

    yield copy
    for database in made:
        database.close()
