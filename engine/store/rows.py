"""Values -> table rows, for live orders and for the bulk load of a past year alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.model import Decision, HoldPlaced, Order, PlannedLine, PlannedShipment

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an order stands: status, the current decision's outcome and revision number, how often it
    was routed, when it was first and last shipped or was cancelled, and when the clock decides it again."""

    status: str
    outcome: str
    revision: int
    attempts: int
    received_at: datetime
    first_shipped_at: datetime | None = None
    last_shipped_at: datetime | None = None
    cancelled_at: datetime | None = None
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is kept of how a decision came about, as plain documents: `reading`, what it read, and its
    hash; `document`, the decision; `trace`, None when it can be had by replaying."""

    reading: Any
    reading_hash: str
    document: Any
    trace: Any = None


def order_row(order: Order, document: Any, standing: Standing, body_hash: str | None = None) -> Row:
    """The row of an order; `document` is the whole order as plain data."""
    return {
        "id": order.id,
        "channel": order.channel,
        "external_id": order.external_id,
        "status": standing.status,
        "outcome": standing.outcome,
        "revision": standing.revision,
        "attempts": standing.attempts,
        "placed_at": order.placed_at,
        "received_at": standing.received_at,
        "promised_at": order.promised_at,
        "first_shipped_at": standing.first_shipped_at,
        "last_shipped_at": standing.last_shipped_at,
        "cancelled_at": standing.cancelled_at,
        "again_at": standing.again_at,
        "service": order.service,
        "customer_id": order.customer.id,
        "customer_name": order.customer.name,
        "country": order.destination.country,
        "city": order.destination.city,
        "postcode": order.destination.postcode,
        "line_count": len(order.lines),
        "units": order.units,
        "total": order.total,
        "currency": order.currency,
        "search": search_text(order),
        "body_hash": body_hash,
        "document": document,
    }


def search_text(order: Order) -> str:
    """What the text search looks in: ids, customer, postcode with and without its space, and SKUs."""
    postcode = order.destination.postcode or ""
    skus = dict.fromkeys(line.sku for line in order.lines)
    customer = (order.customer.id or "", order.customer.name or "")
    words = (order.id, order.external_id, *customer, postcode, postcode.replace(" ", ""), *skus)
    return " ".join(word for word in words if word).lower()


def decision_row(
    order_id: str, attempt: int, decision: Decision, revision: int, evidence: Evidence, reason: str = ""
) -> Row:
    """The row of a decision, as the current one. `attempt` counts from 1; `revision` is the number."""
    return {
        "order_id": order_id,
        "attempt": attempt,
        "current": True,
        "at": decision.at,
        "reason": reason,
        "revision": revision,
        "revision_hash": decision.revision,
        "outcome": decision.outcome,
        "rule_id": decision.rule_id,
        "cause": decision.cause,
        "cost": decision.plan.cost,
        "shipments": len(decision.plan.shipments),
        "reading_hash": evidence.reading_hash,
        "reading": evidence.reading,
        "document": evidence.document,
        "trace": evidence.trace,
    }


def hold_row(order_id: str, decision_id: int, hold: HoldPlaced, placed_at: datetime) -> Row:
    """The row of an open hold."""
    return {
        "order_id": order_id,
        "decision_id": decision_id,
        "rule_id": hold.rule_id,
        "reason": hold.reason,
        "owner": hold.owner,
        "placed_at": placed_at,
        "lifts_at": hold.lifts_at,
        "lifts_when": hold.lifts_when,
        "at_expiry": hold.at_expiry,
        "escalate_to": hold.escalate_to,
        "queue": hold.queue,
        "role": hold.role,
        "due_at": hold.due_at,
        "escalated_at": None,
        "lifted_at": None,
        "lifted_by": None,
    }


def shipment_row(
    order_id: str,
    decision_id: int,
    planned: PlannedShipment,
    status: str,
    allocated_at: datetime,
    shipped_at: datetime | None = None,
    ended_at: datetime | None = None,
    end_reason: str | None = None,
) -> Row:
    """The row of a shipment."""
    return {
        "order_id": order_id,
        "decision_id": decision_id,
        "location": planned.location,
        "status": status,
        "mode": planned.mode,
        "hand_over_at": planned.hand_over_at,
        "service": planned.service,
        "postage": planned.postage,
        "handling": planned.handling,
        "minutes": planned.minutes,
        "units": sum(line.quantity for line in planned.lines),
        "distance_km": planned.distance_km,
        "weight_g": planned.weight_g,
        "ships_at": planned.ships_at,
        "arrives_at": planned.arrives_at,
        "allocated_at": allocated_at,
        "shipped_at": shipped_at,
        "ready_at": None,
        "collected_at": None,
        "ended_at": ended_at,
        "end_reason": end_reason,
    }


def allocation_rows(shipment_id: int, lines: Iterable[PlannedLine]) -> list[Row]:
    """The rows of the units that a shipment holds."""
    return [
        {"shipment_id": shipment_id, "number": line.number, "sku": line.sku, "quantity": line.quantity}
        for line in lines
    ]


def shortfall_rows(order_id: str, shortfall: Iterable[PlannedLine]) -> list[Row]:
    """The rows of what waits for stock."""
    return [
        {"order_id": order_id, "number": line.number, "sku": line.sku, "quantity": line.quantity}
        for line in shortfall
    ]
