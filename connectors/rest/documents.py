"""What callers send besides orders: events, counts and feeds; the path names the order or location."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from engine.exceptions import EventDocument, ShortLine
from engine.exceptions.document import MOST_ID
from engine.intake.document import DestinationDocument, Instant, Long, OrderDocument, Part, Short
from engine.store.orders import OrderFilter, Sort

MOST_SKUS = 20_000

ORDER_EXAMPLE: JsonDict = {
    "external_id": "10001",
    "channel": "web",
    "currency": "GBP",
    "placed_at": "2026-03-02T09:30:00Z",
    "lines": [{"sku": "85123A", "quantity": 2, "unit_price": 295}],
    "destination": {"country": "GB", "postcode": "LS2 7AB", "city": "Leeds"},
    "service": "standard",
    "shipping_paid": 395,
}
EVENT_EXAMPLE: JsonDict = {
    "type": "rejected",
    "external_id": "till-7-2291",
    "location": "LDS",
    "reason": "Not on the shelf",
}
CLOSING_EXAMPLE: JsonDict = {"until": "2026-03-03T09:00:00Z", "reason": "Water in the stock room"}
COUNT_EXAMPLE: JsonDict = {"location": "LDS", "sku": "85123A", "units": 12}
EXPECTED_EXAMPLE: JsonDict = {"expected": {"85123A": "2026-03-09T08:00:00Z", "22423": None}}
FEED_EXAMPLE: JsonDict = {"location": "LDS", "stock": {"85123A": 12, "22423": 0}}


class NewOrder(OrderDocument):
    """An order. Amounts in minor units (pence) of `currency`, times in ISO 8601 with their zone. The same
    `channel` and `external_id` is the same order, and the second time changes nothing."""

    model_config = ConfigDict(json_schema_extra={"examples": [ORDER_EXAMPLE]})


class OrderEvent(Part):
    """Something happened to the order. A location said no to a shipment (`rejected`), or could not find all
    of it (`short_pick`; `lines`: what was short, each by its SKU or its number on the order). A shipment went
    on: `shipped`, `ready_for_pickup`, `received` where it is collected, `collected`. Name the shipment by its
    number, or by the location when the order has several. Of the order itself: `payment_authorised` (`until`
    when), `payment_captured`, `address_fixed` with the whole `address`; each lifts the holds that waited for
    it. The same `external_id` again changes nothing."""

    model_config = ConfigDict(json_schema_extra={"examples": [EVENT_EXAMPLE]})

    type: Literal[
        "rejected",
        "short_pick",
        "shipped",
        "ready_for_pickup",
        "received",
        "collected",
        "payment_authorised",
        "payment_captured",
        "address_fixed",
    ]
    external_id: Short | None = None
    shipment: Annotated[int, Field(ge=1, le=MOST_ID)] | None = None
    location: Short | None = None
    reason: Long | None = None
    lines: Annotated[list[ShortLine], Field(max_length=2_000)] = Field(default_factory=list)
    until: Instant | None = None
    address: DestinationDocument | None = None

    def of(self, order_id: str, key: str | None) -> EventDocument:
        """The event on this order; `key` stands in for a missing `external_id`."""
        said = self.model_dump() | {"external_id": self.external_id or key}
        return EventDocument(order=order_id, **said)


class LocationEvent(Part):
    """A location closes until a time; each shipment it has not sent is handled by the exception rules."""

    model_config = ConfigDict(json_schema_extra={"examples": [CLOSING_EXAMPLE]})

    until: Instant
    type: Literal["location_closed"] = "location_closed"
    external_id: Short | None = None
    reason: Long | None = None

    def at(self, location: str, key: str | None) -> EventDocument:
        """The event at this location; `key` stands in for a missing `external_id`."""
        said = self.model_dump() | {"external_id": self.external_id or key}
        return EventDocument(location=location, **said)


class Count(Part):
    """Somebody counted: so many units of the SKU are there."""

    model_config = ConfigDict(json_schema_extra={"examples": [COUNT_EXAMPLE]})

    location: Short
    sku: Short
    units: Annotated[int, Field(ge=0, le=10_000_000)]


class Feed(Part):
    """What a location has of each SKU, by its own system; SKUs that are not named stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [FEED_EXAMPLE]})

    location: Short
    stock: Annotated[
        dict[Short, Annotated[int, Field(ge=0, le=10_000_000)]], Field(min_length=1, max_length=MOST_SKUS)
    ]


class Expected(Part):
    """When the next delivery of each SKU is expected at any location; null when none is. SKUs that are not
    named stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXPECTED_EXAMPLE]})

    expected: Annotated[dict[Short, Instant | None], Field(min_length=1, max_length=MOST_SKUS)]


class OrdersQuery(BaseModel):
    """Which orders to list; what is left out does not narrow."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Annotated[Long, Field(max_length=40, description="Like routed, held or backordered.")] = ""
    channel: Annotated[Long, Field(max_length=40)] = ""
    location: Annotated[Long, Field(max_length=100, description="One that sends a part of it.")] = ""
    text: Annotated[str, Field(max_length=200, description="In ids, customer, postcode or SKUs.")] = ""
    placed_from: Instant | None = None
    placed_until: Annotated[Instant | None, Field(description="Not included.")] = None
    revision: Annotated[int | None, Field(ge=1, le=2**31)] = None
    rule: Annotated[Long, Field(max_length=60, description="Id of the routing rule that decided.")] = ""
    sort: Sort = "newest"
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 50

    def filter(self) -> OrderFilter:
        """The store's filter."""
        return OrderFilter(
            statuses=(self.status,) if self.status else (),
            channels=(self.channel,) if self.channel else (),
            locations=(self.location,) if self.location else (),
            text=self.text,
            placed_from=self.placed_from,
            placed_until=self.placed_until,
            revision=self.revision,
            rule_id=self.rule,
        )
