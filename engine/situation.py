"""One order at the moment of its decision, with what several steps of the decision want worked out once."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from engine.available import available, safety_units
from engine.calendar import local
from engine.model import LocationState, Order, OrderLine, Snapshot, StockLevel
from engine.tariff.weights import billed_grams

NO_STOCK = StockLevel()
"""What a location has of a SKU that it never had."""


class Situation:
    """`now`: the snapshot's instant in the retailer's zone. `demand`: units by SKU over all lines."""

    __slots__ = ("_free", "_grams", "demand", "now", "order", "snapshot")

    def __init__(self, order: Order, snapshot: Snapshot) -> None:
        self.order = order
        self.snapshot = snapshot
        self.now: datetime = local(snapshot.at, snapshot.zone)
        self.demand = demand_of(order)
        self._free: dict[str, Mapping[str, int]] = {}
        self._grams: int | None = None

    def free_at(self, state: LocationState) -> Mapping[str, int]:
        """Units of each of the order's SKUs that a location of the snapshot may promise."""
        code = state.location.code
        if code not in self._free:
            self._free[code] = free_units(state, self.demand)
        return self._free[code]

    @property
    def free(self) -> list[Mapping[str, int]]:
        """The same for each location of the snapshot."""
        return [self.free_at(state) for state in self.snapshot.locations]

    @property
    def weight_g(self) -> int | None:
        """Grams of all units together; None when a line's weight is not known."""
        return total_of([(line.weight_g, line.quantity) for line in self.order.lines])

    def grams(self, line: OrderLine) -> int | None:
        """Grams of one unit that the carrier counts: its weight, or what its volume stands for when that is
        more. They add up over a shipment. None when the weight is not known."""
        return billed_grams(self.snapshot.tariff, line.weight_g, line.volume_ml)

    @property
    def billed_g(self) -> int | None:
        """Grams of all units together, as the carrier counts them; None when a line's is not known."""
        return total_of([(self.grams(line), line.quantity) for line in self.order.lines])

    @property
    def known_grams(self) -> int:
        """The same for the lines whose weight is known: no shipment with a known weight is heavier."""
        if self._grams is None:
            lines = self.order.lines
            self._grams = sum([(self.grams(line) or 0) * line.quantity for line in lines])
        return self._grams

    @property
    def volume_ml(self) -> int | None:
        """Millilitres of all units together; None when a line's volume is not known."""
        return total_of([(line.volume_ml, line.quantity) for line in self.order.lines])

    def holds_all(self, free: Mapping[str, int]) -> bool:
        """Whether these units are enough for the whole order."""
        for sku, needed in self.demand.items():  # noqa: SIM110  a generator costs twice as much
            if free[sku] < needed:
                return False
        return True

    def total_free(self) -> dict[str, int]:
        """Units of each of the order's SKUs over all locations."""
        everywhere = self.free
        return {sku: sum([free[sku] for free in everywhere]) for sku in self.demand}


def total_of(parts: Iterable[tuple[int | None, int]]) -> int | None:
    """Amounts times quantities, added up; None as soon as one amount is not known."""
    total = 0
    for each, count in parts:
        if each is None:
            return None
        total += each * count
    return total


def demand_of(order: Order) -> dict[str, int]:
    """Units by SKU over all lines of the order."""
    demand: dict[str, int] = {}
    for line in order.lines:
        demand[line.sku] = demand.get(line.sku, 0) + line.quantity
    return demand


def free_units(state: LocationState, skus: Mapping[str, int]) -> dict[str, int]:
    """Units of these SKUs that the location may promise; none of a SKU that is suspended there."""
    stock, suspended, place = state.stock, state.suspended, state.location
    if not place.safety_percent and not place.safety_weeks:
        kept = place.safety_stock
        return {sku: 0 if sku in suspended else available(stock.get(sku, NO_STOCK), kept) for sku in skus}
    found: dict[str, int] = {}
    for sku in skus:
        level = stock.get(sku, NO_STOCK)
        kept = safety_units(place, level, state.weekly_sales.get(sku, 0.0))
        found[sku] = 0 if sku in suspended else available(level, kept)
    return found
