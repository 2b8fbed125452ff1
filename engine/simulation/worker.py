"""The process that runs simulations (`python -m engine.simulation.worker DATABASE_URL`), supervised."""

import logging
import os
import subprocess
import sys
import time
from threading import Event, Thread

from sqlalchemy.exc import DatabaseError

from engine.database import Database
from engine.simulation import jobs
from engine.store.simulations import Taken

DATABASE_URL = "DATABASE_URL"
PARENT = "SWITCHYARD_WORKER_OF"
"""The process that the worker belongs to, which may be gone before the worker has begun."""
IDLE_SECONDS = 0.3
RESTART_SECONDS = 1.0
UNANSWERED_SECONDS = 5.0
_GRACE = 5
log = logging.getLogger(__name__)


def work(database: Database, parent: int | None = None) -> None:
    """Take job after job until the process that started this one is gone (None: for ever)."""

    def stay(_done: int = 0, _total: int = 0) -> None:
        # Left as it is, the job counts as abandoned after a while, and the next worker takes it.
        if parent is not None and os.getppid() != parent:
            raise SystemExit

    while True:
        stay()
        job = _next(database)
        if job is None:
            time.sleep(IDLE_SECONDS)
        else:
            jobs.run(database, job, stay)


def _next(database: Database) -> Taken | None:
    """The next job. A database that does not answer is said, and asked again after a while."""
    try:
        return jobs.take(database)
    except DatabaseError as error:
        log.warning("Simulations wait: the database does not answer (%s).", error.orig)
        time.sleep(UNANSWERED_SECONDS)
        return None


class WorkerHandle:
    """A worker process that is started again when it dies, until `stop`."""

    def __init__(self, database_url: str) -> None:
        # In the environment, since a database's password has no place in a list of processes.
        self._environment = {**os.environ, DATABASE_URL: database_url, PARENT: str(os.getpid())}
        self._stopping = Event()
        self._process = self._start()
        self._watcher = Thread(target=self._watch, name="simulation-worker", daemon=True)
        self._watcher.start()

    @property
    def pid(self) -> int:
        """The process's id; another one after a restart."""
        return self._process.pid

    def stop(self) -> None:
        """End the worker. A job under way is taken again by the next worker."""
        self._stopping.set()
        self._watcher.join()
        self._process.terminate()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _watch(self) -> None:
        while not self._stopping.wait(RESTART_SECONDS):
            if self._process.poll() is not None:
                self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own, so that Ctrl+C in the terminal ends the server, and the server ends this.
        command = [sys.executable, "-m", "engine.simulation.worker"]
        return subprocess.Popen(command, env=self._environment, start_new_session=True)  # noqa: S603 our own program


def ensure_worker(database_url: str) -> WorkerHandle:
    """Start a worker on this database and keep it alive until `stop` is called on what this gives."""
    return WorkerHandle(database_url)


def main(arguments: list[str]) -> int:
    """Run a worker in this process; gives the exit code."""
    url = arguments[0] if len(arguments) == 1 else os.environ.get(DATABASE_URL, "")
    if not url or len(arguments) > 1:
        sys.stderr.write("Usage: python -m engine.simulation.worker DATABASE_URL (or set DATABASE_URL)\n")
        return 2
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    work(Database(url), int(os.environ.get(PARENT, os.getppid())))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
