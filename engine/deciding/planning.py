"""The best plan of who may serve: sent to the customer, or collected with what has to be sent there first."""

from collections.abc import Sequence
from dataclasses import replace

from engine.allocation import Criterion, Policy, allocate
from engine.candidate import Candidate
from engine.model import OrderLine, Plan


def planned(
    lines: Sequence[OrderLine],
    candidates: Sequence[Candidate],
    policy: Policy,
    criteria: Sequence[Criterion],
    *,
    whole: bool,
) -> Plan | None:
    """As `allocate`. Where the customer collects and the rest is sent there, what is there comes first; the
    policy then holds for the rest, with one shipment less. Where that does not serve everything though it
    could be served, it is planned as if the location where the customer collects sent its part too."""
    there = [each for each in candidates if each.way.mode == "pickup"]
    if there and len(there) < len(candidates):
        senders = [each for each in candidates if each.way.mode != "pickup"]
        plan = _there_first(lines, there, senders, policy, criteria)
        if plan is not None and not plan.shortfall:
            return plan
        other = allocate(lines, candidates, policy, criteria, whole=whole)
        if other is not None and (plan is None or _short(other) < _short(plan)):
            return other
        return None if whole else plan
    return allocate(lines, candidates, policy, criteria, whole=whole)


def _there_first(
    lines: Sequence[OrderLine],
    there: Sequence[Candidate],
    senders: Sequence[Candidate],
    policy: Policy,
    criteria: Sequence[Criterion],
) -> Plan | None:
    """None where the policy does not let what is there be one shipment and the rest another."""
    first = allocate(lines, there, policy, criteria)
    if first is None or not first.shortfall:
        return first
    if not first.shipments:
        return allocate(lines, senders, policy, criteria)
    if policy.most == 1:
        return first
    units = {line.number: line.quantity for line in first.shortfall}
    rest = [replace(line, quantity=units[line.number]) for line in lines if line.number in units]
    fewer = replace(policy, at_most=None if policy.at_most is None else policy.at_most - 1)
    second = allocate(rest, senders, fewer, criteria) or Plan((), first.shortfall)
    shipments = sorted([*first.shipments, *second.shipments], key=lambda each: each.location)
    return replace(
        second,
        shipments=tuple(shipments),
        proven=first.proven and second.proven,
        gap=max(first.gap, second.gap),
    )


def _short(plan: Plan) -> int:
    return sum([line.quantity for line in plan.shortfall])
