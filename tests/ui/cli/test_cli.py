"""The command line answers with words and with exit codes that mean something."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ui.cli.app import build


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Runner":
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("SWITCHYARD_DATA", str(tmp_path))
    return Runner()


class Runner:
    def __call__(self, *arguments: str) -> Result:
        return CliRunner().invoke(build(), list(arguments))


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_every_command_explains_itself(run: Runner) -> None:
    for command in ("serve", "demo", "db"):
        shown = run(command, "--help")
        assert shown.exit_code == 0
        assert "Usage" in shown.output


def test_version_is_the_projects(run: Runner) -> None:
    assert run("--version").output.strip() == "0.1.0"


def test_unknown_command_is_a_usage_error(run: Runner) -> None:
    assert run("reticulate").exit_code == 2


def test_upgrade_makes_the_tables(run: Runner, tmp_path: Path) -> None:
    done = run("db", "upgrade")
    assert done.exit_code == 0
    assert (tmp_path / "switchyard.db").exists()


def test_database_out_of_reach_is_said_in_a_sentence(run: Runner) -> None:
    refused = run("db", "upgrade", "--database-url", "postgresql://127.0.0.1:1/orders")
    assert refused.exit_code == 1
    assert "The database cannot be used" in refused.stderr
    assert "Traceback" not in refused.output


def test_taken_port_is_said_before_anything_is_built(run: Runner, taken_port: int) -> None:
    refused = run("serve", "--port", str(taken_port))
    assert refused.exit_code == 1
    assert f"--port {taken_port + 1}" in refused.stderr


def test_only_this_machine_is_served(run: Runner) -> None:
    refused = run("serve", "--host", "0.0.0.0")  # noqa: S104  refused
    assert refused.exit_code == 1
    assert "listens on this machine only" in refused.stderr
