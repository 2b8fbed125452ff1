"""Decides one order that waited, alone and under lock; what only goes on waiting is not decided anew."""

from datetime import datetime

from sqlmodel import Session

from engine import documents, moves
from engine.database import Database
from engine.intake.again import proposal_for
from engine.intake.holding import CLOCK
from engine.intake.keeping import keep
from engine.intake.proposing import Proposal, lock_world
from engine.lifecycle import By
from engine.records import OrderRecord
from engine.store import working


def decide_alone(
    database: Database, order_id: str, reason: str, now: datetime, *, together: bool = False
) -> bool:
    """Decide an order that waits, in a transaction of its own; gives whether it got on. `together`: it does
    not wait for others any more."""
    return database.transact(
        lambda session: _decide(session, order_id, reason, By(now, CLOCK), together=together)
    )


def _decide(session: Session, order_id: str, reason: str, by: By, *, together: bool) -> bool:
    record = working.order(session, order_id)
    if not waits(session, record, by.now):
        return False
    lock_world(session, documents.read_order(record.document))
    return settle(session, record, proposal_for(session, record, by.now, together=together), by, reason)


def waits(session: Session, record: OrderRecord, now: datetime) -> bool:
    """Whether something of it waits to be decided again: nobody was quicker."""
    if record.status in moves.ends(moves.ORDER) or not (
        record.status in working.WAITING or is_due(record, now)
    ):
        return False
    if working.shortfall(session, record.id):
        return True
    record.again_at = None
    return False


def settle(session: Session, record: OrderRecord, proposal: Proposal, by: By, reason: str) -> bool:
    """Keep the decision when it gets the order on; else, when it was the order's time, only that moves on,
    and the attempt counts."""
    if gets_on(record, proposal):
        keep(session, record, proposal, by, reason, working.next_attempt(session, record.id))
        return True
    if is_due(record, by.now):
        again_at = proposal.decision.again_at
        record.attempts += 1
        record.again_at = again_at if again_at is not None and again_at > by.now else None
        session.add(record)
    return False


def gets_on(record: OrderRecord, proposal: Proposal) -> bool:
    """Whether the decision changes more than the time at which it is decided again."""
    decision = proposal.decision
    if decision.plan.shipments or decision.outcome not in working.WAITING:
        return True
    return is_due(record, proposal.tokens.at) and decision.outcome != record.outcome


def is_due(record: OrderRecord, now: datetime) -> bool:
    """Whether it is its time to be decided again though nothing changed."""
    return record.again_at is not None and record.again_at <= now
