"""What a routing rule may say of which plan is better."""

from typing import ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action

RankBy = Literal[
    "nearest",
    "lowest_cost",
    "fewest_shipments",
    "preferred",
    "most_stock",
    "least_capacity_used",
    "earliest_arrival",
    "field",
]
RANKERS: dict[str, tuple[str, str]] = {
    "nearest": ("Nearest first", "km"),
    "lowest_cost": ("Lowest total cost", "pence"),
    "fewest_shipments": ("Fewest shipments", "shipments"),
    "preferred": ("Preferred order of locations", ""),
    "most_stock": ("Most stock", "units"),
    "least_capacity_used": ("Least of today’s capacity used", "%"),
    "earliest_arrival": ("Earliest arrival", "days"),
    "field": ("A field of the location", ""),
}
"""Each ranker's label, and the unit of its band (inside which two plans are a tie)."""


class Rank(Action):
    """Which of the possible plans is better; the first rank that is not a tie decides."""

    label: ClassVar[str] = "Prefer"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["rank"] = "rank"
    by: RankBy = Arg(title="By")
    field: str | None = Arg(
        default=None,
        title="Field",
        description="A number, an amount or a yes or no of the location.",
        json_schema_extra={"from": "location_field", "only_when": {"by": "field"}},
    )
    first: Literal["lowest", "highest"] = Arg(
        default="lowest", title="First", json_schema_extra={"only_when": {"by": "field"}}
    )
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
