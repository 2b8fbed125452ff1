"""What a decision says of each thing that a test may expect, as plain data; and how it is compared."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from engine.model import Decision, Plan


def found(key: str, decided: Decision) -> Any:
    """What the decision says of this."""
    return _FOUND[key](decided)


def meets(key: str, wanted: Any, decided: Decision) -> bool:
    """Whether the decision is as expected in this. Of demands that were given up a part of each sentence is
    enough; where several hold, send or label, their order makes no difference."""
    got = found(key, decided)
    if key == "relaxed":
        return len(got) == len(wanted) and all(any(part in said for said in got) for part in wanted)
    return bool(_unordered(got) == _unordered(wanted)) if key in _SETS else bool(got == wanted)


def _unordered(value: list[str]) -> list[str]:
    return sorted(value)


def _sent(plan: Plan) -> dict[str, dict[str, int]]:
    sent: dict[str, dict[str, int]] = {}
    for shipment in plan.shipments:
        there = sent.setdefault(shipment.location, {})
        for line in shipment.lines:
            there[line.sku] = there.get(line.sku, 0) + line.quantity
    return sent


def _short(plan: Plan) -> dict[str, int]:
    short: dict[str, int] = {}
    for line in plan.shortfall:
        short[line.sku] = short.get(line.sku, 0) + line.quantity
    return short


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


_SETS = frozenset({"from", "held_by", "applied", "tags", "owners"})
_FOUND: Mapping[str, Callable[[Decision], Any]] = {
    "outcome": lambda decided: decided.outcome,
    "rule": lambda decided: decided.rule_id,
    "from": lambda decided: list(decided.plan.locations),
    "shipments": lambda decided: len(decided.plan.shipments),
    "sent": lambda decided: _sent(decided.plan),
    "short": lambda decided: _short(decided.plan),
    "held_by": lambda decided: [hold.rule_id for hold in decided.holds],
    "holds": lambda decided: [[hold.rule_id, hold.reason] for hold in decided.holds],
    "owners": lambda decided: [hold.owner for hold in decided.holds],
    "lifts": lambda decided: [_written(hold.lifts_at) for hold in decided.holds],
    "applied": lambda decided: list(decided.applied),
    "tags": lambda decided: list(decided.tags),
    "relaxed": lambda decided: list(decided.relaxed),
    "cause": lambda decided: decided.cause,
    "cost": lambda decided: decided.plan.cost,
    "postage": lambda decided: {each.location: each.postage for each in decided.plan.shipments},
    "services": lambda decided: {each.location: each.service for each in decided.plan.shipments},
    "modes": lambda decided: {each.location: each.mode for each in decided.plan.shipments},
    "at": lambda decided: {each.location: each.hand_over_at for each in decided.plan.shipments},
    "arrives": lambda decided: [_written(each.arrives_at) for each in decided.plan.shipments],
    "again_at": lambda decided: _written(decided.again_at),
    "decide_by": lambda decided: _written(decided.decide_by),
}
"""What may be expected -> what a decision says of it."""
