"""Small days that several orders share, made by hypothesis; and every joint plan there is, one by one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from hypothesis import strategies as st

from engine.candidate import Candidate
from engine.compiler import Compiled, compile_ruleset
from engine.model import Location, LocationState, Order, Snapshot, StockLevel
from engine.postage import handling
from engine.situation import Situation
from engine.together import Settled, Waiting
from engine.together.model import Resource, uses
from rulesets.actions import KeepStock, Rank, Split
from tests.engine.decision import world

SKUS = ("X", "Y")
CODES = ("A", "B", "C")


SPLITS = [
    Split(policy="units"),
    Split(policy="units", at_most=2, only_if_needed=True),
    Split(policy="whole_lines"),
    Split(policy="none"),
    Split(policy="units", cheaper_by="1.00 GBP"),
]
FREE_SPLITS = [Split(policy="units"), Split(policy="whole_lines"), Split(policy="none")]
CHEAPEST = (Rank(by="lowest_cost"),)
RANKED = [
    CHEAPEST,
    (Rank(by="nearest"), Rank(by="lowest_cost")),
    (Rank(by="fewest_shipments"), Rank(by="nearest", tie_within=100)),
    (Rank(by="least_capacity_used"),),
    (KeepStock(units=1), Rank(by="lowest_cost")),
]


@dataclass(frozen=True)
class SmallDay:
    """Orders that wait in one world, and their rules."""

    orders: tuple[Order, ...]
    seen: Snapshot
    compiled: Compiled
    split: Split
    otherwise: str

    @property
    def waiting(self) -> list[Waiting]:
        return [Waiting(order, self.seen) for order in self.orders]


@st.composite
def places(draw: st.DrawFn, code: str) -> Location:
    return Location(
        code,
        f"Place {code}",
        "store",
        "GB",
        draw(st.sampled_from([51.0, 52.0, 53.4])),
        -1.5,
        shipment_cost=draw(st.integers(0, 90)),
        line_cost=draw(st.integers(0, 12)),
        unit_cost=draw(st.integers(0, 4)),
        capacity=draw(st.sampled_from([None, None, 1, 2])),
        unit_capacity=draw(st.sampled_from([None, None, 2, 4])),
    )


@st.composite
def small_days(
    draw: st.DrawFn,
    most_orders: int = 4,
    most_places: int = 3,
    splits: Sequence[Split] = SPLITS,
    ranks: Sequence[Any] = RANKED,
) -> SmallDay:
    """Little stock, so that the orders meet."""
    codes = CODES[: draw(st.integers(1, most_places))]
    states = [
        LocationState(
            draw(places(code)),
            {sku: StockLevel(draw(st.integers(0, 3))) for sku in SKUS},
            fed_at=world.NOW,
        )
        for code in codes
    ]
    count = draw(st.integers(2, most_orders))
    orders = []
    for number in range(count):
        skus = draw(st.lists(st.sampled_from(SKUS), min_size=1, max_size=2, unique=True))
        lines = [world.line(at, sku, draw(st.integers(1, 2))) for at, sku in enumerate(skus, 1)]
        orders.append(world.order(*lines, id=f"{number}"))
    split = draw(st.sampled_from(splits))
    ranked = draw(st.sampled_from(ranks))
    otherwise = draw(st.sampled_from(["ship_and_backorder", "backorder"]))
    return SmallDay(
        tuple(orders), world.snapshot(*states), _rules(split, ranked, otherwise), split, otherwise
    )


def _rules(split: Split, ranked: Sequence[Any], otherwise: str) -> Compiled:
    routing = world.rule("routing", "best", *ranked, otherwise=otherwise)
    return compile_ruleset(world.ruleset(routing, world.rule("split", "split", split)))


def sent(settled: Sequence[Settled]) -> int:
    """Units with a location."""
    lines = [line for each in settled for parcel in each.decision.plan.shipments for line in parcel.lines]
    return sum(line.quantity for line in lines)


def cost(settled: Sequence[Settled]) -> int:
    """Minor units of all."""
    return sum(each.decision.plan.cost or 0 for each in settled)


def taken(settled: Sequence[Settled]) -> Counter[Resource]:
    """What all take together."""
    found: Counter[Resource] = Counter()
    for each in settled:
        found.update(uses(each.decision))
    return found


Sent = dict[tuple[str, int], int]
"""Units by location and line of one order."""


def best_of_all(one: SmallDay) -> tuple[int, int]:
    """(units that nobody sends, cost) of the best of every joint plan there is, the units first."""
    best = (sum(order.units for order in one.orders), 0)
    for plans in product(*[list(_plans(one, order)) for order in one.orders]):
        if _fits(one, plans):
            short = sum(o.units - sum(p.values()) for o, p in zip(one.orders, plans, strict=True))
            money = sum(_money(one, o, p) for o, p in zip(one.orders, plans, strict=True))
            best = min(best, (short, money))
    return best


def _plans(one: SmallDay, order: Order) -> Iterator[Sent]:
    codes = [state.location.code for state in one.seen.locations]
    keys = [(code, line.number) for line in order.lines for code in codes]
    most = [line.quantity for line in order.lines for _ in codes]
    for units in product(*[range(count + 1) for count in most]):
        found = {key: count for key, count in zip(keys, units, strict=True) if count}
        if _allowed(one, order, found):
            yield found


def _allowed(one: SmallDay, order: Order, found: Sent) -> bool:
    by_line = {line.number: [n for (_, at), n in found.items() if at == line.number] for line in order.lines}
    asked = {line.number: line.quantity for line in order.lines}
    if any(sum(parts) > asked[at] for at, parts in by_line.items()):
        return False
    if one.split.policy != "units" and any(parts not in ([], [asked[at]]) for at, parts in by_line.items()):
        return False
    if one.split.policy == "none" and len({code for code, _ in found}) > 1:
        return False
    return one.otherwise != "backorder" or sum(found.values()) in (0, order.units)


def _fits(one: SmallDay, plans: Sequence[Sent]) -> bool:
    used: Counter[tuple[str, str]] = Counter()
    for order, found in zip(one.orders, plans, strict=True):
        for code in {code for code, _ in found}:
            used[code, "orders"] += 1
        for (code, number), count in found.items():
            used[code, order.lines[number - 1].sku] += count
            used[code, "units"] += count
    for state in one.seen.locations:
        place = state.location
        if place.capacity is not None and used[place.code, "orders"] > place.capacity:
            return False
        if place.unit_capacity is not None and used[place.code, "units"] > place.unit_capacity:
            return False
        if any(used[place.code, sku] > level.on_hand for sku, level in state.stock.items()):
            return False
    return True


def _money(one: SmallDay, order: Order, found: Sent) -> int:
    situation, total = Situation(order, one.seen), 0
    for state in one.seen.locations:
        parts = {number: n for (code, number), n in found.items() if code == state.location.code}
        if parts:
            grams = sum(500 * n for n in parts.values())
            price = Candidate(situation, state).postage(grams)
            assert price is not None
            total += price + handling(state.location, len(parts), sum(parts.values()))
    return total


def shuffled(one: SmallDay, turn: int) -> SmallDay:
    """The same day, its orders given in another order."""
    return replace(one, orders=(*one.orders[turn:], *one.orders[:turn]))
