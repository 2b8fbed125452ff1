"""Every later decision on an order: rerouted, its hold lifted, its stock arrived; and its cancelling."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from engine import documents, lifecycle, moves
from engine.database import Database
from engine.intake.keeping import HELD, keep
from engine.intake.proposing import Proposal, lock_world, propose
from engine.lifecycle import By
from engine.model import Decision, Order
from engine.records import OrderRecord
from engine.refusals import FieldProblem, RefusedMove
from engine.store import queue, snapshots, working
from engine.store.decisions import order_of

CLOCK = "the clock"
STOCK_ARRIVED = "Stock arrived"


def decide_again(
    database: Database,
    order_id: str,
    reason: str,
    now: datetime,
    who: str,
    *,
    without: Collection[str] = (),
    whole: bool = False,
) -> Decision:
    """Decide what of the order has no location. Open shipments at the locations in `without` are taken
    back first, and those locations are not asked this time; `whole` takes back every open shipment.
    Raises NotKnown, or RefusedMove when the order has ended or every unit has a location."""
    by = By(now, who)
    return database.transact(
        lambda session: decide_again_within(session, order_id, reason, by, without=without, whole=whole)
    )


def decide_again_within(
    session: Session,
    order_id: str,
    reason: str,
    by: By,
    *,
    without: Collection[str] = (),
    whole: bool = False,
) -> Decision:
    """The same, in the caller's transaction."""
    record = _going_on(session, order_id)
    lock_world(session, documents.read_order(record.document))
    for shipment in working.open_shipments(session, order_id):
        if whole or shipment.location in without:
            lifecycle.take_back(session, shipment, by, reason)
    proposal = _proposal(session, record, by.now, without)
    keep(session, record, proposal, by, reason, working.next_attempt(session, order_id))
    return proposal.decision


def decide_waiting(database: Database, skus: Collection[str], now: datetime) -> tuple[str, ...]:
    """Decide again the orders that wait for these SKUs, oldest first, each in a transaction of its own.
    What stays as it was is not kept. Gives the ids of the orders that got on."""
    with database.read() as session:
        waiting = working.waiting(session, skus)
    return decide_these(database, waiting, STOCK_ARRIVED, now)


def decide_these(database: Database, waiting: Collection[str], reason: str, now: datetime) -> tuple[str, ...]:
    """Decide again these orders that waited, in this order; gives the ids of those that got on."""
    return tuple(order_id for order_id in waiting if _gets_on(database, order_id, reason, now))


def lift_hold(database: Database, hold_id: int, now: datetime, who: str) -> Decision | None:
    """Lift a hold. When it was the order's last, the order is decided again, by the rules that are live
    now; otherwise None. Raises NotKnown, or RefusedMove when it was lifted already."""
    return database.transact(lambda session: lift_within(session, hold_id, By(now, who)))


def cancel_order(database: Database, order_id: str, reason: str, now: datetime, who: str) -> None:
    """Cancel what of the order was not sent and give its stock back to those who wait for it. Raises
    NotKnown, or RefusedMove when the order has ended."""
    database.transact(lambda session: cancel_within(session, order_id, reason, By(now, who)))
    with database.read() as session:
        skus = {line.sku for line in order_of(session, order_id).lines}
    decide_waiting(database, skus, now)


def cancel_within(session: Session, order_id: str, reason: str, by: By) -> None:
    """The same, in the caller's transaction, without looking for who waits for the stock."""
    record = _going_on(session, order_id)
    for shipment in working.open_shipments(session, order_id):
        lifecycle.take_back(session, shipment, by, reason)
    for hold in working.open_holds(session, order_id):
        lifecycle.lift(session, hold, by)
    units = sum(line.quantity for line in working.shortfall(session, order_id))
    working.write_shortfall(session, order_id, [])
    queue.close_of_order(session, order_id, by.now, by.who)
    end = lifecycle.cancel if record.first_shipped_at is None else lifecycle.complete
    end(session, record, by, {"reason": reason, "cancelled_units": units})


def ship(database: Database, shipment_id: int, now: datetime, who: str) -> None:
    """A shipment left its location. Raises NotKnown, or RefusedMove when it cannot leave (any more)."""

    def work(session: Session) -> None:
        shipment, order = working.shipment(session, shipment_id)
        lifecycle.ship(session, shipment, order, By(now, who))

    database.transact(work)


def lift_within(session: Session, hold_id: int, by: By) -> Decision | None:
    """`lift_hold` in the caller's transaction."""
    order_id = working.hold(session, hold_id).order_id
    _going_on(session, order_id)
    hold = working.hold(session, hold_id)
    lifecycle.lift(session, hold, by)
    session.flush()
    if working.open_holds(session, order_id):
        return None
    return decide_again_within(session, order_id, f"Hold lifted: {hold.reason}", by)


def _gets_on(database: Database, order_id: str, reason: str, now: datetime) -> bool:
    """Look first without a lock: most that wait go on waiting."""
    with database.read() as session:
        record = working.look(session, order_id)
        if not _improves(record, _proposal(session, record, now)):
            return False
    return database.transact(lambda session: _decide_if_better(session, order_id, reason, By(now, CLOCK)))


def _decide_if_better(session: Session, order_id: str, reason: str, by: By) -> bool:
    record = working.order(session, order_id)
    if record.status not in working.WAITING:
        return False
    lock_world(session, documents.read_order(record.document))
    proposal = _proposal(session, record, by.now)
    if better := _improves(record, proposal):
        keep(session, record, proposal, by, reason, working.next_attempt(session, order_id))
    return better


def _improves(record: OrderRecord, proposal: Proposal) -> bool:
    decision = proposal.decision
    still_waits = decision.outcome in working.WAITING and not decision.plan.shipments
    return record.status in working.WAITING and not still_waits


def _going_on(session: Session, order_id: str) -> OrderRecord:
    """The order, locked, when something may still happen to it."""
    record = working.order(session, order_id)
    if record.status in moves.ends(moves.ORDER):
        said = f"The order is {moves.ORDER_WORDS[record.status]}; nothing about it can be changed any more."
        raise RefusedMove(FieldProblem("order", said))
    return record


def _proposal(
    session: Session, record: OrderRecord, now: datetime, without: Collection[str] = ()
) -> Proposal:
    past = snapshots.past_of(session, record.id, without)
    return propose(session, _rest(session, record), now, past)


def _rest(session: Session, record: OrderRecord) -> Order:
    """The order with those units only that no location has."""
    order = documents.read_order(record.document)
    units = {line.number: line.quantity for line in working.shortfall(session, record.id)}
    if not units and record.status != HELD:
        said = "Every unit of this order has a location. To move it, say which location shall not serve."
        raise RefusedMove(FieldProblem("order", said))
    lines = tuple(replace(line, quantity=units[line.number]) for line in order.lines if line.number in units)
    return replace(order, lines=lines)
