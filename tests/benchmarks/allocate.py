"""Is every plan the best, and how fast is it found? `python -m tests.benchmarks.allocate [instances]`.

Generated orders (2 to 12 locations, 1 to 8 lines of 1 to 5 units, tight and loose stock, every policy, all
rankers with and without bands) are allocated and, independently, solved with CP-SAT (`allocate_cpsat`). A
plan counts as *optimal* when it is allowed, sends the most units, has the best value of every criterion within
its band, the fewest shipments that do so, and says that it is proven.

Times are for one process that is warm (both ways made some plans before, the solver is loaded). Ours is that of
`allocate` on locations of which nothing has been worked out yet; CP-SAT's is that of building its models and
solving them level by level, one thread, on locations whose distances and tariffs are known by then, and without
the last tie-break (fewest shipments). Each way is timed once an instance, ours first.

`largest` is the largest order of the sample's source with the sample's locations, decided from stock of which
no location has all; see `allocate_largest`. Printed last: one line of JSON."""

import gc
import json
import sys
import time
from collections import Counter
from statistics import median

from engine.allocation import allocate
from tests.benchmarks.allocate_checks import faults, pieces
from tests.benchmarks.allocate_cpsat import best
from tests.benchmarks.allocate_instances import KINDS, Instance, instance
from tests.benchmarks.allocate_largest import largest

SEED = 20_101_201
INSTANCES = 2_200
WARM = 44


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else INSTANCES
    for serial in range(WARM):
        compared(instance(serial, SEED + 1))
    gc.collect()
    ours, theirs, optimal = list[float](), list[float](), 0
    wrong: Counter[str] = Counter()
    for serial in range(count):
        one = instance(serial, SEED)
        found, mine, solver = compared(one)
        ours.append(mine)
        theirs.append(solver)
        optimal += not found
        if found:
            wrong[one.kind] += 1
            print(f"{serial} ({one.kind}): {'; '.join(found)}", file=sys.stderr)
    _tell(ours, theirs, wrong)
    print(json.dumps(_figures(ours, theirs, optimal)))


def compared(one: Instance) -> tuple[list[str], float, float]:
    """What is wrong with our plan, our seconds and CP-SAT's."""
    candidates = one.candidates()
    started = time.perf_counter()
    plan = allocate(one.lines, candidates, one.policy, one.criteria)
    mine = time.perf_counter() - started
    if plan is None:
        return ["no plan"], mine, 0.0
    found, solver = [] if plan.proven else ["the plan is not proven"], 0.0
    for piece in pieces(one.lines, candidates, one.policy, one.criteria, plan):
        values = best(piece.part)
        solver += values.seconds
        found += faults(piece, values)
    return found, mine, solver


def _tell(ours: list[float], theirs: list[float], wrong: Counter[str]) -> None:
    """The figures of each kind of policy, on the error stream."""
    for at, kind in enumerate(KINDS):
        mine, solver = sorted(ours[at :: len(KINDS)]), sorted(theirs[at :: len(KINDS)])
        if mine:
            print(
                f"{kind:15} {len(mine):5} wrong {wrong[kind]:3}  ours: median {1e3 * median(mine):7.2f} ms,"
                f" 99% {1e3 * mine[int(0.99 * len(mine))]:8.2f} ms  CP-SAT: median {1e3 * median(solver):7.1f}"
                f" ms, 99% {1e3 * solver[int(0.99 * len(solver))]:8.1f} ms",
                file=sys.stderr,
            )


def _figures(ours: list[float], theirs: list[float], optimal: int) -> dict[str, object]:
    ratios = [solver / mine for mine, solver in zip(ours, theirs, strict=True)]
    return {
        "instances": len(ours),
        "optimal": optimal,
        "median_speedup_vs_cpsat": round(median(ratios), 1),
        "p99_ms": round(1e3 * sorted(ours)[int(0.99 * len(ours))], 2),
        "median_ms": round(1e3 * median(ours), 3),
        "cpsat_median_ms": round(1e3 * median(theirs), 2),
        "cpsat_p99_ms": round(1e3 * sorted(theirs)[int(0.99 * len(theirs))], 2),
        "largest": largest(),
    }


if __name__ == "__main__":
    main()
