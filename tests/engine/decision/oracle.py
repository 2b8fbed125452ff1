"""The best plan by trying every plan there is. Slow, simple, and shares nothing with the allocation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from engine.allocation.model import Criterion, Policy
from engine.candidate import Candidate
from engine.model import OrderLine
from engine.routing.rankers import Asked

INFINITE = float("inf")
Way = tuple[int, ...]
"""Units of one line at each candidate."""


@dataclass(frozen=True)
class Tried:
    """One plan: what each line takes from each candidate."""

    ways: tuple[Way, ...]
    served: int
    codes: tuple[str, ...]
    cost: float
    measures: tuple[float, ...]


def best_plan(
    lines: Sequence[OrderLine],
    candidates: Sequence[Candidate],
    policy: Policy,
    criteria: Sequence[Criterion],
) -> Tried:
    """The plan that must be found, up to equal ones."""
    everything = [
        _tried(lines, candidates, criteria, ways) for ways in _all_ways(lines, candidates, policy.lines)
    ]
    limit = policy.most or len(candidates)
    plans = [plan for plan in everything if len(plan.codes) <= limit]
    most = max(plan.served for plan in plans)
    plans = [plan for plan in plans if plan.served == most]
    singles = [plan for plan in plans if len(plan.codes) <= 1]
    if singles and policy.only_if_needed:
        plans = singles
    elif singles and policy.cheaper_by is not None:
        limit_cost = _first(singles, criteria).cost - policy.cheaper_by
        saving = [plan for plan in plans if len(plan.codes) > 1 and plan.cost <= limit_cost]
        plans = [*singles, *(saving if limit_cost < INFINITE else [])]
    return _first(plans, criteria)


def _first(plans: Sequence[Tried], criteria: Sequence[Criterion]) -> Tried:
    left = list(plans)
    for at, criterion in enumerate(criteria):
        least = min(plan.measures[at] for plan in left)
        left = [plan for plan in left if plan.measures[at] <= least + criterion.band]
    return min(left, key=lambda plan: (len(plan.codes), plan.codes, plan.cost))


def _all_ways(
    lines: Sequence[OrderLine], candidates: Sequence[Candidate], may: str
) -> Iterator[tuple[Way, ...]]:
    each = [list(_line_ways(line.quantity, len(candidates), whole=may != "units")) for line in lines]
    for ways in product(*each):
        if all(_has(lines, ways, at, candidate) for at, candidate in enumerate(candidates)):
            yield ways


def _line_ways(units: int, count: int, *, whole: bool) -> Iterator[Way]:
    for way in product(range(units + 1), repeat=count):
        if sum(way) <= units and not (whole and sum(way) and max(way) != units):
            yield way


def _has(lines: Sequence[OrderLine], ways: Sequence[Way], at: int, candidate: Candidate) -> bool:
    taken: dict[str, int] = {}
    for line, way in zip(lines, ways, strict=True):
        taken[line.sku] = taken.get(line.sku, 0) + way[at]
    return all(units <= candidate.free.get(sku, 0) for sku, units in taken.items())


def _tried(
    lines: Sequence[OrderLine],
    candidates: Sequence[Candidate],
    criteria: Sequence[Criterion],
    ways: tuple[Way, ...],
) -> Tried:
    used = [at for at in range(len(candidates)) if any(way[at] for way in ways)]
    cost = sum(_cost(lines, [way[at] for way in ways], candidates[at]) for at in used)
    measures = []
    for criterion in criteria:
        asked = Asked(criterion.rank, candidates)
        parts = [criterion.ranker.worth(candidates[at], asked) for at in used]
        known = [INFINITE if part is None else part for part in parts]
        joined = sum(known) if criterion.ranker.joined == "sum" else max(known, default=0)
        measures.append(cost if criterion.ranker.priced else joined)
    codes = tuple(sorted(candidates[at].code for at in used))
    return Tried(ways, sum(map(sum, ways)), codes, cost, tuple(measures))


def _cost(lines: Sequence[OrderLine], units: Sequence[int], candidate: Candidate) -> float:
    grams = 0
    for line, count in zip(lines, units, strict=True):
        if count and line.weight_g is None:
            return INFINITE
        grams += count * (line.weight_g or 0)
    if candidate.steps is None:
        return INFINITE
    place, parts = candidate.location, sum(1 for count in units if count)
    work = place.shipment_cost + place.line_cost * parts + place.unit_cost * sum(units)
    return work + _postage(candidate.steps, grams)


def _postage(steps: Sequence[tuple[int, int]], grams: int) -> int:
    price = 0
    while grams > steps[-1][0]:
        price, grams = price + steps[-1][1], grams - steps[-1][0]
        if not grams:
            return price
    return price + next(each for up_to, each in steps if grams <= up_to)
