"""What a condition may read of all locations together, before any rule says which may serve."""

from rulesets.operators import FieldType as T
from rulesets.vocabulary.model import STOCK, WORKED_OUT, Field

_ALL = "the stock ledger, over all locations"

NETWORK: tuple[Field, ...] = (
    Field(
        "network.can_fill_all",
        T.NUMBER,
        "Locations with everything",
        "the number of locations that have everything",
        "Locations that have all lines in stock, before any rule.",
        _ALL,
        unit="locations",
        always=True,
    ),
    Field(
        "network.total_atp",
        T.NUMBER,
        "Available everywhere",
        "the number of units available everywhere of the scarcest line",
        "Of the order’s SKUs, the one with the fewest units free over all locations.",
        _ALL,
        unit="units",
        always=True,
    ),
    Field(
        "network.single_location",
        T.YES_NO,
        "One location can serve",
        "one location can serve everything",
        "Whether a single location has every unit.",
        _ALL,
        said_no="no single location can serve everything",
        always=True,
    ),
    Field(
        "network.fewest_shipments",
        T.NUMBER,
        "Fewest shipments",
        "the smallest number of shipments",
        "Locations that together have everything, as few as possible; missing when not even all of them do.",
        _ALL,
        unit="shipments",
    ),
    Field(
        "network.split_cost",
        T.MONEY,
        "Extra cost of a split",
        "the extra cost of a split",
        "Against the best single shipment.",
        WORKED_OUT,
        missing_because="Only a plan shows it; “Only if it costs less than this much more” asks it.",
    ),
    Field(
        "network.speed_cost",
        T.MONEY,
        "Cheapest to fastest",
        "the cost from the cheapest to the fastest location",
        "Of those that have everything, what the one that arrives first costs more than the cheapest.",
        WORKED_OUT,
    ),
    Field(
        "network.next_incoming",
        T.INSTANT,
        "Next delivery to us",
        "the next incoming delivery",
        "The earliest expected delivery of one of the order’s SKUs.",
        STOCK,
    ),
)
"""Fields of the network of locations."""
