"""What must be true of the whole database, whatever happened."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func
from sqlmodel import Session, col, select

from engine import documents, rulebook
from engine.available import available
from engine.model import StockLevel
from engine.moves import GIVEN_BACK
from engine.records import (
    AllocationRecord,
    DecisionRecord,
    EventRecord,
    HoldRecord,
    MovementRecord,
    OrderRecord,
    OutboxRecord,
    ShipmentRecord,
    ShortfallRecord,
    StockLevelRecord,
)
from engine.store.spans import UNITS_CANCELLED

Units = Counter[tuple[str, ...]]
EVERYTHING = (
    AllocationRecord,
    DecisionRecord,
    EventRecord,
    HoldRecord,
    MovementRecord,
    OrderRecord,
    OutboxRecord,
    ShipmentRecord,
    ShortfallRecord,
    StockLevelRecord,
)


def counts(session: Session) -> Mapping[str, int]:
    """Rows of every table, to see that nothing changed."""
    return {
        str(table.__tablename__): session.exec(select(func.count()).select_from(table)).one()
        for table in EVERYTHING
    }


def check(session: Session) -> None:
    """Balances are the ledger's sums and never below 0; the ledger's allocations are the open shipments';
    and of each order allocated + sent + short = demand."""
    balances = _balances(session)
    assert balances == _ledger(session)
    assert _allocated_by_ledger(session) == _held_by_shipments(session)
    for row in session.exec(select(StockLevelRecord)):
        level = StockLevel(row.on_hand, row.allocated, row.reserved)
        assert min(row.on_hand, row.allocated, available(level)) >= 0
    for order in session.exec(select(OrderRecord)):
        _check_order(session, order)


def check_replays(session: Session) -> None:
    """Every decision kept, replayed from what it read, is the same again, and its hash fits."""
    for row in session.exec(select(DecisionRecord)):
        kept, rules = documents.read_decision(row.document), rulebook.numbered(session, row.revision)
        assert documents.replay(row.reading, rules.compiled) == kept, row.order_id
        assert documents.hash_of(row.reading) == row.reading_hash


def _check_order(session: Session, order: OrderRecord) -> None:
    demand = Counter({line.number: line.quantity for line in documents.read_order(order.document).lines})
    given, short = _given(session, order.id), _short(session, order.id)
    statuses = _statuses(session, order.id)
    if order.status == "cancelled":
        assert not short
        assert "allocated" not in statuses
    elif order.status == "shipped":
        assert not short
        assert statuses <= {"shipped", "collected", "rejected", "cancelled"}
    given_up = _given_up(session, order.id)
    if given_up:
        assert (given + short).total() + given_up == demand.total(), order.id
    else:
        assert given + short == demand, order.id
    if order.status not in {"cancelled", "shipped"}:
        assert short or order.status == "routed"
        assert not short or order.status != "routed" or "rejected" in statuses
    current = session.exec(
        select(DecisionRecord).where(DecisionRecord.order_id == order.id, col(DecisionRecord.current))
    ).one()
    assert current.outcome == order.outcome
    open_holds = select(func.count()).where(
        HoldRecord.order_id == order.id, col(HoldRecord.lifted_at).is_(None)
    )
    assert bool(session.exec(open_holds).one()) == (order.status == "held")


def _given_up(session: Session, order_id: str) -> int:
    """Units that were cancelled, by the timeline."""
    told = session.exec(select(EventRecord.type, EventRecord.data).where(EventRecord.order_id == order_id))
    return sum(
        data["units"] * (not data["sent"]) if type_ == UNITS_CANCELLED else data.get("cancelled_units", 0)
        for type_, data in told
    )


def _given(session: Session, order_id: str) -> Counter[int]:
    wanted = (
        select(AllocationRecord.number, AllocationRecord.quantity)
        .join(ShipmentRecord, col(ShipmentRecord.id) == col(AllocationRecord.shipment_id))
        .where(ShipmentRecord.order_id == order_id, col(ShipmentRecord.status).not_in(GIVEN_BACK))
    )
    found: Counter[int] = Counter()
    for number, quantity in session.exec(wanted):
        found[number] += quantity
    return found


def _short(session: Session, order_id: str) -> Counter[int]:
    rows = session.exec(select(ShortfallRecord).where(ShortfallRecord.order_id == order_id))
    return Counter({row.number: row.quantity for row in rows})


def _statuses(session: Session, order_id: str) -> set[str]:
    return set(session.exec(select(ShipmentRecord.status).where(ShipmentRecord.order_id == order_id)))


def _balances(session: Session) -> dict[tuple[str, str], tuple[int, int]]:
    rows = session.exec(select(StockLevelRecord))
    return {(row.location, row.sku): (row.on_hand, row.allocated) for row in rows}


def _ledger(session: Session) -> dict[tuple[str, str], tuple[int, int]]:
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row in session.exec(select(MovementRecord).order_by(col(MovementRecord.id))):
        on_hand, allocated = found.get((row.location, row.sku), (0, 0))
        found[row.location, row.sku] = (on_hand + row.on_hand, allocated + row.allocated)
    return found


def _allocated_by_ledger(session: Session) -> Units:
    return Counter({place: allocated for place, (_, allocated) in _ledger(session).items() if allocated})


def _held_by_shipments(session: Session) -> Units:
    wanted = (
        select(ShipmentRecord.location, AllocationRecord.sku, AllocationRecord.quantity)
        .join(AllocationRecord, col(AllocationRecord.shipment_id) == col(ShipmentRecord.id))
        .where(
            (col(ShipmentRecord.status) == "allocated")
            | ((col(ShipmentRecord.status) == "ready") & (col(ShipmentRecord.mode) == "pickup"))
        )
    )
    found: Units = Counter()
    for location, sku, quantity in session.exec(wanted):
        found[location, sku] += quantity
    return found
