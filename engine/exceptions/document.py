"""An event as it is reported: its shape and limits; each refusal is a sentence with the field's path."""

import hashlib
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from engine.intake.document import DestinationDocument, Instant, Long, Part, Short, problems_of
from engine.refusals import RefusedEvent

MOST_LINES = 2_000
MOST_UNITS = 1_000_000
MOST_ID = 2**62

EventType = Literal[
    "rejected",
    "short_pick",
    "location_closed",
    "shipped",
    "ready_for_pickup",
    "received",
    "collected",
    "payment_authorised",
    "payment_captured",
    "address_fixed",
]
STEPS = ("shipped", "ready_for_pickup", "received", "collected")
"""What is said of a shipment on its way to the customer."""

NEWS = ("payment_authorised", "payment_captured", "address_fixed")
"""What is said of an order by those who take its payment or look after its address."""


class ShortLine(Part):
    """Units that could not be found, of one line: either `line`, its number on the order, or `sku`."""

    units: Annotated[int, Field(ge=1, le=MOST_UNITS)]
    line: Annotated[int, Field(ge=1)] | None = None
    sku: Short | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "ShortLine":
        if (self.line is None) == (self.sku is None):
            raise PydanticCustomError("line", "Give either the line’s number or its SKU.")
        return self


ShortLines = Annotated[list[ShortLine], Field(max_length=MOST_LINES)]


class EventDocument(Part):
    """Something that happened. `rejected` and `short_pick` are said of a shipment: by its number, or of an
    `order`, with the `location` when it has several shipments. `lines`: what was short; needed
    for a short pick. `location_closed` is said of a `location`, `until` a time. What is on its way is said of
    a shipment too: `shipped`, `ready_for_pickup`, `received` where it is collected, `collected`. Of an
    `order`: `payment_authorised` (`until` a time, if it ends), `payment_captured`, and `address_fixed` with
    the `address`. With an `external_id` of the sender's, the same event sent again changes nothing."""

    type: EventType
    external_id: Short | None = None
    order: Short | None = None
    shipment: Annotated[int, Field(ge=1, le=MOST_ID)] | None = None
    location: Short | None = None
    reason: Long | None = None
    lines: ShortLines = Field(default_factory=list)
    until: Instant | None = None
    address: DestinationDocument | None = None

    @property
    def body_hash(self) -> str:
        """The same for two documents that say the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def read_event(document: object) -> EventDocument:
    """Check the shape of an event. Raises RefusedEvent with every problem found."""
    if isinstance(document, EventDocument):
        return document
    try:
        return EventDocument.model_validate(document)
    except ValidationError as error:
        raise RefusedEvent(*problems_of(error, "event")) from error
