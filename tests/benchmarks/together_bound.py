"""The clairvoyant day: all orders at once, the best of all plans, by column generation and a solver.

1. The linear program over all plans of all orders, of which only those are looked at that its prices call
   for. Its value is a proven lower bound of any day; its prices say what a unit is worth where it lies.
2. The integer program over those plans: a day that can be had.
3. A plan whose reduced cost is more than the difference of the two cannot be part of a better day. The
   integer program over all that are left gives the optimum, proven when the solver says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from tests.benchmarks.together_plans import Key, Plans

AT_ONCE = 4
"""Plans of one order that are added at once."""

SECONDS = 90
"""Of the integer program, at most."""

EPSILON = 1e-6


@dataclass(frozen=True)
class Clairvoyant:
    """`bound`: no day costs less, pence. `found`: a day that costs so much. `sent`: that day without what
    units cost that are not served, `short`. `prices`: pence a unit of a SKU (or "": a place of the day) of a
    location. `chosen`: the plan of each order, its place in `Plans`."""

    bound: int
    found: float
    sent: int
    short: int
    proven: bool
    prices: Mapping[Key, float]
    chosen: tuple[int, ...]


@dataclass
class _Master:
    """The plans that are looked at, and the linear program over them."""

    plans: Sequence[Plans]
    limits: Mapping[Key, int]
    known: list[set[int]] = field(default_factory=list)
    duals: dict[Key, float] = field(default_factory=dict)
    each: list[float] = field(default_factory=list)
    value: float = 0.0

    def solve(self) -> None:
        """Add plans until no plan is worth adding."""
        solver = pywraplp.Solver.CreateSolver("GLOP")
        rows = {key: solver.Constraint(-solver.infinity(), limit) for key, limit in self.limits.items()}
        ones = [solver.Constraint(1, 1) for _ in self.plans]
        self.known = [set() for _ in self.plans]
        for order, plans in enumerate(self.plans):
            self._add(solver, rows, ones, order, int(np.argmax(plans.short)))
            self._add(solver, rows, ones, order, int(np.argmin(plans.cost)))
        while True:
            if solver.Solve() != pywraplp.Solver.OPTIMAL:
                raise RuntimeError("the linear program of the day has no optimum")
            self.value = solver.Objective().Value()
            self.duals = {key: row.dual_value() for key, row in rows.items()}
            self.each = [row.dual_value() for row in ones]
            if not sum([self._price(solver, rows, ones, order) for order in range(len(self.plans))]):
                return

    def reduced(self, order: int) -> np.ndarray:
        """What each plan of an order costs more than the prices say it is worth."""
        plans = self.plans[order]
        prices = np.array([self.duals.get(key, 0.0) for key in plans.keys])
        return plans.cost - plans.takes @ prices - self.each[order]

    def _price(self, solver: Any, rows: Mapping[Key, Any], ones: Sequence[Any], order: int) -> int:
        reduced = self.reduced(order)
        first = np.argsort(reduced, kind="stable")[:AT_ONCE]
        wanted = [int(at) for at in first if reduced[at] < -EPSILON and int(at) not in self.known[order]]
        for at in wanted:
            self._add(solver, rows, ones, order, at)
        return len(wanted)

    def _add(self, solver: Any, rows: Mapping[Key, Any], ones: Sequence[Any], order: int, at: int) -> None:
        plans = self.plans[order]
        self.known[order].add(at)
        pick = solver.NumVar(0, solver.infinity(), "")
        solver.Objective().SetCoefficient(pick, float(plans.cost[at]))
        ones[order].SetCoefficient(pick, 1)
        for key, units in zip(plans.keys, plans.takes[at], strict=True):
            if units and key in rows:
                rows[key].SetCoefficient(pick, float(units))


def clairvoyant(plans: Sequence[Plans], limits: Mapping[Key, int]) -> Clairvoyant:
    """The best day, and how sure that is. `limits`: units by (location, SKU), places by (location, "")."""
    master = _Master(plans, limits)
    master.solve()
    reduced = [master.reduced(order) for order in range(len(plans))]
    first, _ = _integer(plans, limits, [sorted(known) for known in master.known])
    room = _cost(plans, first) - master.value
    left = [[int(at) for at in np.flatnonzero(each <= room + EPSILON)] for each in reduced]
    chosen, bound = _integer(plans, limits, left, first)
    found = _cost(plans, chosen)
    short = int(sum([each.short[at] for each, at in zip(plans, chosen, strict=True)]))
    sent = int(sum([each.sent[at] for each, at in zip(plans, chosen, strict=True)]))
    best = ceil(max(bound, master.value) - EPSILON)
    return Clairvoyant(best, found, sent, short, best >= found, _prices(master), tuple(chosen))


def prices(plans: Sequence[Plans], limits: Mapping[Key, int]) -> Mapping[Key, float]:
    """What a unit of a SKU of a location, or a place of its day, is worth to these orders, pence."""
    master = _Master(plans, limits)
    master.solve()
    return _prices(master)


def _prices(master: _Master) -> dict[Key, float]:
    return {key: max(0.0, -dual) for key, dual in master.duals.items()}


def _integer(
    plans: Sequence[Plans],
    limits: Mapping[Key, int],
    allowed: Sequence[Sequence[int]],
    hint: Sequence[int] = (),
) -> tuple[list[int], float]:
    """One allowed plan an order, and a bound below which none can be."""
    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.SetTimeLimit(SECONDS * 1000)
    rows = {key: solver.Constraint(-solver.infinity(), limit) for key, limit in limits.items()}
    picks: list[dict[int, Any]] = []
    for order, each in enumerate(allowed):
        one = solver.Constraint(1, 1)
        picks.append({at: solver.BoolVar("") for at in each})
        for at, pick in picks[-1].items():
            one.SetCoefficient(pick, 1)
            solver.Objective().SetCoefficient(pick, float(plans[order].cost[at]))
            for key, units in zip(plans[order].keys, plans[order].takes[at], strict=True):
                if units and key in rows:
                    rows[key].SetCoefficient(pick, float(units))
    if hint:
        hinted = [
            (pick, float(at == wanted))
            for each, wanted in zip(picks, hint, strict=True)
            for at, pick in each.items()
        ]
        solver.SetHint([pick for pick, _ in hinted], [value for _, value in hinted])
    exactly = pywraplp.MPSolverParameters()
    exactly.SetDoubleParam(exactly.RELATIVE_MIP_GAP, 1e-7)
    if solver.Solve(exactly) not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        raise RuntimeError("the integer program of the day found nothing in time")
    chosen = [max(each, key=lambda at: each[at].solution_value()) for each in picks]
    return chosen, solver.Objective().BestBound()


def _cost(plans: Sequence[Plans], chosen: Sequence[int]) -> float:
    return float(sum([each.cost[at] for each, at in zip(plans, chosen, strict=True)]))
