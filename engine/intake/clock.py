"""What the clock does: lifts holds that are due, and on a new day asks again for orders that wait."""

from datetime import datetime

from sqlmodel import Session

from engine.database import Database
from engine.intake.again import CLOCK, decide_these, lift_within
from engine.lifecycle import By
from engine.refusals import RefusedMove
from engine.store import events, working
from engine.store.events import Happened
from engine.store.setup import is_set_up, setup
from engine.store.snapshots import local_day

NEW_DAY = "A new day, or a location that opened"
ASKED = "waiting_asked"
"""The event of the clock's asking again; `data`: how many waited and how many got on."""


def tick(database: Database, now: datetime) -> tuple[str, ...]:
    """Lift the holds that are due and decide those orders; once a local day, and when a location has opened,
    decide the orders that wait, because the day's capacity and who is open are new. Gives the ids of the
    orders that got on. Cheap when nothing is due; called every few seconds."""
    with database.read() as session:
        if not is_set_up(session):
            return ()
        due = {id_: working.hold(session, id_).order_id for id_ in working.due_holds(session, now)}
        waiting = working.waiting(session) if _asks_again(session, now) else None
    lifted = [due[id_] for id_ in due if _lifted_in_time(database, id_, By(now, CLOCK))]
    got_on = () if waiting is None else _ask_again(database, waiting, now)
    return tuple(dict.fromkeys([*lifted, *got_on]))


def _lifted_in_time(database: Database, hold_id: int, by: By) -> bool:
    """Whether it was us: a person may have lifted the hold, or cancelled the order, a moment before."""
    try:
        database.transact(lambda session: lift_within(session, hold_id, by))
    except RefusedMove:
        return False
    return True


def _asks_again(session: Session, now: datetime) -> bool:
    """Whether the local day is new, or a location opened, since it was last asked."""
    last = events.last(session, ASKED)
    opened = events.last(session, "location_opened")
    day, _ = local_day(now, setup(session).retailer.zone)
    return last is None or last.at < day or (opened is not None and opened.id > last.id)


def _ask_again(database: Database, waiting: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    # The event comes first: an order that cannot be decided must not make every tick begin anew.
    data = {"waiting": len(waiting)}
    database.transact(lambda session: events.write(session, Happened(ASKED, now, CLOCK, data=data)))
    return decide_these(database, waiting, NEW_DAY, now)
