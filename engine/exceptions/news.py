"""What is reported when nothing went wrong: a shipment goes on, a payment is taken, an address is put right.

No exception rules answer it. A payment, or an address, lifts the holds that waited for it."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from engine import documents, moves
from engine.exceptions.document import STEPS, EventDocument
from engine.exceptions.meaning import shipment_meant
from engine.intake.holding import lift_for
from engine.intake.parcels import Step, collect_within, ready_within, ship_within
from engine.lifecycle import By
from engine.model import Destination, Order
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
    working.rewrite(session, record, _changed(documents.read_order(record.document), wanted))
    event_id = events.write(session, Happened(wanted.type, by.now, by.who, record.id, data=_said(wanted)))
    if record.status not in moves.ends(moves.ORDER):
        lift_for(session, record.id, LIFTS[wanted.type], by)
    return event_id


def _changed(order: Order, wanted: EventDocument) -> Order:
    """The order as it is known now; what earlier decisions read stays with them."""
    if wanted.type == "payment_captured":
        return replace(order, payment_status="paid")
    if wanted.type == "payment_authorised":
        return replace(order, payment_status="authorised", authorised_until=wanted.until)
    if wanted.address is None:
        raise ValueError("an address that was put right is there, as was checked")
    return replace(order, destination=Destination(**wanted.address.model_dump()), address_status="verified")


def _said(wanted: EventDocument) -> dict[str, str]:
    address = wanted.address
    place = (
        "" if address is None else ", ".join(filter(None, (address.postcode, address.city, address.country)))
    )
    until = "" if wanted.until is None else wanted.until.isoformat()
    said = {"reason": wanted.reason or "", "address": place, "until": until}
    return {name: value for name, value in said.items() if value}
