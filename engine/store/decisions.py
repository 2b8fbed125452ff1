"""Decisions as they were kept, and everything about one order for its screen."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from engine import documents, rulebook
from engine.model import Decision, Order, PlannedLine
from engine.records import (
    AllocationRecord,
    DecisionRecord,
    HoldRecord,
    OrderExceptionRecord,
    OrderRecord,
    ShipmentRecord,
)
from engine.records.tables import table_of
from engine.store import events, working
from engine.store.events import Event
from engine.store.orders import OrderRow, order_row

_DECISIONS, _HOLDS = table_of(DecisionRecord).c, table_of(HoldRecord).c
_SHIPMENTS, _ALLOCATIONS = table_of(ShipmentRecord).c, table_of(AllocationRecord).c
_EXCEPTIONS = table_of(OrderExceptionRecord).c


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A decision as it was kept. `attempt` counts from 1; `revision` is the number; `reason` says why
    it was decided again; `decision.trace` is None when it can be had by replaying."""

    id: int
    order_id: str
    attempt: int
    current: bool
    at: datetime
    reason: str
    revision: int
    reading_hash: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class KeptHold:
    """A hold, open while `lifted_at` is None; the rest as in a hold that a decision places. `escalated_at`:
    when its time was over and it went to `escalate_to`."""

    id: int
    rule_id: str
    reason: str
    owner: str
    placed_at: datetime
    lifts_at: datetime | None
    lifted_at: datetime | None
    lifted_by: str | None
    lifts_when: str = ""
    at_expiry: str = "lift"
    escalate_to: str = ""
    queue: str = ""
    role: str = ""
    due_at: datetime | None = None
    escalated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptShipment:
    """A shipment with its units. Amounts in minor units; `attempt`: of the decision that made it. `mode` and
    `hand_over_at` as planned; since `ready_at` the customer can collect it."""

    id: int
    location: str
    status: str
    service: str
    postage: int | None
    handling: int
    minutes: float
    units: int
    distance_km: float | None
    weight_g: int | None
    ships_at: datetime | None
    arrives_at: datetime | None
    allocated_at: datetime
    shipped_at: datetime | None
    ended_at: datetime | None
    end_reason: str | None
    attempt: int
    mode: str
    hand_over_at: str | None
    ready_at: datetime | None
    collected_at: datetime | None
    lines: tuple[PlannedLine, ...]


@dataclass(frozen=True, slots=True)
class KeptException:
    """An entry of the queue, open while `closed_at` is None."""

    id: int
    type: str
    reason: str
    owner: str
    rule_id: str
    due_at: datetime
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str | None


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """Everything about one order. Decisions, holds, shipments, exceptions and events oldest first;
    `shortfall`: what no location has now."""

    row: OrderRow
    order: Order
    decisions: tuple[KeptDecision, ...]
    holds: tuple[KeptHold, ...]
    shipments: tuple[KeptShipment, ...]
    shortfall: tuple[PlannedLine, ...]
    exceptions: tuple[KeptException, ...]
    events: tuple[Event, ...]

    @property
    def current(self) -> KeptDecision:
        """The decision that holds now."""
        return next(kept for kept in reversed(self.decisions) if kept.current)


def order_detail(session: Session, order_id: str) -> OrderDetail | None:
    """Everything about one order, None when there is none."""
    row = order_row(session, order_id)
    if row is None:
        return None
    return OrderDetail(
        row=row,
        order=order_of(session, order_id),
        decisions=kept_decisions(session, order_id),
        holds=tuple(_holds(session, order_id)),
        shipments=tuple(_shipments(session, order_id)),
        shortfall=working.shortfall(session, order_id),
        exceptions=tuple(_exceptions(session, order_id)),
        events=events.timeline(session, order_id),
    )


def order_of(session: Session, order_id: str) -> Order:
    """The order as it came in."""
    orders = table_of(OrderRecord).c
    wanted = select(orders.document).where(orders.id == order_id)
    return documents.read_order(session.connection().execute(wanted).scalar_one())


def first(session: Session, order_id: str) -> Decision:
    """The first decision on an order, without its trace."""
    wanted = select(_DECISIONS.document).where(_DECISIONS.order_id == order_id)
    oldest = session.connection().execute(wanted.order_by(_DECISIONS.attempt).limit(1))
    return documents.read_decision(oldest.scalar_one())


def kept_decisions(session: Session, order_id: str) -> tuple[KeptDecision, ...]:
    """Every decision on an order, the first one first."""
    wanted = (
        select(
            _DECISIONS.id,
            _DECISIONS.order_id,
            _DECISIONS.attempt,
            _DECISIONS.current,
            _DECISIONS.at,
            _DECISIONS.reason,
            _DECISIONS.revision,
            _DECISIONS.reading_hash,
            _DECISIONS.document,
            _DECISIONS.trace,
        )
        .where(_DECISIONS.order_id == order_id)
        .order_by(_DECISIONS.attempt)
    )
    rows = session.connection().execute(wanted)
    return tuple(
        [KeptDecision(*row[:8], decision=_decision(session, row[6], row[8], row[9])) for row in rows]
    )


