"""Keeps a decision and all that follows from it, in one transaction: holds, allocations, events, outbox."""

from sqlmodel import Session

from engine import documents, lifecycle, moves
from engine.intake.document import OrderDocument
from engine.intake.proposing import Proposal
from engine.lifecycle import By
from engine.model import Decision, Order, PlannedLine
from engine.records import OrderRecord
from engine.store import events, rows, working
from engine.store.rows import Standing

HELD = "held"
CANCELLING = ("cancelled", "part_cancelled")
NOTHING_PLANNED = (HELD, "waiting", "backordered", "preordered")


def keep_new(session: Session, proposal: Proposal, document: OrderDocument, by: By) -> None:
    """Write a new order with its first decision."""
    order = proposal.order
    standing = Standing(moves.NEW, proposal.decision.outcome, proposal.rules.number, 0, by.now)
    plain = documents.order(order)
    record = OrderRecord(**rows.order_row(order, plain, standing, document.body_hash))
    keep(session, record, proposal, by, "", attempt=1)


def keep(
    session: Session, record: OrderRecord, proposal: Proposal, by: By, reason: str, attempt: int
) -> None:
    """Write a decision on an order and everything that follows from it."""
    decision = proposal.decision
    record.outcome, record.revision = decision.outcome, proposal.rules.number
    record.attempts += decision.outcome != HELD or bool(decision.plan.shipments)
    again_at = decision.again_at
    record.again_at = again_at if again_at is not None and again_at > decision.at else None
    data = said(decision, proposal.rules.number, reason, attempt)
    if cancelled := cancelled_units(decision, proposal.order):
        data["cancelled_units"] = cancelled
    _move(session, record, decision, by, data)
    decision_id = working.add_decision(
        session,
        rows.decision_row(record.id, attempt, decision, proposal.rules.number, proposal.evidence(), reason),
    )
    short = rows.shortfall_rows(record.id, without_location(decision, proposal.order))
    if attempt == 1:
        working.place_holds(session, record.id, decision_id, decision.holds, by.now)
        working.insert_shortfall(session, short)
    else:
        working.replace_holds(session, record.id, decision_id, decision.holds, by.now)
        working.write_shortfall(session, record.id, short)
    lifecycle.allocate(session, record.id, decision_id, decision.plan.shipments, by)
    events.queue_effects(session, [_effect(record.id, decision, attempt)], by.now)


def _move(session: Session, record: OrderRecord, decision: Decision, by: By, data: lifecycle.Data) -> None:
    """Move the order to where the decision, together with what is already on its way, puts it."""
    new = record.status == moves.NEW
    under_way = not new and bool(working.open_shipments(session, record.id, moves.UNFINISHED))
    sent = record.first_shipped_at is not None
    to = moves.leads_to(decision.outcome, under_way=under_way, sent=sent)
    move = lifecycle.complete if to == "shipped" else lifecycle.OUTCOMES[to]
    move(session, record, by, data)


def without_location(decision: Decision, order: Order) -> tuple[PlannedLine, ...]:
    """What no location has then, of the units that were decided: the shortfall; everything where nothing was
    planned; nothing once the rest is cancelled."""
    if decision.outcome in CANCELLING:
        return ()
    plan = decision.plan
    if decision.outcome in NOTHING_PLANNED and not plan.shipments and not plan.shortfall:
        return tuple(PlannedLine(line.number, line.sku, line.quantity) for line in order.lines)
    return plan.shortfall


def cancelled_units(decision: Decision, order: Order) -> int:
    """Units that the decision cancels."""
    if decision.outcome == "cancelled":
        return order.units
    if decision.outcome != "part_cancelled":
        return 0
    return sum(line.quantity for line in decision.plan.shortfall)


def said(decision: Decision, revision: int, reason: str, attempt: int) -> dict[str, object]:
    """What the order's event says of a decision."""
    data = {
        "attempt": attempt,
        "revision": revision,
        "rule": decision.rule_id,
        "cause": decision.cause,
        "locations": list(decision.plan.locations),
        "holds": [hold.reason for hold in decision.holds],
        "again_at": None if decision.again_at is None else decision.again_at.isoformat(),
        "together": decision.together,
        "reason": reason,
    }
    return {name: value for name, value in data.items() if value}


def _effect(order_id: str, decision: Decision, attempt: int) -> events.Effect:
    payload = {"order": order_id, "attempt": attempt, "outcome": decision.outcome}
    return events.Effect("order_decided", f"order_decided:{order_id}:{attempt}", payload)
