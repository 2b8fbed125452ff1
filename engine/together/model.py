"""What joint planning gives, and the stock and capacity that plans take."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.model import Decision, Order, Snapshot

Resource = tuple[Literal["stock", "orders", "units"], str, str]
"""What runs out: units of a SKU at a location; shipments, or units, that a location takes today (SKU "")."""

Uses = Mapping[Resource, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order that waits to be planned with others, and the world as a decision on it alone would read it:
    what it may not ask (rejections), the holds lifted, its attempts are its own; stock, capacity, tariff and
    instant are those of all."""

    order: Order
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided on an order together with others. `snapshot`: the same world with what the others take
    already allocated; `decide` on it gives this decision, so it is what is kept of how it came about.
    `others`: what they take."""

    order: Order
    snapshot: Snapshot
    decision: Decision
    others: Uses


def uses(decision: Decision) -> Uses:
    """What the plan of a decision takes away from the others."""
    found: Counter[Resource] = Counter()
    for shipment in decision.plan.shipments:
        found["orders", shipment.location, ""] += 1
        for line in shipment.lines:
            found["stock", shipment.location, line.sku] += line.quantity
            found["units", shipment.location, ""] += line.quantity
    return found
