"""Decides an order again: rerouted by a person or a rule, its hold lifted; and cancels what was not sent."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from engine import documents, lifecycle, moves, rulebook
from engine.database import Database
from engine.intake.keeping import HELD, keep
from engine.intake.proposing import Proposal, lock_world, propose
from engine.lifecycle import By
from engine.model import Decision, Order
from engine.needs import needs_of
from engine.records import OrderRecord
from engine.refusals import FieldProblem, RefusedMove
from engine.store import queue, snapshots, working


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
    record = going_on(session, order_id)
    lock_world(session, documents.read_order(record.document))
    for shipment in working.open_shipments(session, order_id):
        if whole or shipment.location in without:
            lifecycle.take_back(session, shipment, by, reason)
    proposal = proposal_for(session, record, by.now, without)
    keep(session, record, proposal, by, reason, working.next_attempt(session, order_id))
    return proposal.decision


def cancel_within(session: Session, order_id: str, reason: str, by: By) -> None:
    """Cancel what of the order the customer does not have yet, without looking for who waits for the stock.
    Raises NotKnown, or RefusedMove when the order has ended or a part is on its way to where it is
    collected."""
    record = going_on(session, order_id)
    unfinished = working.open_shipments(session, order_id, moves.UNFINISHED)
    for shipment in unfinished:
        if shipment.status not in moves.TO_TAKE_BACK:
            where = f"Shipment {shipment.id} is on its way to {shipment.hand_over_at}."
            raise RefusedMove(FieldProblem("order", f"{where} Mark it as received there, then cancel."))
    for shipment in unfinished:
        lifecycle.take_back(session, shipment, by, reason)
    for hold in working.open_holds(session, order_id):
        lifecycle.lift(session, hold, by)
    units = sum(line.quantity for line in working.shortfall(session, order_id))
    working.write_shortfall(session, order_id, [])
    queue.close_of_order(session, order_id, by.now, by.who)
    end = lifecycle.cancel if record.first_shipped_at is None else lifecycle.complete
    end(session, record, by, {"reason": reason, "cancelled_units": units})


def going_on(session: Session, order_id: str) -> OrderRecord:
    """The order, locked, when something may still happen to it."""
    record = working.order(session, order_id)
    if record.status in moves.ends(moves.ORDER):
        said = f"The order is {moves.ORDER_WORDS[record.status]}; nothing about it can be changed any more."
        raise RefusedMove(FieldProblem("order", said))
    return record


def proposal_for(
    session: Session,
    record: OrderRecord,
    now: datetime,
    without: Collection[str] = (),
    *,
    together: bool = False,
) -> Proposal:
    """A decision on what of the order has no location, by the live rules. Raises RefusedMove when every unit
    has one."""
    rules = rulebook.live(session)
    past = snapshots.past_of(session, record.id, without, needs_of(rules.compiled))
    return propose(session, rest_of(session, record), now, past, rules, together=together)


def rest_of(session: Session, record: OrderRecord) -> Order:
    """The order with those units only that no location has. Raises RefusedMove when there are none."""
    order = documents.read_order(record.document)
    units = {line.number: line.quantity for line in working.shortfall(session, record.id)}
    if not units and record.status != HELD:
        said = "Every unit of this order has a location. To move it, say which location shall not serve."
        raise RefusedMove(FieldProblem("order", said))
    lines = tuple(replace(line, quantity=units[line.number]) for line in order.lines if line.number in units)
    return replace(order, lines=lines)
