"""The largest order of the sample's source, with the sample's locations, from stock of which nobody has all.

It has 1,114 lines; two of them are no goods (postage, a gift voucher), so 1,112 are allocated."""

import time
from dataclasses import dataclass, replace
from random import Random

from connectors.sample.retailer import shop
from connectors.sample.year import year
from engine.allocation import Criterion, Policy, allocate
from engine.candidate import Candidate
from engine.model import LocationState, Order, Plan, Snapshot, StockLevel
from engine.routing.rankers import RANKERS
from engine.situation import Situation
from rulesets.actions import Rank

SHARES = (0.9, 0.6, 0.5, 0.4)
"""Which share of the SKUs each location has in plenty; of the others it has a few or none."""

ASKED = {
    "lowest_cost": ("lowest_cost",),
    "nearest": ("nearest",),
    "nearest, then lowest_cost": ("nearest", "lowest_cost"),
}


@dataclass(frozen=True)
class Large:
    """The order and what the world looked like."""

    order: Order
    seen: Snapshot

    def candidates(self) -> list[Candidate]:
        """All locations, with nothing worked out yet."""
        situation = Situation(self.order, self.seen)
        return [Candidate(situation, state) for state in self.seen.locations]

    def plan(self, names: tuple[str, ...], policy: Policy) -> Plan:
        """The plan by these rankers."""
        criteria = [Criterion(Rank(by=name), RANKERS[name]) for name in names]  # type: ignore[arg-type]
        plan = allocate(self.order.lines, self.candidates(), policy, criteria)
        if plan is None:
            raise RuntimeError("a plan may leave units out, so there is always one")
        return plan


def large_order(seed: int = 7) -> Large:
    """The order with the most lines in the source's year, and the same stock for it every time."""
    of = shop()
    found = max((each.order for each in year() if hasattr(each, "order")), key=lambda order: len(order.lines))
    order = replace(found, problems=())
    chance = Random(seed)  # noqa: S311  the same stock every time
    states = []
    for location, share in zip(of.locations, SHARES, strict=True):
        stock = {
            line.sku: StockLevel(1000 if chance.random() < share else chance.choice([0, 0, 1, 3, 12]))
            for line in order.lines
        }
        states.append(LocationState(location, stock, fed_at=order.placed_at))
    seen = Snapshot(
        order.placed_at,
        of.retailer.zone,
        of.retailer.country,
        of.retailer.currency,
        tuple(sorted(states, key=lambda state: state.location.code)),
        of.tariff,
    )
    return Large(order, seen)


def largest() -> dict[str, object]:
    """How long it takes by cost and by distance, and how sure the plans are; `ms`, `proven` and `gap` are
    those of the slowest."""
    one = large_order()
    told: dict[str, dict[str, object]] = {}
    for name, names in ASKED.items():
        for lines in ("units", "whole_lines"):
            started = time.perf_counter()
            plan = one.plan(names, Policy(lines))  # type: ignore[arg-type]
            seconds = time.perf_counter() - started
            told[f"{name}, {lines}"] = {
                "ms": round(1e3 * seconds, 1),
                "proven": plan.proven,
                "gap": round(plan.gap, 2),
                "cost": plan.cost,
                "shipments": len(plan.shipments),
                "short": sum(line.quantity for line in plan.shortfall),
            }
    slowest = max(told.values(), key=lambda each: each["ms"])  # type: ignore[arg-type, return-value]
    return {
        "lines": len(one.order.lines),
        "locations": len(one.seen.locations),
        **{key: slowest[key] for key in ("ms", "proven", "gap")},
        "by": told,
    }
