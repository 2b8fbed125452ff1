"""A stock-tight day, made by a fixed seed: 300 orders, 6 locations, the sample's tariff and products.

- Places: the sample's warehouse and three stores, and two more stores of the same kind. The warehouse takes
  240 orders that day, each store 40.
- Orders: one to four lines (half of them one), of one to three units (most of them one), of 60 products of
  which few sell much (by Zipf's law); homes by the people who live there; one in seven express.
- Stock: of each product in all 1.1 to 1.8 times what is expected to be ordered; half of it in the
  warehouse, the rest spread over the stores at random."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from connectors.sample.places import districts
from connectors.sample.products import products
from connectors.sample.retailer import shop
from engine.compiler import Compiled, compile_ruleset
from engine.model import Destination, Location, LocationState, Order, OrderLine, Product, Snapshot, StockLevel
from engine.together import Waiting
from rulesets.actions import Rank, Split
from rulesets.model import Rule, RuleKind, Ruleset, default_rules

ORDERS, SKUS = 300, 60
AT = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
"""A Wednesday; the day's orders are placed from midnight on, one after the other."""

LINES, LINE_ODDS = (1, 2, 3, 4), (50, 28, 14, 8)
UNITS, UNIT_ODDS = (1, 2, 3), (76, 17, 7)
ODDS = tuple([1 / (rank + 4) for rank in range(1, SKUS + 1)])
IN_WAREHOUSE = 0.5
STOCK = (1.1, 1.8)
"""Units in all of each product to each one that is expected to be ordered, at least and at most."""
CAPACITY = {"warehouse": 240, "store": 40}


@dataclass(frozen=True)
class Day:
    """The orders as they come, and the world in the morning. `sold`: products, the best seller first."""

    orders: tuple[Order, ...]
    morning: Snapshot
    sold: tuple[Product, ...]

    def waiting(self, orders: Sequence[Order]) -> list[Waiting]:
        """These orders in the world of the morning."""
        return [Waiting(order, self.morning) for order in orders]


def places() -> list[Location]:
    """Six locations, in the order of their codes."""
    known = {place.code: place for place in shop().locations}
    store = known["BTN"]
    more = [
        replace(store, code="GLA", name="Glasgow", latitude=55.8617, longitude=-4.2583, postcode="G1"),
        replace(store, code="NWI", name="Norwich", latitude=52.6309, longitude=1.2974, postcode="NR1"),
    ]
    found = [
        replace(place, capacity=CAPACITY[place.kind], safety_stock=0) for place in [*known.values(), *more]
    ]
    return sorted(found, key=lambda place: place.code)


def cheapest(*more: Rule) -> Compiled:
    """The rules of the day: the lowest cost, split in units over at most three; what is missing waits."""
    rules = (
        *more,
        Rule(
            id="cheapest",
            name="Cheapest",
            kind=RuleKind.ROUTING,
            default=True,
            then=(Rank(by="lowest_cost"),),
            otherwise="ship_and_backorder",
        ),
        Rule(
            id="units",
            name="Units",
            kind=RuleKind.SPLIT,
            default=True,
            then=(Split(policy="units", at_most=MOST_SHIPMENTS),),
        ),
    )
    given = {rule.kind for rule in rules}
    defaults = tuple([rule for rule in default_rules() if rule.kind not in given])
    return compile_ruleset(
        Ruleset(name="Day", currency="GBP", zone="Europe/London", country="GB", rules=(*rules, *defaults))
    )


MOST_SHIPMENTS = 3


def day(seed: int, stock_to_demand: tuple[float, float] = STOCK) -> Day:
    """The day of a seed, always the same."""
    chance = Random(seed)  # noqa: S311  the same day every time is what is wanted
    chosen = chance.sample([each for each in products().values() if each.unit_price], SKUS)
    orders = [_order(number, chance, chosen) for number in range(1, ORDERS + 1)]
    popularity = {each.sku: odd / sum(ODDS) for each, odd in zip(chosen, ODDS, strict=True)}
    stock = _stock(chance, popularity, stock_to_demand)
    us = shop().retailer
    states = [
        LocationState(place, {sku: StockLevel(stock[place.code, sku]) for sku in popularity}, fed_at=AT)
        for place in places()
    ]
    morning = Snapshot(AT, us.zone, us.country, us.currency, tuple(states), shop().tariff)
    return Day(tuple(orders), morning, tuple(chosen))


def drawn(chance: Random, today: Day, count: int) -> list[Order]:
    """So many other orders of the same demand."""
    return [_order(number, chance, today.sold) for number in range(1, count + 1)]


def _order(number: int, chance: Random, chosen: Sequence[Product]) -> Order:
    wanted: dict[str, Product] = {}
    for _ in range(chance.choices(LINES, LINE_ODDS)[0]):
        product = chance.choices(chosen, ODDS)[0]
        wanted[product.sku] = product
    lines = [
        OrderLine(
            at,
            product.sku,
            product.name,
            chance.choices(UNITS, UNIT_ODDS)[0],
            product.unit_price or 0,
            weight_g=product.weight_g,
        )
        for at, product in enumerate(wanted.values(), 1)
    ]
    homes = [each for each in districts() if each.country == "GB"]
    home = chance.choices(homes, [each.weight for each in homes])[0]
    return Order(
        id=f"{number:04}",
        channel="web",
        external_id=str(number),
        placed_at=AT.replace(hour=0) + timedelta(minutes=2 * number),
        currency="GBP",
        lines=tuple(lines),
        destination=Destination(
            "GB", home.region, home.place, home.code, home.latitude, home.longitude, residential=True
        ),
        service="express" if chance.random() < 1 / 7 else "standard",
    )


def _stock(
    chance: Random, popularity: Mapping[str, float], to_demand: tuple[float, float]
) -> Counter[tuple[str, str]]:
    lines = sum(count * odd for count, odd in zip(LINES, LINE_ODDS, strict=True)) / sum(LINE_ODDS)
    units = sum(count * odd for count, odd in zip(UNITS, UNIT_ODDS, strict=True)) / sum(UNIT_ODDS)
    stores = [place.code for place in places() if place.kind == "store"]
    found: Counter[tuple[str, str]] = Counter()
    for sku, share in popularity.items():
        expected = ORDERS * lines * units * share
        there = round(expected * chance.uniform(*to_demand))
        found["COV", sku] = round(there * IN_WAREHOUSE)
        for _ in range(there - found["COV", sku]):
            found[chance.choice(stores), sku] += 1
    return found
