"""Every field a condition may read: path, type, unit, label, help, and what fills it. One entity a file."""

from rulesets.nearest import nearest
from rulesets.vocabulary.event import EVENT, EVENT_TYPES
from rulesets.vocabulary.line import LINE
from rulesets.vocabulary.location import LOCATION, LOCATION_KINDS
from rulesets.vocabulary.model import Choice, Field
from rulesets.vocabulary.network import NETWORK
from rulesets.vocabulary.now import NOW
from rulesets.vocabulary.order import CHANNELS, ORDER, SERVICES, TYPES
from rulesets.vocabulary.order_dates import ORDER_DATES
from rulesets.vocabulary.order_payment import ADDRESS_STATUSES, ORDER_PAYMENT, PAYMENT_STATUSES, RISK_LEVELS
from rulesets.vocabulary.parties import CUSTOMER, DESTINATION

__all__ = [
    "ADDRESS_STATUSES",
    "CHANNELS",
    "ENTITIES",
    "EVENT_TYPES",
    "FIELDS",
    "LOCATION_KINDS",
    "PAYMENT_STATUSES",
    "READABLE",
    "RISK_LEVELS",
    "SERVICES",
    "TYPES",
    "Choice",
    "Field",
    "suggestions",
]

ENTITIES = {
    "order": "Order",
    "destination": "Destination",
    "customer": "Customer",
    "line": "Order line",
    "location": "Location",
    "network": "All locations",
    "event": "Event",
    "now": "Now",
}

FIELDS: dict[str, Field] = {
    field.path: field
    for field in (
        *ORDER,
        *ORDER_DATES,
        *ORDER_PAYMENT,
        *DESTINATION,
        *CUSTOMER,
        *LINE,
        *LOCATION,
        *NETWORK,
        *EVENT,
        *NOW,
    )
}

READABLE = {
    "hold": ("order", "destination", "customer", "line", "network", "now"),
    "routing": ("order", "destination", "customer", "line", "network", "now"),
    "split": ("order", "destination", "customer", "line", "network", "now"),
    "exception": ("order", "destination", "customer", "line", "event", "now"),
    "transaction": ("order", "destination", "customer", "line", "now"),
}
"""Entities that the *when* of each kind of rule may read; `location` is read in routing's *then*."""


def suggestions(path: str, most: int = 3) -> tuple[str, ...]:
    """The known paths most like this one, for a message about an unknown field."""
    return nearest(path, FIELDS, most)
