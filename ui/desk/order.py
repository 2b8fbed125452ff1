"""What the page of one order asks of the other packages; called in threads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from engine import documents, intake, rulebook
from engine.exceptions import report_event
from engine.exceptions.document import EventDocument, ShortLine
from engine.model import Decision
from engine.refusals import Refused as EngineRefused
from engine.store import decisions
from engine.store.decisions import KeptDecision
from engine.store.setup import setup
from ui.desk.orders import names_of
from ui.refusal import Refused
from ui.views.decision import DecisionView, Scene, decision_view
from ui.views.order import OrderView, order_view
from ui.wiring import database
from ui.words.shell import WHO


@dataclass(frozen=True, slots=True)
class Shown:
    """One order with all its decisions, oldest first, and which of them holds now."""

    order: OrderView
    decisions: tuple[DecisionView, ...]
    current: int


def look(order_id: str) -> Shown | None:
    """Everything about one order, None when there is none. Every decision is replayed from what it read."""
    with database().read() as session:
        detail = decisions.order_detail(session, order_id)
        if detail is None:
            return None
        known = setup(session)
        places = {place.code: place for place in known.locations}
        scene = Scene(
            detail.order,
            places,
            names_of(session, (kept.revision for kept in detail.decisions)),
            known.retailer.zone,
            datetime.now(UTC),
        )
        views = tuple(_decision(session, kept, scene) for kept in detail.decisions)
        return Shown(order_view(detail, scene), views, detail.decisions.index(detail.current))


def lift(hold_id: int) -> None:
    """Lift a hold; the order goes on when it was the last."""
    _do(lambda: intake.lift_hold(database(), hold_id, datetime.now(UTC), WHO))


def cancel(order_id: str, reason: str) -> None:
    """Cancel what was not sent."""
    _do(lambda: intake.cancel_order(database(), order_id, reason, datetime.now(UTC), WHO))


def step(shipment_id: int, step: str) -> None:
    """A shipment went one step on: sent, ready, received or collected."""
    work = {"sent": intake.ship, "collected": intake.collect}.get(step, intake.make_ready)
    _do(lambda: work(database(), shipment_id, datetime.now(UTC), WHO))


def report(event: EventDocument) -> None:
    """Something went wrong with a shipment; the exception rules act on it."""
    _do(lambda: report_event(database(), event, datetime.now(UTC), WHO))


def event_of(kind: str, order_id: str, shipment: int, reason: str, line: str, units: str) -> EventDocument:
    """What a location said of a shipment, as it is reported. Raises Refused for a number that is none."""
    if kind == "rejected":
        return EventDocument(type="rejected", order=order_id, shipment=shipment, reason=reason)
    if not units.isdecimal() or not 1 <= int(units) <= 1_000_000 or not line.isdecimal():
        raise Refused(f"“{units}” is not a number of units.", "Write a whole number, 1 or more.")
    short = ShortLine(units=int(units), line=int(line))
    return EventDocument(type="short_pick", order=order_id, shipment=shipment, reason=reason, lines=[short])


def _decision(session: Session, kept: KeptDecision, scene: Scene) -> DecisionView:
    explained = _replayed(session, kept)
    return decision_view(kept, explained, scene, same=explained == kept.decision)


def _replayed(session: Session, kept: KeptDecision) -> Decision:
    rules = rulebook.numbered(session, kept.revision).compiled
    read = decisions.reading(session, kept.id)
    return documents.replay(read, rules, explain=True)


def _do(work: Callable[[], object]) -> None:
    try:
        work()
    except EngineRefused as refusal:
        raise Refused(
            "That cannot be done.", " ".join(each.message for each in refusal.problems)
        ) from refusal
