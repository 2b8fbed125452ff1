"""Orders as they would be decided now, though they never came in; and one that came in, as it was sent."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from engine.compiler import Compiled
from engine.intake.checking import order_of
from engine.intake.document import (
    CustomerDocument,
    DestinationDocument,
    LineDocument,
    OrderDocument,
    read_document,
)
from engine.model import Order, Snapshot
from engine.needs import needs_of
from engine.store import snapshots

NEW_ORDER = "try"
"""The id of an order that is only looked at."""


def seen_now(session: Session, document: object, compiled: Compiled, now: datetime) -> tuple[Order, Snapshot]:
    """The order of a document, and what these rules would see if it came in now. Raises RefusedOrder, with
    every problem by its field."""
    order = order_of(session, read_document(document), NEW_ORDER, now)
    return order, snapshots.snapshot_for(session, order, now, needs=needs_of(compiled))[0]


def as_sent(order: Order) -> dict[str, Any]:
    """The document that a shop would send for this order; what is not known is left out."""
    document = {name: _plain(getattr(order, name)) for name in OrderDocument.model_fields}
    document["lines"] = [_part(line, LineDocument) for line in order.lines]
    document["destination"] = _part(order.destination, DestinationDocument)
    document["customer"] = _part(order.customer, CustomerDocument)
    return _without_nothing(document)


def _part(value: Any, shape: type[Any]) -> dict[str, Any]:
    return _without_nothing({name: _plain(getattr(value, name)) for name in shape.model_fields})


def _without_nothing(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return list(value) if isinstance(value, tuple) else value
