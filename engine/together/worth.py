"""By what joint plans are compared: units that nobody sends, then each measure of the rules, then money.

The measures are those by which the orders' own rules rank their plans, each added up over the orders whose
rule asks for it: first those that stand first in some order's rule (cost before all others), then those that
stand second, and so on. At last come the money of all orders and the number of shipments."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.model import Decision, Order

COST = "lowest_cost"
MONEY, SHIPMENTS = "money", "shipments"

NOT_KNOWN = 10_000_000
"""What a measure that is not known counts as, so that a plan with it stands behind all that are known."""

FINE = 10
"""Steps of a unit in which measures that are not whole, such as km, are compared."""

Level = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The measures that count, the most important first."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> "Yardstick":
        """All measures by which any of these plans was ranked."""
        first: dict[str, int] = {}
        for decision in decisions:
            for at, (name, _) in enumerate(decision.plan.measures):
                first[name] = min(at, first.get(name, at))
        return cls(tuple(sorted(first, key=lambda name: (first[name], name != COST, name))))

    def worth(self, order: Order, decision: Decision, expected: frozenset[str]) -> tuple[int, ...]:
        """What a decision adds to each level; less is better. `expected`: the measures that the plans of this
        order by the same rule have; one that is missing is not known."""
        plan = decision.plan
        sent = sum([line.quantity for shipment in plan.shipments for line in shipment.lines])
        known = dict(plan.measures)
        asked = expected if plan.shipments else frozenset()
        measures = [self._measure(known.get(name), name in asked) for name in self.names]
        money = plan.cost if plan.cost is not None else NOT_KNOWN
        return (order.units - sent, *measures, money, len(plan.shipments))

    def _measure(self, value: float | None, asked: bool) -> int:
        if value is None:
            return NOT_KNOWN if asked else 0
        return round(value * FINE)


def expected_by_rule(decisions: Sequence[Decision]) -> dict[str, frozenset[str]]:
    """The measures of one order's plans, by the rule that made them."""
    found: dict[str, set[str]] = {}
    for decision in decisions:
        found.setdefault(decision.rule_id, set()).update(name for name, _ in decision.plan.measures)
    return {rule: frozenset(names) for rule, names in found.items()}


def added(worths: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The worth of several decisions together; compare two of them as they stand."""
    return tuple(sum(level) for level in zip(*worths, strict=True))
