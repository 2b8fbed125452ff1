"""What a hold rule may do."""

from typing import ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action


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
