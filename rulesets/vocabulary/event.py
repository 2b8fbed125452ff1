"""What a condition may read of the event that an exception rule is tried on."""

from rulesets.operators import FieldType as T
from rulesets.vocabulary.location import LOCATION_KINDS
from rulesets.vocabulary.model import SETUP, Choice, Field

EVENT_TYPES = (
    Choice("rejected", "Location rejected a shipment", "a rejected shipment"),
    Choice("short_pick", "Short pick", "a short pick"),
    Choice("location_closed", "Location closed", "a closed location"),
)

EVENT: tuple[Field, ...] = (
    Field(
        "event.type",
        T.CHOICE,
        "What happened",
        "the event",
        "The kind of event.",
        "the event",
        choices=EVENT_TYPES,
        always=True,
    ),
    Field("event.reason", T.TEXT, "Reason given", "the reason given", "What the location said.", "the event"),
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
        "the number of units short",
        "Units that could not be found.",
        "the event",
        unit="units",
    ),
    Field(
        "event.count_for_order",
        T.NUMBER,
        "Times on this order",
        "the number of times it happened on this order",
        "Events of this type on this order, this one included.",
        "the order’s events",
        unit="times",
        always=True,
    ),
    Field(
        "event.count_for_sku_day",
        T.NUMBER,
        "Times for the SKU there, 24 hours",
        "the number of times it happened for the SKU at the location in 24 hours",
        "The most among the shipment’s SKUs, this one included.",
        "the events",
        unit="times",
        always=True,
    ),
    Field(
        "event.reroutes",
        T.NUMBER,
        "Reroutes so far",
        "the number of reroutes so far",
        "How often exception rules rerouted this order.",
        "the order’s events",
        unit="times",
        always=True,
    ),
)
