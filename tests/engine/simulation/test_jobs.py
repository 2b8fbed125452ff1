"""Simulations as jobs: asked for, told, cancelled, failed, and finished by another worker."""

import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.database import Database
from engine.simulation import jobs, worker
from engine.store import simulation_changes, simulations
from engine.store.simulations import Simulation
from tests.engine.simulation.sample import candidate, span_of

SECONDS = 60


@pytest.fixture
def database(sample_of_module: Database) -> Database:
    return sample_of_module


def test_a_simulation_that_cannot_be_run_is_refused_and_nothing_is_queued(database: Database) -> None:
    first, last = span_of(database, weeks=1)
    before = _jobs(database)
    year = timedelta(days=4000)
    for base, tried, starts, ends, said in (
        (1, 99, first, last, "candidate: There is no revision 99."),
        (98, 1, first, last, "base: There is no revision 98."),
        (1, 1, last, first, "to: The end must lie after the beginning."),
        (1, 1, first + year, last + year, "from: No order was placed in this span; orders go from"),
    ):
        with pytest.raises(jobs.RefusedSimulation, match=said), database.write() as session:
            jobs.start(session, base, tried, starts, ends, "Ada")
    assert _jobs(database) == before


def test_a_finished_simulation_keeps_result_and_changed_orders(database: Database) -> None:
    job = _started(database, weeks=4)
    seen: list[tuple[int, int]] = []
    jobs.run(database, _taken(database, job), lambda done, total: seen.append((done, total)))
    found = _of(database, job)
    assert (found.status, found.done, found.total) == ("done", seen[-1][0], seen[-1][1])
    assert found.result is not None
    assert found.result["orders"] == found.total
    assert found.result["hash"] == found.result_hash
    with database.read() as session:
        rows = simulation_changes.changes(session, job, limit=1000)
        groups = found.result["groups"]
        counted = [simulation_changes.count_changes(session, job, g["was"], g["becomes"]) for g in groups]
        biggest = groups[0]
        page = simulation_changes.changes(session, job, biggest["was"], biggest["becomes"], limit=2, offset=1)
    assert len(rows) == found.result["changed"] == sum(counted) > 3
    assert counted == [group["orders"] for group in groups]
    of_group = [row for row in rows if (row.was, row.becomes) == (biggest["was"], biggest["becomes"])]
    assert list(page) == of_group[1:3]
    assert sum(row.money or 0 for row in rows) == found.result["total"]["money"]


def test_the_same_simulation_twice_gives_the_same_hash(database: Database) -> None:
    hashes = set()
    for _ in range(2):
        job = _started(database, weeks=1)
        jobs.run(database, _taken(database, job))
        hashes.add(_of(database, job).result_hash)
    assert len(hashes) == 1
    assert None not in hashes


def test_a_queued_simulation_is_cancelled_at_once(database: Database) -> None:
    job = _started(database, weeks=1)
    with database.write() as session:
        assert jobs.cancel(session, job)
    assert _of(database, job).status == "cancelled"
    assert jobs.take(database, job) is None
    with database.write() as session:
        assert not jobs.cancel(session, job)


def test_a_job_that_another_worker_took_over_keeps_nothing_of_the_first(database: Database) -> None:
    job = _started(database, weeks=1)
    first = _taken(database, job)
    later = datetime.now(UTC) + jobs.STALE_AFTER
    second = database.transact(lambda session: simulations.take(session, later, later, job))
    assert second is not None
    assert second.started_at > first.started_at
    jobs.run(database, first)
    assert _of(database, job).status == "running"
    jobs.run(database, second)
    assert _of(database, job).status == "done"


def test_an_error_fails_the_job_with_its_sentence(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:

    def full(*_any: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(jobs, "simulate", full)
    job = _started(database, weeks=1)
    jobs.run(database, _taken(database, job))
    found = _of(database, job)
    assert (found.status, found.error) == ("failed", "No space left on device")


def test_a_worker_tells_how_far_it_is_and_stops_long_before_it_is_done(database: Database) -> None:
    job = _started(database, weeks=50, begins=timedelta(0))
    handle = worker.ensure_worker(_url(database))
    try:
        running = _wait(database, job, lambda found: found.done > 50)
        further = _wait(database, job, lambda found: found.done > running.done)
        assert running.total == further.total > 15_000
        with database.write() as session:
            assert jobs.cancel(session, job)
        ended = _wait(database, job, lambda found: found.status != "running")
        assert (ended.status, ended.result) == ("cancelled", None)
        assert ended.done < ended.total
    finally:
        handle.stop()


def test_a_job_whose_worker_was_killed_is_finished_by_another_with_the_same_hash(database: Database) -> None:
    undisturbed = _started(database, weeks=4)
    jobs.run(database, _taken(database, undisturbed))
    job = _started(database, weeks=4)
    handle = worker.ensure_worker(_url(database))
    try:
        first = handle.pid
        _wait(database, job, lambda found: found.done > 100)
        os.kill(first, signal.SIGKILL)
        _wait(database, job, lambda _found: handle.pid != first)
        _age(database, job)
        ended = _wait(database, job, lambda found: found.status == "done")
    finally:
        handle.stop()
    assert ended.result_hash == _of(database, undisturbed).result_hash


def test_a_worker_waits_for_a_database_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        raise KeyboardInterrupt

    monkeypatch.setattr(worker.time, "sleep", wait)
    with pytest.raises(KeyboardInterrupt):
        worker.work(empty)
    assert waited == [worker.UNANSWERED_SECONDS]
    assert "the database does not answer" in caplog.text


def test_a_worker_ends_with_who_started_it(database: Database) -> None:
    with pytest.raises(SystemExit):
        worker.work(database, parent=os.getppid() + 1_000_000)


def test_a_worker_whose_starter_was_gone_before_it_began_ends(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(worker.PARENT, str(os.getppid() + 1_000_000))
    with pytest.raises(SystemExit):
        worker.main([database.url.render_as_string(hide_password=False)])


def _jobs(database: Database) -> list[int]:
    with database.read() as session:
        return [job.id for job in simulations.latest(session, 100)]


def _started(database: Database, weeks: int, **begins: timedelta) -> int:
    first, last = span_of(database, weeks, **begins)
    number = candidate(database)
    return database.transact(lambda session: jobs.start(session, 1, number, first, last, "Ada"))


def _taken(database: Database, job: int) -> simulations.Taken:
    taken = jobs.take(database, job)
    assert taken is not None
    return taken


def _of(database: Database, job: int) -> Simulation:
    with database.read() as session:
        found = simulations.one(session, job)
    assert found is not None
    return found


def _wait(database: Database, job: int, until: Callable[[Simulation], bool]) -> Simulation:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        found = _of(database, job)
        if until(found):
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {SECONDS} s in vain; the job is {found}")


def _age(database: Database, job: int) -> None:
    """As if the worker had been silent for long: the wait itself is not what is tested."""
    taken = simulations.Taken(job, 0, 0, *[datetime.now(UTC)] * 3)
    with database.write() as session:
        row = session.get(simulations.SimulationRecord, taken.id)
        assert row is not None
        row.heartbeat_at = datetime.now(UTC) - 2 * jobs.STALE_AFTER


def _url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)
