"""One order that two rulesets decide differently: from what, to what, why, and at what difference."""

from dataclasses import dataclass
from datetime import datetime

from engine.model import Decision
from engine.simulation.causes import Cause
from engine.simulation.inputs import Setup
from engine.simulation.outcomes import Outcome

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Difference:
    """The first two decisions of an order that differ, the base's and the candidate's, and why."""

    was: Decision
    becomes: Decision
    cause: Cause


@dataclass(frozen=True, slots=True)
class Change:
    """One changed order. `was`, `becomes` name what was decided and where ("Coventry + Leeds", "Held").
    `money`: postage and handling, `postage` alone, candidate less base, minor units, None while either
    has units without a location or a postage that is not known. `days`: the arrival of the last unit,
    candidate less base, None when either is not known. `splits`: further shipments beyond the first,
    candidate less base."""

    order_id: str
    placed_at: datetime
    was: str
    becomes: str
    from_rule: str
    to_rule: str
    cause: Cause
    money: int | None
    postage: int | None
    days: float | None
    splits: int


def change(found: Difference, before: Outcome, after: Outcome, setup: Setup) -> Change:
    """The change that follows from a difference and from what became of the order in both worlds."""
    was, becomes = _texts(found, before, after, setup)
    both_given = before.standing == after.standing == "given"
    days = None
    if before.arrives_at and after.arrives_at:
        days = round((after.arrives_at - before.arrives_at).total_seconds() / DAY, 2)
    return Change(
        order_id=before.order_id,
        placed_at=before.placed_at,
        was=was,
        becomes=becomes,
        from_rule=found.was.rule_id,
        to_rule=found.becomes.rule_id,
        cause=found.cause,
        money=_difference(before.cost, after.cost) if both_given else None,
        postage=_difference(before.postage, after.postage) if both_given else None,
        days=days,
        splits=max(0, len(after.parcels) - 1) - max(0, len(before.parcels) - 1),
    )


def _difference(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before


def describe(decision: Decision, setup: Setup) -> str:
    """What was decided, in a few words: "Coventry + Leeds", "Backordered", "Held"."""
    places = " + ".join(sorted({setup.name(code) for code in decision.plan.locations}))
    rest = {"part_backordered": "backordered", "part_cancelled": "cancelled", "held": "held"}
    if places and decision.outcome in rest:
        return f"{places}, rest {rest[decision.outcome]}"
    return places or decision.outcome.capitalize()


def _texts(found: Difference, before: Outcome, after: Outcome, setup: Setup) -> tuple[str, str]:
    was = _text(before.first, found.was, setup)
    becomes = _text(after.first, found.becomes, setup)
    return was, becomes if was != becomes else f"{becomes}, {_apart(found.was, found.becomes)}"


def _text(first: Decision, later: Decision, setup: Setup) -> str:
    told = describe(later, setup)
    if later is first:
        return told
    return f"{describe(first, setup)}, then {told if later.plan.shipments else told.lower()}"


def _apart(was: Decision, becomes: Decision) -> str:
    """What sets two decisions apart that go by the same words."""
    if was.outcome == "held":
        return "for another reason"
    before = [(shipment.location, shipment.lines) for shipment in was.plan.shipments]
    after = [(shipment.location, shipment.lines) for shipment in becomes.plan.shipments]
    return "other units each" if before != after else "at another time"
