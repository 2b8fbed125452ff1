from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlmodel import Session, select

from engine import documents, intake, rulebook
from engine.database import Database
from engine.identity import OrderIds
from engine.intake.checking import order_of
from engine.intake.document import read_document
from engine.intake.proposing import Proposal, Stale, confirm, propose
from engine.inventory import receive, record_count
from engine.model import Location, StockLevel
from engine.records import DecisionRecord, OutboxRecord, SuspensionRecord
from engine.records.tables import table_of
from engine.refusals import RefusedOrder
from engine.setup import install_retailer, set_location_closed
from engine.store import decisions, orders
from engine.store.decisions import OrderDetail, order_detail
from engine.store.orders import OrderFilter
from rulesets.actions import Hold, Tag
from rulesets.model import RuleKind
from rulesets.revisions import UnknownRevision
from tests.engine.commit.invariants import check, counts
from tests.engine.commit.world import (
    LOCATIONS,
    NOW,
    PRODUCTS,
    RETAILER,
    TARIFF,
    level,
    on_sqlite,
    order,
    publish,
    rule,
)

Put = Callable[..., None]


def _detail(database: Database, order_id: str) -> OrderDetail:
    with database.read() as session:
        check(session)
        found = order_detail(session, order_id)
    assert found is not None
    return found


def test_an_accepted_order_is_kept_whole(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5, TRAY=5)
    document = order(("MUG", 2), ("TRAY", 1))
    accepted = intake.accept(shop, document, NOW, "Web shop")
    found = _detail(shop, accepted.order_id)
    assert (found.row.status, found.row.outcome, found.row.external_id) == (
        "routed",
        "routed",
        document["external_id"],
    )
    assert (found.row.line_count, found.row.units, found.row.total) == (2, 3, 1895)
    assert found.row.locations == ("ST",)
    assert [(line.sku, line.name, line.weight_g, line.fragile) for line in found.order.lines] == [
        ("MUG", "Mug", 300, True),
        ("TRAY", "Tray", 300, True),
    ]
    assert found.current.decision == accepted.decision
    assert found.current.decision.trace == accepted.decision.trace is not None
    assert [(one.location, one.status, one.units) for one in found.shipments] == [("ST", "allocated", 3)]
    assert [(line.sku, line.quantity) for line in found.shipments[0].lines] == [("MUG", 2), ("TRAY", 1)]
    assert [event.type for event in found.events] == ["received", "routed", "allocated"]
    assert {event.who for event in found.events} == {"Web shop"}
    with shop.read() as session:
        assert level(session, "ST", "MUG") == StockLevel(5, 2, 0)
        topics = session.exec(select(OutboxRecord.topic).order_by(OutboxRecord.topic)).all()
    assert topics == ["order_decided", "shipment_allocated"]


def test_what_a_decision_read_gives_the_same_decision_after_all_has_changed(
    shop: Database, stock: Put
) -> None:
    stock("ST", MUG=3)
    first = intake.accept(shop, order(("MUG", 2), ("TRAY", 1)), NOW, "Web shop")
    intake.receive_stock(shop, "WH", {"TRAY": 4}, NOW + timedelta(hours=1), "Mia")
    publish(shop, rule("hot", RuleKind.TRANSACTION, Tag(tag="hot")))
    with shop.write() as session:
        set_location_closed(session, "ST", NOW + timedelta(days=9), NOW, "Mia")
    with shop.read() as session:
        found = order_detail(session, first.order_id)
        assert found is not None
        assert len(found.decisions) == 2
        for kept in found.decisions:
            document = decisions.reading(session, kept.id)
            assert documents.hash_of(document) == kept.reading_hash
            again = documents.replay(
                document, rulebook.numbered(session, kept.revision).compiled, explain=True
            )
            assert again == kept.decision
            assert again.trace == kept.decision.trace


