"""Every field a condition may read: path, type, unit, label, help, and what fills it."""

from dataclasses import dataclass

from rulesets.operators import FieldType as T
from rulesets.operators import Operator, operators_for


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field: as stored, and as a person reads it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a condition may read. `always` says it is never missing; `said` is how a sentence
    names it; `refers_to` (reference fields) names the list its values come from: location, channel
    or sku; `missing_because` says, when it is not empty, why nothing can fill it now (shown greyed)."""

    path: str
    type: T
    label: str
    said: str
    help: str
    source: str
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    refers_to: str = ""
    always: bool = False
    missing_because: str = ""

    @property
    def entity(self) -> str:
        """order, destination, customer, line, location, event or now."""
        return self.path.partition(".")[0]

    @property
    def operators(self) -> tuple[Operator, ...]:
        """The operators this field offers; one that is never missing is not asked whether it is."""
        return tuple(row for row in operators_for(self.type) if not (self.always and row.sees_missing))


ENTITIES = {
    "order": "Order",
    "destination": "Destination",
    "customer": "Customer",
    "line": "Order line",
    "location": "Location",
    "event": "Event",
    "now": "Now",
}

CHANNELS = tuple(
    Choice(value, label)
    for value, label in (
        ("web", "Web shop"),
        ("wholesale", "Wholesale"),
        ("marketplace", "Marketplace"),
        ("phone", "Phone"),
        ("pos", "Shop till"),
    )
)
SERVICES = (Choice("standard", "Standard"), Choice("express", "Express"))
LOCATION_KINDS = (
    Choice("warehouse", "Warehouse"),
    Choice("store", "Store"),
    Choice("supplier", "Supplier"),
    Choice("third_party", "Third party"),
)
EVENT_TYPES = (
    Choice("rejected", "Location rejected a shipment"),
    Choice("short_pick", "Short pick"),
    Choice("location_closed", "Location closed"),
)

DOCUMENT = "the order as the shop sent it"
CUSTOMER = "the customer in the order as the shop sent it"
WORKED_OUT = "worked out when the order is decided"
STOCK = "the stock ledger"
SETUP = "the location's settings"


def _order() -> tuple[Field, ...]:
    return (
        Field(
            "order.channel",
            T.CHOICE,
            "Channel",
            "the channel",
            "Where the order was sold.",
            DOCUMENT,
            choices=CHANNELS,
            always=True,
        ),
        Field(
            "order.service",
            T.CHOICE,
            "Service level",
            "the service",
            "The delivery service that the customer bought.",
            DOCUMENT,
            choices=SERVICES,
            always=True,
        ),
        Field(
            "order.subtotal",
            T.MONEY,
            "Subtotal",
            "the subtotal",
            "The goods, before discount and shipping.",
            DOCUMENT,
            always=True,
        ),
        Field(
            "order.total",
            T.MONEY,
            "Total",
            "the total",
            "Goods less discount, plus shipping paid.",
            DOCUMENT,
            always=True,
        ),
        Field(
            "order.discount",
            T.MONEY,
            "Discount",
            "the discount",
            "The discount on the whole order.",
            DOCUMENT,
            always=True,
        ),
        Field(
            "order.shipping_paid",
            T.MONEY,
            "Shipping paid",
            "the shipping paid",
            "What the customer paid for delivery.",
            DOCUMENT,
            always=True,
        ),
        Field(
            "order.item_count",
            T.NUMBER,
            "Units",
            "the number of units",
            "Units over all lines.",
            DOCUMENT,
            unit="units",
            always=True,
        ),
        Field(
            "order.line_count",
            T.NUMBER,
            "Lines",
            "the number of lines",
            "Lines on the order.",
            DOCUMENT,
            unit="lines",
            always=True,
        ),
        Field(
            "order.weight",
            T.NUMBER,
            "Weight",
            "the weight",
            "All units together; unknown when a product has no weight.",
            DOCUMENT,
            unit="g",
        ),
        Field(
            "order.volume",
            T.NUMBER,
            "Volume",
            "the volume",
            "All units together; unknown when a product has no size.",
            DOCUMENT,
            unit="ml",
        ),
        Field(
            "order.tags",
            T.SET,
            "Order tags",
            "the order’s tags",
            "Labels on the order.",
            DOCUMENT,
            always=True,
        ),
        Field("order.note", T.TEXT, "Note", "the note", "What the customer wrote.", DOCUMENT),
        Field("order.gift", T.YES_NO, "Gift", "gift", "Whether the order is a gift.", DOCUMENT),
        Field(
            "order.business",
            T.YES_NO,
            "Business buyer",
            "business buyer",
            "Whether a business bought it.",
            DOCUMENT,
        ),
        Field(
            "order.placed_at",
            T.INSTANT,
            "Placed at",
            "the time it was placed",
            "When the customer placed the order.",
            DOCUMENT,
            always=True,
        ),
        Field(
            "order.promised_at",
            T.INSTANT,
            "Promised date",
            "the promised date",
            "When the customer was told it arrives.",
            DOCUMENT,
        ),
        Field(
            "order.age",
            T.NUMBER,
            "Age",
            "the order’s age",
            "Time since the order was placed.",
            WORKED_OUT,
            unit="minutes",
            always=True,
        ),
        Field(
            "order.promise_slack",
            T.NUMBER,
            "Time to the promise",
            "the time to the promise",
            "Hours left until the promised date.",
            WORKED_OUT,
            unit="hours",
        ),
        Field(
            "order.routing_attempts",
            T.NUMBER,
            "Times routed",
            "the times it was routed",
            "How often the order was routed before.",
            WORKED_OUT,
            unit="times",
            always=True,
        ),
        Field(
            "order.locations_can_fill_all",
            T.NUMBER,
            "Locations with everything",
            "the number of locations with everything",
            "Locations that have all lines in stock, before any rule.",
            WORKED_OUT,
            unit="locations",
            always=True,
        ),
        Field(
            "order.all_in_stock",
            T.YES_NO,
            "Everything in stock",
            "everything in stock",
            "Whether all locations together have every unit.",
            WORKED_OUT,
            always=True,
        ),
    )


def _destination() -> tuple[Field, ...]:
    return (
        Field("destination.country", T.TEXT, "Country", "the country", "Two letters, as in GB.", DOCUMENT),
        Field("destination.region", T.TEXT, "Region", "the region", "County, state or nation.", DOCUMENT),
        Field("destination.city", T.TEXT, "City", "the city", "Town or city.", DOCUMENT),
        Field(
            "destination.postcode",
            T.TEXT,
            "Postcode",
            "the postcode",
            "The postcode, or its first part.",
            DOCUMENT,
        ),
        Field(
            "destination.international",
            T.YES_NO,
            "Abroad",
            "sent abroad",
            "Whether it leaves the retailer’s country.",
            WORKED_OUT,
        ),
        Field(
            "destination.residential",
            T.YES_NO,
            "Home address",
            "a home address",
            "Whether the address is a home.",
            DOCUMENT,
        ),
        Field(
            "destination.position_known",
            T.YES_NO,
            "Position known",
            "the position known",
            "Whether distances can be worked out.",
            DOCUMENT,
            always=True,
        ),
    )


def _customer() -> tuple[Field, ...]:
    return (
        Field(
            "customer.id", T.TEXT, "Customer number", "the customer number", "Missing for guests.", CUSTOMER
        ),
        Field(
            "customer.segment",
            T.TEXT,
            "Segment",
            "the segment",
            "The group the shop puts the customer in.",
            CUSTOMER,
        ),
        Field(
            "customer.tags",
            T.SET,
            "Customer tags",
            "the customer’s tags",
            "Labels on the customer; missing for guests.",
            CUSTOMER,
        ),
        Field(
            "customer.vip",
            T.YES_NO,
            "VIP",
            "a VIP customer",
            "Whether the shop marks the customer as VIP; missing for guests.",
            CUSTOMER,
        ),
        Field(
            "customer.lifetime_orders",
            T.NUMBER,
            "Orders so far",
            "the customer’s orders so far",
            "Orders before this one; missing for guests.",
            CUSTOMER,
            unit="orders",
        ),
        Field(
            "customer.lifetime_value",
            T.MONEY,
            "Spent so far",
            "the customer’s spending so far",
            "Money spent before this order; missing for guests.",
            CUSTOMER,
        ),
    )


def _line() -> tuple[Field, ...]:
    return (
        Field(
            "line.sku",
            T.REFERENCE,
            "SKU",
            "the SKU",
            "The product’s stock code.",
            DOCUMENT,
            refers_to="sku",
            always=True,
        ),
        Field(
            "line.name",
            T.TEXT,
            "Product name",
            "the product name",
            "As the shop calls it.",
            DOCUMENT,
            always=True,
        ),
        Field(
            "line.category", T.TEXT, "Category", "the category", "The product’s category.", "the product list"
        ),
        Field(
            "line.tags",
            T.SET,
            "Product tags",
            "the product’s tags",
            "Labels on the product.",
            "the product list",
            always=True,
        ),
        Field(
            "line.quantity",
            T.NUMBER,
            "Quantity",
            "the quantity",
            "Units on the line.",
            DOCUMENT,
            unit="units",
            always=True,
        ),
        Field(
            "line.unit_price",
            T.MONEY,
            "Unit price",
            "the unit price",
            "Price of one unit.",
            DOCUMENT,
            always=True,
        ),
        Field(
            "line.value",
            T.MONEY,
            "Line value",
            "the line’s value",
            "Quantity times unit price.",
            DOCUMENT,
            always=True,
        ),
        Field(
            "line.weight",
            T.NUMBER,
            "Unit weight",
            "the unit weight",
            "Weight of one unit.",
            "the product list",
            unit="g",
        ),
        Field(
            "line.fragile", T.YES_NO, "Fragile", "fragile", "Whether it breaks easily.", "the product list"
        ),
        Field(
            "line.oversize",
            T.YES_NO,
            "Oversize",
            "oversize",
            "Whether it needs a large parcel.",
            "the product list",
        ),
        Field(
            "line.hazardous",
            T.YES_NO,
            "Hazardous",
            "hazardous",
            "Whether carriers treat it as dangerous goods.",
            "the product list",
        ),
        Field(
            "line.backorderable",
            T.YES_NO,
            "Can be backordered",
            "can be backordered",
            "Whether it may be sold without stock.",
            "the product list",
        ),
    )


def _location() -> tuple[Field, ...]:
    return (
        Field(
            "location.code",
            T.REFERENCE,
            "Location",
            "the location",
            "Which location.",
            SETUP,
            refers_to="location",
            always=True,
        ),
        Field(
            "location.kind",
            T.CHOICE,
            "Kind",
            "the kind of location",
            "Warehouse, store, supplier or third party.",
            SETUP,
            choices=LOCATION_KINDS,
            always=True,
        ),
        Field(
            "location.group", T.TEXT, "Group", "the location’s group", "The group the location is in.", SETUP
        ),
        Field(
            "location.country",
            T.TEXT,
            "Location’s country",
            "the location’s country",
            "Two letters, as in GB.",
            SETUP,
            always=True,
        ),
        Field(
            "location.distance",
            T.NUMBER,
            "Distance",
            "the distance",
            "Straight line from the location to the customer.",
            WORKED_OUT,
            unit="km",
        ),
        Field(
            "location.atp",
            T.NUMBER,
            "Available to promise",
            "the units available of the scarcest line",
            "Of the order’s lines, the one with the fewest units free there.",
            STOCK,
            unit="units",
            always=True,
        ),
        Field(
            "location.atp_after",
            T.NUMBER,
            "Left after this order",
            "the units left of the scarcest line after this order",
            "What would stay free there if it sent everything.",
            STOCK,
            unit="units",
            always=True,
        ),
        Field(
            "location.fills_all",
            T.YES_NO,
            "Has everything",
            "everything in stock there",
            "Whether it has every unit of the order.",
            STOCK,
            always=True,
        ),
        Field(
            "location.fill_share",
            T.NUMBER,
            "Share it can fill",
            "the share of units it can fill",
            "Units it has of the order’s units.",
            STOCK,
            unit="%",
            always=True,
        ),
        Field(
            "location.open_orders",
            T.NUMBER,
            "Open shipments",
            "the open shipments",
            "Shipments it has not sent yet.",
            STOCK,
            unit="shipments",
            always=True,
        ),
        Field(
            "location.capacity_left",
            T.NUMBER,
            "Capacity left today",
            "the capacity left today",
            "Missing where no capacity is set.",
            WORKED_OUT,
            unit="orders",
        ),
        Field(
            "location.capacity_used",
            T.NUMBER,
            "Capacity used today",
            "the capacity used today",
            "Missing where no capacity is set.",
            WORKED_OUT,
            unit="%",
        ),
        Field(
            "location.open_now", T.YES_NO, "Open now", "open now", "By its opening hours.", SETUP, always=True
        ),
        Field(
            "location.cost",
            T.MONEY,
            "Cost to send",
            "the cost to send",
            "Postage and handling if it sent the whole order.",
            "the tariff",
        ),
        Field(
            "location.arrival_days",
            T.NUMBER,
            "Days to arrive",
            "the days to arrive",
            "From now to delivery, by its hours, cut-off and the carrier’s transit days.",
            "the calendar and the tariff",
            unit="days",
        ),
        Field(
            "location.promise_slack",
            T.NUMBER,
            "Days before the promise",
            "the days it arrives before the promise",
            "Negative when it would be late; missing without a promise.",
            "the calendar and the tariff",
            unit="days",
        ),
        Field(
            "location.rejected_order",
            T.YES_NO,
            "Rejected this order",
            "rejected this order",
            "Whether it already said no to this order.",
            "the order’s events",
            always=True,
        ),
        Field(
            "location.feed_age",
            T.NUMBER,
            "Stock feed age",
            "the age of its stock feed",
            "Since its stock was last reported.",
            STOCK,
            unit="minutes",
        ),
    )


def _event() -> tuple[Field, ...]:
    return (
        Field(
            "event.type",
            T.CHOICE,
            "What happened",
            "what happened",
            "The kind of event.",
            "the event",
            choices=EVENT_TYPES,
            always=True,
        ),
        Field(
            "event.reason", T.TEXT, "Reason given", "the reason given", "What the location said.", "the event"
        ),
        Field(
            "event.location",
            T.REFERENCE,
            "Location of the event",
            "the event’s location",
            "Where it happened.",
            "the event",
            refers_to="location",
        ),
        Field(
            "event.location_kind",
            T.CHOICE,
            "Kind of that location",
            "the kind of the event’s location",
            "Warehouse, store, supplier or third party.",
            SETUP,
            choices=LOCATION_KINDS,
        ),
        Field(
            "event.units_short",
            T.NUMBER,
            "Units short",
            "the units short",
            "Units that could not be found.",
            "the event",
            unit="units",
        ),
        Field(
            "event.count_for_order",
            T.NUMBER,
            "Times on this order",
            "the times it happened on this order",
            "Events of this type on this order, this one included.",
            "the order’s events",
            unit="times",
            always=True,
        ),
        Field(
            "event.count_for_sku_day",
            T.NUMBER,
            "Times for the SKU there, 24 hours",
            "the times it happened for this SKU at this location in 24 hours",
            "The most among the shipment’s SKUs, this one included.",
            "the events",
            unit="times",
            always=True,
        ),
        Field(
            "event.reroutes",
            T.NUMBER,
            "Reroutes so far",
            "the reroutes so far",
            "How often exception rules rerouted this order.",
            "the order’s events",
            unit="times",
            always=True,
        ),
    )


def _now() -> tuple[Field, ...]:
    return (
        Field(
            "now.at",
            T.INSTANT,
            "Now",
            "now",
            "The moment of the decision, in the retailer’s zone.",
            "the clock",
            always=True,
        ),
        Field(
            "now.hour",
            T.NUMBER,
            "Hour of day",
            "the hour of day",
            "0 to 23, in the retailer’s zone.",
            "the clock",
            unit="hours",
            always=True,
        ),
        Field(
            "now.month",
            T.NUMBER,
            "Month",
            "the month",
            "1 to 12, in the retailer’s zone.",
            "the clock",
            always=True,
        ),
    )


FIELDS: dict[str, Field] = {
    field.path: field
    for field in (*_order(), *_destination(), *_customer(), *_line(), *_location(), *_event(), *_now())
}

READABLE = {
    "hold": ("order", "destination", "customer", "line", "now"),
    "routing": ("order", "destination", "customer", "line", "now"),
    "split": ("order", "destination", "customer", "line", "now"),
    "exception": ("order", "destination", "customer", "line", "event", "now"),
    "transaction": ("order", "destination", "customer", "line", "now"),
}
"""Entities that the *when* of each kind of rule may read; `location` is read in routing's *then*."""


def suggestions(path: str, most: int = 3) -> tuple[str, ...]:
    """The known paths most like this one, for a message about an unknown field."""
    from difflib import get_close_matches

    return tuple(get_close_matches(path, FIELDS, n=most, cutoff=0.4))
