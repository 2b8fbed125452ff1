"""Holds come to their end: lifted by a person, an event or stock; or answered by the clock."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from sqlmodel import Session

from engine import lifecycle
from engine.database import Database
from engine.intake.again import cancel_within, decide_again_within, going_on, rest_of
from engine.lifecycle import By
from engine.model import Decision
from engine.records import HoldRecord
from engine.refusals import RefusedMove
from engine.situation import Situation
from engine.store import snapshots, working

CLOCK = "the clock"


def lift_hold(database: Database, hold_id: int, now: datetime, who: str) -> Decision | None:
    """Lift a hold. When it was the order's last, the order is decided again, by the rules that are live
    now; otherwise None. Raises NotKnown, or RefusedMove when it was lifted already."""
    return database.transact(lambda session: lift_within(session, hold_id, By(now, who)))


def lift_within(session: Session, hold_id: int, by: By) -> Decision | None:
    """The same, in the caller's transaction."""
    return _lift(session, _locked(session, hold_id), by)


def lift_for(session: Session, order_id: str, event: str, by: By) -> tuple[str, ...]:
    """Lift the order's holds that this event lifts (payment or address), in the caller's transaction; gives
    their reasons."""
    found = [hold for hold in working.open_holds(session, order_id) if hold.lifts_when == event]
    for hold in found:
        _lift(session, hold, by)
    return tuple(hold.reason for hold in found)


def lift_for_stock(database: Database, skus: Collection[str] | None, now: datetime) -> tuple[str, ...]:
    """Lift the holds that wait for stock of orders of which everything is there now, the oldest first, each
    in a transaction of its own; of these SKUs, when they are named. Gives the ids of the orders."""
    with database.read() as session:
        waiting = working.held_for_stock(session, skus)
    by = By(now, CLOCK)
    lift = partial(_lift_if_there, by=by)
    return tuple(order_id for order_id in waiting if database.transact(partial(lift, order_id=order_id)))


def expire(database: Database, hold_id: int, now: datetime) -> str | None:
    """Answer a hold whose time is over: lift it, escalate it, or cancel the order. Gives the order's id, None
    when somebody else was quicker."""
    return database.transact(lambda session: _expire(session, hold_id, By(now, CLOCK)))


def _expire(session: Session, hold_id: int, by: By) -> str | None:
    try:
        hold = _locked(session, hold_id)
    except RefusedMove:
        return None
    if hold.lifted_at is not None or hold.lifts_at is None or hold.lifts_at > by.now:
        return None
    if hold.at_expiry == "escalate":
        lifecycle.escalate(session, hold, by)
    elif hold.at_expiry == "cancel":
        _cancel(session, hold, by)
    else:
        _lift(session, hold, by)
    return hold.order_id


def _cancel(session: Session, hold: HoldRecord, by: By) -> None:
    try:
        cancel_within(session, hold.order_id, f"{hold.reason}: its time was over", by)
    except RefusedMove:
        # A part is on its way to where it is collected; nothing was changed, so a person looks.
        lifecycle.escalate(session, hold, by)


def _lift(session: Session, hold: HoldRecord, by: By) -> Decision | None:
    lifecycle.lift(session, hold, by)
    session.flush()
    if working.open_holds(session, hold.order_id):
        return None
    return decide_again_within(session, hold.order_id, f"Hold lifted: {hold.reason}", by)


def _lift_if_there(session: Session, order_id: str, by: By) -> bool:
    try:
        record = going_on(session, order_id)
    except RefusedMove:
        return False
    waiting = [hold for hold in working.open_holds(session, order_id) if hold.lifts_when == "stock"]
    if not waiting:
        return False
    order = rest_of(session, record)
    snapshot, _ = snapshots.snapshot_for(session, order, by.now, snapshots.past_of(session, order_id))
    situation = Situation(order, snapshot)
    free = situation.total_free()
    if any(free[sku] < units for sku, units in situation.demand.items()):
        return False
    for hold in waiting:
        _lift(session, hold, by)
    return True


def _locked(session: Session, hold_id: int) -> HoldRecord:
    """The hold of an order to which something may still happen, the order locked first."""
    going_on(session, working.hold(session, hold_id).order_id)
    return working.hold(session, hold_id)
