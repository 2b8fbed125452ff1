"""What an exception rule may do."""

from typing import ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action


class Reroute(Action):
    """Decide the order again without the location that said no."""

    label: ClassVar[str] = "Route again without the location"
    rule_kinds: ClassVar[tuple[str, ...]] = ("exception",)
    action: Literal["reroute"] = "reroute"
    at_most: int = Arg(
        ge=1,
        le=10,
        title="At most",
        description="After so many reroutes the order goes to the queue.",
        json_schema_extra={"unit": "times", "titled": True},
    )


class Queue(Action):
    """Put the order in the queue for a person."""

    label: ClassVar[str] = "Put in the queue"
    rule_kinds: ClassVar[tuple[str, ...]] = ("exception",)
    action: Literal["queue"] = "queue"
    owner: str = Arg(min_length=1, max_length=80, title="Owner")
    reason: str = Arg(min_length=1, max_length=200, title="What to do")
    due_in_minutes: int = Arg(
        default=240, ge=1, le=525_600, title="Due in", json_schema_extra={"unit": "minutes"}
    )


class Suspend(Action):
    """Do not offer the SKUs of the event at its location for some hours."""

    label: ClassVar[str] = "Suspend the SKU at the location"
    rule_kinds: ClassVar[tuple[str, ...]] = ("exception",)
    action: Literal["suspend"] = "suspend"
    hours: int = Arg(ge=1, le=8_760, title="For", json_schema_extra={"unit": "hours"})


class Cancel(Action):
    """Cancel the order and give its stock back."""

    label: ClassVar[str] = "Cancel the order"
    rule_kinds: ClassVar[tuple[str, ...]] = ("exception",)
    action: Literal["cancel"] = "cancel"
    reason: str = Arg(min_length=1, max_length=200, title="Reason")
