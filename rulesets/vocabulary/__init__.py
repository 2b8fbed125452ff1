"""Every field a condition may read: path, type, unit, label, help, and what fills it. One entity a file."""

from rulesets.nearest import nearest
from rulesets.vocabulary.event import EVENT, EVENT_TYPES
from rulesets.vocabulary.line import LINE
from rulesets.vocabulary.location import LOCATION, LOCATION_KINDS
from rulesets.vocabulary.model import Choice, Field
from rulesets.vocabulary.now import NOW
from rulesets.vocabulary.order import CHANNELS, ORDER, SERVICES
from rulesets.vocabulary.parties import CUSTOMER, DESTINATION

__all__ = [
    "CHANNELS",
    "ENTITIES",
    "EVENT_TYPES",
    "FIELDS",
    "LOCATION_KINDS",
    "READABLE",
    "SERVICES",
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
    "event": "Event",
    "now": "Now",
}

FIELDS: dict[str, Field] = {
    field.path: field for field in (*ORDER, *DESTINATION, *CUSTOMER, *LINE, *LOCATION, *EVENT, *NOW)
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
    return nearest(path, FIELDS, most)
