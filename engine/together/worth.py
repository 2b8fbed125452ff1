"""By what joint plans are compared: units that nobody sends, then each measure of the rules, then money.

The measures are those by which the orders' own rules rank their plans, each added up over the orders whose
rule asks for it: first those that stand first in some order's rule (cost before all others), then those that
stand second, and so on. At last come the money of all orders and the number of shipments."""

from collections.abc import Sequence

from engine.model import Decision, Order
from engine.together.pools import Pool
from engine.together.solving import Column

COST = "lowest_cost"

NOT_KNOWN = 10_000_000
"""What a measure that is not known counts as, so that a plan with it stands behind all that are known."""

FINE = 10
"""Steps of a unit in which measures that are not whole, such as km, are compared."""

Worth = tuple[int, ...]
"""Level by level, the most important first; less is better."""

Expected = dict[str, frozenset[str]]
"""The measures of one order's plans by the rule that made them; one that a plan lacks is not known."""


def columns(pools: Sequence[Pool]) -> list[list[Column]]:
    """Every plan of every order with what it takes and what it is worth."""
    names = _names(pools)
    return [_of_pool(pool, names) for pool in pools]


def worth_of(pools: Sequence[Pool], decisions: Sequence[Decision]) -> Worth:
    """What these decisions, one an order, are worth together; compare two of them as they stand."""
    names = _names(pools)
    each = [
        _worth(pool.waiting.order, decision, names, _expected(pool))
        for pool, decision in zip(pools, decisions, strict=True)
    ]
    return tuple(map(sum, zip(*each, strict=True)))


def _names(pools: Sequence[Pool]) -> tuple[str, ...]:
    """The measures by which any plan was ranked, the most important first."""
    first: dict[str, int] = {}
    for pool in pools:
        for decision in pool.decisions:
            for at, (name, _) in enumerate(decision.plan.measures):
                first[name] = min(at, first.get(name, at))
    return tuple(sorted(first, key=lambda name: (first[name], name != COST, name)))


def _of_pool(pool: Pool, names: Sequence[str]) -> list[Column]:
    expected, order = _expected(pool), pool.waiting.order
    return [
        Column(takes, needs, _worth(order, decision, names, expected))
        for takes, needs, decision in zip(pool.takes, pool.needs, pool.decisions, strict=True)
    ]


def _expected(pool: Pool) -> Expected:
    found: dict[str, frozenset[str]] = {}
    for decision in pool.decisions:
        measures = frozenset([name for name, _ in decision.plan.measures])
        found[decision.rule_id] = found.get(decision.rule_id, frozenset()) | measures
    return found


def _worth(order: Order, decision: Decision, names: Sequence[str], expected: Expected) -> Worth:
    plan = decision.plan
    sent = sum([line.quantity for shipment in plan.shipments for line in shipment.lines])
    known = dict(plan.measures)
    asked = expected.get(decision.rule_id, frozenset()) if plan.shipments else frozenset()
    measures = [_measure(known.get(name), name in asked) for name in names]
    money = NOT_KNOWN if plan.cost is None else plan.cost
    return (order.units - sent, *measures, money, len(plan.shipments))


def _measure(value: float | None, asked: bool) -> int:
    if value is None:
        return NOT_KNOWN * FINE if asked else 0
    return round(value * FINE)
