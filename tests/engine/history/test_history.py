"""A past year as it was loaded: what live operation would have left, to the last unit."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import case, func
from sqlmodel import Session, col, select

from connectors.sample.load import load_sample
from engine import documents, rulebook
from engine.database import Database
from engine.history import PastYear, RefusedHistory, load_history
from engine.kpis import KPIS, Summary, summarise
from engine.records import (
    AllocationRecord,
    DecisionRecord,
    EventRecord,
    HoldRecord,
    MovementRecord,
    OrderRecord,
    ShipmentRecord,
    ShortfallRecord,
    StockLevelRecord,
)
from engine.refusals import RefusedSetup
from engine.simulation.inputs import StockChange
from engine.simulation.outcomes import figures, outcome
from engine.store.kpis import Window, summaries
from engine.store.spans import first_and_last_order
from tests.engine.simulation.sample import happened
from tests.sample_fixture import LOADED_AT

Copy = Callable[[], Database]


@pytest.fixture
def session(sample_year: Database) -> Session:
    with sample_year.read() as opened:
        yield opened


def test_the_ledger_adds_up_to_the_levels(session: Session) -> None:
    sums = select(
        MovementRecord.location,
        MovementRecord.sku,
        func.sum(MovementRecord.on_hand),
        func.sum(MovementRecord.allocated),
    ).group_by(MovementRecord.location, MovementRecord.sku)
    ledger = {(place, sku): (on_hand, allocated) for place, sku, on_hand, allocated in session.exec(sums)}
    levels = session.exec(select(StockLevelRecord)).all()
    assert {(row.location, row.sku): (row.on_hand, row.allocated) for row in levels} == ledger
    assert len(levels) > 5_000


def test_no_level_ever_fell_below_nothing(session: Session) -> None:
    running = func.sum(MovementRecord.on_hand).over(
        partition_by=(MovementRecord.location, MovementRecord.sku), order_by=MovementRecord.id
    )
    held = func.sum(MovementRecord.allocated).over(
        partition_by=(MovementRecord.location, MovementRecord.sku), order_by=MovementRecord.id
    )
    steps = select((running - held).label("free"), held.label("held")).subquery()
    assert session.execute(select(func.min(steps.c.free), func.min(steps.c.held))).one() == (0, 0)


def test_what_is_allocated_is_what_open_shipments_hold(session: Session) -> None:
    open_units = session.exec(
        select(func.coalesce(func.sum(AllocationRecord.quantity), 0))
        .join(ShipmentRecord, col(ShipmentRecord.id) == col(AllocationRecord.shipment_id))
        .where(ShipmentRecord.status == "allocated")
    ).one()
    assert session.exec(select(func.sum(StockLevelRecord.allocated))).one() == open_units


def test_every_unit_that_was_sent_left_the_ledger_and_its_shipment(session: Session) -> None:
    shipped = session.exec(
        select(func.sum(ShipmentRecord.units)).where(ShipmentRecord.status == "shipped")
    ).one()
    left = session.exec(select(-func.sum(MovementRecord.on_hand)).where(MovementRecord.kind == "ship")).one()
    held = session.exec(
        select(func.sum(AllocationRecord.quantity))
        .join(ShipmentRecord, col(ShipmentRecord.id) == col(AllocationRecord.shipment_id))
        .where(ShipmentRecord.status == "shipped")
    ).one()
    assert shipped == left == held


def test_an_orders_units_are_with_locations_waiting_or_cancelled(session: Session) -> None:
    in_hand = _units_by_order(
        session,
        select(ShipmentRecord.order_id, func.sum(AllocationRecord.quantity))
        .join(AllocationRecord, col(AllocationRecord.shipment_id) == col(ShipmentRecord.id))
        .where(col(ShipmentRecord.status).in_(("allocated", "shipped")))
        .group_by(col(ShipmentRecord.order_id)),
    )
    short = _units_by_order(
        session,
        select(ShortfallRecord.order_id, func.sum(ShortfallRecord.quantity)).group_by(
            col(ShortfallRecord.order_id)
        ),
    )
    dropped: dict[str, int] = {}
    cancelled = select(EventRecord.order_id, EventRecord.data).where(EventRecord.type == "units_cancelled")
    for order_id, data in session.exec(cancelled):
        dropped[str(order_id)] = dropped.get(str(order_id), 0) + (0 if data["sent"] else data["units"])
    orders = session.exec(select(OrderRecord.id, OrderRecord.units)).all()
    wrong = [
        order_id
        for order_id, units in orders
        if in_hand.get(order_id, 0) + short.get(order_id, 0) + dropped.get(order_id, 0) != units
    ]
    assert wrong == []
    assert len(orders) == 22_064
    assert dropped


def _units_by_order(session: Session, wanted: object) -> dict[str, int]:
    return dict(session.execute(wanted).all())  # type: ignore[call-overload]


def test_statuses_follow_from_what_happened(session: Session) -> None:
    counted = dict(
        session.exec(select(OrderRecord.status, func.count()).group_by(col(OrderRecord.status))).all()
    )
    assert sum(counted.values()) == 22_064
    assert counted["shipped"] > 19_000
    open_holds = select(HoldRecord.order_id).where(col(HoldRecord.lifted_at).is_(None))
    held = select(OrderRecord.id).where(OrderRecord.status == "held")
    assert set(session.exec(open_holds)) == set(session.exec(held))
    waiting = select(OrderRecord.id).where(col(OrderRecord.status).in_(("backordered", "part_backordered")))
    waits = select(ShortfallRecord.order_id).join(
        OrderRecord, col(OrderRecord.id) == col(ShortfallRecord.order_id)
    )
    assert set(session.exec(waits.where(OrderRecord.status != "held"))) == set(session.exec(waiting))


def test_invalid_orders_are_held_with_the_reason(session: Session) -> None:
    wanted = select(HoldRecord.reason).where(HoldRecord.rule_id == "", col(HoldRecord.lifted_at).is_(None))
    reasons = session.exec(wanted).all()
    assert len(reasons) == 2_340
    assert any("the price is £0.00" in reason for reason in reasons)


def test_every_order_has_one_current_decision(session: Session) -> None:
    current = select(DecisionRecord.order_id, func.sum(case((col(DecisionRecord.current), 1), else_=0)))
    found = session.exec(current.group_by(col(DecisionRecord.order_id))).all()
    assert len(found) == 22_064
    assert {count for _, count in found} == {1}


def test_replaying_500_decisions_from_what_they_read_gives_the_same_500(session: Session) -> None:
    rules = rulebook.live(session)
    last = session.exec(select(func.max(DecisionRecord.id))).one()
    chosen = Random(20260310).sample(range(1, last + 1), 500)  # noqa: S311 any 500, the same each time
    rows = session.exec(select(DecisionRecord).where(col(DecisionRecord.id).in_(chosen))).all()
    assert len(rows) == 500
    for row in rows:
        again = documents.replay(row.reading, rules.compiled)
        assert documents.decision(again) == row.document
        assert documents.hash_of(row.reading) == row.reading_hash


def test_the_year_ends_on_the_friday_before_it_was_loaded(session: Session) -> None:
    known = first_and_last_order(session)
    assert known is not None
    assert (known[1].date().isoformat(), known[1].strftime("%A")) == ("2026-03-06", "Friday")
    assert LOADED_AT - known[1] < timedelta(days=7)


def test_live_kpis_are_those_of_a_simulation_of_the_same_orders(sample_year: Database) -> None:
    with sample_year.read() as session:
        begins = session.exec(select(func.min(OrderRecord.placed_at))).one()
        ends = session.exec(select(func.max(OrderRecord.placed_at))).one() + timedelta(days=1)
    events = happened(sample_year, 52, timedelta(weeks=48))
    starts = begins.replace(hour=0, minute=0) + timedelta(weeks=48)
    cases = {event.case.order.id: event.case for event in events if not isinstance(event, StockChange)}
    simulated = [figures(outcome(case), ends) for case in cases.values()]
    with sample_year.read() as session:
        live = summaries(session, Window(starts, ends, ends))
    assert len(cases) > 3_000
    for kpi in (kpi for kpi in KPIS if not kpi.not_simulated):
        values = [value for order in simulated if (value := kpi.of(order)) is not None]
        found = summarise(values, with_median=kpi.key == "cycle_time")
        assert live[kpi.key] == Summary(
            found.orders,
            pytest.approx(found.mean),
            pytest.approx(found.variance),
            pytest.approx(found.median),
        )


def test_a_second_year_is_refused_and_changes_nothing(sample_database: Copy) -> None:
    database = sample_database()
    with database.read() as session:
        before = session.exec(select(func.count()).select_from(MovementRecord)).one()
    with pytest.raises(RefusedHistory, match="There are orders or stock movements already"):
        load_history(database, PastYear(LOADED_AT, LOADED_AT, {}, (), ()))
    with pytest.raises(RefusedSetup, match="There is one already"):
        load_sample(database, LOADED_AT)
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(MovementRecord)).one() == before
