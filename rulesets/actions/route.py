"""What a routing rule may do with an order, other than the best plan of the locations that may serve."""

from typing import ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action


class Route(Action):
    """What all ways of routing share: a rule has at most one of them."""

    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)


class PickUp(Route):
    """The customer collects at the location that the order names, or at the one given here."""

    label: ClassVar[str] = "Collect at a location"
    action: Literal["pick_up"] = "pick_up"
    location: str | None = Arg(
        default=None,
        title="Location",
        description="Leave empty for the one that the customer chose.",
        json_schema_extra={"from": "location"},
    )


class TransferThenPickUp(Route):
    """The customer collects; what is not there is sent there from the locations that may serve."""

    label: ClassVar[str] = "Send to the location, then collect"
    action: Literal["transfer_then_pick_up"] = "transfer_then_pick_up"
    location: str | None = Arg(
        default=None,
        title="Location",
        description="Leave empty for the one that the customer chose.",
        json_schema_extra={"from": "location"},
    )


class DropShip(Route):
    """Suppliers send straight to the customer; only locations of the kind supplier may serve."""

    label: ClassVar[str] = "Suppliers send it"
    action: Literal["drop_ship"] = "drop_ship"


class Offer(Route):
    """Offer the order to several locations at once; the first that takes it has it."""

    label: ClassVar[str] = "Offer it to several locations"
    missing_because: ClassVar[str] = "Locations have no screen yet on which they could take an offer."
    action: Literal["offer"] = "offer"
    locations: int = Arg(ge=2, le=20, title="To at most", json_schema_extra={"unit": "locations"})
    minutes: int = Arg(ge=1, le=1_440, title="For", json_schema_extra={"unit": "minutes"})


class WaitForStock(Route):
    """Let the whole order wait for stock, though somebody may have it."""

    label: ClassVar[str] = "Let it wait for stock"
    action: Literal["wait_for_stock"] = "wait_for_stock"


class HoldRoute(Route):
    """Hold the order for a person."""

    label: ClassVar[str] = "Hold it for a person"
    action: Literal["hold_route"] = "hold_route"
    reason: str = Arg(min_length=1, max_length=200, title="Reason")


class CancelRoute(Route):
    """Cancel the order."""

    label: ClassVar[str] = "Cancel it"
    action: Literal["cancel_route"] = "cancel_route"


class DecideTogether(Action):
    """Let the order wait a little and plan it jointly with others that wait, over the stock they share."""

    label: ClassVar[str] = "Decide together with other orders"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["decide_together"] = "decide_together"
    every_minutes: int = Arg(ge=1, le=1_440, title="Every", json_schema_extra={"unit": "minutes"})


class ChooseService(Action):
    """Send each shipment by the cheapest service that keeps the promise; where none does, by the fastest."""

    label: ClassVar[str] = "The cheapest service that keeps the promise"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["choose_service"] = "choose_service"
    services: tuple[str, ...] = Arg(
        default=(),
        title="Among",
        description="Leave empty for all services of the tariff.",
        json_schema_extra={"from": "service"},
    )


Routing = (
    PickUp
    | TransferThenPickUp
    | DropShip
    | Offer
    | WaitForStock
    | HoldRoute
    | CancelRoute
    | DecideTogether
    | ChooseService
)

FINAL_ROUTES = (WaitForStock, HoldRoute, CancelRoute)
"""Ways that end the matter: no location is asked, so nothing is left for an *otherwise*."""
