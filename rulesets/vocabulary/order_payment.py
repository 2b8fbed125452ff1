"""What a condition may read of how an order is paid, how risky it is, and what it earns."""

from rulesets.operators import FieldType as T
from rulesets.vocabulary.model import DOCUMENT, WORKED_OUT, Choice, Field

PAYMENT_STATUSES = (
    Choice("pending", "Pending"),
    Choice("authorised", "Authorised"),
    Choice("part_paid", "Paid in part"),
    Choice("paid", "Paid"),
    Choice("refunded", "Refunded"),
    Choice("voided", "Voided"),
    Choice("failed", "Failed"),
)
RISK_LEVELS = (Choice("low", "Low"), Choice("medium", "Medium"), Choice("high", "High"))
ADDRESS_STATUSES = (
    Choice("verified", "Verified"),
    Choice("unverified", "Not verified", "unverified"),
    Choice("invalid", "Cannot be delivered to", "undeliverable"),
)

ORDER_PAYMENT: tuple[Field, ...] = (
    Field(
        "order.payment_status",
        T.CHOICE,
        "Payment",
        "the payment",
        "How far the payment has come.",
        DOCUMENT,
        choices=PAYMENT_STATUSES,
    ),
    Field(
        "order.payment_method",
        T.TEXT,
        "Payment method",
        "the payment method",
        "As the shop calls it, as in card or invoice.",
        DOCUMENT,
    ),
    Field(
        "order.authorisation_left",
        T.NUMBER,
        "Authorisation expires in",
        "the time until the authorisation expires",
        "Hours; negative when it has expired.",
        WORKED_OUT,
        unit="hours",
    ),
    Field(
        "order.risk_score",
        T.NUMBER,
        "Risk score",
        "the risk score",
        "As the shop or its payment provider gives it.",
        DOCUMENT,
    ),
    Field(
        "order.risk_level",
        T.CHOICE,
        "Risk level",
        "the risk",
        "As the shop or its payment provider gives it.",
        DOCUMENT,
        choices=RISK_LEVELS,
    ),
    Field(
        "order.address_status",
        T.CHOICE,
        "Address check",
        "the address",
        "What the address check said.",
        DOCUMENT,
        choices=ADDRESS_STATUSES,
    ),
    Field(
        "order.margin",
        T.NUMBER,
        "Margin",
        "the margin",
        "What is left of the goods less discount after what they cost; missing without their cost.",
        WORKED_OUT,
        unit="%",
    ),
)
"""Fields of the order that are about money and risk."""
