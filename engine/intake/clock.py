"""What the clock does: answers holds and orders whose time has come; on a new day asks for all who wait."""

from datetime import datetime

from sqlmodel import Session

from engine.database import Database
from engine.intake.holding import CLOCK, expire, lift_for_stock
from engine.intake.waiting import decide_due, decide_these, serve_others
from engine.store import events, working
from engine.store.events import Happened
from engine.store.setup import is_set_up, setup
from engine.store.snapshots import local_day

NEW_DAY = "A new day, or a location that opened"
ASKED = "waiting_asked"
"""The event of the clock's asking again; `data`: how many waited and how many got on."""


def tick(database: Database, now: datetime) -> tuple[str, ...]:
    """Answer the holds whose time is over and decide those orders; decide those whose time to be decided
    again has come; once a local day, and when a location has opened, decide the orders that wait, because the
    day's capacity and who is open are new. Gives the ids of the orders to which something happened. Cheap
    when nothing is due; called every few seconds. Two at a time do everything once."""
    with database.read() as session:
        if not is_set_up(session):
            return ()
        over = working.due_holds(session, now)
        waiting = working.waiting(session) if _asks_again(session, now) else None
    answered = [order_id for id_ in over if (order_id := expire(database, id_, now))]
    if answered:
        serve_others(database, _cancelled(database, answered), now)
    got_on = decide_due(database, now)
    asked = () if waiting is None else _ask_again(database, waiting, now)
    return tuple(dict.fromkeys([*answered, *got_on, *asked]))


def _cancelled(database: Database, order_ids: list[str]) -> list[str]:
    with database.read() as session:
        return [id_ for id_ in order_ids if working.look(session, id_).cancelled_at is not None]


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
    lifted = lift_for_stock(database, None, now)
    return (*lifted, *decide_these(database, waiting, NEW_DAY, now))
