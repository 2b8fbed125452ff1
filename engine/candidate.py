"""A location that may serve an order: what it has, how far it is, what sending costs, when it arrives."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from engine import calendar
from engine.distance import distance_km
from engine.model import Destination, Location, LocationState, OrderLine
from engine.postage import Steps, handling
from engine.situation import Situation
from engine.tariff.offers import Offer, cheapest, offer, services_to, unit_surcharge
from engine.tariff.zones import zone_to
from engine.way import NO_POSTAGE, SHIPS, Way

_NOT_ASKED: Any = object()


class Candidate:
    """One location and one order. It is made anew for each decision, works out what is asked of it, once,
    and is never changed. `free`: units of each of the order's SKUs that it may send. `services`: those of
    which the cheapest that keeps the promise is taken, () for all of the tariff; None for the order's own.
    `way`: how the goods reach the customer; those of a transfer go to where the customer collects."""

    __slots__ = (
        "_arrives",
        "_free",
        "_km",
        "_leaves",
        "_offer",
        "_service",
        "_zone",
        "code",
        "location",
        "services",
        "situation",
        "state",
        "way",
    )

    def __init__(
        self,
        situation: Situation,
        state: LocationState,
        free: Mapping[str, int] | None = None,
        services: tuple[str, ...] | None = None,
        way: Way = SHIPS,
    ) -> None:
        self.situation = situation
        self.state = state
        self.location: Location = state.location
        self.code = state.location.code
        self.services = services
        self.way = way
        self._free = free
        self._km: float | None = _NOT_ASKED
        self._zone: str | None = _NOT_ASKED
        self._offer: Offer | None = _NOT_ASKED
        self._service: str = _NOT_ASKED
        self._leaves: dict[str, datetime | None] = {}
        self._arrives: dict[str, datetime | None] = {}

    def keeping(self, kept: Mapping[str, int]) -> "Candidate":
        """The same location with so many units of each SKU left on its shelf; asked twice, the most count."""
        whole = self.situation.free_at(self.state)
        free = {sku: min(count, max(0, whole[sku] - kept[sku])) for sku, count in self.free.items()}
        return Candidate(self.situation, self.state, free, self.services, self.way)

    def with_services(self, services: tuple[str, ...]) -> "Candidate":
        """The same location, sending each shipment by the cheapest of these services (() for all of the
        tariff's) that keeps the promise; where none does, by the fastest; without a promise, the cheapest."""
        return Candidate(self.situation, self.state, self._free, services, self.way)

    @property
    def destination(self) -> Destination:
        """Where a shipment from here goes: to the customer, or to where the customer collects."""
        to = self.way.hand_over
        if to is None or self.way.collected:
            return self.situation.order.destination
        return Destination(
            country=to.country,
            postcode=to.postcode or None,
            latitude=to.latitude,
            longitude=to.longitude,
            residential=False,
        )

    @property
    def free(self) -> Mapping[str, int]:
        if self._free is None:
            self._free = self.situation.free_at(self.state)
        return self._free

    @property
    def km(self) -> float | None:
        """Kilometres to where it goes, or to the customer who collects; None when a position is not known."""
        if self._km is _NOT_ASKED:
            self._km = distance_km(self.location, self.destination)
        return self._km

    @property
    def zone(self) -> str | None:
        """The tariff's zone from here; None when the country is not known."""
        if self._zone is _NOT_ASKED:
            tariff = self.situation.snapshot.tariff
            self._zone = zone_to(tariff, self.location, self.destination, self.km)
        return self._zone

    @property
    def offer(self) -> Offer | None:
        """The services that a shipment from here may go by, with their prices; None when there are none."""
        if self._offer is not _NOT_ASKED:
            return self._offer
        if self.way.collected:
            self._offer = Offer([replace(NO_POSTAGE, service=self.situation.order.service)])
        elif self.services is None:
            self._offer = self._offer_of(self.situation.order.service)
        else:
            offers = [found for name in self._allowed() if (found := self._offer_of(name)) is not None]
            self._offer = cheapest(self.situation.snapshot.tariff, offers)
        return self._offer

    @property
    def steps(self) -> Steps | None:
        """Postage from here by the grams that the carrier counts, the cheapest service at each weight; true
        for every part of the order, parcels beyond the last step included. None when the tariff has none."""
        found = self.offer
        return None if found is None else found.steps(self.situation.known_grams)

    def service_at(self, grams: int | None) -> str:
        """The service by which a shipment of so many grams goes; where the weight is not known, that of the
        lightest."""
        return self.situation.order.service if self.offer is None else self.offer.service(grams or 0)

    @property
    def service(self) -> str:
        """The service by which the whole order goes from here."""
        if self._service is _NOT_ASKED:
            seen = self.situation
            self._service = seen.order.service if self.services is None else self.service_at(seen.known_grams)
        return self._service

    @property
    def name(self) -> str:
        return self.location.name

    def leaves_by(self, service: str) -> datetime | None:
        """When a shipment decided now leaves by a service, or is ready to be collected, UTC; None when the
        location never opens."""
        if self.way.collected:
            return self.ready_at
        if service not in self._leaves:
            self._leaves[service] = calendar.ships_at(self.location, self.situation.now, service)
        return self._leaves[service]

    def arrives_by(self, service: str) -> datetime | None:
        """By when a shipment decided now is delivered by a service, or ready to be collected, UTC; None when
        that is not known."""
        if self.way.collected:
            return self.leaves_by(service)
        if service not in self._arrives:
            self._arrives[service] = self._delivered(service)
        return self._arrives[service]

    @property
    def leaves_at(self) -> datetime | None:
        """When the whole order, decided now, leaves from here, UTC; None when the location never opens."""
        return self.leaves_by(self.service)

    @property
    def arrives_at(self) -> datetime | None:
        """By when the whole order, decided now, is delivered from here, UTC; None when that is not known."""
        return self.arrives_by(self.service)

    @property
    def ready_at(self) -> datetime | None:
        """When the order, decided now, is ready to be collected here, UTC; None when it never opens."""
        return calendar.ready_at(self.location, self.situation.now)

    @property
    def latest_decision(self) -> datetime | None:
        """The last instant, UTC, at which a decision still has a shipment from here delivered by the promised
        date, by the latest of its services; it may have passed. None without a promise, or when no transit
        time is known. A plan's latest moment is the earliest of its shipments' locations."""
        promised = self.situation.order.promised_at
        if promised is None:
            return None
        names = self._named()
        found = [at for name in names if (at := self.latest_by(name, promised)) is not None]
        return max(found, default=None)

    def latest_by(self, service: str, promised: datetime) -> datetime | None:
        """The same for one service and any promise."""
        if self.way.collected:
            return calendar.latest_ready(self.location, promised, self.situation.snapshot.zone)
        seen = self.situation.snapshot
        days = seen.tariff.days.get((service, self.zone or ""))
        if days is None:
            return None
        saturday = service in seen.tariff.saturday
        return calendar.latest_decision(
            self.location, promised, days, seen.zone, self._days_off, service=service, saturday=saturday
        )

    @property
    def latest_ready(self) -> datetime | None:
        """The last instant, UTC, at which a decision still has the order ready to be collected here by the
        promised date; None without one."""
        promised = self.situation.order.promised_at
        zone = self.situation.snapshot.zone
        return None if promised is None else calendar.latest_ready(self.location, promised, zone)

    @property
    def hours_to_cutoff(self) -> float | None:
        """Hours until today's cut-off for the order's service, negative once it has passed; None on a day on
        which the location does not work."""
        service = self.situation.order.service
        return calendar.hours_to_cutoff(self.location, self.situation.now, service)

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
    def units_left(self) -> int | None:
        """Units it can still send today; None without a limit."""
        limit = self.location.unit_capacity
        if limit is None or self.way.full_too:
            return None
        return max(0, limit - self.state.units_today)

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

    def postage(self, grams: int | None) -> int | None:
        """Postage of so many grams from here, as the carrier counts them, minor units; None when weight or
        zone is not known. Surcharges for single units are not in it, they are in `unit_price`."""
        if self.way.collected:
            return 0
        return None if grams is None or self.offer is None else self.offer.price(grams)

    def unit_price(self, line: OrderLine) -> int:
        """Minor units for one unit of a line from here: its work, and what the carrier charges for it."""
        return self.location.unit_cost + self.unit_surcharge(line)

    def unit_surcharge(self, line: OrderLine) -> int:
        """What the carrier charges for one unit of a line, minor units; a part of the postage."""
        tariff = self.situation.snapshot.tariff
        if not tariff.surcharges or self.way.collected:
            return 0
        return unit_surcharge(tariff, self.zone, self._leaves_on(self.situation.order.service), line)

    @property
    def whole_cost(self) -> int | None:
        """Postage and handling if it sent the whole order, minor units; None when that is not known."""
        lines = self.situation.order.lines
        price = self.postage(self.situation.billed_g)
        if price is None:
            return None
        units = sum([line.quantity for line in lines])
        extra = sum([line.quantity * self.unit_surcharge(line) for line in lines])
        return price + extra + handling(self.location, len(lines), units)

    @property
    def _days_off(self) -> str | None:
        """Whose public holidays carriers keep on the way: this location's own within its country, else those
        of the destination's."""
        country = self.destination.country
        at_home = country == self.location.country
        return self.location.holidays if at_home and self.location.holidays else country

    def _delivered(self, service: str) -> datetime | None:
        tariff, zone = self.situation.snapshot.tariff, self.situation.snapshot.zone
        leaves, days = self.leaves_by(service), tariff.days.get((service, self.zone or ""))
        if leaves is None or days is None:
            return None
        return calendar.arrives_at(leaves, days, zone, self._days_off, saturday=service in tariff.saturday)

    def _named(self) -> tuple[str, ...]:
        """The services that may be asked."""
        if self.services is None:
            return (self.situation.order.service,)
        priced = services_to(self.situation.snapshot.tariff, self.zone or "")
        return tuple([name for name in self.services if name in priced]) if self.services else priced

    def _allowed(self) -> list[str]:
        """The services of which the cheapest is taken, the one that arrives first before the others."""
        names = [name for name in self._named() if self._offer_of(name) is not None]
        arrivals = {name: at for name in names if (at := self.arrives_by(name)) is not None}
        promised = self.situation.order.promised_at
        if promised is not None and arrivals:
            fastest = min(arrivals.values())
            limit = max(fastest, promised)
            names = [name for name, at in arrivals.items() if at <= limit]
        last = max(arrivals.values(), default=None)
        return names if last is None else sorted(names, key=lambda name: arrivals.get(name, last))

    def _offer_of(self, service: str) -> Offer | None:
        """The service's price; None when the tariff has none, or does not take the order's weight."""
        tariff = self.situation.snapshot.tariff
        if tariff.surcharges:
            leaves_on, residential = self._leaves_on(service), self.destination.residential
            found = offer(tariff, service, self.zone or "", leaves_on, residential)
        else:
            found = offer(tariff, service, self.zone or "")
        if found is None or service not in tariff.refuses:
            return found
        return found if self.situation.known_grams <= found.rates[0].steps[-1][0] else None

    def _leaves_on(self, service: str) -> date | None:
        """The local day on which a shipment leaves."""
        leaves = self.leaves_by(service)
        return None if leaves is None else calendar.local(leaves, self.situation.snapshot.zone).date()
