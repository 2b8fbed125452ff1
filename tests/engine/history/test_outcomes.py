"""A past with every outcome of a decision: as live operation would leave it, and it simulates to itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from engine import documents
from engine.database import Database
from engine.exceptions import report_event
from engine.history import PastYear, load_history
from engine.intake import accept, count_stock
from engine.model import Order, Product, Retailer
from engine.needs import needs_in
from engine.records import DecisionRecord, EventRecord, HoldRecord, OrderRecord, ShipmentRecord
from engine.setup import install_retailer
from engine.simulation import jobs
from engine.simulation.events import Decided
from engine.simulation.inputs import Cancellation, Known, in_order_of_time
from engine.simulation.prepare import compile_rules, prepare
from engine.simulation.world import World
from engine.store import simulation_changes
from rulesets import revisions
from rulesets.actions import AccurateCounts, DecideTogether, Hold, KeepStock, NotRejectedLately, PickUp
from rulesets.model import Rule
from tests.engine.commit.invariants import check, check_replays
from tests.engine.simulation.shop import (
    COVENTRY,
    LEEDS,
    MONDAY,
    TARIFF,
    after,
    an_order,
    came,
    condition,
    rule,
    rules,
)

PLACES = (replace(COVENTRY, unit_capacity=9), replace(LEEDS, can_hand_over=True))
PRODUCTS = tuple(Product(sku, sku.title(), weight_g=500) for sku in ("MUG", "TRAY", "LAMP"))


def _tagged(kind: str, id_: str, *then: object, **fields: object) -> object:
    return rule(kind, id_, *then, when=condition("order.tags", "has_any", (id_,)), **fields)


RULES = rules(
    _tagged(
        "hold", "unpaid", Hold(reason="Unpaid", owner="Ada", lifts_after_minutes=120, at_expiry="cancel")
    ),
    _tagged(
        "hold",
        "risky",
        Hold(reason="Risky", owner="Ada", lifts_after_minutes=60, at_expiry="escalate", escalate_to="Bob"),
    ),
    _tagged("hold", "later", Hold(reason="Later", owner="Ada", until="stock")),
    _tagged("routing", "retry", otherwise="retry", retry_minutes=60),
    _tagged("routing", "rest-held", otherwise="ship_and_hold"),
    _tagged("routing", "rest-cancelled", otherwise="ship_and_cancel"),
    _tagged("routing", "jointly", DecideTogether(every_minutes=30)),
    _tagged("routing", "collect", PickUp(location="LDS")),
    _tagged("routing", "kept-back", KeepStock(units=1, of="weeks")),
)


def _order(number: int, tag: str, *lines: tuple[str, int], **spent: float) -> Order:
    return an_order(f"O{number:02}", *lines, at=after(**spent), tags=(tag,))


def _ahead(order: Order) -> Order:
    return replace(order, lines=tuple(replace(line, preorder=True) for line in order.lines))


PAST = PastYear(
    starts_at=MONDAY - timedelta(weeks=2),
    ends_at=after(days=12),
    opening={"COV": {"MUG": 40, "TRAY": 1}, "LDS": {"MUG": 3}},
    orders=[
        _order(1, "rest-cancelled", ("MUG", 1), ("TRAY", 3)),
        _order(2, "retry", ("TRAY", 2), minutes=10),
        _order(3, "rest-held", ("MUG", 1), ("TRAY", 1), minutes=20),
        _order(4, "jointly", ("MUG", 2), minutes=25),
        _order(5, "jointly", ("TRAY", 1), minutes=26),
        _order(6, "collect", ("MUG", 1), minutes=30),
        _order(7, "unpaid", ("MUG", 1), minutes=40),
        _order(8, "risky", ("MUG", 1), minutes=50),
        _order(9, "later", ("LAMP", 2), hours=1),
        _ahead(_order(10, "", ("LAMP", 1), hours=2)),
        _order(11, "", ("MUG", 8), hours=3),
        _order(12, "kept-back", ("MUG", 1), days=2),
    ],
    deliveries=[*came("COV", after(days=3, minutes=10), TRAY=3), *came("COV", after(days=4), LAMP=4)],
    cancellations=(Cancellation(after(days=5), "O08", "", 0, "C1"),),
)


@pytest.fixture
def past(tmp_path: Path) -> Iterator[Database]:
    """The past, loaded."""
    opened = Database(f"sqlite:///{tmp_path}/s.db")
    opened.upgrade()
    with opened.write() as session:
        retailer = Retailer("Test", "GBP", "Europe/London", "GB")
        install_retailer(session, retailer, PLACES, TARIFF, PRODUCTS, MONDAY)
        made = revisions.import_ruleset(session, RULES, "Ada", MONDAY)
        revisions.publish(session, made.number, "Ada", "To begin with", MONDAY)
    load_history(opened, PAST)
    yield opened
    opened.close()


def _decided(session: Session, order_id: str) -> list[tuple[str, str]]:
    rows = select(DecisionRecord).where(DecisionRecord.order_id == order_id).order_by(DecisionRecord.attempt)
    return [(row.outcome, row.reason) for row in session.exec(rows)]


def test_every_outcome_comes_to_what_live_operation_would_leave(past: Database) -> None:
    with past.read() as session:
        check(session)
        check_replays(session)
        statuses = dict(session.exec(select(OrderRecord.id, OrderRecord.status)).all())
        assert _decided(session, "O01") == [("part_cancelled", "")]
        assert _decided(session, "O02")[0] == ("waiting", "")
        assert _decided(session, "O03")[0] == ("held", "")
        assert _decided(session, "O04") == [("waiting", ""), ("routed", "Decided together with others")]
        assert [outcome for outcome, _ in _decided(session, "O05")] == ["waiting", "backordered", "routed"]
        assert _decided(session, "O09") == [("held", ""), ("routed", "Hold lifted: Later")]
        assert [outcome for outcome, _ in _decided(session, "O10")] == ["preordered", "routed"]
        assert [outcome for outcome, _ in _decided(session, "O11")] == ["backordered", "routed"]
        collected = session.exec(select(ShipmentRecord).where(ShipmentRecord.order_id == "O06")).one()
        risky = session.exec(select(HoldRecord).where(HoldRecord.order_id == "O08")).one()
        told = session.exec(select(EventRecord.type).where(EventRecord.order_id == "O07")).all()
    assert (collected.mode, collected.hand_over_at, collected.status) == ("pickup", "LDS", "collected")
    assert (risky.owner, risky.escalated_at, risky.lifted_by) == ("Bob", after(hours=1, minutes=50), "import")
    assert told == ["held", "units_cancelled", "cancelled"]
    assert statuses == {
        "O01": "shipped",
        "O02": "shipped",
        "O03": "held",
        "O04": "shipped",
        "O05": "shipped",
        "O06": "shipped",
        "O07": "cancelled",
        "O08": "cancelled",
        "O09": "shipped",
        "O10": "shipped",
        "O11": "shipped",
        "O12": "shipped",
    }


@pytest.mark.parametrize("begins", [PAST.starts_at, after(days=2)])
def test_the_live_rules_simulate_to_what_happened(past: Database, begins: object) -> None:
    with past.write() as session:
        job = jobs.start(session, 1, 1, begins, PAST.ends_at, "Ada")
    taken = jobs.take(past)
    assert taken is not None
    jobs.run(past, taken)
    with past.read() as session:
        assert simulation_changes.count_changes(session, job) == 0
    kept = _first_decisions(past)
    assert {order_id: kept[order_id] for order_id in _simulated(past, begins)} == _simulated(past, begins)


def _first_decisions(past: Database) -> dict[str, object]:
    with past.read() as session:
        rows = select(DecisionRecord).where(DecisionRecord.attempt == 1)
        return {row.order_id: documents.read_decision(row.document) for row in session.exec(rows)}


def _simulated(past: Database, begins: object) -> dict[str, object]:
    found = prepare(past, 1, 1, begins, PAST.ends_at)
    world = World(found.span.setup, compile_rules(found.base), found.span.opening, needs_in(found.base))
    events = [
        event
        for at, batch in in_order_of_time(found.inputs.orders, found.inputs.changes, found.inputs.wishes)
        for event in world.take(at, batch)
    ]
    first: dict[str, object] = {}
    for event in events:
        if isinstance(event, Decided):
            first.setdefault(event.case.order.id, event.decision)
    return first


def test_an_address_put_right_becomes_known_in_a_simulation_when_it_did(past: Database) -> None:
    asked = Hold(reason="Put the address right", owner="Ada", until="address")
    check_address = rule("hold", "address", asked, when=condition("order.address_status", "is", "invalid"))
    with past.write() as session:
        live = revisions.keep(session, rules(check_address), "Ada", MONDAY).number
        revisions.publish(session, live, "Ada", "Addresses", MONDAY)
    at = PAST.ends_at + timedelta(hours=1)
    document = {
        "external_id": "N1",
        "channel": "web",
        "currency": "GBP",
        "placed_at": at.isoformat(),
        "lines": [{"sku": "MUG", "quantity": 1, "unit_price": 1000}],
        "destination": {"country": "GB", "postcode": "??"},
        "address_status": "invalid",
    }
    order_id = accept(past, document, at, "Shop").order_id
    right = {"country": "GB", "postcode": "S1 1AA", "latitude": 53.38, "longitude": -1.47}
    event = {"type": "address_fixed", "order": order_id, "address": right}
    report_event(past, event, at + timedelta(hours=1), "Desk")
    with past.read() as session:
        assert [outcome for outcome, _ in _decided(session, order_id)] == ["held", "routed"]
    found = prepare(past, live, live, at, at + timedelta(days=1))
    world = World(found.span.setup, compile_rules(found.base), found.span.opening)
    events = [
        event
        for instant, batch in in_order_of_time(found.inputs.orders, found.inputs.changes, found.inputs.wishes)
        for event in world.take(instant, batch)
    ]
    decided = [event for event in events if isinstance(event, Decided)]
    assert [step.decision.outcome for step in decided] == ["held", "routed"]
    assert [step.order.destination.postcode for step in decided] == ["??", "S1 1AA"]


def test_counts_and_rejections_are_known_in_a_simulation_as_they_stood_when_the_day_began(
    past: Database,
) -> None:
    asked = rule("routing", "sure", AccurateCounts(percent=90), NotRejectedLately(hours=1))
    with past.write() as session:
        live = revisions.keep(session, rules(_when_sure(asked)), "Ada", MONDAY).number
    for units in (7, 7):
        count_stock(past, "LDS", "MUG", units, PAST.ends_at - timedelta(days=2), "Mia")
    found = prepare(past, live, live, PAST.ends_at - timedelta(days=3), PAST.ends_at)
    days = found.span.setup.recorded.known
    assert [day.get("LDS", Known()).accuracy for _, day in sorted(days.items())] == [None, None, 50.0, 50.0]
    assert {day["LDS"].rejection_rate for day in days.values()} == {0.0}


def _when_sure(asked: Rule) -> Rule:
    """The same for orders with the tag."""
    return asked.model_copy(update={"when": condition("order.tags", "has_any", ("sure",))})
