"""How long two revisions take over the sample's year: `python -m tests.benchmarks.simulate`.

Printed last: orders, seconds and orders a second of the whole job, as the screen and the command line run it;
the memory at its highest, of all its processes; and `ratio_10x`, the time of the whole year over ten times
that of a tenth of it (the mean of four tenths over the year), both in one process, once everything is read in
that does not grow with the orders."""

import json
import resource
import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from engine.database import Database
from engine.simulation import jobs
from engine.simulation.prepare import compile_rules, prepare
from engine.simulation.run import simulate
from engine.store import simulations, spans
from tests.engine.simulation.sample import candidate
from tests.sample_fixture import year_file

TENTHS = (0, 3, 6, 9)
PAGE = 500


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "year.db"
        shutil.copyfile(year_file(), copy)
        database = Database(f"sqlite:///{copy}")
        print(json.dumps(measure(database, candidate(database))))
        database.close()


def measure(database: Database, number: int) -> dict[str, float]:
    """Every figure, measured now."""
    starts, ends = _year(database)
    print(f"The whole year, {starts:%d %b %Y} to {ends:%d %b %Y}, as a job", file=sys.stderr)
    orders, seconds = _as_a_job(database, number, starts, ends)
    peak = _peak_mb()
    spans_of_tenths = list(pairwise(_tenths(database, starts, ends)))
    tenths = []
    for tenth in TENTHS:
        tenths.append(_in_this_process(database, number, *spans_of_tenths[tenth]))
        print(f"Tenth {tenth + 1} in one process: {tenths[-1]:.1f} s", file=sys.stderr)
    whole = _in_this_process(database, number, starts, ends)
    print(f"The whole year in one process: {whole:.1f} s", file=sys.stderr)
    return {
        "orders": orders,
        "seconds": round(seconds, 1),
        "orders_per_second": round(orders / seconds),
        "peak_mb": round(peak),
        "ratio_10x": round(whole / (10 * sum(tenths) / len(tenths)), 3),
    }


def _year(database: Database) -> tuple[datetime, datetime]:
    """From the first order until just after the last."""
    with database.read() as session:
        known = spans.first_and_last_order(session)
    if known is None:
        raise SystemExit("The year holds no orders.")
    return known[0], known[1] + timedelta(seconds=1)


def _tenths(database: Database, starts: datetime, ends: datetime) -> list[datetime]:
    """Instants that part the year into ten spans of as many orders each."""
    placed: list[datetime] = []
    after: tuple[datetime, str] | None = None
    while True:
        with database.read() as session:
            page = spans.order_documents(session, starts, ends, after, PAGE)
        placed += [at for at, _, _ in page]
        if len(page) < PAGE:
            return [starts, *(placed[len(placed) * tenth // 10] for tenth in range(1, 10)), ends]
        after = page[-1][:2]


def _as_a_job(database: Database, number: int, starts: datetime, ends: datetime) -> tuple[int, float]:
    began = time.perf_counter()
    job = database.transact(lambda session: jobs.start_here(session, 1, number, starts, ends, "benchmark"))
    jobs.run(database, job)
    seconds = time.perf_counter() - began
    with database.read() as session:
        found = simulations.one(session, job.id)
    if found is None or found.status != "done":
        raise SystemExit(f"The simulation ended {found and found.status}: {found and found.error}")
    return found.total, seconds


def _in_this_process(database: Database, number: int, starts: datetime, ends: datetime) -> float:
    found = prepare(database, 1, number, starts, ends)
    began = time.perf_counter()
    simulate(found.span, found.inputs, found.base, found.candidate, compile_rules)
    return time.perf_counter() - began


def _peak_mb() -> float:
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used) / 1024


if __name__ == "__main__":
    main()
