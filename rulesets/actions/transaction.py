"""What a transaction rule may do."""

from typing import ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action


class Tag(Action):
    """Put a label on the order when it is accepted."""

    label: ClassVar[str] = "Tag the order"
    rule_kinds: ClassVar[tuple[str, ...]] = ("transaction",)
    action: Literal["tag"] = "tag"
    tag: str = Arg(min_length=1, max_length=40, title="Tag")


class Authorise(Action):
    """Authorise the payment when the order is accepted."""

    label: ClassVar[str] = "Authorise at order, capture at shipment"
    rule_kinds: ClassVar[tuple[str, ...]] = ("transaction",)
    missing_because: ClassVar[str] = "No payment provider is connected, so payments are left to the shop."
    action: Literal["authorise"] = "authorise"


class Tell(Action):
    """Tell the customer."""

    label: ClassVar[str] = "Tell the customer"
    rule_kinds: ClassVar[tuple[str, ...]] = ("transaction",)
    missing_because: ClassVar[str] = "No message service is connected, so the shop tells the customer."
    action: Literal["tell"] = "tell"
    message: str = Arg(min_length=1, max_length=500, title="Message")
