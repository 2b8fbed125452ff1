"""What is reported when nothing went wrong: a shipment goes on, a payment is taken, an address is put right.

No exception rules answer it. A payment, or an address, lifts the holds that waited for it."""

from collections.abc import Mapping

from sqlmodel import Session

from engine import documents, moves
from engine.exceptions.document import STEPS, EventDocument
from engine.exceptions.meaning import shipment_meant
from engine.intake.holding import lift_for
from engine.intake.parcels import Step, collect_within, ready_within, ship_within
from engine.lifecycle import By
from engine.model import Destination
from engine.news import KINDS, News, after, told
from engine.records import OrderRecord
from engine.refusals import FieldProblem, RefusedMove
from engine.store import events, working
from engine.store.events import Happened

_STEPS: Mapping[str, tuple[tuple[str, ...], Step]] = {
    "shipped": (("allocated",), ship_within),
    "ready_for_pickup": (("allocated",), ready_within),
    "received": (("in_transit",), ready_within),
    "collected": (("ready",), collect_within),
}
"""Of shipments of which statuses each step can be said, and what it does."""

LIFTS = {"payment_authorised": "payment", "payment_captured": "payment", "address_fixed": "address"}
"""What holds wait for -> what each event lifts."""


def take_news(session: Session, wanted: EventDocument, record: OrderRecord, by: By) -> int:
    """Carry out what was reported of the order, which is locked; gives the event's id. Raises NotKnown,
    RefusedEvent or RefusedMove."""
    if wanted.type in STEPS:
        statuses, step = _STEPS[wanted.type]
        return step(session, shipment_meant(session, wanted, record.id, statuses).id, by)
    if wanted.type == "address_fixed" and record.status in moves.ends(moves.ORDER):
        said = f"The order is {moves.ORDER_WORDS[record.status]}; its address cannot be changed any more."
        raise RefusedMove(FieldProblem("order", said))
    news = _news(wanted)
    # What earlier decisions read stays with them.
    working.rewrite(session, record, after(documents.read_order(record.document), news))
    data = told(news) | ({"reason": wanted.reason} if wanted.reason else {})
    event_id = events.write(session, Happened(wanted.type, by.now, by.who, record.id, data=data))
    if record.status not in moves.ends(moves.ORDER):
        lift_for(session, record.id, LIFTS[wanted.type], by)
    return event_id


def _news(wanted: EventDocument) -> News:
    address = wanted.address
    kind = next(kind for kind in KINDS if kind == wanted.type)
    return News(kind, wanted.until, None if address is None else Destination(**address.model_dump()))