@pytest.mark.parametrize("in_full", [False, True], ids=["as-it-is-kept", "in-full-as-before"])
def test_a_trace_that_was_stored_is_told_as_it_was_told_then(
    shop: Database, stock: Put, in_full: bool
) -> None:
    stock("ST", MUG=3)
    publish(shop, rule("mugs", RuleKind.TRANSACTION, Tag(tag="mug")))
    accepted = intake.accept(shop, order(("MUG", 2)), NOW, "Web shop")
    told = accepted.decision.trace
    assert told is not None
    if in_full:
        records = table_of(DecisionRecord)
        with shop.write() as session:
            session.connection().execute(update(records).values(trace=documents.trace(told)))
    publish(shop, rule("trays", RuleKind.TRANSACTION, Tag(tag="tray")))
    with shop.write() as session:
        set_location_closed(session, "ST", NOW + timedelta(days=9), NOW, "Mia")
    kept = _detail(shop, accepted.order_id).decisions[0].decision.trace
    assert kept is not None
    assert (kept.noted is None) == in_full
    assert kept.read() == told.read()
    assert [each.when for each in kept.rules] == [each.when for each in told.rules]


def test_the_same_order_again_changes_nothing_and_gets_the_first_result(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5)
    document = order(("MUG", 2))
    first = intake.accept(shop, document, NOW, "Web shop")
    with shop.read() as session:
        before = counts(session)
    again = intake.accept(shop, document, NOW + timedelta(days=3), "Web shop")
    other = intake.accept(shop, {**document, "lines": order(("MUG", 3))["lines"]}, NOW, "Web shop")
    assert (again.order_id, again.decision, again.repeated, again.same_body) == (
        first.order_id,
        first.decision,
        True,
        True,
    )
    assert (other.order_id, other.decision, other.repeated, other.same_body) == (
        first.order_id,
        first.decision,
        True,
        False,
    )
    with shop.read() as session:
        assert counts(session) == before


def test_the_same_number_on_another_channel_is_another_order(shop: Database) -> None:
    document = order(("MUG", 2))
    first = intake.accept(shop, document, NOW, "Web shop")
    other = intake.accept(shop, {**document, "channel": "phone"}, NOW, "Web shop")
    assert (other.order_id == first.order_id, other.repeated) == (False, False)


def test_without_stock_the_order_waits_with_all_its_units(shop: Database) -> None:
    found = _detail(shop, intake.accept(shop, order(("MUG", 2)), NOW, "Web shop").order_id)
    assert (found.row.status, found.shipments) == ("backordered", ())
    assert [(line.sku, line.quantity) for line in found.shortfall] == [("MUG", 2)]


def test_an_order_whose_postage_nobody_knows_is_sent_all_the_same(shop: Database, stock: Put) -> None:
    stock("WH", MUG=5)
    accepted = intake.accept(shop, order(("MUG", 2), destination={}), NOW, "Web shop")
    found = _detail(shop, accepted.order_id)
    assert (found.row.status, [shipment.postage for shipment in found.shipments]) == ("routed", [None])


def test_a_held_order_binds_no_stock(database: Database, stock: Put) -> None:
    publish(database, rule("risk", RuleKind.HOLD, Hold(reason="Check the address", owner="Finance")))
    stock("ST", MUG=5)
    found = _detail(database, intake.accept(database, order(("MUG", 2), tags=["risk"]), NOW, "me").order_id)
    assert (found.row.status, found.row.hold, found.shipments) == ("held", "Check the address", ())
    assert [(one.rule_id, one.owner, one.lifted_at) for one in found.holds] == [("risk", "Finance", None)]
    assert found.row.attempts == 0


