"""The values that decisions are made of: orders, locations, stock, snapshots, plans, decisions; frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Verdict = Literal["matched", "not_matched", "unknown", "failed", "off", "not_reached"]
Outcome = Literal["held", "routed", "part_backordered", "backordered", "cancelled"]
"""held: stopped by holds, nothing planned. routed: every unit has a location. part_backordered:
some units have a location, the rest waits for stock. backordered: all of it waits. cancelled."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One SKU of an order. `number` counts from 1; `unit_price` in minor units; `weight_g`,
    `volume_ml` per unit. None is unknown."""

    number: int
    sku: str
    name: str
    quantity: int
    unit_price: int
    category: str | None = None
    weight_g: int | None = None
    volume_ml: int | None = None
    tags: tuple[str, ...] = ()
    fragile: bool | None = None
    oversize: bool | None = None
    hazardous: bool | None = None
    backorderable: bool | None = None


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the order goes. `country` is two letters; position in degrees, both or neither."""

    country: str | None = None
    region: str | None = None
    city: str | None = None
    postcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    residential: bool | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """Who bought it. A guest has an id of None and everything else unknown."""

    id: str | None = None
    name: str | None = None
    segment: str | None = None
    tags: tuple[str, ...] | None = None
    vip: bool | None = None
    lifetime_orders: int | None = None
    lifetime_value: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What the customer bought. Amounts in minor units of `currency`; times aware, UTC. `id` is ours
    and sorts by arrival. `problems` are sentences about lines that could not be imported as sold:
    an order with any is held."""

    id: str
    channel: str
    external_id: str
    placed_at: datetime
    currency: str
    lines: tuple[OrderLine, ...]
    destination: Destination
    customer: Customer = Customer()
    service: str = "standard"
    shipping_paid: int = 0
    discount: int = 0
    promised_at: datetime | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    gift: bool | None = None
    business: bool | None = None
    problems: tuple[str, ...] = ()

    @property
    def subtotal(self) -> int:
        """Goods before discount and shipping, minor units."""
        return sum([line.quantity * line.unit_price for line in self.lines])

    @property
    def total(self) -> int:
        """Goods less discount plus shipping paid, minor units."""
        return self.subtotal - self.discount + self.shipping_paid

    @property
    def units(self) -> int:
        """Units over all lines."""
        return sum([line.quantity for line in self.lines])


@dataclass(frozen=True, slots=True)
class Location:
    """A place that can fulfil. `hours`: for Monday to Sunday, (opens, closes) in minutes after local
    midnight, or None when closed. `cutoff`: minutes after local midnight until when an order still
    leaves that day. Costs in minor units, minutes of work: for each shipment, line and unit.
    `capacity`: shipments a day, None for no limit. `feed_limit`: minutes after which its stock
    feed counts as stale, None for never."""

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
    already said no to this order. `fed_at`: when its stock was last reported."""

    location: Location
    stock: Mapping[str, StockLevel]
    used_today: int = 0
    open_shipments: int = 0
    suspended: frozenset[str] = frozenset()
    rejected: bool = False
    fed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tariff:
    """Postage. `bands`: upper bounds in km of zones 1..n, ascending; zone n+1 is beyond; zones
    `europe` and `world` are abroad. `steps`: (service, zone) -> ((up to grams, price), …) ascending.
    A shipment heavier than the last step goes as several parcels, full ones first. `days`:
    (service, zone) -> transit working days. Prices in minor units of `currency`."""

    currency: str
    bands: tuple[int, ...]
    steps: Mapping[tuple[str, str], tuple[tuple[int, int], ...]]
    days: Mapping[tuple[str, str], int]
    version: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Locations, stock, capacity and rates at one instant; locations in the order of their codes.
    `attempts`: how often this order was routed before; `holds_lifted`: ids of hold rules whose hold
    on this order a person or the clock has lifted, so that they do not hold it again."""

    at: datetime
    zone: str
    country: str
    currency: str
    locations: tuple[LocationState, ...]
    tariff: Tariff
    attempts: int = 0
    holds_lifted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """Units of one order line in a shipment."""

    number: int
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PlannedShipment:
    """What one location sends. `postage`, `handling` in minor units, `postage` None when the weight or
    the zone is not known; `minutes` of work. `ships_at`: when it leaves, None when the location never
    opens; `arrives_at`: by when it is delivered, None when the tariff has no transit time either."""

    location: str
    lines: tuple[PlannedLine, ...]
    service: str
    postage: int | None
    handling: int
    minutes: float
    distance_km: float | None
    weight_g: int | None
    ships_at: datetime | None
    arrives_at: datetime | None

    @property
    def cost(self) -> int | None:
        """Postage and handling, minor units; None when the postage is not known."""
        return None if self.postage is None else self.postage + self.handling


@dataclass(frozen=True, slots=True)
class Plan:
    """Proposed shipments and what could not be met; together they always equal the demand.
    `proven`: no better plan exists under the policy; otherwise `gap` bounds, in the first ranker
    that is not settled, how much better one could be. `measures`: (ranker, value), in rank order."""

    shipments: tuple[PlannedShipment, ...] = ()
    shortfall: tuple[PlannedLine, ...] = ()
    measures: tuple[tuple[str, float], ...] = ()
    proven: bool = True
    gap: float = 0.0

    @property
    def cost(self) -> int | None:
        """Postage and handling of all shipments, minor units; None when one is not known."""
        total = 0
        for shipment in self.shipments:
            if shipment.postage is None:
                return None
            total += shipment.postage + shipment.handling
        return total

    @property
    def locations(self) -> tuple[str, ...]:
        """Codes of the sending locations, sorted."""
        return tuple(sorted(shipment.location for shipment in self.shipments))


@dataclass(frozen=True, slots=True)
class HoldPlaced:
    """A hold that a decision places. `rule_id` is "" for the program's own (an invalid order, a rule
    that failed, nobody can serve). `lifts_at` None: only a person lifts it."""

    rule_id: str
    reason: str
    owner: str
    lifts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NodeTrace:
    """One condition or group, walked. `text` is its sentence part; `seen` the value found, as a
    person reads it ("" for groups); `path` as in conditions.Path."""

    path: tuple[int, ...]
    kind: Literal["condition", "group", "lines"]
    text: str
    verdict: Verdict
    seen: str = ""
    children: tuple["NodeTrace", ...] = ()


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """One rule, tried. `note` is a sentence on what followed ("Nobody it allows can serve: next rule")."""

    rule_id: str
    name: str
    kind: str
    verdict: Verdict
    when: NodeTrace | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CandidateTrace:
    """One location, as the deciding routing rule saw it. `because` is a sentence: the first thing
    that ruled it out, or the ranker at which it lost and by how much. `free`: ATP of the scarcest line.
    `cost`: of what it sends when it is chosen, else of the whole order from there."""

    location: str
    verdict: Literal["chosen", "lost", "ruled_out"]
    because: str
    distance_km: float | None = None
    free: int = 0
    cost: int | None = None
    arrives_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything a person may ask about a decision."""

    rules: tuple[RuleTrace, ...] = ()
    candidates: tuple[CandidateTrace, ...] = ()
    why: tuple[str, ...] = ()
    """The reason in sentences, most important first."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, with the revision that made it. `rule_id`: the routing rule that decided
    ("" when held). `applied`: ids of all rules that matched and took effect (hold, routing, split,
    transaction). `cause`: why there is no full plan, a sentence. `trace` only when asked for."""

    outcome: Outcome
    plan: Plan
    holds: tuple[HoldPlaced, ...]
    rule_id: str
    applied: tuple[str, ...]
    tags: tuple[str, ...]
    revision: str
    """Content hash of the ruleset that decided."""
    at: datetime
    cause: str = ""
    trace: Trace | None = field(default=None, compare=False)
