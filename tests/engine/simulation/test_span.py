"""A simulation of the live rules over a part of the year is what was really decided then."""

from datetime import UTC, datetime, timedelta

from sqlmodel import select

from engine import documents
from engine.database import Database
from engine.intake.holding import CLOCK
from engine.records import DecisionRecord
from engine.setup import set_location_closed
from engine.simulation.events import Decided
from engine.simulation.prepare import world_setup
from engine.store import spans
from tests.engine.simulation.sample import happened


def test_the_live_rules_decide_a_part_of_the_year_as_they_did_live(sample_year: Database) -> None:
    events = happened(sample_year, weeks=4)
    first = {}
    for event in events:
        if isinstance(event, Decided):
            first.setdefault(event.order.id, event.decision)
    with sample_year.read() as session:
        wanted = select(DecisionRecord.order_id, DecisionRecord.document).where(
            DecisionRecord.attempt == 1,
            DecisionRecord.order_id.in_(list(first)),  # type: ignore[attr-defined]
        )
        kept = {order_id: documents.read_decision(document) for order_id, document in session.exec(wanted)}
    assert len(first) > 1_000
    assert first == kept


def test_the_middle_of_the_year_begins_with_what_the_ledger_had_then(sample_year: Database) -> None:
    with sample_year.read() as session:
        known = spans.first_and_last_order(session)
        assert known is not None
        middle, end = known[0] + timedelta(weeks=26), known[1] + timedelta(days=1)
        before = {(row.location, row.sku): row.on_hand for row in spans.balances(session, middle)}
        since: dict[tuple[str, str], int] = {}
        for row in spans.balances(session, end):
            since[row.location, row.sku] = row.on_hand
    assert 0 < sum(before.values()) != sum(since.values())


def test_the_clock_that_lifts_holds_is_told_from_people() -> None:
    assert spans.CLOCK == CLOCK


def test_a_location_that_is_closed_now_was_not_when_the_orders_came(sample_of_module: Database) -> None:
    now = datetime.now(UTC)
    with sample_of_module.write() as session:
        set_location_closed(session, "COV", now + timedelta(days=2), now, "Ada")
    with sample_of_module.read() as session:
        assert all(place.closed_until is None for place in world_setup(session).locations)
