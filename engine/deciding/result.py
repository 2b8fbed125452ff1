"""What was decided, before the rules that had a say are gathered."""

from dataclasses import dataclass
from datetime import datetime

from engine.model import HoldPlaced, Outcome, Plan

OWNER = "Operations"
"""Who looks after the holds that no rule places."""

OWN = ""
"""The rule of a hold that the program itself places."""

NO_PLAN = Plan()


@dataclass(frozen=True, slots=True)
class Result:
    """As in a decision, field by field."""

    outcome: Outcome
    plan: Plan = NO_PLAN
    holds: tuple[HoldPlaced, ...] = ()
    rule_id: str = ""
    cause: str = ""
    again_at: datetime | None = None
    relaxed: tuple[str, ...] = ()


def held(*holds: HoldPlaced) -> Result:
    """Stopped by holds, with nothing planned."""
    return Result("held", holds=holds)
