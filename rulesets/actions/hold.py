"""What a hold rule may do."""

from typing import ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action

HoldUntil = Literal["person", "stock", "ship_after", "requested_date", "edit_window", "payment", "address"]


class Hold(Action):
    """Stop the order until a person lifts the hold, until something happens, or until its time is over."""

    label: ClassVar[str] = "Hold the order"
    help: ClassVar[str] = "Nothing is allocated until every hold is lifted."
    rule_kinds: ClassVar[tuple[str, ...]] = ("hold",)
    action: Literal["hold"] = "hold"
    reason: str = Arg(
        min_length=1, max_length=200, title="Reason", description="Shown on the order and in the queue."
    )
    owner: str = Arg(
        min_length=1, max_length=80, title="Owner", description="Who decides whether it may go on."
    )
    until: Literal["person", "stock", "ship_after", "requested_date", "edit_window", "payment", "address"] = (
        Arg(
            default="person",
            title="Until",
            description="A person may always lift it; what is chosen here lifts it too.",
        )
    )
    lifts_after_minutes: int | None = Arg(
        default=None,
        ge=1,
        le=525_600,
        title="Its time is over after",
        description="Leave empty when it has no end of its own.",
        json_schema_extra={"unit": "minutes"},
    )
    lifts_at_time: str | None = Arg(
        default=None,
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        title="Its time is over at",
        description="The next time that the clock shows this; leave empty when it has no end of its own.",
        json_schema_extra={"type_hint": "time", "advanced": True},
    )
    at_expiry: Literal["lift", "escalate", "cancel"] = Arg(
        default="lift",
        title="When its time is over",
        description="It goes on, goes to somebody else, or the order is cancelled.",
        json_schema_extra={"advanced": True},
    )
    escalate_to: str = Arg(
        default="",
        max_length=80,
        title="Escalate to",
        json_schema_extra={"only_when": {"at_expiry": "escalate"}, "advanced": True},
    )
    queue: str = Arg(default="", max_length=80, title="Queue", json_schema_extra={"advanced": True})
    role: str = Arg(default="", max_length=80, title="For the role", json_schema_extra={"advanced": True})
    due_in_minutes: int | None = Arg(
        default=None,
        ge=1,
        le=525_600,
        title="Due in",
        description="By when a person should have looked.",
        json_schema_extra={"unit": "minutes", "advanced": True},
    )


_PRESETS: tuple[tuple[str, str, str, HoldUntil, int | None, int | None], ...] = (
    ("Grace period", "Grace period: the customer may still change it", "Operations", "person", 30, None),
    ("Fraud review", "Check for fraud", "Fraud", "person", None, 240),
    ("Address fix", "Put the address right", "Customer service", "address", None, 480),
    ("Preorder", "Not in stock yet", "Operations", "stock", None, None),
    ("Scheduled delivery", "Asked for on a later day", "Operations", "ship_after", None, None),
    ("Payment re-authorisation", "Authorise the payment again", "Finance", "payment", None, 480),
    ("VIP check", "Look after this customer", "Customer service", "person", None, 60),
    ("High value", "High value: check before it is sent", "Operations", "person", None, 240),
    ("Stock doubt", "Count the stock first", "Store leads", "person", None, 240),
)

HOLD_PRESETS: dict[str, Hold] = {
    name: Hold(reason=reason, owner=owner, until=until, lifts_after_minutes=lifts, due_in_minutes=due)
    for name, reason, owner, until, lifts, due in _PRESETS
}
"""Ready holds by what they are called in the menu."""
