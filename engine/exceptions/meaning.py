"""Which order, shipment and lines a report means; every refusal names the field and the remedy."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from engine import moves
from engine.exceptions.document import NEWS, STEPS, EventDocument
from engine.model import PlannedLine
from engine.refusals import FieldProblem, NotKnown, RefusedEvent, RefusedMove, listed
from engine.store import exceptions, working
from engine.store.exceptions import ShipmentSeen

OPEN = "allocated"


def check_shape(document: EventDocument) -> None:
    """Refuse a report that lacks what its type needs. Raises RefusedEvent."""
    if problems := tuple(_shape_problems(document)):
        raise RefusedEvent(*problems)


def shipment_meant(
    session: Session, document: EventDocument, order_id: str, statuses: tuple[str, ...] = (OPEN,)
) -> ShipmentSeen:
    """The open shipment of the order that the report is about, or the one of these statuses. Raises NotKnown
    when the order has no such shipment, RefusedEvent when the location does not fit or several could be
    meant, RefusedMove when it was sent or has ended."""
    all_of_it = exceptions.shipments_of(session, order_id)
    if document.shipment is not None:
        return _by_number(all_of_it, document, order_id, statuses)
    there = [one for one in all_of_it if document.location in {None, one.location}]
    still_open = [one for one in there if one.status in statuses]
    if len(still_open) == 1:
        return still_open[0]
    if still_open:
        known = listed(f"{one.id} at {one.location}" for one in still_open)
        raise RefusedEvent(FieldProblem("shipment", f"Say which shipment: the order has {known}."))
    where = f" at {document.location}" if document.location else ""
    field = "location" if document.location else "order"
    waits = "waits to be sent" if statuses == (OPEN,) else "waits for that"
    said = f"Nothing of this order {waits}{where}: {_known(all_of_it)}."
    raise RefusedEvent(FieldProblem(field, said))


def short_lines(session: Session, document: EventDocument, shipment: ShipmentSeen) -> list[dict[str, Any]]:
    """The lines said to be short: number on the order, SKU, units. Raises RefusedEvent on a line that the
    shipment does not have, that stands twice, or with more units than it should have."""
    held = working.allocations(session, shipment.id)
    found: list[dict[str, Any]] = []
    problems: list[FieldProblem] = []
    for index, line in enumerate(document.lines):
        mine = next((one for one in held if line.line == one.number or line.sku == one.sku), None)
        field = f"lines[{index}].{'line' if line.sku is None else 'sku'}"
        if mine is None:
            has = listed(f"{one.sku} (line {one.number})" for one in held)
            problems.append(FieldProblem(field, f"Shipment {shipment.id} does not have it; it has {has}."))
        elif any(one["line"] == mine.number for one in found):
            problems.append(FieldProblem(field, "This line stands here twice; add its units up."))
        elif line.units > _units(held, mine, by_sku=line.sku is not None):
            said = f"The shipment has only {_units(held, mine, by_sku=line.sku is not None)} of {mine.sku}."
            problems.append(FieldProblem(f"lines[{index}].units", said))
        else:
            found.append({"line": mine.number, "sku": mine.sku, "units": line.units})
    if problems:
        raise RefusedEvent(*problems)
    return found


def _shape_problems(document: EventDocument) -> Iterator[FieldProblem]:
    if document.type == "location_closed":
        yield from _closing_problems(document)
        return
    if document.type in NEWS:
        yield from _news_problems(document)
        return
    if document.order is None and document.shipment is None:
        yield FieldProblem("order", "Say which order or shipment it is about.")
    if document.until is not None:
        said = "Only a location closes, and a payment is authorised, until a time; leave it out."
        yield FieldProblem("until", said)
    if document.address is not None:
        yield FieldProblem("address", "Only an address that was put right has one; leave it out.")
    if document.type == "short_pick" and not document.lines:
        yield FieldProblem("lines", "Say which lines were short, and by how many units.")
    if document.type in STEPS and document.lines:
        yield FieldProblem("lines", "The whole shipment is meant; leave the lines out.")


def _news_problems(document: EventDocument) -> Iterator[FieldProblem]:
    if document.order is None:
        yield FieldProblem("order", "Say which order it is about.")
    for name in ("shipment", "location", "lines"):
        if getattr(document, name):
            yield FieldProblem(name, "The whole order is meant; leave it out.")
    if document.until is not None and document.type != "payment_authorised":
        yield FieldProblem("until", "Only an authorisation ends at a time; leave it out.")
    if document.type == "address_fixed" and (document.address is None or document.address.country is None):
        yield FieldProblem("address", "Give the whole address as it is right, with its country.")
    if document.type != "address_fixed" and document.address is not None:
        yield FieldProblem("address", "A payment changes no address; leave it out.")


def _closing_problems(document: EventDocument) -> Iterator[FieldProblem]:
    if document.location is None:
        yield FieldProblem("location", "Say which location closes.")
    if document.until is None:
        yield FieldProblem("until", "Say until when it is closed, like 2026-03-01T09:30:00Z.")
    for name in ("order", "shipment", "lines", "address"):
        if getattr(document, name):
            yield FieldProblem(name, "A location that closes concerns all its shipments; leave it out.")


def _by_number(
    shipments: tuple[ShipmentSeen, ...], document: EventDocument, order_id: str, statuses: tuple[str, ...]
) -> ShipmentSeen:
    meant = next((one for one in shipments if one.id == document.shipment), None)
    if meant is None:
        said = f"Order {order_id} has no shipment {document.shipment}: {_known(shipments)}."
        raise NotKnown(FieldProblem("shipment", said))
    if document.location not in {None, meant.location}:
        said = f"Shipment {meant.id} is at {meant.location}, not at {document.location}."
        raise RefusedEvent(FieldProblem("location", said))
    if meant.status not in statuses:
        words = moves.SHIPMENT_WORDS[meant.status]
        said = (
            f"Shipment {meant.id} is {words} already; nothing can be reported."
            if statuses == (OPEN,)
            else f"Shipment {meant.id} is {words}, so this cannot be reported of it."
        )
        raise RefusedMove(FieldProblem("shipment", said))
    return meant


def _known(shipments: tuple[ShipmentSeen, ...]) -> str:
    if not shipments:
        return "it has no shipments"
    words = (f"{one.id} at {one.location} ({moves.SHIPMENT_WORDS[one.status]})" for one in shipments)
    return f"it has {listed(words)}"


def _units(held: tuple[PlannedLine, ...], mine: PlannedLine, *, by_sku: bool) -> int:
    return sum(one.quantity for one in held if one.number == mine.number or (by_sku and one.sku == mine.sku))
