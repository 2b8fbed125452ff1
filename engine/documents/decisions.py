"""Decisions <-> plain data. A trace can stand beside its decision.

Lists hold what every decision has, in the order of its fields. What few have (a hold's end, where a customer
collects, when it is decided again) stands in a dict behind them, and only where it is not the usual."""

from typing import Any

from engine.documents.orders import Document, instant, read_instant
from engine.documents.traces import read_trace, trace
from engine.model import (
    Decision,
    HoldPlaced,
    Plan,
    PlannedLine,
    PlannedShipment,
)


def decision(decision: Decision) -> Document:
    """A decision as plain data; its trace too when it has one."""
    document: Document = {
        "outcome": decision.outcome,
        "plan": _plan(decision.plan),
        "holds": [_hold(hold) for hold in decision.holds],
        "rule": decision.rule_id,
        "applied": list(decision.applied),
        "tags": list(decision.tags),
        "revision": decision.revision,
        "at": instant(decision.at),
        "cause": decision.cause,
    } | _seldom(decision)
    return document if decision.trace is None else document | {"trace": trace(decision.trace)}


def _seldom(decision: Decision) -> Document:
    return without_usual(
        {
            "again_at": instant(decision.again_at),
            "decide_by": instant(decision.decide_by),
            "relaxed": list(decision.relaxed),
            "together": decision.together,
        }
    )


def without_usual(document: Document) -> Document:
    """The same without what is not there: None, empty, False or 0."""
    return {key: value for key, value in document.items() if value}


def read_decision(document: Document) -> Decision:
    """The decision of which `decision` made this."""
    at = read_instant(document["at"])
    if at is None:
        raise ValueError("the document of a decision does not say when it was made")
    told = document.get("trace")
    return Decision(
        document["outcome"],
        _read_plan(document["plan"]),
        tuple([_read_hold(*row) for row in document["holds"]]),
        document["rule"],
        tuple(document["applied"]),
        tuple(document["tags"]),
        document["revision"],
        at,
        document["cause"],
        read_instant(document.get("again_at")),
        read_instant(document.get("decide_by")),
        tuple(document.get("relaxed", ())),
        document.get("together", False),
        trace=None if told is None else read_trace(told),
    )


def _hold(hold: HoldPlaced) -> list[Any]:
    row = [hold.rule_id, hold.reason, hold.owner, instant(hold.lifts_at)]
    more = without_usual(
        {
            "when": hold.lifts_when,
            "at_expiry": "" if hold.at_expiry == "lift" else hold.at_expiry,
            "escalate_to": hold.escalate_to,
            "queue": hold.queue,
            "role": hold.role,
            "due_at": instant(hold.due_at),
        }
    )
    return [*row, more] if more else row


def _read_hold(
    rule_id: str, reason: str, owner: str, lifts_at: str | None, more: Document | None = None
) -> HoldPlaced:
    get = (more or {}).get
    return HoldPlaced(
        rule_id,
        reason,
        owner,
        read_instant(lifts_at),
        get("when", ""),
        get("at_expiry", "lift"),
        get("escalate_to", ""),
        get("queue", ""),
        get("role", ""),
        read_instant(get("due_at")),
    )


def _plan(plan: Plan) -> Document:
    return {
        "shipments": [_shipment(shipment) for shipment in plan.shipments],
        "short": _lines(plan.shortfall),
        "measures": [list(measure) for measure in plan.measures],
        "proven": plan.proven,
        "gap": plan.gap,
    }


def _read_plan(document: Document) -> Plan:
    return Plan(
        tuple([_read_shipment(row) for row in document["shipments"]]),
        _read_lines(document["short"]),
        tuple([(by, value) for by, value in document["measures"]]),
        document["proven"],
        document["gap"],
    )


def _lines(lines: tuple[PlannedLine, ...]) -> list[list[Any]]:
    return [[line.number, line.sku, line.quantity] for line in lines]


def _read_lines(rows: list[list[Any]]) -> tuple[PlannedLine, ...]:
    return tuple([PlannedLine(*row) for row in rows])


def _shipment(shipment: PlannedShipment) -> list[Any]:
    row = [
        shipment.location,
        _lines(shipment.lines),
        shipment.service,
        shipment.postage,
        shipment.handling,
        shipment.minutes,
        shipment.distance_km,
        shipment.weight_g,
        instant(shipment.ships_at),
        instant(shipment.arrives_at),
    ]
    return row if shipment.mode == "ship" else [*row, shipment.mode, shipment.hand_over_at]


def _read_shipment(row: list[Any]) -> PlannedShipment:
    values = [row[0], _read_lines(row[1]), *row[2:8], read_instant(row[8]), read_instant(row[9])]
    return PlannedShipment(*values, *row[10:])
