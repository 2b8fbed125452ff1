"""What several shipments must keep, by the best single one that serves as much."""

from dataclasses import dataclass

from engine.allocation.model import Policy


@dataclass(frozen=True, slots=True)
class Limits:
    """`cost`: minor units at most; `days`: the latest arrival, in days; None asks nothing. `single`: several
    shipments may not be."""

    cost: int | None = None
    days: int | None = None
    single: bool = False


NO_LIMITS = Limits()
ONLY_SINGLE = Limits(single=True)


def limits_by(policy: Policy, cost: int | None, days: int | None) -> Limits:
    """What the policy asks when the best single shipment costs so much and arrives in so many days. What is
    not known cannot be shown to be better, so then several may not be."""
    most = latest = None
    if policy.cheaper_by is not None or policy.dearer_by is not None:
        if cost is None:
            return ONLY_SINGLE
        asked = [cost - policy.cheaper_by] if policy.cheaper_by is not None else []
        most = min([*asked, cost + policy.dearer_by - 1] if policy.dearer_by is not None else asked)
    if policy.saves_days is not None:
        if days is None:
            return ONLY_SINGLE
        latest = days - policy.saves_days
    return Limits(most, latest)
