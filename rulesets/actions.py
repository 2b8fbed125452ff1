"""Every action a rule may take: its kind of rule, its arguments, its label. The arguments draw the form."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field as Arg

from rulesets.conditions import Group, Part

Names = Annotated[tuple[str, ...], Arg(min_length=1)]


class Action(Part):
    """What all actions share. `label` names it in menus; `rule_kinds` are the kinds that offer it;
    `missing_because` says, when it is not empty, why it cannot be carried out now (shown greyed)."""

    label: ClassVar[str] = ""
    help: ClassVar[str] = ""
    rule_kinds: ClassVar[tuple[str, ...]] = ()
    missing_because: ClassVar[str] = ""


class Hold(Action):
    """Stop the order until a person lifts the hold, or until it lifts by itself."""

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
    lifts_after_minutes: int | None = Arg(
        default=None,
        ge=1,
        le=525_600,
        title="Lifts by itself after",
        description="Leave empty when only a person may lift it.",
        json_schema_extra={"unit": "minutes"},
    )


class OnlyKinds(Action):
    """Only locations of these kinds may serve."""

    label: ClassVar[str] = "Only these kinds of location"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["only_kinds"] = "only_kinds"
    kinds: Names = Arg(title="Kinds", json_schema_extra={"from": "location_kind"})


class OnlyLocations(Action):
    """Only these locations may serve."""

    label: ClassVar[str] = "Only these locations"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["only_locations"] = "only_locations"
    locations: Names = Arg(title="Locations", json_schema_extra={"from": "location"})


class NotLocations(Action):
    """These locations may not serve."""

    label: ClassVar[str] = "Not these locations"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["not_locations"] = "not_locations"
    locations: Names = Arg(title="Locations", json_schema_extra={"from": "location"})


class WithinKm(Action):
    """Only locations at most so far from the customer may serve; an unknown distance may not."""

    label: ClassVar[str] = "At most this far from the customer"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["within_km"] = "within_km"
    km: int = Arg(ge=1, le=20_000, title="Distance", json_schema_extra={"unit": "km"})


class KeepStock(Action):
    """Leave so many units of each SKU at the location, on top of its safety stock."""

    label: ClassVar[str] = "Keep some stock back"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["keep_stock"] = "keep_stock"
    units: int = Arg(ge=1, le=100_000, title="Units of each SKU", json_schema_extra={"unit": "units"})


class Where(Action):
    """Only locations of which these conditions hold may serve; unknown does not hold."""

    label: ClassVar[str] = "Only locations where…"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["where"] = "where"
    where: Group = Arg(title="Conditions on the location", json_schema_extra={"entity": "location"})


RankBy = Literal[
    "nearest",
    "lowest_cost",
    "fewest_shipments",
    "preferred",
    "most_stock",
    "least_capacity_used",
    "earliest_arrival",
]
RANKERS: dict[str, tuple[str, str]] = {
    "nearest": ("Nearest first", "km"),
    "lowest_cost": ("Lowest total cost", "pence"),
    "fewest_shipments": ("Fewest shipments", "shipments"),
    "preferred": ("Preferred order of locations", ""),
    "most_stock": ("Most stock", "units"),
    "least_capacity_used": ("Least of today’s capacity used", "%"),
    "earliest_arrival": ("Earliest arrival", "days"),
}
"""Each ranker's label, and the unit of its band (inside which two plans are a tie)."""


class Rank(Action):
    """Which of the possible plans is better; the first rank that is not a tie decides."""

    label: ClassVar[str] = "Prefer"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["rank"] = "rank"
    by: RankBy = Arg(title="By")
    tie_within: int = Arg(
        default=0,
        ge=0,
        le=1_000_000,
        title="A tie within",
        description="Differences up to this count as equal.",
    )
    locations: tuple[str, ...] = Arg(
        default=(),
        title="Locations, best first",
        json_schema_extra={"from": "location", "only_when": {"by": "preferred"}},
    )


class Split(Action):
    """How far one order may become several shipments."""

    label: ClassVar[str] = "Splitting"
    help: ClassVar[str] = "When several split rules match, the most restrictive answer to each question wins."
    rule_kinds: ClassVar[tuple[str, ...]] = ("split",)
    action: Literal["split"] = "split"
    policy: Literal["none", "whole_lines", "units"] = Arg(
        title="May split", description="Not at all, between lines, or within a line."
    )
    at_most: int | None = Arg(default=None, ge=1, le=20, title="Shipments at most")
    only_if_needed: bool = Arg(default=False, title="Only if one location cannot serve")
    cheaper_by: str | None = Arg(
        default=None,
        title="Only if cheaper by",
        description="Against the best single shipment.",
        json_schema_extra={"type_hint": "money"},
    )


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
        json_schema_extra={"unit": "times"},
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


Eligibility = OnlyKinds | OnlyLocations | NotLocations | WithinKm | KeepStock | Where
AnyAction = Annotated[
    Hold
    | OnlyKinds
    | OnlyLocations
    | NotLocations
    | WithinKm
    | KeepStock
    | Where
    | Rank
    | Split
    | Reroute
    | Queue
    | Suspend
    | Cancel
    | Tag
    | Authorise
    | Tell,
    Arg(discriminator="action"),
]

ACTIONS: dict[str, type[Action]] = {
    kind.model_fields["action"].default: kind
    for kind in (
        Hold,
        OnlyKinds,
        OnlyLocations,
        NotLocations,
        WithinKm,
        KeepStock,
        Where,
        Rank,
        Split,
        Reroute,
        Queue,
        Suspend,
        Cancel,
        Tag,
        Authorise,
        Tell,
    )
}


def actions_for(rule_kind: str) -> tuple[type[Action], ...]:
    """The actions that rules of this kind offer, in the order of the table."""
    return tuple(kind for kind in ACTIONS.values() if rule_kind in kind.rule_kinds)
