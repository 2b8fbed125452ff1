"""Queries on the retailer, its locations, tariff and products; the setup is kept in memory by its token."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from secrets import token_hex
from threading import Lock

from sqlalchemy import insert, update
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from engine.model import Location, Product, Retailer, Tariff
from engine.plain import location_document, read_location, read_tariff, tariff_document
from engine.records import LocationRecord, ProductRecord, RetailerRecord, TariffRecord
from engine.records.tables import table_of

_KEPT_AT_MOST = 8


class NotSetUp(LookupError):
    """No retailer is set up in this database yet."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What changes seldom. Locations in the order of their codes. A new `token` stands for any change."""

    token: str
    retailer: Retailer
    locations: tuple[Location, ...]
    tariff: Tariff

    def location(self, code: str) -> Location | None:
        """The location with this code, or None."""
        return next((place for place in self.locations if place.code == code), None)


class _Kept:
    """The setups read last, by token; a token is never used for two setups."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._setups: dict[str, Setup] = {}

    def get(self, token: str) -> Setup | None:
        return self._setups.get(token)

    def put(self, setup: Setup) -> None:
        with self._lock:
            while len(self._setups) >= _KEPT_AT_MOST:
                del self._setups[next(iter(self._setups))]
            self._setups[setup.token] = setup


_kept = _Kept()
_TOKEN = sql_select(table_of(RetailerRecord).c.setup_token)


def setup_token(session: Session) -> str:
    """The token of the setup as it is. Raises NotSetUp before there is a retailer."""
    token = session.connection().execute(_TOKEN).scalar()
    if token is None:
        raise NotSetUp("No retailer is set up yet: load the sample with `switchyard demo`, or set one up.")
    return str(token)


def setup(session: Session) -> Setup:
    """Retailer, locations and live tariff. Raises NotSetUp before there is a retailer."""
    token = setup_token(session)
    known = _kept.get(token)
    if known is None:
        known = _read(session, token)
        _kept.put(known)
    return known


def is_set_up(session: Session) -> bool:
    """Whether there is a retailer."""
    return session.connection().execute(_TOKEN).scalar() is not None


def renew_token(session: Session) -> None:
    """Say that the setup changed; called within the transaction that changes it."""
    session.execute(update(RetailerRecord).values(setup_token=token_hex(16)))


def products(session: Session, skus: Iterable[str]) -> Mapping[str, Product]:
    """The catalogue's products of these SKUs, by SKU; one that is not in it is missing."""
    wanted = select(ProductRecord).where(col(ProductRecord.sku).in_(set(skus)))
    return {row.sku: _product(row) for row in session.exec(wanted)}


def all_skus(session: Session) -> tuple[str, ...]:
    """Every SKU of the catalogue, sorted."""
    return tuple(sorted(session.exec(select(ProductRecord.sku))))


def insert_setup(
    session: Session,
    retailer: Retailer,
    locations: Iterable[Location],
    tariff: Tariff,
    products: Iterable[Product],
    now: datetime,
) -> None:
    """Write a retailer into a database that has none."""
    token = token_hex(16)
    session.execute(insert(RetailerRecord), [{"id": 1, **asdict(retailer), "setup_token": token}])
    session.execute(insert(LocationRecord), [_location_row(place) for place in locations])
    row = {"version": tariff.version, "live": True, "created_at": now, "document": tariff_document(tariff)}
    session.execute(insert(TariffRecord), [row])
    session.execute(insert(ProductRecord), [_product_row(product) for product in products])


def tariff(session: Session, version: str) -> Tariff | None:
    """A tariff that was ever in use; None when none had this name."""
    row = session.exec(select(TariffRecord).where(TariffRecord.version == version)).first()
    return None if row is None else read_tariff(row.document)


def use_tariff(session: Session, tariff: Tariff, now: datetime) -> None:
    """Make a tariff the one in use; one that is kept by this name already is taken as it is kept."""
    session.execute(update(TariffRecord).where(col(TariffRecord.live)).values(live=False))
    named = col(TariffRecord.version) == tariff.version
    if session.exec(select(TariffRecord.id).where(named)).first() is None:
        row = {
            "version": tariff.version,
            "live": True,
            "created_at": now,
            "document": tariff_document(tariff),
        }
        session.execute(insert(TariffRecord), [row])
    else:
        session.execute(update(TariffRecord).where(named).values(live=True))
    renew_token(session)


def update_location(session: Session, place: Location) -> None:
    """Write a location that is there; until when it is closed stays as it is."""
    row = _location_row(place)
    del row["closed_until"]
    session.execute(update(LocationRecord).where(col(LocationRecord.code) == place.code).values(row))
    renew_token(session)


def set_closed_until(session: Session, code: str, until: datetime | None) -> None:
    """Write until when a location is closed, None for open."""
    closed = update(LocationRecord).where(col(LocationRecord.code) == code).values(closed_until=until)
    session.execute(closed)
    renew_token(session)


def _read(session: Session, token: str) -> Setup:
    row = session.exec(select(RetailerRecord)).one()
    places = sorted(session.exec(select(LocationRecord)), key=lambda place: place.code)
    tariff = session.exec(select(TariffRecord).where(col(TariffRecord.live))).one()
    return Setup(
        token=token,
        retailer=Retailer(row.name, row.currency, row.zone, row.country, row.note),
        locations=tuple(replace(read_location(p.document), closed_until=p.closed_until) for p in places),
        tariff=read_tariff(tariff.document),
    )


def _location_row(place: Location) -> dict[str, object]:
    row = {"code": place.code, "name": place.name, "kind": place.kind, "closed_until": place.closed_until}
    return {**row, "document": location_document(place)}


def _product_row(product: Product) -> dict[str, object]:
    return {**asdict(product), "tags": list(product.tags)}


def _product(row: ProductRecord) -> Product:
    return Product(
        sku=row.sku,
        name=row.name,
        category=row.category,
        unit_price=row.unit_price,
        weight_g=row.weight_g,
        volume_ml=row.volume_ml,
        tags=tuple(row.tags),
        fragile=row.fragile,
        oversize=row.oversize,
        hazardous=row.hazardous,
        backorderable=row.backorderable,
    )
