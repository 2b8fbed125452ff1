"""The program as a shopkeeper runs it, in a process of its own, and the database behind its screens."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import Session

from engine.database import Database
from rulesets import revisions
from rulesets.revisions.windows import SILENT

PATIENCE = 240  # seconds: the first start builds the page
SOON = 20  # seconds within which what a page shows is in the database
OPEN = re.compile(r"open at (http://\S+)")


@dataclass(frozen=True, slots=True)
class Server:
    """A running Switchyard: where it answers, the folder of its data, and what it says."""

    address: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]


@contextmanager
def serving(folder: Path, set_up: Callable[[Session], object] | None = None) -> Iterator[Server]:
    """The program for as long as the block runs, with what is in the folder or is set up before it starts."""
    if set_up is not None:
        with data_in(folder) as database:
            database.upgrade()
            database.transact(set_up)
    running = start(folder)
    try:
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=20)


@contextmanager
def data_in(folder: Path) -> Iterator[Database]:
    """The database of the program whose folder this is."""
    database = Database(f"sqlite:///{folder / 'switchyard.db'}")
    try:
        yield database
    finally:
        database.close()


def start(folder: Path, port: int = 0) -> Server:
    """Start the program, on a free port unless one is named, and wait until it answers."""
    log = folder / "server.log"
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"SWITCHYARD_DATA": str(folder)}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)], env=env, stdout=out, stderr=out
        )
    try:
        return Server(_address(process, log), folder, log, process)
    except BaseException:
        process.kill()
        raise


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where the program says it is open, once it answers there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        said = OPEN.search(log.read_text())
        if said and httpx.get(f"{said[1]}/api/health").is_success:
            return said[1]
        time.sleep(0.1)
    raise RuntimeError(f"Switchyard did not start:\n{log.read_text()}")


def eventually(read: Callable[[], object], wanted: object) -> None:
    """What is read is this in the end: a page shows an act before all that follows from it is done."""
    until = time.monotonic() + SOON
    while (found := read()) != wanted and time.monotonic() < until:
        time.sleep(0.05)
    assert found == wanted, f"still so after {SOON} seconds"


def draft_of(database: Database) -> Any:
    """The draft as the database has it, as plain data."""
    now = datetime.now(UTC)
    return database.transact(lambda session: revisions.get_draft(session, "test", now)).document


def rules_of(database: Database, kind: str) -> list[dict[str, Any]]:
    """The draft's rules of a kind, without the default one."""
    return [rule for rule in draft_of(database)["rules"][kind] if not rule.get("default")]


def have_draft(database: Database, document: Mapping[str, Any]) -> None:
    """Make this the draft, as somebody else saving it."""
    now = datetime.now(UTC)
    lock = database.transact(lambda session: revisions.get_draft(session, "test", now)).lock
    database.transact(lambda session: revisions.save_draft(session, document, lock, "test", now))


def forget_windows(database: Database) -> None:
    """As if every window had been silent for long; one that is open tells so again."""
    later = datetime.now(UTC) + 2 * SILENT
    database.transact(lambda session: revisions.close_window(session, "", later))


def as_at_first(database: Database) -> None:
    """Revision 1 is live again, the draft says what it says, and nobody has it open."""
    database.transact(_as_at_first)
    forget_windows(database)


def _as_at_first(session: Session) -> None:
    now = datetime.now(UTC)
    if revisions.live_number(session) != 1:
        revisions.rollback(session, 1, "test", "For the next test", now)
    revisions.replace_draft(session, 1, "test", now)
