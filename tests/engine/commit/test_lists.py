from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import insert
from sqlmodel import Session

from engine import intake
from engine.database import Database
from engine.inventory import record_count
from engine.model import Location
from engine.records import SuspensionRecord
from engine.setup import install_retailer
from engine.store import orders, queue, queue_list
from engine.store import stock as shelves
from engine.store.orders import OrderFilter
from engine.store.queue import NewException
from rulesets.actions import Hold
from rulesets.model import RuleKind
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, order, publish, rule

Put = Callable[..., None]


def test_products_are_paged_with_how_their_atp_came_about(empty: Database) -> None:
    safe = Location("ST", "Store", "store", "GB", 51.5, -0.1, "SW1", safety_stock=2)
    with empty.write() as session:
        install_retailer(session, RETAILER, (safe, LOCATIONS[0]), TARIFF, PRODUCTS, NOW)
        for place, units in (("ST", 5), ("WH", 1)):
            record_count(session, place, "MUG", units, NOW, "Mia")
    publish(empty)
    intake.accept(empty, order(("MUG", 2)), NOW, "Web shop")
    with empty.read() as session:
        page = shelves.stock_page(session, NOW, offset=1, limit=1)
        assert (page.total, [row.sku for row in page.rows]) == (3, ["MUG"])
        mug = shelves.stock_of(session, "MUG", NOW)
        assert page.rows[0] == mug
        assert mug is not None
        shown = [
            (row.location, row.on_hand, row.allocated, row.reserved, row.safety_stock, row.atp)
            for row in mug.levels
        ]
        assert shown == [("ST", 5, 2, 0, 2, 1), ("WH", 1, 0, 0, 0, 1)]
        assert mug.atp == 2
        assert shelves.stock_of(session, "CUP", NOW) is None


def test_products_are_found_by_sku_name_and_location(database: Database, stock: Put) -> None:
    stock("WH", MUG=1, LAMP=2)
    stock("ST", LAMP=3)
    with database.read() as session:
        assert _skus(session, text="am") == ["LAMP"]
        assert _skus(session, text="Tray") == ["TRAY"]
        assert _skus(session, text="%") == []
        assert _skus(session, location="ST") == ["LAMP"]
        assert _skus(session, location="WH") == ["LAMP", "MUG"]
        assert _skus(session) == ["LAMP", "MUG", "TRAY"]


def _skus(session: Session, text: str = "", location: str = "") -> list[str]:
    page = shelves.stock_page(session, NOW, text=text, location=location)
    assert page.total == len(page.rows)
    return [row.sku for row in page.rows]


def test_a_suspended_sku_says_until_when(database: Database, stock: Put) -> None:
    stock("ST", MUG=1)
    until = NOW + timedelta(hours=4)
    spans = [(NOW, until), (NOW - timedelta(hours=9), NOW), (until, until + timedelta(hours=1))]
    with database.write() as session:
        for start, end in spans:
            row = {"location": "ST", "sku": "MUG", "starts_at": start, "ends_at": end, "rule_id": "r"}
            session.connection().execute(insert(SuspensionRecord), [row])
    with database.read() as session:
        found = shelves.stock_of(session, "MUG", NOW)
    assert found is not None
    assert [row.suspended_until for row in found.levels] == [until]


def test_the_ledger_is_paged_newest_first_with_its_balances(shop: Database, stock: Put) -> None:
    stock("ST", NOW, MUG=5)
    accepted = intake.accept(shop, order(("MUG", 2)), NOW + timedelta(hours=1), "Web shop")
    with shop.read() as session:
        everything = shelves.ledger(session, "ST", "MUG")
        assert [(row.kind, row.on_hand_after, row.allocated_after) for row in everything.rows] == [
            ("allocate", 5, 2),
            ("receipt", 5, 0),
        ]
        assert [row.order_id for row in everything.rows] == [accepted.order_id, None]
        second = shelves.ledger(session, "ST", "MUG", 1, 1)
    assert (second.total, second.rows) == (2, everything.rows[1:])


