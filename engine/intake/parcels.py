"""A shipment on its way to the customer: it leaves, is ready to be collected, is collected."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from engine import lifecycle
from engine.database import Database
from engine.lifecycle import By
from engine.store import working

Step = Callable[[Session, int, By], int]
"""Takes a shipment one step on; gives the event's id."""


def ship(database: Database, shipment_id: int, now: datetime, who: str) -> None:
    """A shipment left its location, to the customer or to where the customer collects it. Raises NotKnown, or
    RefusedMove when it cannot leave (any more)."""
    database.transact(lambda session: ship_within(session, shipment_id, By(now, who)))


def make_ready(database: Database, shipment_id: int, now: datetime, who: str) -> None:
    """The customer can collect it: it was picked, or received where it is collected. Raises NotKnown, or
    RefusedMove."""
    database.transact(lambda session: ready_within(session, shipment_id, By(now, who)))


def collect(database: Database, shipment_id: int, now: datetime, who: str) -> None:
    """The customer collected it. Raises NotKnown, or RefusedMove."""
    database.transact(lambda session: collect_within(session, shipment_id, By(now, who)))


def ship_within(session: Session, shipment_id: int, by: By) -> int:
    """`ship` in the caller's transaction."""
    shipment, order = working.shipment(session, shipment_id)
    return lifecycle.ship(session, shipment, order, by)


def ready_within(session: Session, shipment_id: int, by: By) -> int:
    """`make_ready` in the caller's transaction."""
    shipment, _ = working.shipment(session, shipment_id)
    return lifecycle.make_ready(session, shipment, by)


def collect_within(session: Session, shipment_id: int, by: By) -> int:
    """`collect` in the caller's transaction."""
    shipment, order = working.shipment(session, shipment_id)
    return lifecycle.collect(session, shipment, order, by)
