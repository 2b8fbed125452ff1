"""What a test may expect -> what a decision says of it.

A test says only what it is about; `why`, `candidates`, `notes` (of rules) and `relaxed` are parts of the
sentences that must be there, `relaxed: []` that there are none; `modes` how each location serves, `at` where
the customer collects; `hold` a list of what is to be known of each hold.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from engine.model import Decision, Plan, Trace


def _sent(plan: Plan) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for shipment in plan.shipments:
        there = found.setdefault(shipment.location, {})
        for line in shipment.lines:
            there[line.sku] = there.get(line.sku, 0) + line.quantity
    return found


def _short(plan: Plan) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in plan.shortfall:
        found[line.sku] = found.get(line.sku, 0) + line.quantity
    return found


def _among(parts: list[str], sentences: list[str]) -> list[str]:
    """Those of the wanted parts that are in a sentence."""
    return [part for part in parts if any(part in sentence for sentence in sentences)]


def _hold(decision: Decision, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each hold what the scenario wants to know."""
    said = [
        {key: getattr(hold, key) for key in keys} for hold, keys in zip(decision.holds, wanted, strict=True)
    ]
    return [{key: _plain(value) for key, value in hold.items()} for hold in said]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _trace(decision: Decision) -> Trace:
    return decision.trace or Trace()


def _relaxed(decision: Decision, wanted: list[str]) -> list[str]:
    said = list(decision.relaxed)
    return _among(wanted, said) if len(said) == len(wanted) else said


def _because(decision: Decision, wanted: dict[str, str]) -> dict[str, str]:
    said = {each.location: f"{each.verdict}: {each.because}" for each in _trace(decision).candidates}
    return {code: part if part in said[code] else said[code] for code, part in wanted.items()}


def _notes(decision: Decision, wanted: dict[str, str]) -> dict[str, str]:
    said = {rule.rule_id: f"{rule.verdict}: {rule.note}" for rule in _trace(decision).rules}
    return {rule: part if part in said[rule] else said[rule] for rule, part in wanted.items()}


EXPECTED: dict[str, Callable[[Decision, Any], Any]] = {
    "outcome": lambda decision, _: decision.outcome,
    "from": lambda decision, _: list(decision.plan.locations),
    "sent": lambda decision, _: _sent(decision.plan),
    "short": lambda decision, _: _short(decision.plan),
    "rule": lambda decision, _: decision.rule_id,
    "applied": lambda decision, _: list(decision.applied),
    "tags": lambda decision, _: list(decision.tags),
    "cost": lambda decision, _: decision.plan.cost,
    "cause": lambda decision, _: decision.cause,
    "holds": lambda decision, _: [[hold.rule_id, hold.reason] for hold in decision.holds],
    "owners": lambda decision, _: [hold.owner for hold in decision.holds],
    "lifts": lambda decision, _: [hold.lifts_at and hold.lifts_at.isoformat() for hold in decision.holds],
    "arrives": lambda decision, _: [
        s.arrives_at and s.arrives_at.isoformat() for s in decision.plan.shipments
    ],
    "modes": lambda decision, _: {s.location: s.mode for s in decision.plan.shipments},
    "at": lambda decision, _: {s.location: s.hand_over_at for s in decision.plan.shipments},
    "services": lambda decision, _: {s.location: s.service for s in decision.plan.shipments},
    "postage": lambda decision, _: {s.location: s.postage for s in decision.plan.shipments},
    "again_at": lambda decision, _: _plain(decision.again_at),
    "decide_by": lambda decision, _: _plain(decision.decide_by),
    "relaxed": _relaxed,
    "hold": _hold,
    "why": lambda decision, wanted: _among(wanted, list(_trace(decision).why)),
    "headline": lambda decision, _: _trace(decision).why[0],
    "candidates": _because,
    "notes": _notes,
}
"""What a scenario may expect -> what the decision says of it."""
