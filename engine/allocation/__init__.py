"""Demand + candidates + split policy + criteria -> the best plan, exactly.

1. What ships apart is planned part by part (`parts`).
2. Where one location is enough, the single ones are compared at once (`alone`).
3. Else the search looks for the best set of locations and the best way to share lines among them (`search`).
4. Where something couples lines and locations beyond stock (`coupling`), the search's plan still is the best
   one when it happens to keep to it; if not, and where the search was cut short, the solver decides
   (`solver`). Of the two plans the better one is given. A plan that is not proven best says so, and by how
   much."""

from collections.abc import Sequence
from dataclasses import replace

from engine.allocation.alone import one_sends_all
from engine.allocation.bounds import Effort
from engine.allocation.choice import shares_of
from engine.allocation.coupling import Coupling, coupling_of
from engine.allocation.demand import Demand
from engine.allocation.levels import Start, settled
from engine.allocation.limits import NO_LIMITS, Limits
from engine.allocation.measures import Allowed, Measure
from engine.allocation.model import Criterion, Policy
from engine.allocation.packing import Shares
from engine.allocation.parts import parts_of, plan_apart
from engine.allocation.plans import nothing_sent, plan_of
from engine.allocation.search import Found, most_units, searched
from engine.allocation.sets import Worths
from engine.allocation.solver import Solver
from engine.allocation.table import Tabled, cheapest, cheapest_coupled
from engine.candidate import Candidate
from engine.model import OrderLine, Plan

__all__ = ["Criterion", "Policy", "allocate"]

EFFORT = 25_000
"""Steps that the search may take before the solver is asked."""

LARGE_EFFORT = 400_000
"""The same where the solver is not asked."""

MOST_SOLVED = 250
"""Lines times locations up to which the solver is asked to prove what the search could not."""


def allocate(
    lines: Sequence[OrderLine],
    candidates: Sequence[Candidate],
    policy: Policy,
    criteria: Sequence[Criterion],
    *,
    whole: bool = False,
) -> Plan | None:
    """The best plan for these lines; what nobody can send is its shortfall. `whole`: None as soon as it is
    clear that something would be short. Neither the order of lines nor that of candidates matters. What ships
    apart are shipments of their own, also from a location that sends another one."""
    parts = parts_of(lines, policy) if policy.apart else [lines]
    if len(parts) < 2:
        return _one_order(lines, candidates, policy, criteria, whole=whole)
    return plan_apart(
        parts,
        candidates,
        criteria,
        lambda some, left: _one_order(some, left, policy, criteria, whole=whole),
    )


def _one_order(
    lines: Sequence[OrderLine],
    candidates: Sequence[Candidate],
    policy: Policy,
    criteria: Sequence[Criterion],
    *,
    whole: bool,
) -> Plan | None:
    if policy.most == 1 or policy.only_if_needed or len(candidates) == 1:
        plan = one_sends_all(lines, candidates, criteria)
        if plan is not None:
            return plan
    if whole and _lacking(lines, candidates):
        return None
    demand = Demand(lines, candidates, policy)
    limit = policy.most or len(demand.candidates)
    target = most_units(demand, limit)
    if target < demand.needed and whole:
        return None
    if not target:
        return nothing_sent(demand.lines)
    worths = [Worths.of(criterion, demand) for criterion in criteria]
    plan = _best(demand, worths, target, limit)
    return None if whole and plan.shortfall else plan


def _lacking(lines: Sequence[OrderLine], candidates: Sequence[Candidate]) -> bool:
    """Whether all candidates together have too few units of some SKU."""
    needed: dict[str, int] = {}
    for line in lines:
        needed[line.sku] = needed.get(line.sku, 0) + line.quantity
    frees = [candidate.free for candidate in candidates]
    return any(sum([free.get(sku, 0) for free in frees]) < units for sku, units in needed.items())


def _best(demand: Demand, worths: Sequence[Worths], target: int, limit: int) -> Plan:
    solvable = len(demand.lines) * len(demand.candidates) <= MOST_SOLVED
    found = searched(demand, worths, target, limit, Effort(EFFORT if solvable else LARGE_EFFORT))
    plan = _sure(_told(demand, worths, shares_of(demand, found.chosen)), demand, found, worths)
    coupling = coupling_of(demand)
    if coupling:
        return plan if _still_best(plan, coupling, found, demand) else _coupled(demand, worths, coupling)
    if plan.proven or not solvable:
        return plan
    tabled = cheapest(demand, worths, found, target)
    if tabled is None or tabled.cost > (plan.cost or 0):
        return _bettered(demand, worths, plan, found, target)
    return _tabled(demand, worths, tabled, found.limits, target)


