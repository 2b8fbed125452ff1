"""What a split rule may do."""

from typing import ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action
from rulesets.conditions import Group


class Split(Action):
    """How far one order may become several shipments."""

    label: ClassVar[str] = "Splitting"
    help: ClassVar[str] = "When several split rules match, the most restrictive answer to each question wins."
    rule_kinds: ClassVar[tuple[str, ...]] = ("split",)
    action: Literal["split"] = "split"
    policy: Literal["none", "whole_lines", "units"] = Arg(
        title="May split",
        description="Not at all, between lines, or within a line.",
        json_schema_extra={"titled": True},
    )
    at_most: int | None = Arg(
        default=None,
        ge=1,
        le=20,
        title="At most",
        json_schema_extra={"unit": "shipments", "idle_when": {"policy": "none"}},
    )
    only_if_needed: bool = Arg(
        default=False,
        title="Only if one location cannot serve",
        json_schema_extra={"idle_when": {"policy": "none"}},
    )
    cheaper_by: str | None = Arg(
        default=None,
        title="Only if cheaper by",
        description="Against the best single shipment.",
        json_schema_extra={"type_hint": "money", "idle_when": {"policy": "none"}},
    )
    dearer_by: str | None = Arg(
        default=None,
        title="Only if dearer by less than",
        description="Against the best single shipment.",
        json_schema_extra={"type_hint": "money", "idle_when": {"policy": "none"}},
    )
    saves_days: int | None = Arg(
        default=None,
        ge=1,
        le=60,
        title="Only if it arrives earlier by",
        description="Against the best single shipment.",
        json_schema_extra={"unit": "days", "idle_when": {"policy": "none"}, "advanced": True},
    )
    least_value: str | None = Arg(
        default=None,
        title="Each shipment worth at least",
        description="The goods in it, before discount.",
        json_schema_extra={"type_hint": "money", "idle_when": {"policy": "none"}, "advanced": True},
    )
    complete_for_days: int | None = Arg(
        default=None,
        ge=1,
        le=365,
        title="Wait to be complete for",
        description="So long nothing is sent in part; then what is here is sent and the rest waits.",
        json_schema_extra={"unit": "days", "advanced": True},
    )
    review_above: int | None = Arg(
        default=None,
        ge=1,
        le=20,
        title="For review above",
        description="A plan of more shipments is held for a person.",
        json_schema_extra={"unit": "shipments", "idle_when": {"policy": "none"}, "advanced": True},
    )


class KeepTogether(Action):
    """Lines that go in one shipment, or wait: those of which the conditions hold; without conditions, the
    lines of each ship-together group."""

    label: ClassVar[str] = "Keep lines together"
    rule_kinds: ClassVar[tuple[str, ...]] = ("split",)
    action: Literal["keep_together"] = "keep_together"
    where: Group | None = Arg(
        default=None, title="Conditions on the line", json_schema_extra={"entity": "line"}
    )


class ShipApart(Action):
    """Lines of which the conditions hold travel as an order of their own, planned by itself."""

    label: ClassVar[str] = "Ship lines apart"
    rule_kinds: ClassVar[tuple[str, ...]] = ("split",)
    action: Literal["ship_apart"] = "ship_apart"
    where: Group = Arg(title="Conditions on the line", json_schema_extra={"entity": "line"})


Splitting = Split | KeepTogether | ShipApart
