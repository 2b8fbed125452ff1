"""What a split rule may do."""

from typing import ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action


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
