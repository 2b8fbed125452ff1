"""Chooses one plan for each order with CP-SAT, so that nothing is taken twice and the whole is worth most."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.together.model import Resource, Uses

LARGEST = 1 << 58
"""The objective stays below this, so that the solver's numbers cannot overflow."""


Row = list[tuple[Any, int]]
"""Picks with what each takes."""


@dataclass(frozen=True, slots=True)
class Column:
    """One plan that an order may have: what it takes, what it needs to be there, so much or more, and its
    worth level by level, less is better."""

    takes: Uses
    needs: Uses
    worth: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which column each order has, by its place. `proven`: no other choice of these columns is better."""

    columns: tuple[int, ...]
    proven: bool


def choose(
    pools: Sequence[Sequence[Column]],
    limits: Mapping[Resource, int],
    hint: Sequence[int],
    seconds: float,
) -> Choice:
    """The best choice of one column from each pool within the limits. `hint` is a choice that is possible and
    what is given when the time is out before a better one is found. `seconds` are the solver's own,
    which it counts in work done: the same input always gives the same choice."""
    from ortools.sat.python import cp_model  # noqa: PLC0415  a fifth of a second that most programs never need

    model = cp_model.CpModel()
    picks = [[model.new_bool_var("") for _ in pool] for pool in pools]
    for each, at in zip(picks, hint, strict=True):
        model.add_exactly_one(each)
        for place, pick in enumerate(each):
            model.add_hint(pick, place == at)
    for row, limit in _rows(pools, picks, limits):
        model.add(sum([count * pick for pick, count in row]) <= limit)
    weights, costs = _weights(pools), list[Any]()
    for pool, each in zip(pools, picks, strict=True):
        floor = tuple(map(min, zip(*[column.worth for column in pool], strict=True)))
        costs += [_cost(column, floor, weights) * pick for column, pick in zip(pool, each, strict=True)]
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = seconds
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Choice(tuple(hint), proven=False)
    chosen = [next(at for at, pick in enumerate(each) if solver.boolean_value(pick)) for each in picks]
    return Choice(tuple(chosen), status == cp_model.OPTIMAL)


def _rows(
    pools: Sequence[Sequence[Column]], picks: Sequence[Sequence[Any]], limits: Mapping[Resource, int]
) -> list[tuple[Row, int]]:
    """Who would take how much of each thing that could run out, and how much there is; once more for each
    order that needs more to be there than it takes."""
    takers: dict[Resource, Row] = {}
    keepers: dict[Resource, dict[int, Row]] = {}
    most: Counter[Resource] = Counter()
    for order, (pool, each) in enumerate(zip(pools, picks, strict=True)):
        highest: dict[Resource, int] = {}
        for column, pick in zip(pool, each, strict=True):
            for resource, count in column.takes.items():
                takers.setdefault(resource, []).append((pick, count))
                needed = column.needs[resource]
                highest[resource] = max(needed, highest.get(resource, 0))
                if needed > count:
                    keepers.setdefault(resource, {}).setdefault(order, []).append((pick, needed - count))
        most.update(highest)
    found: list[tuple[Row, int]] = []
    for resource in [each for each in takers if most[each] > limits.get(each, most[each])]:
        found.append((takers[resource], limits[resource]))
        found += [
            ([*takers[resource], *kept], limits[resource]) for kept in keepers.get(resource, {}).values()
        ]
    return found


def _weights(pools: Sequence[Sequence[Column]]) -> tuple[int, ...]:
    """A number for each level, so large that the sums of all levels after it never outweigh one of it; 0 for
    the last levels where that would be too large to count with."""
    levels = len(pools[0][0].worth)
    spread = [
        sum([max([c.worth[at] for c in pool]) - min([c.worth[at] for c in pool]) for pool in pools])
        for at in range(levels)
    ]
    kept = levels
    while kept > 1 and _product(spread[:kept]) > LARGEST:
        kept -= 1
    weights = [0] * levels
    weight = 1
    for at in reversed(range(kept)):
        weights[at] = weight
        weight *= spread[at] + 1
    return tuple(weights)


def _product(spread: Sequence[int]) -> int:
    found = 1
    for each in spread:
        found *= each + 1
    return found


def _cost(column: Column, floor: Sequence[int], weights: Sequence[int]) -> int:
    return sum(
        [weight * (level - least) for weight, level, least in zip(weights, column.worth, floor, strict=True)]
    )
