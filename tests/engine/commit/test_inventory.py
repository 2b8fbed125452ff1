from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func
from sqlmodel import Session, col, select

from engine.available import available
from engine.database import Database
from engine.inventory import Movement, Oversold, move, of_kind, receive, record_count, record_feed
from engine.model import StockLevel
from engine.records import MovementRecord, StockLevelRecord
from engine.refusals import Refused, RefusedStock
from engine.store import events, levels, stock
from tests.engine.commit.world import NOW, level, on_sqlite

Put = Callable[..., None]


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_atp_is_what_is_left_and_never_below_nothing(
    hand: int, allocated: int, reserved: int, safety: int
) -> None:
    free = available(StockLevel(hand, allocated, reserved), safety)
    assert free == max(0, hand - allocated - reserved - safety)


def test_the_balance_is_the_sum_of_the_ledger(database: Database, stock: Put) -> None:
    stock("WH", MUG=5, TRAY=2)
    stock("WH", MUG=3)
    with database.write() as session:
        move(session, [of_kind("allocate", "WH", "MUG", 4)], NOW)
        move(session, [of_kind("deallocate", "WH", "MUG", 1), of_kind("ship", "WH", "MUG", 2)], NOW)
        record_count(session, "WH", "TRAY", 1, NOW, "Mia")
    with database.read() as session:
        assert level(session, "WH", "MUG") == StockLevel(6, 1, 0)
        assert level(session, "WH", "TRAY") == StockLevel(1, 0, 0)
        assert _sums(session) == _balances(session)


def test_each_change_grows_the_version(database: Database, stock: Put) -> None:
    versions = []
    for _ in range(3):
        stock("WH", MUG=1)
        with database.read() as session:
            versions.append(levels.of_skus(session, {"MUG"})["WH", "MUG"].version)
    assert versions == sorted(set(versions))


def test_more_than_is_free_cannot_be_allocated(database: Database, stock: Put) -> None:
    stock("WH", MUG=2)
    with pytest.raises(Oversold, match="3 units of MUG at WH cannot be allocated: 2 are free"):
        _move(database, of_kind("allocate", "WH", "MUG", 3))
    with pytest.raises(Oversold):
        _move(database, of_kind("allocate", "WH", "MUG", 1), of_kind("allocate", "WH", "MUG", 2))
    with database.read() as session:
        assert level(session, "WH", "MUG") == StockLevel(2, 0, 0)


def test_more_than_is_allocated_cannot_be_given_back(database: Database, stock: Put) -> None:
    stock("WH", MUG=2)
    with pytest.raises(ValueError, match="1 units of MUG at WH cannot be given back: 0 are allocated"):
        _move(database, of_kind("deallocate", "WH", "MUG", 1))


def test_a_count_sets_on_hand_and_is_kept_even_when_it_finds_no_difference(
    database: Database, stock: Put
) -> None:
    stock("WH", MUG=2)
    with database.write() as session:
        found = record_count(session, "WH", "MUG", 2, NOW + timedelta(hours=1), "Mia")
        more = record_count(session, "WH", "MUG", 7, NOW + timedelta(hours=2), "Mia")
        less = record_count(session, "WH", "MUG", 4, NOW + timedelta(hours=3), "Mia")
    assert (found.more, more.more, less.more) == (frozenset(), frozenset({"MUG"}), frozenset())
    with database.read() as session:
        rows = stock_ledger(session)
        told = events.latest(session, types=["counted"])
        assert levels.on_hand_at(session, "WH", "MUG", NOW + timedelta(hours=2)) == 7
    assert [(row.kind, row.on_hand, row.on_hand_after) for row in rows] == [
        ("count", -3, 4),
        ("count", 5, 7),
        ("count", 0, 2),
        ("receipt", 2, 2),
    ]
    assert told[0].data == {"sku": "MUG", "units": 4, "was": 7}


def test_a_count_may_find_less_than_is_allocated(database: Database, stock: Put) -> None:
    stock("WH", MUG=5)
    _move(database, of_kind("allocate", "WH", "MUG", 4))
    with database.write() as session:
        record_count(session, "WH", "MUG", 1, NOW, "Mia")
    with database.read() as session:
        found = level(session, "WH", "MUG")
    assert found == StockLevel(1, 4, 0)
    assert available(found) == 0


def test_what_was_counted_away_cannot_leave(database: Database, stock: Put) -> None:
    stock("WH", MUG=5)
    _move(database, of_kind("allocate", "WH", "MUG", 4))
    with database.write() as session:
        record_count(session, "WH", "MUG", 1, NOW, "Mia")
    with pytest.raises(
        RefusedStock, match=r"By the last count 1 are on hand, and 4 would leave\. Count it again"
    ):
        _move(database, of_kind("ship", "WH", "MUG", 4))


