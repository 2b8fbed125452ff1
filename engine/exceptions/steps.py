"""The actions of exception rules: each does something, and says in a sentence what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from engine import intake, moves
from engine.exceptions.cause import Cause
from engine.lifecycle import By
from engine.model import Decision
from engine.refusals import RefusedMove, listed
from engine.store import exceptions, queue
from rulesets.actions import Cancel, Suspend
from rulesets.sentences import Names
from rulesets.sentences.words import counted, moment

CLOSED = "location_closed"
LIMIT = "reroute_limit"
WHO = "the exception rules"


@dataclass(frozen=True, slots=True)
class Step:
    """What came of an action. `done`: it was carried out; `beyond_limit`: it may not be, not again."""

    done: bool
    text: str
    beyond_limit: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a queue entry says; `rule_id` "" for the program's own."""

    rule_id: str
    type: str
    reason: str
    owner: str
    due: timedelta


def suspend(session: Session, cause: Cause, action: Suspend, rule_id: str, names: Names) -> Step:
    """Do not offer the event's SKUs at its location for some hours."""
    ends_at = cause.now + timedelta(hours=action.hours)
    longer = exceptions.suspended_until(session, cause.location, cause.skus, cause.now)
    skus = [sku for sku in cause.skus if longer.get(sku, cause.now) < ends_at]
    exceptions.suspend(session, cause.location, skus, cause.now, ends_at, (rule_id, cause.event.id))
    until = _minute(ends_at, names)
    if not skus:
        return Step(False, f"Nothing of it is offered at {cause.place} until {until} or longer already.")
    return Step(True, f"Not offered at {cause.place} until {until}: {listed(skus)}.")


def cancel(session: Session, cause: Cause, action: Cancel) -> Step:
    """Cancel what of the order was not sent."""
    if ended := _ended(cause):
        return Step(False, f"Not cancelled: {ended}.")
    intake.cancel_within(session, cause.record.id, action.reason, By(cause.now, WHO))
    return Step(True, f"Cancelled: {action.reason}")


def reroute(session: Session, cause: Cause, at_most: int) -> Step:
    """Decide the order again without the location, at most so often."""
    if ended := _ended(cause):
        return Step(False, f"Not routed again: {ended}.")
    if cause.reroutes >= at_most:
        times = counted(at_most, "times")
        said = f"Not routed again: that was done {times} already, and the rule allows no more."
        return Step(False, said, beyond_limit=True)
    without = (cause.location,) if cause.event.type == CLOSED else ()
    reason = f"{_SAID[cause.event.type]} {cause.place}"
    try:
        decision = intake.decide_again_within(
            session, cause.record.id, reason, By(cause.now, WHO), without=without
        )
    except RefusedMove as refusal:
        return Step(False, f"Not routed again: {refusal.problems[0].message}")
    return Step(True, f"Routed again without {cause.place}: {_came_to(decision, cause)}.")


def put_in_queue(session: Session, cause: Cause, wanted: Wanted, names: Names) -> Step:
    """Give the order to a person."""
    due_at = cause.now + wanted.due
    queue.open_exception(
        session,
        queue.NewException(
            order_id=cause.record.id,
            rule_id=wanted.rule_id,
            type=wanted.type,
            reason=wanted.reason,
            owner=wanted.owner,
            opened_at=cause.now,
            due_at=due_at,
            shipment_id=cause.event.shipment_id,
            event_id=cause.event.id,
        ),
    )
    due = _minute(due_at, names)
    return Step(True, f"In the queue of {wanted.owner}, due {due}: {wanted.reason}")


_SAID = {"rejected": "Rejected by", "short_pick": "Short pick at", CLOSED: "Closed:"}


def _minute(at: datetime, names: Names) -> str:
    return moment(at.replace(second=0, microsecond=0), names.zone)


def _ended(cause: Cause) -> str:
    """Why nothing can be changed any more, "" when something can."""
    status = cause.record.status
    return f"the order is {moves.ORDER_WORDS[status]}" if status in moves.ends(moves.ORDER) else ""


def _came_to(decision: Decision, cause: Cause) -> str:
    """The new decision in a few words."""
    names = [place.name for place in cause.setup.locations if place.code in decision.plan.locations]
    sends = f"{listed(names)} {'sends' if len(names) == 1 else 'send'} it" if names else ""
    rest = {
        "part_backordered": "the rest waits for stock",
        "backordered": "it waits for stock",
        "preordered": "it waits for stock",
        "waiting": "it is decided again later",
        "part_cancelled": "the rest is cancelled",
    }
    if decision.outcome == "cancelled":
        return "nobody can send it, and it is cancelled"
    held = f"held, {decision.holds[0].reason}" if decision.outcome == "held" else ""
    return ", ".join(part for part in (sends, held or rest.get(decision.outcome, "")) if part)
