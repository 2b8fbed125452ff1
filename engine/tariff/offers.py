"""What services ask for a shipment: prices with their surcharges, and the cheapest of several services.

A service's price is a step function of the grams: its steps, then parcels, full ones first, with what is
charged for each parcel in each step, and what is charged for the shipment added once. The cheapest of several
services is the least of their prices at each weight, again a step function: its steps are the steps of all of
them, worked out one by one as far as the order is heavy, so parcels of each service count as its own."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from engine.model import OrderLine, Surcharge, Tariff
from engine.postage import Steps, parcels_price
from engine.tariff.weights import whole_steps


@dataclass(frozen=True, slots=True)
class Rate:
    """One service into one zone: its steps with what each parcel costs, and what the shipment costs once."""

    service: str
    steps: Steps
    once: int = 0

    def price(self, grams: int) -> int:
        """Minor units for so many grams."""
        return self.once + parcels_price(self.steps, grams)


class Offer:
    """The services by which a shipment may go, the preferred first where prices are equal. `key`: what it is
    made of, so that the offers of one tariff are told apart."""

    __slots__ = ("_longest", "_made", "key", "rates")

    def __init__(self, rates: Sequence[Rate], key: Hashable = None) -> None:
        self.rates = tuple(rates)
        self.key = key
        self._longest = max([rate.steps[-1][0] for rate in rates])
        self._made: dict[int, Steps] = {}

    def price(self, grams: int) -> int:
        """Minor units for so many grams by the cheapest service."""
        return min([rate.price(grams) for rate in self.rates])

    def service(self, grams: int) -> str:
        """The service that a shipment of so many grams goes by."""
        if len(self.rates) == 1:
            return self.rates[0].service
        return min(self.rates, key=lambda rate: rate.price(grams)).service

    def steps(self, grams: int) -> Steps:
        """The price by weight, true up to so many grams at least; for a single service without a price for
        the shipment beyond them too, as parcels."""
        if len(self.rates) == 1 and not self.rates[0].once:
            return self.rates[0].steps
        parcels = max(1, -(-grams // self._longest))
        if parcels not in self._made:
            self._made[parcels] = self._lowest(parcels * self._longest)
        return self._made[parcels]

    def _lowest(self, grams: int) -> Steps:
        limits = sorted({limit for rate in self.rates for limit in _limits(rate.steps, grams)} | {grams})
        found: list[tuple[int, int]] = []
        for limit in limits[: bisect_left(limits, grams) + 1]:
            price = self.price(limit)
            if found and found[-1][1] == price:
                found.pop()
            found.append((limit, price))
        return tuple(found)


def _limits(steps: Steps, grams: int) -> list[int]:
    heaviest = steps[-1][0]
    return [full + up_to for full in range(0, grams, heaviest) for up_to, _ in steps]


def cheapest(tariff: Tariff, offers: Sequence[Offer]) -> Offer | None:
    """The offer of several services, each of the tariff's own; None for none. Made once for a tariff."""
    if len(offers) < 2:
        return offers[0] if offers else None
    key = ("cheapest", *[each.key for each in offers])
    if key not in tariff.kept:
        tariff.kept[key] = Offer([rate for each in offers for rate in each.rates], key)
    made: Offer = tariff.kept[key]
    return made


def offer(
    tariff: Tariff, service: str, zone: str, leaves_on: date | None = None, residential: bool | None = None
) -> Offer | None:
    """What one service asks into a zone on the day the shipment leaves; None when the tariff lacks it."""
    charged = _charged(tariff, service, zone, leaves_on, residential) if tariff.surcharges else ()
    key = (service, zone, charged)
    if key not in tariff.kept:
        found = _rate(tariff, service, zone, [tariff.surcharges[at] for at in charged])
        tariff.kept[key] = None if found is None else Offer([found], key)
    made: Offer | None = tariff.kept[key]
    return made


def services_to(tariff: Tariff, zone: str) -> tuple[str, ...]:
    """The services that have prices into a zone, in the tariff's order."""
    key = ("services", zone)
    if key not in tariff.kept:
        tariff.kept[key] = tuple([service for service, into in tariff.steps if into == zone])
    found: tuple[str, ...] = tariff.kept[key]
    return found


def unit_surcharge(tariff: Tariff, zone: str | None, leaves_on: date | None, line: OrderLine) -> int:
    """Minor units that are charged for each unit of a line, whatever the service."""
    total = 0
    for surcharge in tariff.surcharges:
        if surcharge.each != "unit" or not _then(surcharge, zone, leaves_on):
            continue
        if not surcharge.when or getattr(line, surcharge.when) is True:
            total += surcharge.amount
    return total


def _rate(tariff: Tariff, service: str, zone: str, charged: Sequence[Surcharge]) -> Rate | None:
    prices = tariff.steps.get((service, zone))
    if not prices:
        return None
    steps = whole_steps(prices)
    if charged:
        steps = tuple([(up_to, price + _on_parcel(charged, price)) for up_to, price in steps])
    return Rate(service, steps, sum([each.amount for each in charged if each.each == "shipment"]))


def _on_parcel(charged: Sequence[Surcharge], price: int) -> int:
    each = [surcharge for surcharge in charged if surcharge.each == "parcel"]
    return sum([surcharge.amount + _percent(surcharge.percent, price) for surcharge in each])


def _percent(percent: Decimal, price: int) -> int:
    return int((percent * price / 100).to_integral_value(ROUND_HALF_UP))


def _charged(
    tariff: Tariff, service: str, zone: str, leaves_on: date | None, residential: bool | None
) -> tuple[int, ...]:
    return tuple(
        [
            at
            for at, each in enumerate(tariff.surcharges)
            if each.each != "unit"
            and each.service in {"", service}
            and (not each.when or residential is True)
            and _then(each, zone, leaves_on)
        ]
    )


def _then(surcharge: Surcharge, zone: str | None, leaves_on: date | None) -> bool:
    """Whether it is charged into this zone on this day; a day that is not known is none that it names."""
    if surcharge.zone and surcharge.zone != zone:
        return False
    if not surcharge.weekdays and surcharge.first is None and surcharge.last is None:
        return True
    if leaves_on is None or (surcharge.weekdays and leaves_on.weekday() not in surcharge.weekdays):
        return False
    first, last = surcharge.first or date.min, surcharge.last or date.max
    return first <= leaves_on <= last
