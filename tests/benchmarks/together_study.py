"""What closes the gap to the clairvoyant day without making orders wait, tried on the same days.

- Prices: a unit of a SKU at a location costs, besides postage and handling, what the linear program says it
  is worth to others; the order takes the plan that is cheapest with them, the most units first as ever.
  `prices_known`: of the very day, which nobody knows in the morning; `prices_forecast`: the mean of three
  days drawn from the same demand; `prices_again`: such prices worked out anew every 50 orders, from the stock
  that is left and the orders that are still expected.
- Spill-over: stores only within so many km of the customer, as long as that serves everything (`spill_…`);
  so many units of each SKU kept back, as long as that serves everything (`keep_…`). Both are rules that a
  shop can write today."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from engine.compiler import Compiled
from engine.decide import decide
from engine.model import Snapshot, StockLevel
from engine.together import Waiting
from engine.together.model import Resource, uses
from engine.together.sharing import left_by
from rulesets.actions import KeepStock, Rank, Where
from rulesets.actions.model import Action
from rulesets.conditions import Condition, Group
from rulesets.model import Rule, RuleKind
from tests.benchmarks.together_bound import Clairvoyant, prices
from tests.benchmarks.together_day import Day, cheapest, drawn
from tests.benchmarks.together_plans import Key, Plans, plans_of

FORECASTS, AGAIN = 3, 2
EVERY = 50
KM = (50, 100, 150, 250)
UNITS = (1, 2)

Prices = Mapping[Key, float]

Costs = tuple[int, int]
"""Pence of postage and handling, and units that are not served."""


def study(seed: int, today: Day, plans: Sequence[Plans], best: Clairvoyant) -> dict[str, Costs]:
    """What the day comes to in each of these ways."""
    chance = Random(seed + 1_000)  # noqa: S311  the same forecasts every time are what is wanted
    morning = _limits(today)
    forecast = _forecast(chance, today, morning, len(today.orders), FORECASTS)
    found = {
        "prices_known": _priced(plans, morning, lambda _at, _left: best.prices),
        "prices_forecast": _priced(plans, morning, lambda _at, _left: forecast),
        "prices_again": _priced(plans, morning, _anew(chance, today, len(plans))),
    }
    found |= {f"spill_{km}": _by_rules(today, cheapest(_near(km))) for km in KM}
    return found | {f"keep_{units}": _by_rules(today, cheapest(_keeping(units))) for units in UNITS}


def _limits(today: Day) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for state in today.morning.locations:
        found[state.location.code, ""] = state.location.capacity or 0
        for sku, level in state.stock.items():
            found[state.location.code, sku] = level.on_hand
    return found


def _priced(
    plans: Sequence[Plans], morning: Mapping[Key, int], asked: Callable[[int, Mapping[Key, int]], Prices]
) -> Costs:
    """One by one, each order the plan that is cheapest with the prices of its moment."""
    left, cost, short = dict(morning), 0, 0
    for at, every in enumerate(plans):
        chosen = every.best(left, asked(at, left))
        cost, short = cost + int(every.sent[chosen]), short + int(every.short[chosen])
        for key, units in zip(every.keys, every.takes[chosen], strict=True):
            left[key] -= int(units)
    return cost, short


def _forecast(chance: Random, today: Day, left: Mapping[Key, int], count: int, days: int) -> Prices:
    """The mean prices of so many draws of the orders that are expected, with what is left."""
    total: dict[Key, float] = dict.fromkeys(left, 0.0)
    for _ in range(days):
        expected = [plans_of(order, _stocked(today, left)) for order in drawn(chance, today, count)]
        for key, price in prices(expected, left).items():
            total[key] += price / days
    return total


def _stocked(today: Day, left: Mapping[Key, int]) -> Snapshot:
    states = []
    for state in today.morning.locations:
        code = state.location.code
        levels = {sku: StockLevel(left[code, sku]) for sku in state.stock}
        states.append(replace(state, stock=levels))
    return replace(today.morning, locations=tuple(states))


def _anew(chance: Random, today: Day, count: int) -> Callable[[int, Mapping[Key, int]], Prices]:
    now: dict[int, Prices] = {}

    def asked(at: int, left: Mapping[Key, int]) -> Prices:
        turn = at // EVERY
        if turn not in now:
            now[turn] = _forecast(chance, today, left, count - at, AGAIN)
        return now[turn]

    return asked


def _by_rules(today: Day, rules: Compiled) -> Costs:
    taken: Counter[Resource] = Counter()
    cost = short = 0
    for order in today.orders:
        decision = decide(order, left_by(taken, Waiting(order, today.morning)), rules)
        sent = sum([line.quantity for parcel in decision.plan.shipments for line in parcel.lines])
        cost, short = cost + (decision.plan.cost or 0), short + order.units - sent
        taken.update(uses(decision))
    return cost, short


def _near(km: int) -> Rule:
    """Stores only for their neighbourhood, unless that leaves something out."""
    near = Group(
        match="any",
        of=(
            Condition(field="location.kind", operator="is", value="warehouse"),
            Condition(field="location.distance", operator="at_most", value=km),
        ),
    )
    return _first(Where(where=near))


def _keeping(units: int) -> Rule:
    """Some units of each SKU stay where they are, unless that leaves something out."""
    return _first(KeepStock(units=units))


def _first(asked: Action) -> Rule:
    always = Group(match="all", of=(Condition(field="order.line_count", operator="at_least", value=1),))
    return Rule(
        id="first",
        name="First",
        kind=RuleKind.ROUTING,
        when=always,
        then=(asked, Rank(by="lowest_cost")),
        otherwise="next_rule",
    )
