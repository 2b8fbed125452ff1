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
    days: float
    measures: tuple[float, ...]


def best_plan(
    lines: Sequence[OrderLine],
    candidates: Sequence[Candidate],
    policy: Policy,
    criteria: Sequence[Criterion],
) -> Tried:
    """The plan that must be found, up to equal ones. What ships apart is not looked at."""
    everything = [
        _tried(lines, candidates, criteria, ways) for ways in _all_ways(lines, candidates, policy.lines)
    ]
    limit = policy.most or len(candidates)
    plans = [
        plan for plan in everything if len(plan.codes) <= limit and _allowed(plan, lines, candidates, policy)
    ]
    most = max(plan.served for plan in plans)
    plans = [plan for plan in plans if plan.served == most]
    singles = [plan for plan in plans if len(plan.codes) <= 1]
    if singles and policy.only_if_needed:
        plans = singles
    elif singles and most:
        best = _first(singles, criteria)
        plans = [plan for plan in plans if len(plan.codes) < 2 or _worth_it(plan, best, policy)]
    return _first(plans, criteria)


def _worth_it(several: Tried, single: Tried, policy: Policy) -> bool:
    """Whether several shipments are as much better than the best single one as the policy asks."""
    asked = []
    if policy.cheaper_by is not None:
        asked.append(single.cost < INFINITE and several.cost <= single.cost - policy.cheaper_by)
    if policy.dearer_by is not None:
        asked.append(single.cost < INFINITE and several.cost < single.cost + policy.dearer_by)
    if policy.saves_days is not None:
        asked.append(single.days < INFINITE and several.days <= single.days - policy.saves_days)
    return all(asked)


def _allowed(
    plan: Tried, lines: Sequence[OrderLine], candidates: Sequence[Candidate], policy: Policy
) -> bool:
    for at, candidate in enumerate(candidates):
        units = sum(way[at] for way in plan.ways)
        worth = sum(line.unit_price * way[at] for line, way in zip(lines, plan.ways, strict=True))
        if candidate.units_left is not None and units > candidate.units_left:
            return False
        if len(plan.codes) > 1 and units and worth < (policy.least_value or 0):
            return False
    for group in policy.together:
        mine = [(line, way) for line, way in zip(lines, plan.ways, strict=True) if line.number in group]
        sent = [sum(way[at] for _, way in mine) for at in range(len(candidates))]
        if sum(sent) and max(sent) != sum(line.quantity for line, _ in mine):
            return False
    return True


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
    arrivals = [candidates[at].arrival_days for at in used]
    days = max([INFINITE if each is None else each for each in arrivals], default=0)
    return Tried(ways, sum(map(sum, ways)), codes, cost, days, tuple(measures))


def _cost(lines: Sequence[OrderLine], units: Sequence[int], candidate: Candidate) -> float:
    grams, place = 0, candidate.location
    work = place.shipment_cost + place.line_cost * sum(1 for count in units if count)
    for line, count in zip(lines, units, strict=True):
        each = candidate.situation.grams(line)
        if count and each is None:
            return INFINITE
        grams += count * (each or 0)
        work += count * candidate.unit_price(line)
    if candidate.steps is None:
        return INFINITE
    return work + _postage(candidate.steps, grams)


def _postage(steps: Sequence[tuple[int, int]], grams: int) -> int:
    price = 0
    while grams > steps[-1][0]:
        price, grams = price + steps[-1][1], grams - steps[-1][0]
        if not grams:
            return price
    return price + next(each for up_to, each in steps if grams <= up_to)
