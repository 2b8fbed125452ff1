"""One side's decisions made in a second process."""

from datetime import UTC, datetime

import pytest

from engine.database import Database
from engine.simulation import ahead, jobs
from engine.simulation.events import Decided
from engine.simulation.parcelling import pack, unpack
from engine.store import simulations
from tests.engine.simulation.sample import candidate, happened, span_of


def test_a_decision_comes_out_of_its_parcel_as_it_went_in(sample_year: Database) -> None:
    decisions = [event.decision for event in happened(sample_year, weeks=2) if isinstance(event, Decided)]
    assert {decision.outcome for decision in decisions} >= {"held", "routed", "part_backordered"}
    assert [unpack(pack(decision)) for decision in decisions] == decisions


def test_a_second_process_changes_nothing_of_the_result(
    sample_of_module: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = sample_of_module
    hashes = []
    for least in (10**9, 1):
        monkeypatch.setattr(ahead, "WORTH_IT", least)
        hashes.append(_hash_of_a_run(database))
    assert hashes[0] == hashes[1]


def test_a_second_process_that_dies_fails_the_simulation_with_a_sentence(
    sample_of_module: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = sample_of_module
    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    started: list[ahead.Ahead] = []
    monkeypatch.setattr(ahead.Ahead, "__enter__", lambda self: started.append(self) or self)
    job = _start(database)
    jobs.run(database, job, lambda done, _total: started[0].end() if done > 20 else None)
    with database.read() as session:
        found = simulations.one(session, job.id)
    assert found is not None
    assert (found.status, found.error) == (
        "failed",
        "The second process of the simulation ended before its time.",
    )


def _start(database: Database) -> simulations.Taken:
    first, last = span_of(database, weeks=2)
    number = candidate(database)
    return database.transact(lambda session: jobs.start_here(session, 1, number, first, last, "Ada"))


def _hash_of_a_run(database: Database) -> str | None:
    job = _start(database)
    jobs.run(database, job)
    with database.read() as session:
        found = simulations.one(session, job.id)
    assert found is not None
    assert found.status == "done"
    assert found.started_at is not None
    assert found.started_at <= datetime.now(UTC)
    return found.result_hash
