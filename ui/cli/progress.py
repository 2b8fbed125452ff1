"""Says on the terminal how far a long piece of work has come."""

import sys
import time

import typer

TERMINAL_EVERY, LOG_EVERY = 0.2, 5.0  # seconds


class Progress:
    """Called with what is done, how many, and of how many (0: not known).
    One line that changes on a terminal; a line now and then in a log. `beside` speaks on the error
    stream, where the output is for a result."""

    def __init__(self, *, beside: bool = False) -> None:
        self._beside = beside
        self._live = (sys.stderr if beside else sys.stdout).isatty()
        self._last = 0.0
        self._width = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last < (TERMINAL_EVERY if self._live else LOG_EVERY) and not 0 < total <= done:
            return
        self._last = now
        self._say(f"{what}: {done:,}" + (f" of {total:,}" if total else ""))

    def end(self) -> None:
        """Leave the last line standing and go on below it."""
        if self._live and self._width:
            typer.echo(err=self._beside)

    def _say(self, line: str) -> None:
        if self._live:
            typer.echo(f"\r{line.ljust(self._width)}", nl=False, err=self._beside)
            self._width = len(line)
        else:
            typer.echo(line, err=self._beside)