@on_sqlite
@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"lines": []}, "lines", "An order needs at least one line."),
        ({"lines": None}, "lines", "Give a list"),
        ({"lines": [{"sku": "MUG", "quantity": -2, "unit_price": 5}]}, "lines[0].quantity", "1 or more"),
        ({"lines": [{"sku": "MUG", "quantity": 0, "unit_price": 5}]}, "lines[0].quantity", "1 or more"),
        ({"lines": [{"sku": "MUG", "quantity": 1.0, "unit_price": 5}]}, "lines[0].quantity", "whole number"),
        ({"lines": [{"sku": "MUG", "quantity": 1_000_001, "unit_price": 5}]}, "lines[0].quantity", "or less"),
        ({"lines": [{"sku": "MUG", "quantity": 1, "unit_price": -1}]}, "lines[0].unit_price", "0 or more"),
        ({"lines": [{"sku": "MUG", "quantity": 1}]}, "lines[0].unit_price", "missing"),
        ({"lines": [{"sku": "CUP", "quantity": 1, "unit_price": 5}]}, "lines[0].sku", "not in the catalogue"),
        ({"lines": order(("MUG", 1))["lines"] * 2001}, "lines", "At most 2,000"),
        ({"currency": "EUR"}, "currency", "This retailer sells in GBP"),
        ({"currency": "XXXX"}, "currency", "too long"),
        ({"channel": "ebay"}, "channel", "use one of web"),
        ({"service": "drone"}, "service", "use one of standard, express"),
        ({"external_id": ""}, "external_id", "too short"),
        ({"external_id": "a\0b"}, "external_id", "cannot be shown"),
        ({"external_id": "a\ud800"}, "external_id", "cannot be shown"),
        ({"external_id": " a"}, "external_id", "spaces around"),
        ({"placed_at": "2026-03-02"}, "placed_at", "with its zone"),
        ({"placed_at": 1_772_000_000}, "placed_at", "with its zone"),
        ({"placed_at": "2026-03-04T00:00:00Z"}, "placed_at", "lies in the future"),
        ({"placed_at": "0001-01-01T00:00:00+14:00"}, "placed_at", "with its zone"),
        ({"promised_at": "2026-03-01T00:00:00Z"}, "promised_at", "before the order was placed"),
        ({"discount": 10_000}, "order", "more than the goods"),
        ({"destination": {"country": "uk"}}, "destination.country", "two capital letters"),
        ({"destination": {"latitude": 51.5}}, "destination", "both, or neither"),
        ({"destination": {"latitude": 91, "longitude": 0}}, "destination.latitude", "90"),
        ({"customer": {"vip": "yes"}}, "customer.vip", "true or false"),
        ({"note": "x" * 2001}, "note", "at most 2000"),
        ({"colour": "red"}, "colour", "no such field"),
        ({"a\ud800": "red"}, "order", "cannot be shown"),
    ],
)
def test_a_wrong_order_is_refused_by_its_field_and_changes_nothing(
    shop: Database, wrong: dict[str, Any], field: str, message: str
) -> None:
    with shop.read() as session:
        before = counts(session)
    with pytest.raises(RefusedOrder) as refused:
        intake.accept(shop, {**order(("MUG", 1)), **wrong}, NOW, "Web shop")
    assert [(p.field, message in p.message) for p in refused.value.problems] == [(field, True)], refused.value
    with shop.read() as session:
        assert counts(session) == before


@on_sqlite
@pytest.mark.parametrize("nonsense", [None, [], "order", 3, {}])
def test_what_is_no_order_at_all_is_refused(shop: Database, nonsense: object) -> None:
    with pytest.raises(RefusedOrder):
        intake.accept(shop, nonsense, NOW, "Web shop")


@on_sqlite
def test_every_problem_is_told_at_once(shop: Database) -> None:
    lines = [{"sku": "CUP", "quantity": 1, "unit_price": 1}, {"sku": "JUG", "quantity": 1, "unit_price": 1}]
    with pytest.raises(RefusedOrder) as refused:
        intake.accept(shop, order(lines=lines, currency="USD"), NOW, "Web shop")
    assert [problem.field for problem in refused.value.problems] == [
        "currency",
        "lines[0].sku",
        "lines[1].sku",
    ]


def test_before_any_rules_are_live_no_order_is_taken(database: Database) -> None:
    with pytest.raises(UnknownRevision, match="No rules are live yet"):
        intake.accept(database, order(("MUG", 1)), NOW, "Web shop")
    with database.read() as session:
        assert counts(session)["orders"] == 0


def test_a_dry_run_keeps_nothing_and_takes_any_revision(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5)
    second = publish(shop, rule("hot", RuleKind.TRANSACTION, Tag(tag="hot")))
    with shop.read() as session:
        before = counts(session)
    document = order(("MUG", 2), tags=["hot"])
    tags = [intake.dry_run(shop, document, number, NOW).tags for number in (1, second, None)]
    assert tags == [(), ("hot",), ("hot",)]
    assert intake.dry_run(shop, document, None, NOW).trace is not None
    with shop.read() as session:
        assert counts(session) == before
    with pytest.raises(UnknownRevision, match="There is no revision 9"):
        intake.dry_run(shop, document, 9, NOW)


