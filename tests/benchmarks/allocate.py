"""Is every plan the best, and how fast is it found? `python -m tests.benchmarks.allocate [instances]`.

Generated orders (2 to 12 locations, 1 to 8 lines of 1 to 5 units, tight and loose stock, every policy, all
rankers with and without bands) are allocated and, independently, solved with CP-SAT (`allocate_cpsat`). A
plan counts as *optimal* when it is allowed, sends the most units, and has the best value of every criterion
within its band. `proven` counts those that say so themselves; `fewest` those that also have the fewest
shipments with these values, the last tie-break.

Times are for one process that is warm (both ways made some plans before, the solver is loaded). Ours is
that of `allocate` on locations of which nothing has been worked out yet; CP-SAT's is that of building its
models and solving them level by level, one thread, on locations whose distances and tariffs are known by
then, and without the last tie-break (fewest shipments). Each way is timed once an instance, ours first.

`largest` is the largest order of the sample's source with the sample's locations, decided from stock of which
no location has all; see `allocate_largest`. Printed last: one line of JSON."""

import gc
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from engine.allocation import allocate
from engine.model import Plan
from tests.benchmarks.allocate_checks import faults, pieces
from tests.benchmarks.allocate_cpsat import best
from tests.benchmarks.allocate_instances import KINDS, Instance, instance
from tests.benchmarks.allocate_largest import largest

SEED = 20_101_201
INSTANCES = 2_200
WARM = 44


@dataclass
class Tally:
    """What was found, one entry an instance; times in seconds."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    optimal: int = 0
    proven: int = 0
    fewest: int = 0
    wrong: Counter[str] = field(default_factory=Counter)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else INSTANCES
    for serial in range(WARM):
        compare(instance(serial, SEED + 1), Tally())
    gc.collect()
    tally = Tally()
    for serial in range(count):
        one = instance(serial, SEED)
        for fault in compare(one, tally):
            print(f"{serial} ({one.kind}): {fault}", file=sys.stderr)
    _tell(tally)
    print(json.dumps(_figures(tally)))


def compare(one: Instance, tally: Tally) -> list[str]:
    """Make the plan, solve it with CP-SAT, and say what is wrong with the plan."""
    candidates = one.candidates()
    started = time.perf_counter()
    plan = allocate(one.lines, candidates, one.policy, one.criteria)
    tally.ours.append(time.perf_counter() - started)
    solver, fewest, found = 0.0, True, [] if plan else ["no plan"]
    for piece in pieces(one.lines, candidates, one.policy, one.criteria, plan or Plan()):
        values = best(piece.part)
        solver += values.seconds
        found += faults(piece, values)
        fewest = fewest and len(piece.shipments) == values.shipments
    tally.theirs.append(solver)
    tally.optimal += not found
    tally.fewest += fewest
    tally.proven += plan is not None and plan.proven
    tally.wrong[one.kind] += bool(found)
    return found


def _tell(tally: Tally) -> None:
    """The figures of each kind of policy, on the error stream."""
    for at, kind in enumerate(KINDS):
        mine, solver = sorted(tally.ours[at :: len(KINDS)]), sorted(tally.theirs[at :: len(KINDS)])
        if mine:
            told = f"{kind:15} {len(mine):5} wrong {tally.wrong[kind]:3}"
            print(f"{told}  ours: {_spread(mine)}  CP-SAT: {_spread(solver)}", file=sys.stderr)


def _spread(seconds: list[float]) -> str:
    """Of times in order, the middle one and one that few exceed, in milliseconds."""
    return f"median {1e3 * median(seconds):8.2f} ms, 99% {1e3 * seconds[int(0.99 * len(seconds))]:8.2f} ms"


def _figures(tally: Tally) -> dict[str, object]:
    ours, theirs = tally.ours, tally.theirs
    ratios = [solver / mine for mine, solver in zip(ours, theirs, strict=True)]
    return {
        "instances": len(ours),
        "optimal": tally.optimal,
        "proven": tally.proven,
        "fewest": tally.fewest,
        "median_speedup_vs_cpsat": round(median(ratios), 1),
        "p99_ms": round(1e3 * sorted(ours)[int(0.99 * len(ours))], 2),
        "median_ms": round(1e3 * median(ours), 3),
        "cpsat_median_ms": round(1e3 * median(theirs), 2),
        "cpsat_p99_ms": round(1e3 * sorted(theirs)[int(0.99 * len(theirs))], 2),
        "largest": largest(),
    }


if __name__ == "__main__":
    main()
