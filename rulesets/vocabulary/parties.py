"""What a condition may read of where the order goes and of who bought it."""

from rulesets.operators import FieldType as T
from rulesets.vocabulary.model import DOCUMENT, THE_CUSTOMER, WORKED_OUT, Field

DESTINATION: tuple[Field, ...] = (
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
        "the order goes abroad",
        "Whether it leaves the retailer’s country.",
        WORKED_OUT,
        said_no="the order does not go abroad",
    ),
    Field(
        "destination.residential",
        T.YES_NO,
        "Home address",
        "the address is a home",
        "Whether the address is a home.",
        DOCUMENT,
        said_no="the address is not a home",
    ),
    Field(
        "destination.po_box",
        T.YES_NO,
        "PO box",
        "the address is a PO box",
        "Whether the address is a post-office box.",
        DOCUMENT,
        said_no="the address is not a PO box",
    ),
    Field(
        "destination.place",
        T.PLACE,
        "Place",
        "the destination",
        "How far it is from a location or a position, in whose country, in which zone.",
        WORKED_OUT,
    ),
    Field(
        "destination.zone",
        T.TEXT,
        "Zone",
        "the zone",
        "The tariff’s zone from the nearest location.",
        WORKED_OUT,
    ),
    Field(
        "destination.position_known",
        T.YES_NO,
        "Position known",
        "the customer’s position is known",
        "Whether distances can be worked out.",
        DOCUMENT,
        always=True,
        said_no="the customer’s position is not known",
    ),
)

CUSTOMER: tuple[Field, ...] = (
    Field(
        "customer.id", T.TEXT, "Customer number", "the customer number", "Missing for guests.", THE_CUSTOMER
    ),
    Field(
        "customer.segment",
        T.TEXT,
        "Segment",
        "the segment",
        "The group the shop puts the customer in.",
        THE_CUSTOMER,
    ),
    Field(
        "customer.tags",
        T.SET,
        "Customer tags",
        "the customer",
        "Labels on the customer; missing for guests.",
        THE_CUSTOMER,
    ),
    Field(
        "customer.vip",
        T.YES_NO,
        "VIP",
        "the customer is a VIP",
        "Whether the shop marks the customer as VIP; missing for guests.",
        THE_CUSTOMER,
        said_no="the customer is not a VIP",
    ),
    Field(
        "customer.lifetime_orders",
        T.NUMBER,
        "Orders so far",
        "the number of the customer’s earlier orders",
        "Orders before this one; missing for guests.",
        THE_CUSTOMER,
        unit="orders",
    ),
    Field(
        "customer.lifetime_value",
        T.MONEY,
        "Spent so far",
        "the customer’s spending so far",
        "Money spent before this order; missing for guests.",
        THE_CUSTOMER,
    ),
    Field(
        "customer.return_rate",
        T.NUMBER,
        "Return rate",
        "the customer’s return rate",
        "Percent of what the customer bought that came back; missing for guests.",
        THE_CUSTOMER,
        unit="%",
    ),
)
