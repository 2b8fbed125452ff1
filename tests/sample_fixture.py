"""The sample year in a database, loaded once for a state of the program; who asks gets a copy of his own.

`tests/conftest.py` takes it as a plugin: `pytest_plugins = ["tests.sample_fixture"]`. Loading takes the
better part of a minute, so the file is kept in `.build/sample` under a hash of all that it follows from."""

import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from connectors.sample.load import load_sample
from engine.database import Database

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".build" / "sample"
MADE_OF = ("connectors/sample", "engine", "rulesets", "requirements.lock")
LOADED_AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
"""A Tuesday: the year ends on Friday 6 March 2026."""


@pytest.fixture(scope="session")
def sample_file() -> Path:
    """The file with the whole year. Nobody writes to it."""
    return year_file()


@pytest.fixture(scope="session")
def sample_year(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The whole year, shared by all who only read it."""
    copy = tmp_path_factory.mktemp("sample") / "year.db"
    shutil.copyfile(sample_file, copy)
    database = Database(f"sqlite:///{copy}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def sample_of_module(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A copy for the tests of one module, who all may write to it."""
    copy = tmp_path_factory.mktemp("sample") / "module.db"
    shutil.copyfile(sample_file, copy)
    database = Database(f"sqlite:///{copy}")
    yield database
    database.close()
    copy.unlink()


@pytest.fixture
def sample_database(sample_file: Path, tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """Makes copies of the whole year that a test may change."""
    made: list[Database] = []

    def copy() -> Database:
        file = tmp_path / f"sample-{len(made)}.db"
        shutil.copyfile(sample_file, file)
        made.append(Database(f"sqlite:///{file}"))
        return made[-1]

    yield copy
    for database in made:
        database.close()
        Path(str(database.url.database)).unlink()


def year_file() -> Path:
    """The file with the whole year, loaded when this state of the program has none yet."""
    file = KEPT / f"{_state()}.db"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in several processes, and one load serves them all
        if not file.exists():
            _load(file)
    return file


def _load(file: Path) -> None:
    for old in KEPT.glob("*.db"):
        old.unlink(missing_ok=True)
    begun = KEPT / f"{os.getpid()}.loading"
    database = Database(f"sqlite:///{begun}")
    database.upgrade()
    load_sample(database, LOADED_AT)
    database.close()
    begun.replace(file)


def _state() -> str:
    """A hash of the program's files that the year follows from, and of Python."""
    state = sha256(sys.version.encode())
    for path in sorted(file for name in MADE_OF for file in _files(ROOT / name)):
        state.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()[:24]


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    else:
        yield from (path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
