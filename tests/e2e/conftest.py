"""The program as a shopkeeper runs it, started once for all browser tests, with a database of its own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect
from sqlmodel import Session

from engine.database import Database

# What is looked for is there in a moment; a machine that does much else at once takes longer over it.
expect.set_options(timeout=20_000)
PATIENCE = 240  # seconds: the first start builds the page
OPEN = re.compile(r"open at (http://\S+)")


@dataclass(frozen=True, slots=True)
class Server:
    """A running Switchyard: where it answers, the folder of its data, and what it says."""

    address: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("switchyard")
    running = start(folder)
    pytestconfig.stash[LOG] = running.log
    yield running
    running.process.terminate()
    running.process.wait(timeout=20)


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    return server.address


def serving(folder: Path, set_up: Callable[[Session], None]) -> Iterator[Server]:
    """A program of a module's own, its data set up before it starts, for as long as the tests run."""
    database = Database(f"sqlite:///{folder / 'switchyard.db'}")
    database.upgrade()
    database.transact(set_up)
    database.close()
    running = start(folder)
    yield running
    running.process.terminate()
    running.process.wait(timeout=20)


def start(folder: Path) -> Server:
    """Start the program on a free port, with its data in this folder, and wait until it answers."""
    log = folder / "server.log"
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"SWITCHYARD_DATA": str(folder)}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "serve", "--port", "0"], env=env, stdout=out, stderr=out
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


LOG = pytest.StashKey[Path]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows the end of what the server said."""
    report = yield
    log = item.config.stash.get(LOG, None)
    if report.failed and log is not None:
        report.sections.append(("the server's log", "\n".join(log.read_text().splitlines()[-60:])))
    return report