def test_locations_show_their_day(shop: Database, stock: Put) -> None:
    stock("ST", MUG=5, TRAY=1)
    intake.accept(shop, order(("MUG", 2)), NOW, "Web shop")
    with shop.read() as session:
        store, warehouse = shelves.locations(session, NOW)
    assert (store.location.code, store.skus, store.on_hand, store.allocated) == ("ST", 2, 6, 2)
    assert (store.open_shipments, store.used_today) == (1, 1)
    assert (warehouse.skus, warehouse.on_hand, warehouse.open_shipments) == (0, 0, 0)


def test_the_queue_shows_what_is_due_first_and_who_looks_after_it(database: Database) -> None:
    publish(
        database,
        rule("risk", RuleKind.HOLD, Hold(reason="Check", owner="Finance")),
        rule("grace", RuleKind.HOLD, Hold(reason="Wait", owner="Nobody", lifts_after_minutes=30)),
    )
    ids = {
        tag: intake.accept(database, order(("MUG", 1), tags=[tag]), NOW, "me").order_id
        for tag in ("risk", "grace")
    }
    with database.write() as session:
        for hours in (2, 0):
            queue.open_exception(session, _exception(ids["risk"], hours))
    with database.read() as session:
        page = queue_list.queue_page(session)
        assert [(row.kind, row.owner, row.order_id) for row in page.rows] == [
            ("exception", "Ops 0", ids["risk"]),
            ("hold", "Nobody", ids["grace"]),
            ("exception", "Ops 2", ids["risk"]),
            ("hold", "Finance", ids["risk"]),
        ]
        assert queue_list.queue_page(session, offset=1, limit=2).rows == page.rows[1:3]
        assert queue_list.queue_page(session, owner="Finance").rows == page.rows[3:]
        assert queue_list.queue_page(session, type_="rejected").total == 2
        assert queue_list.owners(session) == ("Finance", "Nobody", "Ops 0", "Ops 2")
    with database.write() as session:
        assert queue.close_exception(session, page.rows[0].id, NOW, "Mia")
        assert not queue.close_exception(session, page.rows[0].id, NOW, "Mia")
    with database.read() as session:
        assert queue_list.queue_page(session).rows == page.rows[1:]


def test_orders_are_listed_by_location_rule_and_sort(shop: Database, stock: Put) -> None:
    stock("ST", MUG=1)
    stock("WH", TRAY=5)
    mug, tray, none = (
        intake.accept(shop, order((sku, units), promised_at=at), NOW, "me").order_id
        for sku, units, at in (("MUG", 1, None), ("TRAY", 4, "2026-03-05T17:00:00Z"), ("LAMP", 1, None))
    )
    with shop.read() as session:
        assert _ids(session, OrderFilter(locations=("WH",))) == [tray]
        assert _ids(session, OrderFilter(locations=("WH", "ST"))) == [tray, mug]
        assert _ids(session, OrderFilter(rule_id="routing-default")) == [none, tray, mug]
        assert _ids(session, OrderFilter(revision=2)) == []
        assert _ids(session, OrderFilter(channels=("phone",))) == []
        assert _ids(session, OrderFilter(), "oldest") == [mug, tray, none]
        assert _ids(session, OrderFilter(), "highest")[0] == tray
        assert _ids(session, OrderFilter(), "promised")[0] == tray
        assert orders.orders_page(session, OrderFilter(), 1, 1).rows[0].id == tray


def _ids(session: Session, wanted: OrderFilter, sort: orders.Sort = "newest") -> list[str]:
    return [row.id for row in orders.orders_page(session, wanted, sort=sort).rows]


def _exception(order_id: str, hours: int) -> NewException:
    due = NOW + timedelta(hours=hours)
    return NewException(order_id, "r", "rejected", "Look", f"Ops {hours}", NOW, due)