def test_a_feed_sets_what_it_names_and_says_when(database: Database, stock: Put) -> None:
    stock("ST", MUG=5, TRAY=2, LAMP=1)
    at = NOW + timedelta(hours=1)
    with database.write() as session:
        changed = record_feed(session, "ST", {"MUG": 9, "TRAY": 2}, at, "POS")
    assert (changed.changed, changed.more) == (1, frozenset({"MUG"}))
    with database.read() as session:
        assert [level(session, "ST", sku).on_hand for sku in ("MUG", "TRAY", "LAMP")] == [9, 2, 1]
        assert {row.location.code: row.fed_at for row in stock_locations(session)} == {"ST": at, "WH": None}
    with database.write() as session:
        record_feed(session, "ST", {"MUG": 9}, at + timedelta(hours=1), "POS")
    with database.read() as session:
        assert {row.location.code: row.fed_at for row in stock_locations(session)}["ST"] == at + timedelta(
            hours=1
        )


@on_sqlite
@pytest.mark.parametrize(
    ("location", "sku", "units", "field", "message"),
    [
        ("XX", "MUG", 1, "location", "“XX” is not a location; use one of ST, WH."),
        ("WH", "CUP", 1, "sku", "“CUP” is not in the catalogue"),
        ("WH", "MUG", -1, "units", "Give 0 to 10,000,000 units; -1 cannot be."),
        ("WH", "MUG", 10_000_001, "units", "10,000,001 cannot be"),
        ("WH", "MUG", 1.5, "units", "Give a whole number of units."),
        ("WH", "MUG", True, "units", "Give a whole number of units."),
        ("WH", "MUG", "3", "units", "Give a whole number of units."),
    ],
)
def test_a_wrong_count_is_refused_by_its_field_and_changes_nothing(
    database: Database, location: str, sku: str, units: object, field: str, message: str
) -> None:
    with pytest.raises(RefusedStock) as refused, database.write() as session:
        record_count(session, location, sku, units, NOW, "Mia")  # type: ignore[arg-type]
    assert [(p.field, message in p.message) for p in refused.value.problems] == [(field, True)]
    _nothing_happened(database)


@on_sqlite
@pytest.mark.parametrize(
    ("units", "field"),
    [
        ({}, "stock"),
        ({"CUP": 1, "MUG": 1}, "stock[CUP]"),
        ({"MUG": 0}, "stock[MUG]"),
        ({"MUG": None}, "stock[MUG]"),
    ],
)
def test_a_wrong_delivery_is_refused_by_its_field_and_changes_nothing(
    database: Database, units: Mapping[str, int], field: str
) -> None:
    with pytest.raises(RefusedStock) as refused, database.write() as session:
        receive(session, "WH", units, NOW, "Mia")
    assert [problem.field for problem in refused.value.problems] == [field]
    _nothing_happened(database)


@on_sqlite
def test_a_wrong_feed_does_not_count_as_a_feed(database: Database) -> None:
    with pytest.raises(Refused), database.write() as session:
        record_feed(session, "WH", {"MUG": 3, "TRAY": -1}, NOW, "POS")
    _nothing_happened(database)
    with database.read() as session:
        assert {row.fed_at for row in stock_locations(session)} == {None}


def stock_ledger(session: Session) -> tuple[stock.LedgerRow, ...]:
    return stock.ledger(session, "WH", "MUG").rows


def stock_locations(session: Session) -> tuple[stock.LocationRow, ...]:
    return stock.locations(session, NOW)


def _move(database: Database, *movements: Movement) -> None:
    with database.write() as session:
        move(session, movements, NOW)


def _nothing_happened(database: Database) -> None:
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(MovementRecord)).one() == 0
        assert events.latest(session) == ()


def _sums(session: Session) -> dict[tuple[str, str], tuple[int, int]]:
    wanted = select(
        MovementRecord.location,
        MovementRecord.sku,
        func.sum(MovementRecord.on_hand),
        func.sum(MovementRecord.allocated),
    ).group_by(col(MovementRecord.location), col(MovementRecord.sku))
    return {(row[0], row[1]): (int(row[2]), int(row[3])) for row in session.exec(wanted)}


def _balances(session: Session) -> dict[tuple[str, str], tuple[int, int]]:
    rows = session.exec(select(StockLevelRecord))
    return {(row.location, row.sku): (row.on_hand, row.allocated) for row in rows}
