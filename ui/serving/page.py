"""Builds the page when it has changed, once for all who ask at the same time, and keeps what was built.

1. The sources' hash is known: its page is there, nothing is done.
2. Otherwise a child process has Reflex write the page's scripts (a second), and hashes those: a change that
   draws nothing ends here.
3. Otherwise Vite builds them, and the result moves into a folder of its own, so that a program that serves an
   older page goes on serving it whole.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ui.serving import fingerprint, toolchain
from ui.serving.places import BUILD, LOCK, PAGES, ROOT

KEPT = 8  # pages on disk, 6 MB each
ROUNDS = 5  # a build whose sources were edited meanwhile is done again
CHATTER = ("npm verbose", "npm http", "npm timing")
LOG = BUILD / "build.log"


class PageError(RuntimeError):
    """The page could not be built; the message holds the end of what the tools said."""


def ensure_page() -> Path:
    """The folder of the page as it should be now, built if needed. Raises PageError or ToolchainError."""
    known = find(fingerprint.of_sources())
    if known is not None:
        return known
    print("Building the page; the first time this takes about a minute.", flush=True)
    with _one_at_a_time():
        for _ in range(ROUNDS):
            sources = fingerprint.of_sources()
            known = find(sources)
            if known is not None:
                return known
            _run_builder()
    raise PageError("The page's sources changed each time while it was built. Try again when they rest.")


def find(sources: str) -> Path | None:
    """The page that was built from these sources, if it is still kept; asking for it keeps it longer."""
    note = PAGES / "sources" / sources
    if not note.exists():
        return None
    page = PAGES / note.read_text(encoding="utf-8")
    if not page.is_dir():
        return None
    os.utime(page)
    return page


def keep(page: Path, compiled: str) -> None:
    """Move a finished page to where it is served from, and let the oldest go."""
    PAGES.mkdir(parents=True, exist_ok=True)
    page.rename(PAGES / compiled)
    for old in _by_age()[KEPT:]:
        shutil.rmtree(old)


def note(sources: str, compiled: str) -> None:
    """Remember which page these sources make."""
    notes = PAGES / "sources"
    notes.mkdir(parents=True, exist_ok=True)
    (notes / sources).write_text(compiled, encoding="utf-8")
    for old in notes.iterdir():
        if not (PAGES / old.read_text(encoding="utf-8")).is_dir():
            old.unlink()


def _by_age() -> list[Path]:
    pages = [path for path in PAGES.iterdir() if path.name != "sources"]
    return sorted(pages, key=lambda path: path.stat().st_mtime, reverse=True)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    BUILD.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run_builder() -> None:
    """Build in a child, whose whole family ends with us: npm and Vite start children of their own."""
    env = toolchain.environment()
    with LOG.open("w", encoding="utf-8") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "ui.serving.builder"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            with _terminated_as_interrupted():
                code = child.wait()
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            raise
    if code != 0:
        raise PageError(f"The page could not be built. The end of {LOG}:\n{_tail(LOG)}")


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    def stop(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tail(path: Path, lines: int = 25) -> str:
    """The last lines that say something, without npm's account of every request."""
    said = (line for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip())
    return "\n".join([line for line in said if not line.startswith(CHATTER)][-lines:])
