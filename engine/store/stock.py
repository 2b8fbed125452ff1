"""Stock as screens show it: levels by SKU and location with how ATP came about, and the ledger of one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session

from engine.available import available, safety_units
from engine.model import Location, StockLevel
from engine.records import (
    MovementRecord,
    OrderRecord,
    ProductRecord,
    ShipmentRecord,
    ShortfallRecord,
    StockLevelRecord,
    SuspensionRecord,
)
from engine.records.tables import table_of
from engine.store import known as knowledge
from engine.store import snapshots
from engine.store.pages import Page, contains
from engine.store.setup import setup

_LEVELS, _PRODUCTS = table_of(StockLevelRecord).c, table_of(ProductRecord).c
_MOVEMENTS, _SHIPMENTS = table_of(MovementRecord).c, table_of(ShipmentRecord).c
_SUSPENSIONS, _ORDERS = table_of(SuspensionRecord).c, table_of(OrderRecord).c


@dataclass(frozen=True, slots=True)
class StockRow:
    """One SKU at one location. `atp` is on hand − allocated − reserved − safety stock, not below 0;
    nothing of it is offered while `suspended_until` lies ahead."""

    location: str
    on_hand: int
    allocated: int
    reserved: int
    safety_stock: int
    atp: int
    suspended_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProductStock:
    """A product with its stock at each location that ever had it, by code."""

    sku: str
    name: str
    category: str | None
    levels: tuple[StockRow, ...]

    @property
    def atp(self) -> int:
        """Units that may be promised, over all locations."""
        return sum(row.atp for row in self.levels)


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A location today. `skus`: with stock on hand; `used_today`: shipments given to it on the local
    day, against `location.capacity`; `fed_at`: when its stock was last reported."""

    location: Location
    skus: int
    on_hand: int
    allocated: int
    open_shipments: int
    used_today: int
    fed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A movement, with the balance after it. `order_id` of those that belong to a shipment, with the
    shop's own `external_id`."""

    id: int
    at: datetime
    kind: str
    on_hand: int
    allocated: int
    on_hand_after: int
    allocated_after: int
    shipment_id: int | None
    order_id: str | None
    external_id: str | None
    note: str | None


def stock_page(
    session: Session, now: datetime, text: str = "", location: str = "", offset: int = 0, limit: int = 50
) -> Page[ProductStock]:
    """One page of products by SKU with their stock; `text` is looked for in SKU and name; with a
    `location`, those that it ever had, and its levels only."""
    conditions = _wanted(text, location)
    total = select(func.count()).select_from(table_of(ProductRecord)).where(*conditions)
    page = select(_PRODUCTS.sku, _PRODUCTS.name, _PRODUCTS.category).where(*conditions)
    connection = session.connection()
    rows = connection.execute(page.order_by(_PRODUCTS.sku).offset(offset).limit(limit)).all()
    levels = _levels(session, [row[0] for row in rows], now, location)
    found = tuple(ProductStock(row[0], row[1], row[2], levels.get(row[0], ())) for row in rows)
    return Page(found, int(connection.execute(total).scalar_one()))


def stock_of(session: Session, sku: str, now: datetime) -> ProductStock | None:
    """One product with its stock, None when the catalogue does not have it."""
    wanted = select(_PRODUCTS.sku, _PRODUCTS.name, _PRODUCTS.category).where(_PRODUCTS.sku == sku)
    row = session.connection().execute(wanted).first()
    return ProductStock(row[0], row[1], row[2], _levels(session, [sku], now).get(sku, ())) if row else None


def locations(session: Session, now: datetime) -> tuple[LocationRow, ...]:
    """Every location as it stands, by code."""
    known = setup(session)
    used = snapshots.used_on_day(session, now, known.retailer.zone)
    waiting, fed, sums = snapshots.open_shipments(session), snapshots.fed_at(session), _sums(session)
    return tuple(
        LocationRow(
            place,
            *sums.get(place.code, (0, 0, 0)),
            open_shipments=waiting.get(place.code, 0),
            used_today=used.get(place.code, snapshots.NOTHING).shipments,
            fed_at=fed.get(place.code),
        )
        for place in known.locations
    )


