"""A small retailer with a warehouse and a store, its orders, and what happens to them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from engine.compiler import compile_ruleset
from engine.decide import decide
from engine.model import (
    Customer,
    Decision,
    Destination,
    Location,
    Order,
    OrderLine,
    Snapshot,
    StockLevel,
    Tariff,
)
from engine.simulation.compare import Span
from engine.simulation.events import Decided, Event
from engine.simulation.inputs import Cancellation, Setup, StockChange, in_order_of_time
from engine.simulation.result import Result
from engine.simulation.run import Inputs, simulate
from engine.simulation.world import Decide, World
from rulesets.actions import Hold, OnlyKinds, Rank, Split
from rulesets.conditions import Condition, Group
from rulesets.model import Rule, RuleKind, Ruleset, default_rules

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
SHEFFIELD = Destination("GB", "South Yorkshire", "Sheffield", "S1", 53.38, -1.47)
COVENTRY = Location(
    "COV", "Coventry", "warehouse", "GB", 52.44, -1.51, shipment_minutes=3.0, shipment_cost=50
)
LEEDS = Location("LDS", "Leeds", "store", "GB", 53.80, -1.54, shipment_minutes=6.0, shipment_cost=90)
TARIFF = Tariff(
    "GBP",
    (50, 300),
    {("standard", zone): ((2_000, price), (30_000, 3 * price)) for zone, price in (("1", 300), ("2", 400))},
    {("standard", "1"): 1, ("standard", "2"): 2},
    "test",
)
_numbers = count(1)
Stock = Mapping[str, Mapping[str, int]]


def setup(*locations: Location) -> Setup:
    """The retailer with these locations, Coventry and Leeds when none is named."""
    return Setup("Europe/London", "GB", "GBP", locations or (COVENTRY, LEEDS), TARIFF)


def after(**spent: float) -> datetime:
    """So long after Monday, ten o'clock: `after(hours=2)`."""
    return MONDAY + timedelta(**spent)


def an_order(id_: str, *lines: tuple[str, int], at: datetime = MONDAY, **fields: Any) -> Order:
    """A web order for Sheffield: `an_order("A", ("MUG", 2))`."""
    each = tuple(
        OrderLine(number, sku, sku.title(), units, 1000, weight_g=500)
        for number, (sku, units) in enumerate(lines or (("MUG", 1),), 1)
    )
    given = {"customer": Customer("C1"), "channel": "web", "currency": "GBP", "destination": SHEFFIELD}
    return Order(id=id_, external_id=id_, placed_at=at, lines=each, **{**given, **fields})


def came(location: str, at: datetime, **units: int) -> list[StockChange]:
    """Units that arrive: `came("COV", after(days=1), MUG=5)`."""
    return [StockChange(at, location, sku, number) for sku, number in units.items()]


def took_back(order_id: str, sku: str, units: int, at: datetime) -> Cancellation:
    return Cancellation(at, order_id, sku, units, "C1")


def condition(field: str, operator: str, value: Any = None) -> Group:
    return Group(match="all", of=(Condition(field=field, operator=operator, value=value),))


def rule(kind: str, id_: str, *then: Any, **fields: Any) -> Rule:
    """A rule that is named by its id; routing ones wait for stock when nobody can serve."""
    if kind == "routing":
        fields = {"otherwise": "backorder", **fields}
    return Rule(id=id_, name=id_, kind=RuleKind(kind), then=then, **fields)


def rules(*given: Rule) -> Ruleset:
    """These rules before the default ones."""
    return Ruleset(name="Test", currency="GBP", zone="Europe/London", rules=(*given, *default_rules()))


WHOLE_ORDERS = rule("split", "whole", Split(policy="none"), when=condition("order.channel", "is", "web"))
WAREHOUSE_ONLY = rule(
    "routing",
    "warehouse",
    OnlyKinds(kinds=("warehouse",)),
    Rank(by="lowest_cost"),
    when=condition("order.channel", "is", "web"),
)
LARGE_ARE_HELD = rule(
    "hold",
    "large",
    Hold(reason="Large", owner="Ada"),
    when=condition("order.total", "more_than", "50.00 GBP"),
)


def compile_rules(ruleset: Ruleset) -> Decide:
    compiled = compile_ruleset(ruleset)

    def decided(order: Order, snapshot: Snapshot) -> Decision:
        return decide(order, snapshot, compiled)

    return decided


def opening(stock: Stock) -> dict[str, dict[str, StockLevel]]:
    return {place: {sku: StockLevel(units) for sku, units in skus.items()} for place, skus in stock.items()}


class Days:
    """A world and everything that happened in it."""

    def __init__(self, stock: Stock, *given: Rule, locations: tuple[Location, ...] = ()) -> None:
        self.world = World(setup(*locations), compile_rules(rules(*given)), opening(stock))
        self.events: list[Event] = []

    def pass_with(self, *happened: Any, until: datetime | None = None) -> "Days":
        """Let orders, stock changes and wishes happen, in order of time."""
        orders = sorted(
            (one for one in happened if isinstance(one, Order)), key=lambda order: order.placed_at
        )
        changes = [one for each in happened if isinstance(each, list) for one in each]
        wishes = [one for one in happened if not isinstance(one, Order | list)]
        for at, batch in in_order_of_time(orders, changes, wishes):
            self.events += self.world.take(at, batch)
        if until is not None:
            self.events += self.world.until(until)
        return self

    def decisions(self, order_id: str) -> list[str]:
        """What was decided of an order, first and again: outcome and places."""
        found = [each for each in self.events if isinstance(each, Decided) and each.order.id == order_id]
        return [" ".join((each.decision.outcome, *each.decision.plan.locations)) for each in found]

    def on_hand(self, location: str, sku: str) -> tuple[int, int]:
        """Units on hand and allocated."""
        level = self.world.shelf.all_levels()[location].get(sku, StockLevel())
        return level.on_hand, level.allocated


def compared(
    stock: Stock,
    base: Ruleset,
    candidate: Ruleset,
    orders: Iterable[Order],
    changes: Iterable[StockChange] = (),
    wishes: Iterable[Cancellation] = (),
    end: datetime = MONDAY + timedelta(days=30),
) -> Result:
    """Both rulesets on the same orders."""
    recalled = frozenset(wish.order_id for wish in wishes)
    span = Span(setup(), opening(stock), end, recalled)
    return simulate(span, Inputs(orders, changes, wishes), base, candidate, compile_rules)
