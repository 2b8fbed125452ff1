"""What decisions are timed on: orders of the sample year, and shelves of which most hold a whole order.

Of each fifty orders, 47 can be served whole by about two thirds of the locations, one by no location alone
but by several together, and two by nobody: a line of them is in stock nowhere. In the sample year one of
1,300 orders is split, and one of 25 waits for stock, in part at least."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from connectors.sample.retailer import shop
from engine.model import Location, LocationState, Order, Snapshot, StockLevel

NORTH, SOUTH, WEST, EAST = 55.9, 50.9, -4.0, 0.9
"""Degrees within which further shops are spread over Great Britain."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One decision to make."""

    order: Order
    snapshot: Snapshot


def places(count: int) -> tuple[Location, ...]:
    """The sample's locations, and further shops like its own beside them."""
    known = shop().locations
    like = [place for place in known if place.kind == "store"]
    chance = Random(7)  # noqa: S311  the same places every time is what is wanted
    more = [
        replace(
            like[number % len(like)],
            code=f"S{number:02}",
            name=f"Shop {number}",
            latitude=round(chance.uniform(SOUTH, NORTH), 4),
            longitude=round(chance.uniform(WEST, EAST), 4),
        )
        for number in range(max(0, count - len(known)))
    ]
    return tuple(sorted([*known, *more], key=lambda place: place.code))[:count]


def asked(orders: Sequence[Order], locations: Sequence[Location], lifted: frozenset[str]) -> list[Asked]:
    """Each order with what is seen seven minutes after it was placed; the holds of `lifted` are lifted, so
    that every decision is made to its end."""
    us, tariff = shop().retailer, shop().tariff
    found = []
    for number, order in enumerate(orders):
        at = order.placed_at + timedelta(minutes=7)
        states = _states(number, order, locations)
        seen = Snapshot(at, us.zone, us.country, us.currency, states, tariff, holds_lifted=lifted)
        found.append(Asked(order, seen))
    return found


def _states(number: int, order: Order, locations: Sequence[Location]) -> tuple[LocationState, ...]:
    chance = Random(number)  # noqa: S311  the same shelves every time is what is wanted
    needed: dict[str, int] = {}
    for line in order.lines:
        needed[line.sku] = needed.get(line.sku, 0) + line.quantity
    nowhere = chance.choice(sorted(needed)) if number % 25 == 19 else ""
    split = number % 50 == 15
    states = []
    for at, place in enumerate(locations):
        whole = not split and (chance.random() < 0.66 or at == number % len(locations))
        lacking = set() if whole else _lacking(chance, sorted(needed))
        stock = {sku: StockLevel(_units(chance, units, sku in lacking)) for sku, units in needed.items()}
        if nowhere:
            stock[nowhere] = StockLevel(0)
        fed_at = order.placed_at - timedelta(minutes=20)
        states.append(LocationState(place, stock, chance.randrange(10), chance.randrange(30), fed_at=fed_at))
    return tuple(states)


def _lacking(chance: Random, skus: Sequence[str]) -> set[str]:
    """About a quarter of the SKUs, one at least."""
    return {sku for sku in skus if chance.random() < 0.25} or {chance.choice(skus)}


def _units(chance: Random, needed: int, lacking: bool) -> int:
    return chance.randrange(needed) if lacking else needed + chance.randrange(2, 40)
