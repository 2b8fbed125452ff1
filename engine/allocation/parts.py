"""Lines that ship apart: each part of the order is planned as one of its own, from what the ones before
left."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.allocation.model import Criterion, Policy
from engine.candidate import Candidate
from engine.model import OrderLine, Plan

Planner = Callable[[Sequence[OrderLine], Sequence[Candidate]], Plan | None]


def parts_of(lines: Sequence[OrderLine], policy: Policy) -> list[list[OrderLine]]:
    """The lines of each part, the part with the first line first. A line belongs to the first group that
    names it; those that none names are a part too."""
    claimed: dict[int, int] = {}
    for at, group in enumerate(policy.apart):
        for number in group:
            claimed.setdefault(number, at)
    found: dict[int, list[OrderLine]] = {}
    for line in sorted(lines, key=lambda line: line.number):
        found.setdefault(claimed.get(line.number, -1), []).append(line)
    return list(found.values())


def plan_apart(
    parts: Sequence[Sequence[OrderLine]],
    candidates: Sequence[Candidate],
    criteria: Sequence[Criterion],
    plan_one: Planner,
) -> Plan | None:
    """The parts' plans as one; None as soon as one has none."""
    plans: list[Plan] = []
    left = list(candidates)
    for lines in parts:
        plan = plan_one(lines, left)
        if plan is None:
            return None
        plans.append(plan)
        left = [rest for each in left if (rest := _after(each, plans)) is not None]
    return _joined(plans, criteria)


def _after(candidate: Candidate, plans: Sequence[Plan]) -> Candidate | None:
    """The location without what the last plan takes from it; None when it can send no further shipment."""
    taken = [each for each in plans[-1].shipments if each.location == candidate.code]
    if not taken:
        return candidate
    shipments = sum([each.location == candidate.code for plan in plans for each in plan.shipments])
    left = candidate.capacity_left
    if left is not None and not candidate.way.full_too and shipments >= left:
        return None
    free, units = dict(candidate.free), 0
    for line in taken[0].lines:
        free[line.sku] -= line.quantity
        units += line.quantity
    state = replace(candidate.state, units_today=candidate.state.units_today + units)
    return Candidate(candidate.situation, state, free, candidate.services, candidate.way)


def _joined(plans: Sequence[Plan], criteria: Sequence[Criterion]) -> Plan:
    """One plan. A criterion's measure is that of all shipments where each part's is known."""
    sending = [plan for plan in plans if plan.shipments]
    measures: list[tuple[str, float]] = []
    for at, criterion in enumerate(criteria):
        by = criterion.ranker.by
        values = [dict(_numbered(plan, criteria)).get(at) for plan in sending]
        known = [value for value in values if value is not None]
        if known and len(known) == len(values):
            joined = sum(known) if criterion.ranker.priced or criterion.ranker.joined == "sum" else max(known)
            measures.append((by, joined))
    return Plan(
        tuple([shipment for plan in plans for shipment in plan.shipments]),
        tuple(sorted([line for plan in plans for line in plan.shortfall], key=lambda line: line.number)),
        tuple(measures),
        all(plan.proven for plan in plans),
        sum([plan.gap for plan in plans]),
    )


def _numbered(plan: Plan, criteria: Sequence[Criterion]) -> list[tuple[int, float]]:
    """Each measure with the place of its criterion; those that are not known are left out of a plan."""
    found, at = list[tuple[int, float]](), 0
    for by, value in plan.measures:
        while criteria[at].ranker.by != by:
            at += 1
        found.append((at, value))
        at += 1
    return found
