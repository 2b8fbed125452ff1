"""What closes the gap to the clairvoyant day without making orders wait, tried on the same days.

- Prices: a unit of a SKU at a location costs, besides postage and handling, what the linear program says it
  is worth to others; the order takes the plan that is cheapest with them, the most units first as ever.
  `prices_known`: of the very day, which nobody knows in the morning; `prices_forecast`: the mean of ten days
  drawn from the same demand; `prices_again`: the mean of four, worked out anew every 25 orders from the stock
  that is left and the orders that are still expected.
- Spill-over: stores only within so many km of the customer, as long as that serves everything (`spill_…`);
  so many units of each SKU kept back, as long as that serves everything (`keep_…`). Both are rules that a
  shop can write today.
- `at_cutoff`: nobody waits for an answer, but what is not picked yet is planned again, all together, at the
  end of the day.
- `same_served`: not a way to decide, but a part of the gap: the clairvoyant day in which nobody gets fewer
  units than one by one. What lies below it, to 0, is the choice of whom to disappoint."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from engine.compiler import Compiled
from engine.model import Snapshot, StockLevel
from engine.together import Settled, decide_together
from rulesets.actions import KeepStock, Rank, Where
from rulesets.actions.model import Action
from rulesets.conditions import Condition, Group
from rulesets.model import Rule, RuleKind
from tests.benchmarks.together_bound import Clairvoyant, clairvoyant, prices
from tests.benchmarks.together_day import Day, cheapest, drawn
from tests.benchmarks.together_plans import NOT_SERVED, Key, Plans, plans_of

FORECASTS, AGAIN = 10, 4
EVERY = 25
KM = (50, 100, 150, 250)
UNITS = (1, 2)

NEVER = 10 * NOT_SERVED
"""Pence for a unit fewer than one by one, so that no best day has it."""

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
    found["at_cutoff"] = _costs(decide_together(today.waiting(today.orders), cheapest(), seconds=60))
    found["same_served"] = _same_served(today, plans, morning)
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


def _same_served(today: Day, plans: Sequence[Plans], morning: Mapping[Key, int]) -> Costs:
    alone = _one_by_one(today, cheapest())
    kept = []
    for every, each in zip(plans, alone, strict=True):
        fewer = np.maximum(0, every.short - _costs([each])[1])
        kept.append(replace(every, cost=every.cost + NEVER * fewer))
    best = clairvoyant(kept, morning)
    return best.sent, best.short


def _by_rules(today: Day, rules: Compiled) -> Costs:
    return _costs(_one_by_one(today, rules))


def _one_by_one(today: Day, rules: Compiled) -> Sequence[Settled]:
    return decide_together(today.waiting(today.orders), rules, seconds=0)


def _costs(settled: Sequence[Settled]) -> Costs:
    units = sum([each.order.units for each in settled])
    parcels = [parcel for each in settled for parcel in each.decision.plan.shipments]
    sent = sum([line.quantity for parcel in parcels for line in parcel.lines])
    return sum([parcel.cost or 0 for parcel in parcels]), units - sent


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
