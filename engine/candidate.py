"""A location that may serve an order: what it has, how far it is, what sending costs, when it arrives."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import calendar
from engine.distance import distance_km
from engine.model import Location, LocationState
from engine.postage import Steps, handling, parcels_price, zone_of
from engine.situation import Situation

_NOT_ASKED: Any = object()


class Candidate:
    """One location and one order. It is made anew for each decision, works out what is asked of it, once,
    and is never changed. `free`: units of each of the order's SKUs that it may send."""

    __slots__ = ("_free", "_km", "_leaves", "_steps", "_zone", "code", "location", "situation", "state")

    def __init__(
        self, situation: Situation, state: LocationState, free: Mapping[str, int] | None = None
    ) -> None:
        self.situation = situation
        self.state = state
        self.location: Location = state.location
        self.code = state.location.code
        self._free = free
        self._km: float | None = _NOT_ASKED
        self._zone: str | None = _NOT_ASKED
        self._steps: Steps | None = _NOT_ASKED
        self._leaves: datetime | None = _NOT_ASKED

    def keeping(self, units: int) -> "Candidate":
        """The same location with so many units of each SKU left on its shelf; asked twice, the most count."""
        whole = self.situation.free_at(self.state)
        free = {sku: min(count, max(0, whole[sku] - units)) for sku, count in self.free.items()}
        return Candidate(self.situation, self.state, free)

    @property
    def free(self) -> Mapping[str, int]:
        if self._free is None:
            self._free = self.situation.free_at(self.state)
        return self._free

    @property
    def km(self) -> float | None:
        """Kilometres to the destination; None when a position is not known."""
        if self._km is _NOT_ASKED:
            self._km = distance_km(self.location, self.situation.order.destination)
        return self._km

    @property
    def zone(self) -> str | None:
        """The tariff's zone from here; None when the country is not known."""
        if self._zone is _NOT_ASKED:
            situation = self.situation
            country = situation.order.destination.country
            self._zone = zone_of(situation.snapshot.tariff, self.location, country, self.km)
        return self._zone

    @property
    def steps(self) -> Steps | None:
        """Postage from here by weight; None when the tariff has none."""
        if self._steps is _NOT_ASKED:
            situation = self.situation
            prices = situation.snapshot.tariff.steps
            self._steps = prices.get((situation.order.service, self.zone or "")) or None
        return self._steps

    @property
    def name(self) -> str:
        return self.location.name

    @property
    def leaves_at(self) -> datetime | None:
        """When a shipment decided now leaves, UTC; None when the location never opens."""
        if self._leaves is _NOT_ASKED:
            self._leaves = calendar.ships_at(self.location, self.situation.now)
        return self._leaves

    @property
    def arrives_at(self) -> datetime | None:
        """By when a shipment decided now is delivered, UTC; None when no transit time is known."""
        leaves, snapshot = self.leaves_at, self.situation.snapshot
        days = snapshot.tariff.days.get((self.situation.order.service, self.zone or ""))
        return None if leaves is None or days is None else calendar.arrives_at(leaves, days, snapshot.zone)

    @property
    def arrival_days(self) -> int | None:
        """Days on the calendar from now to the delivery."""
        arrives = self.arrives_at
        if arrives is None:
            return None
        return calendar.days_between(self.situation.now, arrives, self.situation.snapshot.zone)

    @property
    def promise_slack(self) -> int | None:
        """Days on the calendar from the delivery to the promised date; negative when it is late."""
        arrives, promised = self.arrives_at, self.situation.order.promised_at
        if arrives is None or promised is None:
            return None
        return calendar.days_between(arrives, promised, self.situation.snapshot.zone)

    @property
    def open_now(self) -> bool:
        return calendar.open_at(self.location, self.situation.now)

    @property
    def capacity_left(self) -> int | None:
        """Shipments it can still take today; None without a limit."""
        capacity = self.location.capacity
        return None if capacity is None else max(0, capacity - self.state.used_today)

    @property
    def capacity_used(self) -> float | None:
        """Percent of today's capacity that is used; None without a limit."""
        capacity = self.location.capacity
        if capacity is None:
            return None
        return 100 * self.state.used_today / capacity if capacity else 100.0

    @property
    def holds_all(self) -> bool:
        """Whether it has every unit of the order."""
        return self.situation.holds_all(self.free)

    @property
    def scarcest(self) -> int:
        """Units of the order's SKU of which it has the fewest."""
        return min(self.free.values(), default=0)

    def postage(self, weight_g: int | None) -> int | None:
        """Postage of so many grams from here, minor units; None when weight or zone is not known."""
        steps = self.steps
        return None if steps is None or weight_g is None else parcels_price(steps, weight_g)

    @property
    def whole_cost(self) -> int | None:
        """Postage and handling if it sent the whole order, minor units; None when that is not known."""
        lines = self.situation.order.lines
        price = self.postage(self.situation.weight_g)
        units = sum([line.quantity for line in lines])
        return None if price is None else price + handling(self.location, len(lines), units)
