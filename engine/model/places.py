"""The retailer, its locations and products, and their state at one instant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.model.tariff import Tariff


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which a location is closed, the first and the last among them, and why."""

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place that can fulfil. `hours`: for Monday to Sunday, (opens, closes) in minutes after local
    midnight, or None when closed. `cutoff`: minutes after local midnight until when an order still
    leaves that day. Costs in minor units, minutes of work: for each shipment, line and unit.
    `capacity`: shipments a day, `unit_capacity`: units a day, None for no limit. Safety stock of a SKU is the
    most of `safety_stock` units, `safety_percent` of what is on hand (rounded up) and `safety_weeks` of its
    weekly sales (rounded up). `feed_limit`: minutes after which its stock feed counts as stale, None for
    never. `can_hand_over`: customers may collect there. `carriers`: who calls there, None when not known.
    `holidays`: the public holidays on which it is closed, as in GB-ENG or DE, None for none; `closures`:
    other days. `cutoffs`: (service, minute) where a service has its own. `ready_minutes`: working minutes
    until a shipment is ready to leave. `pickups`: for Monday to Sunday, the minutes of the day at
    which the carrier collects; None when what is ready leaves at the cut-off."""

    code: str
    name: str
    kind: str
    country: str
    latitude: float | None = None
    longitude: float | None = None
    postcode: str = ""
    group: str | None = None
    hours: tuple[tuple[int, int] | None, ...] = ((0, 1440),) * 7
    cutoff: int = 960
    shipment_minutes: float = 0.0
    line_minutes: float = 0.0
    unit_minutes: float = 0.0
    shipment_cost: int = 0
    line_cost: int = 0
    unit_cost: int = 0
    capacity: int | None = None
    safety_stock: int = 0
    feed_limit: int | None = None
    closed_until: datetime | None = None
    unit_capacity: int | None = None
    safety_percent: float = 0.0
    safety_weeks: float = 0.0
    can_ship: bool = True
    can_hand_over: bool = False
    carriers: tuple[str, ...] | None = None
    holidays: str | None = None
    closures: tuple[Closure, ...] = ()
    cutoffs: tuple[tuple[str, int], ...] = ()
    ready_minutes: int = 0
    pickups: tuple[tuple[int, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Retailer:
    """Whose orders these are. `currency` ISO 4217, `zone` IANA, `country` two letters. `note` is shown
    on the screens, as when the data is made up."""

    name: str
    currency: str
    zone: str
    country: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """One SKU of the catalogue. `unit_price`: the usual one, minor units; weight and volume of a unit."""

    sku: str
    name: str
    category: str | None = None
    unit_price: int | None = None
    weight_g: int | None = None
    volume_ml: int | None = None
    tags: tuple[str, ...] = ()
    fragile: bool | None = None
    oversize: bool | None = None
    hazardous: bool | None = None
    backorderable: bool | None = None


@dataclass(frozen=True, slots=True)
class StockLevel:
    """Units of one SKU at one location. ATP is worked out in `available.available` only."""

    on_hand: int = 0
    allocated: int = 0
    reserved: int = 0


@dataclass(frozen=True, slots=True)
class LocationState:
    """One location at the moment of a decision. `stock` holds at least the order's SKUs (a SKU
    not in it has none). `used_today`: shipments counted against capacity on the local day of the
    snapshot. `open_shipments`: not sent yet. `suspended`: SKUs not offered now. `rejected`: it
    already said no to this order. `fed_at`: when its stock was last reported. `units_today`: units counted
    against the unit capacity on that day. `rejected_at`: when it last rejected any shipment;
    `rejection_rate`: percent of the shipments of the last 30 days that it rejected; `accuracy`: percent of
    its last counts that were right; `weekly_sales`: units a week by SKU (holds at least the order's SKUs that
    are known); `suspended_until`: when the last of the order's suspended SKUs is offered again. None is
    unknown."""

    location: Location
    stock: Mapping[str, StockLevel]
    used_today: int = 0
    open_shipments: int = 0
    suspended: frozenset[str] = frozenset()
    rejected: bool = False
    fed_at: datetime | None = None
    units_today: int = 0
    rejected_at: datetime | None = None
    rejection_rate: float | None = None
    accuracy: float | None = None
    weekly_sales: Mapping[str, float] = field(default_factory=dict)
    suspended_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Locations, stock, capacity and rates at one instant; locations in the order of their codes.
    `attempts`: how often this order was routed before; `holds_lifted`: ids of hold rules whose hold
    on this order a person or the clock has lifted, so that they do not hold it again. `touches`: what people
    did to this order by hand so far. `duplicate_of`: a recent order of the same customer with the same lines,
    "" when there is none, None when not known. `incoming`: by SKU, when the next delivery is expected.
    `together`: it is being decided together with others, so that it need not wait for them."""

    at: datetime
    zone: str
    country: str
    currency: str
    locations: tuple[LocationState, ...]
    tariff: Tariff
    attempts: int = 0
    holds_lifted: frozenset[str] = frozenset()
    touches: int = 0
    duplicate_of: str | None = None
    incoming: Mapping[str, datetime] = field(default_factory=dict)
    together: bool = False
