"""What waiting for other orders is worth: `python -m tests.benchmarks.together`.

On stock-tight days (`together_day`) it decides the orders one by one as they come, together every 25 and
every 100, and asks a solver for the clairvoyant optimum, which knows the whole day in the morning
(`together_bound`). The cost of a day is postage and handling, and a stated cost for each unit that is not
served (`together_plans.NOT_SERVED`). Printed last, as JSON, the mean over the days:

- `gap_…`: how much more it costs than the clairvoyant optimum (than its proven lower bound, where the solver
  did not finish: `days_proven` of `days`). `sent_gap_…`: the same without what units not served cost.
- `short`: share of units that nobody sends. `not_whole_from_nearest`, `not_as_wished`: share of orders that,
  one by one, the nearest location could not send whole; that went otherwise than from the morning's stock.
- with `--study`: what closes the gap without waiting (`together_study`).

Each single decision is checked against the plan that costs least of all plans there are; the benchmark stops
when `decide` finds a dearer one. `--days 10` takes more days, `--stock 1.0 1.5` tighter ones."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from statistics import mean
from time import perf_counter

from engine.decide import decide
from engine.distance import distance_km
from engine.model import Decision, Order, Snapshot
from engine.situation import Situation
from engine.together import Waiting, decide_together
from engine.together.model import Resource, uses
from engine.together.sharing import left_by
from tests.benchmarks.together_bound import Clairvoyant, clairvoyant
from tests.benchmarks.together_day import STOCK, Day, cheapest, day
from tests.benchmarks.together_plans import NOT_SERVED, Plans, plans_of
from tests.benchmarks.together_study import study

DAYS = 5
BATCHES = (25, 100)

Taken = Counter[Resource]


def main() -> None:
    asked = argparse.ArgumentParser(description="What joint planning is worth on a stock-tight day.")
    asked.add_argument("--days", type=int, default=DAYS, help="days, seeds 1 to so many")
    asked.add_argument("--stock", type=float, nargs=2, default=STOCK, help="in stock to each one expected")
    asked.add_argument("--study", action="store_true", help="also what closes the gap without waiting")
    given = asked.parse_args()
    began = perf_counter()
    with ProcessPoolExecutor(2) as pool:
        days = list(
            pool.map(measure, range(1, given.days + 1), repeat(tuple(given.stock)), repeat(given.study))
        )
    found = {key: round(mean(one[key] for one in days), 4) for key in days[0]}
    found["days_proven"] = sum(int(one["days_proven"]) for one in days)
    print(json.dumps({**found, "days": len(days), "seconds": round(perf_counter() - began)}))


def measure(seed: int, stock: tuple[float, float], with_study: bool) -> dict[str, float]:
    """Every figure of one day."""
    today = day(seed, stock)
    plans = [plans_of(order, today.morning) for order in today.orders]
    best = clairvoyant(plans, limits(today.morning))
    found, how = one_by_one(today, plans)
    runs = {"single": found} | {f"{size}": in_batches(today, size) for size in BATCHES}
    figures = _gaps(runs, best) | how | {"days_proven": float(best.proven)}
    if with_study:
        figures |= _gaps(study(seed, today, plans, best), best)
    print(
        f"day {seed}: {json.dumps({key: round(value, 4) for key, value in figures.items()})}", file=sys.stderr
    )
    return figures


def limits(seen: Snapshot) -> dict[tuple[str, str], int]:
    """Units by (location, SKU) and places of the day by (location, "")."""
    found: dict[tuple[str, str], int] = {}
    for state in seen.locations:
        found[state.location.code, ""] = (state.location.capacity or 0) - state.used_today
        for sku, level in state.stock.items():
            found[state.location.code, sku] = level.on_hand - level.allocated
    return found


def one_by_one(today: Day, plans: Sequence[Plans]) -> tuple[tuple[int, int], dict[str, float]]:
    """As live: each order on what those before it left. Also how tight that was."""
    rules, taken = cheapest(), Taken()
    cost = short = far = otherwise = 0
    for order, every in zip(today.orders, plans, strict=True):
        seen = left_by(taken, Waiting(order, today.morning))
        decision = decide(order, seen, rules)
        _is_cheapest(order, decision, every, limits(seen))
        cost, short = cost + (decision.plan.cost or 0), short + _short(order, decision)
        far += not _nearest_has_all(order, seen)
        otherwise += decision.plan.locations != decide(order, today.morning, rules).plan.locations
        taken.update(uses(decision))
    count, units = len(today.orders), sum(order.units for order in today.orders)
    tight = {
        "short": short / units,
        "not_whole_from_nearest": far / count,
        "not_as_wished": otherwise / count,
    }
    return (cost, short), tight


def in_batches(today: Day, size: int) -> tuple[int, int]:
    """Together, so many at a time."""
    rules, taken = cheapest(), Taken()
    cost = short = 0
    for start in range(0, len(today.orders), size):
        waiting = [
            Waiting(order, left_by(taken, Waiting(order, today.morning)))
            for order in today.orders[start : start + size]
        ]
        for each in decide_together(waiting, rules):
            cost += each.decision.plan.cost or 0
            short += _short(each.order, each.decision)
            taken.update(uses(each.decision))
    return cost, short


def _gaps(runs: Mapping[str, tuple[int, int]], best: Clairvoyant) -> dict[str, float]:
    whole = {
        f"gap_{name}": (sent + NOT_SERVED * short) / best.bound - 1 for name, (sent, short) in runs.items()
    }
    return whole | {f"sent_gap_{name}": sent / best.sent - 1 for name, (sent, _) in runs.items()}


def _short(order: Order, decision: Decision) -> int:
    return order.units - sum(line.quantity for parcel in decision.plan.shipments for line in parcel.lines)


def _nearest_has_all(order: Order, seen: Snapshot) -> bool:
    nearest = min(seen.locations, key=lambda state: distance_km(state.location, order.destination) or 0.0)
    situation = Situation(order, seen)
    full = nearest.used_today >= (nearest.location.capacity or 0)
    return not full and situation.holds_all(situation.free_at(nearest))


def _is_cheapest(order: Order, decision: Decision, every: Plans, left: Mapping[tuple[str, str], int]) -> None:
    """Stop when the decision is not the one that costs least, the most units first."""
    at = every.best(left)
    cost = (decision.plan.cost or 0) + NOT_SERVED * _short(order, decision)
    if cost != every.cost[at]:
        raise SystemExit(f"order {order.id} costs {cost} as decided, and {every.cost[at]} at best")


if __name__ == "__main__":
    main()
