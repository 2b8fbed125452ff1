"""What became of a report, read back from the timeline: event, rules, actions."""

from dataclasses import dataclass

from sqlmodel import Session

from engine.store import events, exceptions
from engine.store.events import Event

RULE_APPLIED, ACTION_TAKEN = "rule_applied", "action_taken"
"""Types of the events that tell what exception rules did. Both name their `cause`, the event that they
answer, the `rule`, and a sentence, `text`; an action also its `action`, and whether it was `done`."""


@dataclass(frozen=True, slots=True)
class ActionTaken:
    """An action of a rule. `done`: it was carried out; `text` says what came of it, or why nothing did."""

    action: str
    done: bool
    text: str


@dataclass(frozen=True, slots=True)
class RuleApplied:
    """A rule that answered the event. `id` is "" for the program's own. `sentence`: the rule in words."""

    id: str
    name: str
    sentence: str
    actions: tuple[ActionTaken, ...]


@dataclass(frozen=True, slots=True)
class Handled:
    """What the rules did about an event on one order."""

    order_id: str
    event_id: int
    shipment_id: int | None
    rules: tuple[RuleApplied, ...]


@dataclass(frozen=True, slots=True)
class EventResult:
    """What became of a report. `orders`: one for a shipment's event, any number for a closed location.
    `repeated`: it had come before, nothing was changed, and this is what became of it then; `same_body`
    is then False when it did not say the same as the first time."""

    event_id: int
    orders: tuple[Handled, ...]
    repeated: bool = False
    same_body: bool = True


def result_of(session: Session, event_id: int) -> EventResult:
    """What became of the report that this event was written for."""
    reported = exceptions.event(session, event_id)
    each = (reported,) if reported.order_id else exceptions.events_under(session, event_id)
    return EventResult(event_id, tuple(_handled(session, one) for one in each))


def _handled(session: Session, event: Event) -> Handled:
    order_id = event.order_id or ""
    answers = [one for one in events.timeline(session, order_id) if one.data.get("cause") == event.id]
    rules = tuple(_rule(one, answers) for one in answers if one.type == RULE_APPLIED)
    return Handled(order_id, event.id, event.shipment_id, rules)


def _rule(applied: Event, answers: list[Event]) -> RuleApplied:
    rule_id = str(applied.data["rule"])
    actions = tuple(
        ActionTaken(str(one.data["action"]), bool(one.data["done"]), str(one.data["text"]))
        for one in answers
        if one.type == ACTION_TAKEN and one.data["rule"] == rule_id
    )
    return RuleApplied(rule_id, str(applied.data["name"]), str(applied.data["text"]), actions)