def reading(session: Session, decision_id: int) -> Any:
    """The plain document of what a decision read, for a replay."""
    wanted = select(_DECISIONS.reading).where(_DECISIONS.id == decision_id)
    return session.connection().execute(wanted).scalar_one()


def latest(session: Session, most: int) -> tuple[int, ...]:
    """Ids of the first decisions on the orders that came in last, newest first."""
    wanted = select(_DECISIONS.id).where(_DECISIONS.attempt == 1).order_by(_DECISIONS.order_id.desc())
    return tuple(session.connection().execute(wanted.limit(most)).scalars())


def readings(session: Session, decision_ids: Collection[int]) -> Mapping[int, Any]:
    """The plain documents of what these decisions read, by id."""
    wanted = select(_DECISIONS.id, _DECISIONS.reading).where(_DECISIONS.id.in_(decision_ids))
    return {row[0]: row[1] for row in session.connection().execute(wanted)}


def _decision(session: Session, revision: int, document: Any, trace: Any) -> Decision:
    decision = documents.read_decision(document)
    if trace is None:
        return decision
    rules = rulebook.numbered(session, revision).compiled
    return replace(decision, trace=documents.read_kept_trace(trace, lambda: rules))


def _holds(session: Session, order_id: str) -> Iterator[KeptHold]:
    columns = (
        _HOLDS.id,
        _HOLDS.rule_id,
        _HOLDS.reason,
        _HOLDS.owner,
        _HOLDS.placed_at,
        _HOLDS.lifts_at,
        _HOLDS.lifted_at,
        _HOLDS.lifted_by,
        _HOLDS.lifts_when,
        _HOLDS.at_expiry,
        _HOLDS.escalate_to,
        _HOLDS.queue,
        _HOLDS.role,
        _HOLDS.due_at,
        _HOLDS.escalated_at,
    )
    wanted = select(*columns).where(_HOLDS.order_id == order_id).order_by(_HOLDS.id)
    for row in session.connection().execute(wanted):
        yield KeptHold(*row)


def _shipments(session: Session, order_id: str) -> Iterator[KeptShipment]:
    lines = _lines(session, order_id)
    columns = (
        _SHIPMENTS.id,
        _SHIPMENTS.location,
        _SHIPMENTS.status,
        _SHIPMENTS.service,
        _SHIPMENTS.postage,
        _SHIPMENTS.handling,
        _SHIPMENTS.minutes,
        _SHIPMENTS.units,
        _SHIPMENTS.distance_km,
        _SHIPMENTS.weight_g,
        _SHIPMENTS.ships_at,
        _SHIPMENTS.arrives_at,
        _SHIPMENTS.allocated_at,
        _SHIPMENTS.shipped_at,
        _SHIPMENTS.ended_at,
        _SHIPMENTS.end_reason,
        _DECISIONS.attempt,
        _SHIPMENTS.mode,
        _SHIPMENTS.hand_over_at,
        _SHIPMENTS.ready_at,
        _SHIPMENTS.collected_at,
    )
    wanted = select(*columns).join_from(
        table_of(ShipmentRecord), table_of(DecisionRecord), _DECISIONS.id == _SHIPMENTS.decision_id
    )
    rows = session.connection().execute(wanted.where(_SHIPMENTS.order_id == order_id).order_by(_SHIPMENTS.id))
    for row in rows:
        yield _shipment(row, lines[row[0]])


def _shipment(row: Sequence[Any], lines: list[PlannedLine]) -> KeptShipment:
    return KeptShipment(*(*row, tuple(lines)))


def _lines(session: Session, order_id: str) -> Mapping[int, list[PlannedLine]]:
    wanted = select(
        _ALLOCATIONS.shipment_id, _ALLOCATIONS.number, _ALLOCATIONS.sku, _ALLOCATIONS.quantity
    ).join_from(
        table_of(AllocationRecord), table_of(ShipmentRecord), _SHIPMENTS.id == _ALLOCATIONS.shipment_id
    )
    rows = session.connection().execute(
        wanted.where(_SHIPMENTS.order_id == order_id).order_by(_ALLOCATIONS.number)
    )
    found: defaultdict[int, list[PlannedLine]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(PlannedLine(row[1], row[2], row[3]))
    return found


def _exceptions(session: Session, order_id: str) -> Iterator[KeptException]:
    columns = (
        _EXCEPTIONS.id,
        _EXCEPTIONS.type,
        _EXCEPTIONS.reason,
        _EXCEPTIONS.owner,
        _EXCEPTIONS.rule_id,
        _EXCEPTIONS.due_at,
        _EXCEPTIONS.opened_at,
        _EXCEPTIONS.closed_at,
        _EXCEPTIONS.closed_by,
    )
    wanted = select(*columns).where(_EXCEPTIONS.order_id == order_id).order_by(_EXCEPTIONS.id)
    for row in session.connection().execute(wanted):
        yield KeptException(*row)
