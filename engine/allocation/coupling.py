"""What couples lines and locations beyond stock, so that the search alone cannot settle it."""

from dataclasses import dataclass

from engine.allocation.demand import Demand
from engine.model import OrderLine, Plan


@dataclass(frozen=True, slots=True)
class Coupling:
    """`units`: what each location may send today where that may bind, by its code; `value`: what each of
    several shipments must be worth; `bound`: lines that go together though others ask for their SKUs too."""

    units: dict[str, int]
    value: int | None
    bound: tuple[tuple[OrderLine, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.units or self.bound or self.value is not None)

    def keeps(self, plan: Plan, prices: dict[int, int]) -> bool:
        """Whether the plan keeps to it. `prices`: of a unit, by line."""
        for shipment in plan.shipments:
            limit = self.units.get(shipment.location)
            if limit is not None and sum([line.quantity for line in shipment.lines]) > limit:
                return False
            worth = sum([prices[line.number] * line.quantity for line in shipment.lines])
            if self.value is not None and len(plan.shipments) > 1 and worth < self.value:
                return False
        return all(_together(lines, plan) for lines in self.bound)


def coupling_of(demand: Demand) -> Coupling:
    """What may bind for this demand."""
    units = {
        candidate.code: limit
        for candidate, limit in zip(demand.candidates, demand.unit_limits, strict=True)
        if limit is not None
    }
    most = demand.policy.most
    value = demand.policy.least_value if most != 1 and len(demand.candidates) > 1 else None
    return Coupling(units, value, tuple([tuple(lines) for lines in demand.bound]))


def _together(lines: tuple[OrderLine, ...], plan: Plan) -> bool:
    numbers, needed = {line.number for line in lines}, sum([line.quantity for line in lines])
    sent = [
        sum([line.quantity for line in shipment.lines if line.number in numbers])
        for shipment in plan.shipments
    ]
    return max(sent, default=0) in (sum(sent), needed) and sum(sent) in (0, needed)
