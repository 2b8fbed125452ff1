"""A simulation as a job: asked for, taken, run while it tells how far it is, kept or closed with a reason."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from engine.database import Database
from engine.refusals import FieldProblem, Refused
from engine.simulation.ahead import Ahead, EndedEarly, pays
from engine.simulation.prepare import compile_rules, has_revision, prepare
from engine.simulation.result import Result, change_row
from engine.simulation.run import SimulationStopped, simulate
from engine.simulation.world import Decide
from engine.store import simulations, spans
from engine.store.simulations import Taken

BEAT_SECONDS = 0.4
STALE_AFTER = timedelta(seconds=15)
"""A running job whose worker has not been heard of for so long is taken again."""

_log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
"""Told how many orders are done, of how many."""


class RefusedSimulation(Refused):
    """A simulation that cannot be run as it was asked."""


def start(session: Session, base: int, candidate: int, starts: datetime, ends: datetime, who: str) -> int:
    """Queue a simulation of two revisions over the orders placed from `starts` until `ends`; gives its
    id. Raises RefusedSimulation, field by field."""
    problems = [*_revision_problems(session, base, candidate), *_span_problems(session, starts, ends)]
    if problems:
        raise RefusedSimulation(*problems)
    return simulations.queue(session, base, candidate, (starts, ends), who, _now())


def start_here(
    session: Session, base: int, candidate: int, starts: datetime, ends: datetime, who: str
) -> Taken:
    """The same, taken at once, for whoever calls `run` in this process. Raises RefusedSimulation."""
    simulation_id, now = start(session, base, candidate, starts, ends, who), _now()
    taken = simulations.take(session, now, now - STALE_AFTER, simulation_id)
    if taken is None:
        raise RuntimeError(f"simulation {simulation_id} was queued and could not be taken")
    return taken


def cancel(session: Session, simulation_id: int) -> bool:
    """Have a simulation stop, within a second when it runs. False when it has ended."""
    return simulations.ask_to_cancel(session, simulation_id, _now())


def take(database: Database, only: int | None = None) -> Taken | None:
    """Take the oldest job that waits or whose worker died; `only` takes that one or none."""
    now = _now()
    return database.transact(lambda session: simulations.take(session, now, now - STALE_AFTER, only))


def run(database: Database, job: Taken, on_progress: Progress = lambda _done, _total: None) -> None:
    """Run a job that was taken and close it: done with its result, cancelled, or failed with a sentence."""
    try:
        with _beating(database, job) as beat:
            found = _simulate(database, job, beat, on_progress)
        _keep(database, job, found)
    except (SimulationStopped, KeyboardInterrupt) as stopped:
        database.transact(lambda session: simulations.end(session, job, _now(), "cancelled"))
        if isinstance(stopped, KeyboardInterrupt):
            raise
    except Exception as error:  # noqa: BLE001 whatever went wrong is told to the person who waits for it
        _log.exception("Simulation %s failed", job.id)
        sentence = str(error) or type(error).__name__
        database.transact(lambda session: simulations.end(session, job, _now(), "failed", sentence))


@dataclass(slots=True)
class _Beat:
    """What the computing side and the telling side know of each other."""

    done: int = 0
    total: int = 0
    stop: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)
    at_stop: Callable[[], None] = lambda: None


@contextmanager
def _beating(database: Database, job: Taken) -> Iterator[_Beat]:
    """Tell the table in a thread of its own, so that a long step is no silence, and hear of a wish to end."""
    beat = _Beat()
    teller = Thread(target=_tell, args=(database, job, beat), name=f"simulation-{job.id}", daemon=True)
    teller.start()
    try:
        yield beat
    finally:
        beat.over.set()
        teller.join()


def _tell(database: Database, job: Taken, beat: _Beat) -> None:
    while not beat.over.wait(BEAT_SECONDS):
        if not _goes_on(database, job, beat):
            beat.stop.set()
            beat.at_stop()


def _goes_on(database: Database, job: Taken, beat: _Beat) -> bool:
    """Whether the job is still wanted, and ours."""
    done, total = beat.done, beat.total
    try:
        return database.transact(lambda session: simulations.beat(session, job, _now(), done, total))
    except DBAPIError:
        # The next beat may come through; if none does, the job counts as abandoned, which is then true.
        _log.exception("Simulation %s could not say how far it is", job.id)
        return True


def _simulate(database: Database, job: Taken, beat: _Beat, on_progress: Progress) -> Result:
    with database.read() as session:
        beat.total = spans.count_orders(session, job.starts_at, job.ends_at)

    def progress(done: int) -> None:
        beat.done = done
        if beat.stop.is_set():
            raise SimulationStopped
        on_progress(done, beat.total)

    if not pays(beat.total):
        return _compare(database, job, progress, None)
    with Ahead(database, job) as ahead:
        beat.at_stop = ahead.end
        try:
            return _compare(database, job, progress, ahead.decide)
        except EndedEarly:
            progress(beat.done)  # when it was us who ended it, this is how we hear of it
            raise


def _compare(
    database: Database, job: Taken, progress: Callable[[int], None], decide_base: Decide | None
) -> Result:
    progress(0)
    found = prepare(database, job.base, job.candidate, job.starts_at, job.ends_at)
    progress(0)
    return simulate(
        found.span, found.inputs, found.base, found.candidate, compile_rules, progress, decide_base
    )


def _keep(database: Database, job: Taken, found: Result) -> None:
    rows = [change_row(change) for change in found.changes]
    document = found.document()
    database.transact(lambda session: simulations.finish(session, job, _now(), document, rows))


def _revision_problems(session: Session, base: int, candidate: int) -> Iterator[FieldProblem]:
    for name, number in (("base", base), ("candidate", candidate)):
        if not has_revision(session, number):
            yield FieldProblem(name, f"There is no revision {number}.")


def _span_problems(session: Session, starts: datetime, ends: datetime) -> Iterator[FieldProblem]:
    if starts >= ends:
        yield FieldProblem("to", "The end must lie after the beginning.")
    elif not spans.count_orders(session, starts, ends):
        yield FieldProblem("from", _where_orders_are(spans.first_and_last_order(session)))


def _where_orders_are(known: tuple[datetime, datetime] | None) -> str:
    if known is None:
        return "There are no orders yet to simulate on."
    return f"No order was placed in this span; orders go from {known[0]:%d %B %Y} to {known[1]:%d %B %Y}."


def _now() -> datetime:
    return datetime.now(UTC)
