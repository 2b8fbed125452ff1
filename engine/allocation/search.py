"""The best plan by search, where nothing couples the lines: first which locations, then who sends what.

1. The target is the most units that the policy lets any set of locations send. Nothing counts more.
2. Where one location alone reaches it and the policy wants several only if needed, only single ones count.
3. Where several are compared with the best single one, only the sets within its limits count.
4. Of the sets that are left the criteria choose (`choice`); within the set, who sends what costs the least
   where cost has a say (`pricing`), and otherwise keeps lines whole (`demand`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.allocation.bounds import Effort
from engine.allocation.choice import Choice, Chosen
from engine.allocation.demand import Demand, places_of
from engine.allocation.limits import NO_LIMITS, Limits, limits_by
from engine.allocation.sets import MOST_TRIED, Search, Sets, Worths

MOST_PRICED = 1_500
"""Sets looked for where each has to be priced."""


@dataclass(frozen=True, slots=True)
class Found:
    """The winning set; `complete`: every set that could be better was looked at; `limits` of several;
    `single`: what the best single one costs that they were compared with, where that is known."""

    chosen: Chosen
    complete: bool
    limits: Limits = NO_LIMITS
    single: int | None = None


def most_units(demand: Demand, limit: int) -> int:
    """The most units that any set of at most so many locations sends."""
    count = len(demand.candidates)
    best = max([demand.served(1 << place) for place in range(count)], default=0)
    if limit == 1 or best == demand.needed:
        return best
    everything = demand.served(demand.everyone)
    if limit >= count or everything == best:
        return everything
    return _most_of_few(demand, limit, best, everything)


def _most_of_few(demand: Demand, limit: int, best: int, everything: int) -> int:
    """The most units of at most `limit` locations, raised step by step: whatever set is found that serves
    more than the best so far is the new best."""
    while best < everything:
        found = Search(demand, best + 1, limit, None).run().found
        if not found:
            return best
        best = max([demand.served(mask) for mask in found])
    return best


def searched(demand: Demand, worths: Sequence[Worths], target: int, limit: int, effort: Effort) -> Found:
    """The best set of locations that sends `target` units."""
    policy, choice = demand.policy, Choice(demand, worths, effort)
    places = range(len(demand.candidates))
    singles = [1 << place for place in places if demand.served(1 << place) == target]
    if singles and (limit == 1 or policy.only_if_needed):
        return Found(choice.best(singles), complete=True)
    compares = bool(singles) and policy.compares
    by_cost = compares and not (policy.cheaper_by is None and policy.dearer_by is None)
    priced = by_cost or any(each.criterion.ranker.priced for each in worths)
    sets = Search(
        demand,
        target,
        limit,
        worths[0] if worths else None,
        supersets=priced,
        trusted=not compares,
        most_tried=MOST_PRICED if priced else MOST_TRIED,
    ).run()
    if compares:
        return _compared(demand, choice, singles, sets, effort)
    # Among many locations the search may end before it meets a set that serves so many units.
    found = sets.found or Search(demand, target, limit, None).run().found or [_grown(demand, limit)]
    return Found(choice.best(found), sets.complete)


def _grown(demand: Demand, limit: int) -> int:
    """A set of at most so many locations, each the one that adds most units to those before it."""
    mask = 0
    for _ in range(min(limit, len(demand.candidates))):
        rest = [mask | 1 << place for place in range(len(demand.candidates)) if not mask >> place & 1]
        more = max(rest, key=demand.served)
        if demand.served(more) == demand.served(mask):
            break
        mask = more
    return mask


def _compared(demand: Demand, choice: Choice, singles: Sequence[int], sets: Sets, effort: Effort) -> Found:
    """The best of the single ones and of the sets within the limits that the best of them sets."""
    best = choice.best(singles)
    place = places_of(best.mask)[0]
    asks_cost = not (demand.policy.cheaper_by is None and demand.policy.dearer_by is None)
    single = choice.cost(best.mask)
    cost = single if asks_cost else None
    limits = limits_by(demand.policy, cost, demand.candidates[place].arrival_days)
    if limits.single:
        return Found(best, complete=True, limits=limits)
    allowed = []
    for mask in sets.found:
        if mask.bit_count() > 1 and _all_in_time(demand, mask, limits.days):
            if effort.spent:
                choice.cut()
                break
            if limits.cost is None or _within(choice, mask, limits.cost):
                allowed.append(mask)
    priced = bool(allowed) and limits.cost is not None
    return Found(choice.best([*singles, *allowed], priced=priced), sets.complete, limits, single)


def in_time(demand: Demand, place: int, days: int) -> bool:
    """Whether a location is known to arrive within so many days."""
    arrival = demand.candidates[place].arrival_days
    return arrival is not None and arrival <= days


def _all_in_time(demand: Demand, mask: int, days: int | None) -> bool:
    return days is None or all(in_time(demand, place, days) for place in places_of(mask))


def _within(choice: Choice, mask: int, most: int) -> bool:
    pricing = choice.pricing(mask)
    if pricing.floor > most or pricing.least > most:
        return False
    cost = choice.cost(mask)
    return cost is not None and cost <= most