def _still_best(plan: Plan, coupling: Coupling, found: Found, demand: Demand) -> bool:
    """Whether the best plan of those that need not keep to the coupling is the best of those that do: it
    keeps to it itself, no band let a better value go, and the single one that it was compared with is the
    same."""
    if not (plan.proven and found.chosen.strict):
        return False
    if demand.policy.compares and (coupling.units or (coupling.bound and plan.shortfall)):
        return False
    return coupling.keeps(plan, {line.number: line.unit_price for line in demand.lines})


def _coupled(demand: Demand, worths: Sequence[Worths], coupling: Coupling) -> Plan:
    """The table's plan, or the solver's; nothing is sent where it finds none in time."""
    tabled = cheapest_coupled(demand, worths, coupling)
    if tabled is not None:
        return _tabled(demand, worths, tabled, NO_LIMITS, demand.needed, coupling)
    nothing: list[Shares] = [()] * len(demand.lines)
    solved = Solver(demand, worths).best(nothing)
    if solved is None:
        return replace(nothing_sent(demand.lines), proven=False, gap=float(demand.needed))
    return replace(_told(demand, worths, solved.shares), proven=solved.proven, gap=solved.gap)


def _bettered(demand: Demand, worths: Sequence[Worths], plan: Plan, found: Found, target: int) -> Plan:
    """The better one of the solver's plan and this one."""
    shares = shares_of(demand, found.chosen)
    if not all(group.exact for group in demand.groups):
        solved = Solver(demand, worths).best(shares)
    else:
        solved = Solver(demand, worths).better(shares, target, found.limits)
    if solved is None:
        return plan
    return replace(_told(demand, worths, solved.shares), proven=solved.proven, gap=solved.gap)


def _tabled(
    demand: Demand,
    worths: Sequence[Worths],
    tabled: Tabled,
    limits: Limits,
    target: int,
    coupling: Coupling | None = None,
) -> Plan:
    """The cheapest plan, or the one that is as cheap, within the band, and better by what comes after: by the
    table too, else by the solver."""
    if tabled.settled:
        return _told(demand, worths, tabled.shares)
    shares = _levelled(demand, worths, tabled, limits, coupling)
    if shares is not None:
        return _told(demand, worths, shares)
    solved = Solver(demand, worths).better(tabled.shares, target, limits, tabled.cost)
    if solved is None:
        return _told(demand, worths, tabled.shares)
    return replace(_told(demand, worths, solved.shares), proven=solved.proven, gap=solved.gap)


def _levelled(
    demand: Demand, worths: Sequence[Worths], tabled: Tabled, limits: Limits, coupling: Coupling | None
) -> list[Shares] | None:
    """What the criteria after cost say, where the cheapest plan has the best values of those before it."""
    at = next(at for at, each in enumerate(worths) if each.criterion.ranker.priced)
    filled = tabled.filled if limits.days is None else None  # it leaves out late ones, which may send alone
    start = Start(tabled.shares, tabled.cost, cheapest=True, filled=filled)
    before = [Measure.of(each) for each in worths[:at]]
    allowed = [Allowed(measure, measure.value(start.mask)) for measure in before if measure is not None]
    if len(allowed) < len(before):
        return None
    return settled(demand, worths[at:], allowed, limits, start, coupling)


def _told(demand: Demand, worths: Sequence[Worths], shares: Sequence[Shares]) -> Plan:
    """The plan with its measures."""
    plan = plan_of(demand, shares)
    places = sorted({place for share in shares for place, _ in share})
    measures: list[tuple[str, float]] = []
    for each in worths if places else ():
        priced = each.criterion.ranker.priced
        value = plan.cost if priced else each.measure(places)
        if value is not None and value != float("inf"):
            measures.append((each.criterion.ranker.by, value))
    return replace(plan, measures=tuple(measures))


def _sure(plan: Plan, demand: Demand, found: Found, worths: Sequence[Worths]) -> Plan:
    """The plan with how sure the search is of it."""
    proven, gap = found.chosen.proven and found.complete, found.chosen.gap
    if found.chosen.cut or not found.complete:
        gap = max(gap, _open_gap(worths, plan.measures))
    if not all(group.exact for group in demand.groups):
        proven, gap = False, max(gap, float(sum([line.quantity for line in plan.shortfall])))
    return replace(plan, proven=proven, gap=gap)


def _open_gap(worths: Sequence[Worths], measures: Sequence[tuple[str, float]]) -> float:
    """How much better, by the first criterion, a set could be that was not looked at: at best it is as
    good as the best single part."""
    if not measures or not worths:
        return 0.0
    known = [part for part in worths[0].parts if part is not None]
    return max(0.0, measures[0][1] - min(known, default=0.0))
