"""The command line on a copy of the sample year, or where there is nothing yet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from engine.database import Database
from ui.cli.app import build

Run = Callable[..., Result]


@pytest.fixture
def run_on_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command where no data is."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("SWITCHYARD_DATA", str(tmp_path))
    return _run


@pytest.fixture
def run(sample_of_module: Database, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command on the module's copy of the sample year."""
    monkeypatch.setenv("DATABASE_URL", sample_of_module.url.render_as_string(hide_password=False))
    return _run


def _run(*arguments: str, typed: str | None = None) -> Result:
    """`exit_code`, `stdout` and `stderr` of a command; what it raised by mistake fails the test."""
    result = CliRunner().invoke(build(), list(arguments), input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