def _moved(session: Session) -> None:
    record_count(session, "ST", "MUG", 4, NOW, "Mia")


def _began(session: Session) -> None:
    record_count(session, "WH", "MUG", 1, NOW, "Mia")


def _suspended(session: Session) -> None:
    row = {
        "location": "ST",
        "sku": "MUG",
        "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=1),
        "rule_id": "r",
    }
    session.connection().execute(insert(SuspensionRecord), [row])


def _closed(session: Session) -> None:
    set_location_closed(session, "ST", NOW + timedelta(days=1), NOW, "Mia")


@pytest.mark.parametrize("change", [_moved, _began, _suspended, _closed])
def test_a_decision_on_what_has_moved_is_stale(
    shop: Database, stock: Put, change: Callable[[Session], None]
) -> None:
    stock("ST", MUG=5)
    proposal = _proposal(shop)
    with shop.write() as session:
        change(session)
    with pytest.raises(Stale), shop.write() as session:
        confirm(session, proposal)


def test_a_decision_by_other_rules_is_stale(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5)
    proposal = _proposal(shop)
    publish(shop, rule("hot", RuleKind.TRANSACTION, Tag(tag="hot")))
    with pytest.raises(Stale, match="other rules"), shop.write() as session:
        confirm(session, proposal)


def test_what_happens_to_other_goods_makes_nothing_stale(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5)
    proposal = _proposal(shop)
    stock("ST", TRAY=1)
    intake.accept(shop, order(("TRAY", 1)), NOW, "Web shop")
    with shop.write() as session:
        confirm(session, proposal)


@pytest.mark.parametrize(
    "locations", [(Location("ST", "Store", "store", "GB", 51.5, -0.1, "SW1", capacity=1),)]
)
def test_a_location_takes_no_more_than_its_capacity_a_day(
    empty: Database, locations: tuple[Location, ...]
) -> None:
    with empty.write() as session:
        install_retailer(session, RETAILER, (*locations, LOCATIONS[0]), TARIFF, PRODUCTS, NOW)
        for code in ("ST", "WH"):
            receive(session, code, {"MUG": 9, "TRAY": 9}, NOW, "Mia")
    publish(empty)
    stale = _proposal(empty, "TRAY")
    assert stale.decision.plan.locations == ("ST",)
    first, second = (intake.accept(empty, order(("MUG", 1)), NOW, "me").decision for _ in range(2))
    assert (first.plan.locations, second.plan.locations) == (("ST",), ("WH",))
    with pytest.raises(Stale, match="full"), empty.write() as session:
        confirm(session, stale)
    tomorrow = intake.accept(empty, order(("MUG", 1)), NOW + timedelta(hours=14, minutes=1), "me").decision
    assert tomorrow.plan.locations == ("ST",)


def test_orders_are_found_by_what_people_remember(shop: Database) -> None:
    document = order(("MUG", 1), ("LAMP", 1), customer={"id": "C77", "name": "Grace % Hopper"})
    wanted = intake.accept(shop, document, NOW, "Web shop").order_id
    intake.accept(shop, order(("TRAY", 1)), NOW, "Web shop")
    for text in (wanted, wanted.lower(), document["external_id"], "grace %", "c77", "lamp"):
        with shop.read() as session:
            page = orders.orders_page(session, OrderFilter(text=text))
        assert [row.id for row in page.rows] == [wanted], text
    with shop.read() as session:
        assert orders.orders_page(session, OrderFilter(text="e16an")).total == 2
        assert orders.orders_page(session, OrderFilter(text="%")).total == 1
        assert orders.orders_page(session, OrderFilter(text="_")).total == 0
        assert orders.orders_page(session, OrderFilter(statuses=("backordered",)), limit=1).total == 2
        assert orders.orders_page(session, OrderFilter(placed_from=NOW)).total == 0
        assert orders.status_counts(session) == {"backordered": 2}


def _proposal(database: Database, sku: str = "MUG") -> Proposal:
    with database.read() as session:
        wanted = order_of(session, read_document(order((sku, 1))), OrderIds().next(NOW), NOW)
        return propose(session, wanted, NOW)
