"""Demand + candidates + split policy + criteria -> the best plan, exactly.

1. The target is the most units that the policy lets any set of locations send. Nothing counts more.
2. Where one location alone reaches it and the policy wants several only if needed, only single ones count.
3. `cheaper_by`: of the single ones the best by the criteria is the yardstick; several count only where they
   cost so much less. Where no single one reaches the target, or a cost is not known, it asks nothing or
   refuses: what cannot be shown to save is not split.
4. Of the sets that are left the criteria choose (`choice`); within the set, who sends what costs the least
   where cost has a say (`pricing`), and otherwise keeps lines whole (`demand`).
"""

from collections.abc import Sequence
from dataclasses import replace

from engine.allocation.alone import one_sends_all
from engine.allocation.choice import Choice, Chosen, shares_of
from engine.allocation.demand import Demand, places_of
from engine.allocation.model import Criterion, Policy
from engine.allocation.plans import nothing_sent, plan_of
from engine.allocation.sets import Search, Sets, Worths
from engine.candidate import Candidate
from engine.model import OrderLine, Plan

__all__ = ["Criterion", "Policy", "allocate"]


def allocate(
    lines: Sequence[OrderLine],
    candidates: Sequence[Candidate],
    policy: Policy,
    criteria: Sequence[Criterion],
    *,
    whole: bool = False,
) -> Plan | None:
    """The best plan for these lines; what nobody can send is its shortfall. `whole`: None as soon as it is
    clear that something would be short. Neither the order of lines nor that of candidates matters."""
    if policy.most == 1 or policy.only_if_needed or len(candidates) == 1:
        plan = one_sends_all(lines, candidates, criteria)
        if plan is not None:
            return plan
    demand = Demand(lines, candidates, policy)
    limit = policy.most or len(demand.candidates)
    target = _target(demand, limit)
    if target < demand.needed and whole:
        return None
    if not target:
        return nothing_sent(demand.lines)
    worths = [Worths.of(criterion, demand) for criterion in criteria]
    choice = Choice(demand, worths)
    chosen, complete = _chosen(demand, policy, choice, worths, target, limit)
    return _plan(demand, chosen, worths, complete)


def _target(demand: Demand, limit: int) -> int:
    """The most units that any set of at most so many locations sends."""
    count = len(demand.candidates)
    singles = [demand.served(1 << place) for place in range(count)]
    best = max(singles, default=0)
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
        found = Search(demand, best + 1, limit, None, supersets=False).run().found
        if not found:
            return best
        best = max([demand.served(mask) for mask in found])
    return best


def _chosen(
    demand: Demand, policy: Policy, choice: Choice, worths: Sequence[Worths], target: int, limit: int
) -> tuple[Chosen, bool]:
    count = len(demand.candidates)
    singles = [1 << place for place in range(count) if demand.served(1 << place) == target]
    if singles and (limit == 1 or policy.only_if_needed):
        return choice.best(singles), True
    cost_matters = policy.cheaper_by is not None or any(each.criterion.ranker.priced for each in worths)
    sets = Search(demand, target, limit, worths[0] if worths else None, supersets=cost_matters).run()
    if singles and policy.cheaper_by is not None:
        return _if_cheaper(choice, singles, sets, policy.cheaper_by), sets.complete
    return choice.best(sets.found), sets.complete


def _if_cheaper(choice: Choice, singles: Sequence[int], sets: Sets, cheaper_by: int) -> Chosen:
    best = choice.best(singles)
    yardstick = choice.cost(best.mask)
    if yardstick is None:
        return best
    allowed = [
        mask
        for mask in sets.found
        if mask.bit_count() > 1
        and choice.pricing(mask).least <= yardstick - cheaper_by
        and (choice.cost(mask) or 0) <= yardstick - cheaper_by
    ]
    return choice.best([*singles, *allowed], priced=bool(allowed))


def _plan(demand: Demand, chosen: Chosen, worths: Sequence[Worths], complete: bool) -> Plan:
    plan = plan_of(demand, shares_of(demand, chosen))
    places = places_of(chosen.mask)
    measures: list[tuple[str, float]] = []
    for each in worths:
        priced = each.criterion.ranker.priced
        value = plan.cost if priced else each.measure(places)
        if value is not None and value != float("inf"):
            measures.append((each.criterion.ranker.by, value))
    gap = chosen.gap if complete else max(chosen.gap, _open_gap(worths, measures))
    if not all(group.exact for group in demand.groups):
        complete, gap = False, max(gap, float(sum([line.quantity for line in plan.shortfall])))
    return replace(plan, measures=tuple(measures), proven=chosen.proven and complete, gap=gap)


def _open_gap(worths: Sequence[Worths], measures: Sequence[tuple[str, float]]) -> float:
    """How much better, by the first criterion, a set could be that was not looked at: at best it is as
    good as the best single part."""
    if not measures or not worths:
        return 0.0
    known = [part for part in worths[0].parts if part is not None]
    return max(0.0, measures[0][1] - min(known, default=0.0))
