"""Orders that wait, for stock, a day or their time, are decided again: alone, or jointly as rules say."""

from collections.abc import Collection, Iterable
from datetime import datetime

from engine.database import Database
from engine.intake.again import cancel_within, proposal_for
from engine.intake.due import decide_alone, gets_on
from engine.intake.holding import lift_for_stock
from engine.intake.jointly import UNTIL_THEN, decide_jointly, joint
from engine.lifecycle import By
from engine.store import working
from engine.store.decisions import order_of

STOCK_ARRIVED = "Stock arrived"
ITS_TIME = "Its time to be decided again"
TOGETHER = "Decided together with others"


def decide_waiting(database: Database, skus: Collection[str], now: datetime) -> tuple[str, ...]:
    """Stock of these SKUs came: lift the holds that waited for it, then decide again the orders that wait for
    them, oldest first, each in a transaction of its own. What stays as it was is not kept. Gives the ids of
    the orders that got on."""
    lifted = lift_for_stock(database, skus, now)
    with database.read() as session:
        waiting = working.waiting(session, skus)
    return tuple(dict.fromkeys([*lifted, *decide_these(database, waiting, STOCK_ARRIVED, now)]))


def decide_these(database: Database, waiting: Collection[str], reason: str, now: datetime) -> tuple[str, ...]:
    """Decide again these orders that waited, in this order; those whose rule decides together get one joint
    plan, in the place of the first of them. One that waits for a joint plan anyway goes on waiting. Gives the
    ids of those that got on."""
    with database.read() as session:
        jointly = joint(session, waiting)
    at_once = [order_id for order_id in waiting if jointly.get(order_id, UNTIL_THEN) != UNTIL_THEN]
    got_on: list[str] = []
    for order_id in waiting:
        if order_id in at_once[:1]:
            got_on += decide_jointly(database, at_once, reason, now)
        elif order_id not in jointly:
            got_on += [order_id] if _gets_on(database, order_id, reason, now) else []
    return tuple(got_on)


def decide_due(database: Database, now: datetime) -> tuple[str, ...]:
    """Decide again the orders whose time has come though nothing changed, those whose rule decides together
    jointly. Gives the ids of the orders that got on."""
    with database.read() as session:
        due = working.due_again(session, now)
        jointly = joint(session, due)
    together = [order_id for order_id in due if order_id in jointly]
    got_on = list(decide_jointly(database, together, TOGETHER, now)) if together else []
    for order_id in due:
        if order_id not in jointly and decide_alone(database, order_id, ITS_TIME, now):
            got_on.append(order_id)
    return tuple(got_on)


def cancel_order(database: Database, order_id: str, reason: str, now: datetime, who: str) -> None:
    """Cancel what of the order the customer does not have yet and give its stock back to those who wait for
    it. Raises NotKnown, or RefusedMove when the order has ended."""
    database.transact(lambda session: cancel_within(session, order_id, reason, By(now, who)))
    serve_others(database, [order_id], now)


def serve_others(database: Database, order_ids: Iterable[str], now: datetime) -> None:
    """Give what these orders gave back to those who wait for it."""
    with database.read() as session:
        skus = {line.sku for order_id in order_ids for line in order_of(session, order_id).lines}
    if skus:
        decide_waiting(database, skus, now)


def _gets_on(database: Database, order_id: str, reason: str, now: datetime) -> bool:
    """Look first without a lock: most that wait go on waiting."""
    with database.read() as session:
        record = working.look(session, order_id)
        if record.status not in working.WAITING or not gets_on(record, proposal_for(session, record, now)):
            return False
    return decide_alone(database, order_id, reason, now)
