"""Long work says how far it has come."""

import sys

import pytest

from ui.cli import progress
from ui.cli.progress import Progress


def test_log_gets_the_end_and_not_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    told = Progress()
    for done in range(1, 1_001):
        told("Deciding orders", done, 1_000)
    assert capsys.readouterr().out.splitlines() == [
        "Deciding orders: 1 of 1,000",
        "Deciding orders: 1,000 of 1,000",
    ]


def test_terminal_has_one_line_that_changes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(progress, "TERMINAL_EVERY", 0.0)
    told = Progress()
    told("Reading orders", 1_200, 0)
    told("Deciding", 5, 10)
    told.end()
    assert capsys.readouterr().out == "\rReading orders: 1,200\rDeciding: 5 of 10    \n"
