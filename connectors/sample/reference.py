"""A plain greedy run over the year, for the buyer's books of the stores and for the figures in the README.

It is not the engine: no rules, no capacity, no cut-off. Express web orders leave from the nearest place
that has everything; other orders from the warehouse; a web order that it cannot fill whole from the
nearest store that can, else from the warehouse with the stores adding the rest; what nobody has waits
for the warehouse's next receipts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from connectors.sample.buyer import Buyer, Policy
from connectors.sample.demand import Sale, Week
from engine.distance import distance_km
from engine.model import Location, Product


@dataclass(slots=True)
class Outcome:
    """Orders by what happened to them. `short`: the warehouse could not fill it whole when it came."""

    orders: int = 0
    web: int = 0
    short: int = 0
    short_web: int = 0
    short_web_from_one_store: int = 0
    short_web_completed_by_stores: int = 0
    short_web_waits: int = 0
    stores_could_web: int = 0
    from_stores: int = 0

    def rows(self) -> Iterator[str]:
        """One line of text a count."""
        for name, count in asdict(self).items():
            yield f"{name.replace('_', ' ')}: {count:,}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Units that arrive on the Monday of a week; week 0 is the opening stock."""

    week: int
    location: str
    sku: str
    units: int


class Run:
    """The year, week by week."""

    def __init__(
        self,
        weeks: Sequence[Week],
        goods: Mapping[str, Product],
        locations: Sequence[Location],
        policy: Policy | None = None,
    ) -> None:
        self._weeks = weeks
        self._buyer = Buyer(weeks, goods, policy)
        self._warehouse = next(place.code for place in locations if place.kind == "warehouse")
        self._places = {place.code: place for place in locations}
        self._stores = [place.code for place in locations if place.kind == "store"]
        self._stock: dict[str, Counter[str]] = {place.code: Counter() for place in locations}
        self._waiting: Counter[str] = Counter()
        self.deliveries: list[Delivery] = []
        self.outcome = Outcome()

    def run(self) -> None:
        """Fill `deliveries` and `outcome`."""
        for number, week in enumerate(self._weeks):
            bought = self._buyer.warehouse(number) if number else self._buyer.opening().items()
            self._deliver(number, self._warehouse, bought)
            for store in self._stores:
                self._deliver(number, store, self._buyer.store(number, self._stock[store]))
            self._serve_waiting()
            for sale in week.sales:
                self._serve(sale)

    def on_hand(self, location: str) -> int:
        """Units left at a location."""
        return self._stock[location].total()

    def _deliver(self, number: int, location: str, goods: Iterable[tuple[str, int]]) -> None:
        for sku, units in list(goods):
            self.deliveries.append(Delivery(number, location, sku, units))
            self._stock[location][sku] += units

    def _serve_waiting(self) -> None:
        stock = self._stock[self._warehouse]
        for sku in list(self._waiting):
            units = min(self._waiting[sku], stock[sku])
            stock[sku] -= units
            self._waiting[sku] -= units
            if not self._waiting[sku]:
                del self._waiting[sku]

    def _serve(self, sale: Sale) -> None:
        short = not self._has(self._warehouse, sale.ordered)
        if sale.web:
            self.outcome.stores_could_web += any(self._has(code, sale.ordered) for code in self._stores)
        one = self._one_place(sale, short)
        stores_help = False
        if one is not None:
            self._take(one, dict(sale.kept))
        else:
            stores_help = self._several(sale)
        self._count(sale, short, one, stores_help)

    def _one_place(self, sale: Sale, short: bool) -> str | None:
        near = self._by_distance(sale)
        if sale.web and sale.express and sale.destination.latitude is not None:
            able = [code for code in near if self._has(code, sale.ordered)]
            if able:
                return able[0]
        if not short:
            return self._warehouse
        stores = [code for code in near if code != self._warehouse and sale.web]
        return next((code for code in stores if self._has(code, sale.ordered)), None)

    def _several(self, sale: Sale) -> bool:
        """Send what there is; whether the stores sent all that the warehouse lacked."""
        rest = self._take(self._warehouse, dict(sale.kept))
        for code in self._by_distance(sale) if sale.web else ():
            rest = self._take(code, rest)
        self._waiting.update(rest)
        return sale.web and not rest

    def _has(self, code: str, units: Mapping[str, int]) -> bool:
        stock, buffer = self._stock[code], self._places[code].safety_stock
        return all(stock[sku] - buffer >= wanted for sku, wanted in units.items())

    def _take(self, code: str, wanted: Mapping[str, int]) -> dict[str, int]:
        """Take what there is; what is still wanted."""
        stock, buffer = self._stock[code], self._places[code].safety_stock
        rest = {}
        for sku, units in wanted.items():
            taken = min(units, max(0, stock[sku] - buffer))
            stock[sku] -= taken
            if taken < units:
                rest[sku] = units - taken
        return rest

    def _by_distance(self, sale: Sale) -> list[str]:
        """All places, the nearest first; by code when the distance is not known."""
        km = {code: distance_km(place, sale.destination) or 0.0 for code, place in self._places.items()}
        return sorted(km, key=lambda code: (km[code], code))

    def _count(self, sale: Sale, short: bool, one: str | None, stores_help: bool) -> None:
        count = self.outcome
        count.orders += 1
        count.short += short
        count.from_stores += one in self._stores
        if not sale.web:
            return
        count.web += 1
        count.short_web += short
        count.short_web_from_one_store += short and one is not None
        count.short_web_completed_by_stores += stores_help
        count.short_web_waits += one is None and not stores_help
