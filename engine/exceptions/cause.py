"""One event on one order, as exception rules see it: the cause, and the facts that they may read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from engine import documents
from engine.facts import Facts, Values, location_code, order_facts
from engine.model import Order
from engine.needs import needs_of
from engine.records import OrderRecord
from engine.rulebook import Rules
from engine.store import exceptions, snapshots, working
from engine.store.events import Event
from engine.store.setup import Setup, setup
from rulesets.conditions import fields_read
from rulesets.model import Rule, RuleKind

DAY = timedelta(hours=24)
EVENT = "event"


@dataclass(frozen=True, slots=True)
class Cause:
    """What happened, and to which order. `skus`: those said to be short, else all of the shipment;
    `reroutes`: how often exception rules rerouted the order before."""

    event: Event
    record: OrderRecord
    order: Order
    setup: Setup
    skus: tuple[str, ...]
    reroutes: int
    now: datetime

    @property
    def location(self) -> str:
        """Where it happened."""
        return self.event.location or ""

    @property
    def place(self) -> str:
        """The name of where it happened."""
        known = self.setup.location(self.location)
        return known.name if known else self.location


def cause_of(session: Session, event: Event, reroutes: int, now: datetime) -> Cause:
    """The cause that an event is, its order locked."""
    record = working.order(session, event.order_id or "")
    short = tuple(dict.fromkeys(str(line["sku"]) for line in event.data.get("lines", ())))
    skus = short or _skus(session, event)
    order = documents.read_order(record.document)
    return Cause(event, record, order, setup(session), skus, reroutes, now)


def facts_of(session: Session, cause: Cause, rules: Rules) -> Facts:
    """The facts that the exception rules read of this event and its order."""
    fields = {field for rule in rules.ruleset.of_kind(RuleKind.EXCEPTION) for field in _read_by(rule)}
    needs = needs_of(rules.compiled)
    past = snapshots.past_of(session, cause.record.id, (), needs)
    snapshot, _ = snapshots.snapshot_for(session, cause.order, cause.now, past, needs)
    asked = [field for field in fields if field.partition(".")[0] != EVENT]
    facts = order_facts(cause.order, snapshot, asked)
    return Facts({**facts.values, **_event_values(session, cause)}, facts.lines, facts.now)


def _read_by(rule: Rule) -> frozenset[str]:
    scope: frozenset[str] = frozenset() if rule.scope is None else rule.scope.reads()
    return scope if rule.when is None else scope | fields_read(rule.when)


def _event_values(session: Session, cause: Cause) -> Values:
    event, place = cause.event, cause.setup.location(cause.location)
    since = event.at - DAY
    in_shipment = _skus(session, event)
    return {
        "event.type": event.type,
        "event.reason": str(event.data.get("reason") or "").casefold() or None,
        "event.location": location_code(cause.location, place.group if place else None),
        "event.location_kind": place.kind if place else None,
        "event.units_short": event.data.get("units"),
        "event.count_for_order": exceptions.count_for_order(session, cause.record.id, event.type),
        "event.count_for_sku_day": exceptions.most_for_a_sku(
            session, cause.location, event.type, in_shipment, since
        ),
        "event.reroutes": cause.reroutes,
    }


def _skus(session: Session, event: Event) -> tuple[str, ...]:
    """The SKUs of the event's shipment."""
    if event.shipment_id is None:
        return ()
    return tuple(dict.fromkeys(line.sku for line in working.allocations(session, event.shipment_id)))
