"""Queries on simulations as jobs: queued, taken, told how far, finished."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Executable, delete, insert, or_, update
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from engine.records import SimulationChangeRecord, SimulationRecord

Status = Literal["queued", "running", "done", "cancelled", "failed"]
OPEN: tuple[Status, ...] = ("queued", "running")
_JOB = SimulationRecord
_CHANGE = SimulationChangeRecord


@dataclass(frozen=True, slots=True)
class Simulation:
    """A simulation as people see it. The span is `starts_at` until `ends_at`; `base` and `candidate`
    are revision numbers; `result` is `Result.document()` once it is done, in `one` only."""

    id: int
    base: int
    candidate: int
    starts_at: datetime
    ends_at: datetime
    status: Status
    done: int
    total: int
    created_at: datetime
    created_by: str
    started_at: datetime | None
    ended_at: datetime | None
    cancel_requested: bool
    error: str | None
    result_hash: str | None
    result: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that a worker took. `started_at` tells its hold on the job from a later one's."""

    id: int
    base: int
    candidate: int
    starts_at: datetime
    ends_at: datetime
    started_at: datetime


def queue(
    session: Session, base: int, candidate: int, span: tuple[datetime, datetime], who: str, now: datetime
) -> int:
    """Add a job; gives its id."""
    row = _JOB(
        base=base, candidate=candidate, starts_at=span[0], ends_at=span[1], created_at=now, created_by=who
    )
    session.add(row)
    session.flush()
    return int(row.id or 0)


def take(session: Session, now: datetime, stale_before: datetime, only: int | None = None) -> Taken | None:
    """Take the oldest job that is queued, or whose worker has not been heard of since `stale_before`.
    `only` takes that job or none."""
    dead = (col(_JOB.status) == "running") & (col(_JOB.heartbeat_at) < stale_before)
    wanted = select(_JOB).where(or_(col(_JOB.status) == "queued", dead)).order_by(col(_JOB.id)).limit(1)
    if only is not None:
        wanted = wanted.where(_JOB.id == only)
    row = session.exec(wanted.with_for_update(skip_locked=True)).first()
    if row is None or row.id is None:
        return None
    row.status, row.started_at, row.heartbeat_at, row.done = "running", now, now, 0
    return Taken(row.id, row.base, row.candidate, row.starts_at, row.ends_at, now)


def beat(session: Session, job: Taken, now: datetime, done: int, total: int) -> bool:
    """Say that the job is alive and how far it is. False when it should stop: somebody asked for it, or
    another worker has taken it over."""
    _ours(session, job, {"heartbeat_at": now, "done": done, "total": total})
    row = session.exec(select(_JOB.started_at, _JOB.cancel_requested).where(_JOB.id == job.id)).first()
    return row is not None and row[0] == job.started_at and not row[1]


def finish(
    session: Session,
    job: Taken,
    now: datetime,
    result: Mapping[str, Any],
    changes: Iterable[Mapping[str, Any]],
) -> bool:
    """Keep the result with its changed orders. False, and nothing kept, when the job is no longer ours."""
    orders = result["orders"]
    ended = {"status": "done", "ended_at": now, "heartbeat_at": now, "done": orders, "total": orders}
    if not _ours(session, job, {**ended, "result": result, "result_hash": result["hash"]}):
        return False
    session.execute(delete(_CHANGE).where(col(_CHANGE.simulation_id) == job.id))
    rows = [{"simulation_id": job.id, "position": n, **row} for n, row in enumerate(changes, 1)]
    if rows:
        session.execute(insert(_CHANGE), rows)
    return True


def end(session: Session, job: Taken, now: datetime, status: Status, error: str | None = None) -> bool:
    """Close the job as cancelled, or as failed with a sentence. False when it is no longer ours."""
    return _ours(session, job, {"status": status, "ended_at": now, "error": error})


def ask_to_cancel(session: Session, simulation_id: int, now: datetime) -> bool:
    """Have a job stop; one that no worker took yet is cancelled at once. False when it has ended."""
    one_ = update(_JOB).where(col(_JOB.id) == simulation_id)
    queued = one_.where(col(_JOB.status) == "queued").values(
        status="cancelled", ended_at=now, cancel_requested=True
    )
    running = one_.where(col(_JOB.status) == "running").values(cancel_requested=True)
    return _changed(session, queued) or _changed(session, running)


def one(session: Session, simulation_id: int) -> Simulation | None:
    """A simulation with its result, or None when there is none of this id."""
    row = session.get(_JOB, simulation_id)
    return None if row is None else _simulation(row, row.result)


def newest_of(session: Session, base: int, candidate: int) -> Simulation | None:
    """The newest finished simulation of these two revisions, with its result; None when there is none."""
    pair = (col(_JOB.base) == base, col(_JOB.candidate) == candidate, col(_JOB.status) == "done")
    row = session.exec(select(_JOB).where(*pair).order_by(col(_JOB.id).desc()).limit(1)).first()
    return None if row is None else _simulation(row, row.result)


def latest(session: Session, limit: int = 20, before: int | None = None) -> tuple[Simulation, ...]:
    """The newest simulations, without their results; `before` pages on below an id."""
    without_result = defer(col(_JOB.result))  # type: ignore[arg-type]  # a column to SQLAlchemy
    wanted = select(_JOB).options(without_result).order_by(col(_JOB.id).desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(col(_JOB.id) < before)
    return tuple(_simulation(row, None) for row in session.exec(wanted))


def _ours(session: Session, job: Taken, values: Mapping[str, Any]) -> bool:
    mine = (col(_JOB.id) == job.id, col(_JOB.status) == "running", col(_JOB.started_at) == job.started_at)
    return _changed(session, update(_JOB).where(*mine).values(**values))


def _changed(session: Session, statement: Executable) -> bool:
    return bool(session.connection().execute(statement).rowcount)


def _simulation(row: SimulationRecord, result: Mapping[str, Any] | None) -> Simulation:
    return Simulation(
        id=int(row.id or 0),
        base=row.base,
        candidate=row.candidate,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        status=cast("Status", row.status),
        done=row.done,
        total=row.total,
        created_at=row.created_at,
        created_by=row.created_by,
        started_at=row.started_at,
        ended_at=row.ended_at,
        cancel_requested=row.cancel_requested,
        error=row.error,
        result_hash=row.result_hash,
        result=result,
    )
