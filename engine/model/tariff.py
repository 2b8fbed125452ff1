"""What sending costs and how long it takes: the tariff that a person can replace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Grams = int | Decimal
"""Up to so many grams, exactly: 4 ounces are Decimal("113.3980925")."""


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """From this country (two letters) and postcodes that begin so, to that country and postcodes: the zone.
    An empty postcode is any. Postcodes are in capitals without spaces."""

    from_country: str
    from_postcode: str
    to_country: str
    to_postcode: str
    zone: str


@dataclass(frozen=True, slots=True)
class Surcharge:
    """Something that costs more. `amount` in minor units for each shipment, parcel or unit, or `percent` of
    each parcel's price, rounded half up. `service`, `zone`: "" for all. `when`: "" for always; residential is
    known of the destination; oversize, hazardous and fragile of a unit. It is charged where that is known to
    be so. `weekdays` (0 is Monday, none for all) and `first` to `last`: days on which the shipment leaves."""

    name: str
    each: Literal["shipment", "parcel", "unit"]
    amount: int = 0
    percent: Decimal = Decimal(0)
    service: str = ""
    zone: str = ""
    when: Literal["", "residential", "oversize", "hazardous", "fragile"] = ""
    weekdays: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Tariff:
    """Postage. `bands`: upper bounds in km of zones 1..n, ascending; zone n+1 is beyond; zones
    `europe` and `world` are abroad; what `table` names goes before. `steps`: (service, zone) ->
    ((up to grams, price), …) ascending. A shipment heavier than the last step goes as several parcels, full
    ones first; a service in `refuses` takes none such. `days`: (service, zone) -> transit working days;
    services in `saturday` also deliver on Saturdays. `divisor`: volume that counts as weight, cm³ to the
    kilogram, or in³ to the pound where `weights` is oz or lb; None when volume does not count. `weights`
    (g, kg, oz, lb) and `distances` (km, mi): how a person writes this tariff. Prices in minor units of
    `currency`."""

    currency: str
    bands: tuple[float, ...]
    steps: Mapping[tuple[str, str], tuple[tuple[Grams, int], ...]]
    days: Mapping[tuple[str, str], int]
    version: str = ""
    table: tuple[ZoneRow, ...] = ()
    surcharges: tuple[Surcharge, ...] = ()
    divisor: Decimal | None = None
    saturday: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    weights: str = "g"
    distances: str = "km"
    kept: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was worked out from it, so that it is worked out once; see `engine.tariff`."""