def ledger(session: Session, location: str, sku: str, offset: int = 0, limit: int = 50) -> Page[LedgerRow]:
    """One page of the movements of a SKU at a location, the newest first."""
    mine = (_MOVEMENTS.location == location, _MOVEMENTS.sku == sku)
    inner = _with_balances(mine).subquery()
    shipments, orders = table_of(ShipmentRecord), table_of(OrderRecord)
    of_shipment = inner.outerjoin(shipments, _SHIPMENTS.id == inner.c.shipment_id)
    page = (
        select(*inner.c, _SHIPMENTS.order_id, _ORDERS.external_id)
        .select_from(of_shipment.outerjoin(orders, _ORDERS.id == _SHIPMENTS.order_id))
        .order_by(inner.c.at.desc(), inner.c.id.desc())
    )
    connection = session.connection()
    rows = connection.execute(page.offset(offset).limit(limit)).all()
    total = select(func.count()).select_from(table_of(MovementRecord)).where(*mine)
    found = tuple(LedgerRow(*row[:8], order_id=row[9], external_id=row[10], note=row[8]) for row in rows)
    return Page(found, int(connection.execute(total).scalar_one()))


def waited_for(session: Session, location: str) -> tuple[str, ...]:
    """SKUs of which orders lack units that this location has free; sorted."""
    shortfalls = table_of(ShortfallRecord)
    here = (_LEVELS.sku == shortfalls.c.sku) & (_LEVELS.location == location)
    wanted = (
        select(shortfalls.c.sku)
        .distinct()
        .select_from(shortfalls.join(table_of(StockLevelRecord), here))
        .where(_LEVELS.on_hand > _LEVELS.allocated + _LEVELS.reserved)
        .order_by(shortfalls.c.sku)
    )
    return tuple(session.connection().execute(wanted).scalars())


def _with_balances(mine: tuple[ColumnElement[bool], ...]) -> Any:
    return select(
        _MOVEMENTS.id,
        _MOVEMENTS.at,
        _MOVEMENTS.kind,
        _MOVEMENTS.on_hand,
        _MOVEMENTS.allocated,
        _so_far(_MOVEMENTS.on_hand).label("on_hand_after"),
        _so_far(_MOVEMENTS.allocated).label("allocated_after"),
        _MOVEMENTS.shipment_id,
        _MOVEMENTS.note,
    ).where(*mine)


def _so_far(column: ColumnElement[int]) -> ColumnElement[int]:
    return func.sum(column).over(order_by=(_MOVEMENTS.at, _MOVEMENTS.id), rows=(None, 0))


def _wanted(text: str, location: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if text.strip():
        found.append(contains(func.lower(_PRODUCTS.sku + " " + _PRODUCTS.name), text))
    if location:
        found.append(_PRODUCTS.sku.in_(select(_LEVELS.sku).where(_LEVELS.location == location)))
    return found


def _levels(
    session: Session, skus: Collection[str], now: datetime, location: str = ""
) -> Mapping[str, tuple[StockRow, ...]]:
    wanted = select(
        _LEVELS.sku, _LEVELS.location, _LEVELS.on_hand, _LEVELS.allocated, _LEVELS.reserved
    ).where(_LEVELS.sku.in_(skus))
    if location:
        wanted = wanted.where(_LEVELS.location == location)
    places = {place.code: place for place in setup(session).locations}
    weeks = [place.code for place in places.values() if place.safety_weeks]
    sales = knowledge.weekly_sales(session, weeks, skus, now) if weeks else {}
    until = _suspended(session, skus, now)
    found: defaultdict[str, list[StockRow]] = defaultdict(list)
    for sku, code, *units in session.connection().execute(wanted):
        level = StockLevel(*units)
        place, sold = places.get(code), sales.get(code, {}).get(sku, 0.0)
        safety = safety_units(place, level, sold) if place else 0
        found[sku].append(_stock_row(code, level, safety, until.get((code, sku))))
    return {sku: tuple(sorted(rows, key=lambda row: row.location)) for sku, rows in found.items()}


def _stock_row(code: str, level: StockLevel, safety: int, until: datetime | None) -> StockRow:
    atp = available(level, safety)
    return StockRow(code, level.on_hand, level.allocated, level.reserved, safety, atp, until)


def _suspended(session: Session, skus: Iterable[str], now: datetime) -> Mapping[tuple[str, str], datetime]:
    wanted = select(_SUSPENSIONS.location, _SUSPENSIONS.sku, _SUSPENSIONS.ends_at).where(
        _SUSPENSIONS.ends_at > now, _SUSPENSIONS.starts_at <= now, _SUSPENSIONS.sku.in_(tuple(skus))
    )
    rows = session.connection().execute(wanted.order_by(_SUSPENSIONS.ends_at))
    return {(row[0], row[1]): row[2] for row in rows}


def _sums(session: Session) -> Mapping[str, tuple[int, int, int]]:
    wanted = select(
        _LEVELS.location,
        func.count().filter(_LEVELS.on_hand > 0),
        func.sum(_LEVELS.on_hand),
        func.sum(_LEVELS.allocated),
    ).group_by(_LEVELS.location)
    return {row[0]: (row[1], int(row[2]), int(row[3])) for row in session.connection().execute(wanted)}
