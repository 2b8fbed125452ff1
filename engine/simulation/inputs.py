"""What happens to a simulated world from outside: orders, stock changes, cancellations, in order of time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter

from engine.model import Location, Order, StockLevel, Tariff
from engine.news import News

Opening = Mapping[str, Mapping[str, StockLevel]]
"""Location code -> SKU -> the stock that the span begins with."""


@dataclass(frozen=True, slots=True)
class Sale:
    """Units of a SKU that a location was given before the span; below 0 when it gave them back."""

    at: datetime
    location: str
    sku: str
    units: int


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a location on a day, as in a location's state; None is unknown."""

    rejected_at: datetime | None = None
    rejection_rate: float | None = None
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded and is not simulated: of each local day what was known of the locations when it
    began; sales of the weeks before the span; since when there has been a ledger."""

    known: Mapping[date, Mapping[str, Known]] = field(default_factory=dict)
    sales: tuple[Sale, ...] = ()
    ledger_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """What stays the same over the span: the retailer's zone, country and currency, the locations in
    the order of their codes, and the tariff; and what was recorded of it."""

    zone: str
    country: str
    currency: str
    locations: tuple[Location, ...]
    tariff: Tariff
    recorded: Recorded = Recorded()

    def name(self, code: str) -> str:
        """What people call the location; its code when it is not known here."""
        return next((place.name for place in self.locations if place.code == code), code)


@dataclass(frozen=True, slots=True)
class StockChange:
    """Units that came or went whatever the rules say: a receipt, a count, or what orders from before
    the span took. Differences, so below 0 when units went."""

    at: datetime
    location: str
    sku: str
    on_hand: int = 0
    allocated: int = 0
    reserved: int = 0


@dataclass(frozen=True, slots=True)
class EarlierShipment:
    """A shipment of an order from before the span, which takes a place in its location's day and is open
    until `leaves_at` (None: to the end). Its units count against that day; they are among the stock changes
    too."""

    at: datetime
    location: str
    leaves_at: datetime | None = None
    units: int = 0


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Units that the customer took back. They come off what waits first, then off what was not sent
    yet, and what was sent goes back on the shelf that sent it. A `sku` of "" takes back everything that
    was not sent. `reference` is the shop's own; `by_clock`: a hold's time was over, and it is the reason."""

    at: datetime
    order_id: str
    sku: str
    quantity: int
    reference: str = ""
    by_clock: bool = False


@dataclass(frozen=True, slots=True)
class PersonLifts:
    """A person lifted a hold of this rule on the order; it does nothing where the order is not so held."""

    at: datetime
    order_id: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Something became known of an order: its payment, or its right address."""

    at: datetime
    order_id: str
    news: News


Outside = StockChange | EarlierShipment
"""What happens whatever the rules say."""

Wish = Cancellation | PersonLifts | Heard
"""What people want, or say, of orders."""

Input = Order | Outside | Wish
Batch = tuple[datetime, list[Input]]
"""Everything of one sort that happens at one instant."""

_STOCK, _WISH, _ORDER = range(3)


def in_order_of_time(
    orders: Iterable[Order],
    changes: Iterable[Outside],
    wishes: Iterable[Wish],
) -> Iterator[Batch]:
    """Merge three inputs, each already in order of time. At one instant outside changes come first, then
    what people wish of orders, then new orders, one batch for each sort. Raises ValueError on an input
    that is out of order: what came too late would be decided on what was not so yet."""
    stock = (((change.at, _STOCK), change) for change in changes)
    wished = (((item.at, _WISH), item) for item in wishes)
    placed = (((order.placed_at, _ORDER), order) for order in orders)
    streams: list[Iterator[tuple[tuple[datetime, int], Input]]] = [
        iter(stock),
        iter(wished),
        iter(placed),
    ]
    last: datetime | None = None
    for (at, _), items in groupby(merge(*streams, key=itemgetter(0)), key=itemgetter(0)):
        if last is not None and at < last:
            raise ValueError(f"an input of {at.isoformat()} comes after one of {last.isoformat()}")
        last = at
        yield at, [item for _, item in items]
