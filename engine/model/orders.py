"""What the customer bought, from whom, and where it goes."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One SKU of an order. `number` counts from 1; `unit_price` in minor units; `weight_g`,
    `volume_ml` per unit. `expected_at`: when it is due in stock. `bundle`: the product that it is a part of;
    lines of one `ship_group` belong in one shipment. None is unknown."""

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
    brand: str | None = None
    preorder: bool | None = None
    expected_at: datetime | None = None
    bundle: str | None = None
    ship_group: str | None = None
    perishable: bool | None = None
    age_restricted: bool | None = None
    made_to_order: bool | None = None
    final_sale: bool | None = None


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
    po_box: bool | None = None


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
    return_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What the customer bought. Amounts in minor units of `currency`; times aware, UTC. `id` is ours
    and sorts by arrival. `problems` are sentences about lines that could not be imported as sold:
    an order with any is held. `type`: ship, pickup, transfer, exchange or subscription; `pickup_at`: the code
    of the location where the customer collects. `goods_cost`: what the goods cost the retailer.
    `edit_until`: until when the customer may still change it."""

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
    type: str = "ship"
    pickup_at: str | None = None
    ship_after: datetime | None = None
    ship_by: datetime | None = None
    requested_at: datetime | None = None
    priority: int | None = None
    goods_cost: int | None = None
    first_order: bool | None = None
    payment_status: str | None = None
    payment_method: str | None = None
    authorised_until: datetime | None = None
    risk_score: float | None = None
    risk_level: str | None = None
    address_status: str | None = None
    edit_until: datetime | None = None

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
