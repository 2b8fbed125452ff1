"""What a condition may read of the order's dates, and of how far it has come."""

from rulesets.operators import FieldType as T
from rulesets.vocabulary.model import DOCUMENT, WORKED_OUT, Field

ORDER_DATES: tuple[Field, ...] = (
    Field(
        "order.ship_after",
        T.INSTANT,
        "Ship after",
        "the day after which it may be sent",
        "The order may not be sent before.",
        DOCUMENT,
    ),
    Field(
        "order.ship_by",
        T.INSTANT,
        "Ship by",
        "the day by which it must be sent",
        "The order should be sent by then.",
        DOCUMENT,
    ),
    Field(
        "order.requested_at",
        T.INSTANT,
        "Requested delivery date",
        "the requested delivery date",
        "When the customer asked to have it.",
        DOCUMENT,
    ),
    Field(
        "order.edit_window_open",
        T.YES_NO,
        "Customer may change it",
        "the customer may still change the order",
        "By the time until when the shop lets the customer change it.",
        WORKED_OUT,
        said_no="the customer may no longer change the order",
    ),
    Field(
        "order.touches",
        T.NUMBER,
        "Touched by hand",
        "the number of times people changed it by hand",
        "What people did to the order so far: lifted a hold, routed it, cancelled lines.",
        WORKED_OUT,
        unit="times",
        always=True,
    ),
    Field(
        "order.duplicate",
        T.YES_NO,
        "Repeats a recent order",
        "the order repeats a recent order",
        "Same customer and the same lines as an order shortly before.",
        WORKED_OUT,
        said_no="the order does not repeat a recent order",
    ),
)
"""Fields of the order that are about time and about what was done to it."""
