"""Reads the snapshot that a decision sees, with the tokens by which its commit notices that it moved."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, literal, select
from sqlmodel import Session

from engine import documents
from engine.model import Location, LocationState, Order, Plan, Snapshot, StockLevel
from engine.moves import GIVEN_BACK
from engine.needs import NOTHING_MORE, Needs
from engine.records import (
    FeedRecord,
    HoldRecord,
    LocationRecord,
    OrderRecord,
    ShipmentRecord,
    SuspensionRecord,
)
from engine.records.tables import table_of
from engine.store import known as knowledge
from engine.store import levels
from engine.store.known import Rejections
from engine.store.levels import Balance, Place
from engine.store.setup import Setup, setup, setup_token

BY_THE_RULES = "the rules"
"""Who lifts a hold that a later decision did not place again; its rule may hold the order once more."""

_SHIPMENTS, _HOLDS, _ORDERS = table_of(ShipmentRecord).c, table_of(HoldRecord).c, table_of(OrderRecord).c
_SUSPENSIONS, _FEEDS, _LOCATIONS = (
    table_of(SuspensionRecord).c,
    table_of(FeedRecord).c,
    table_of(LocationRecord).c,
)

_USED = (
    select(_SHIPMENTS.location, func.count(), literal(0))
    .where(_SHIPMENTS.allocated_at >= bindparam("day"), _SHIPMENTS.allocated_at < bindparam("next_day"))
    .where(_SHIPMENTS.status.not_in(GIVEN_BACK))
    .group_by(_SHIPMENTS.location)
)
_USED_UNITS = _USED.with_only_columns(
    _SHIPMENTS.location, func.count(), func.coalesce(func.sum(_SHIPMENTS.units), 0)
)
"""Units are not in the index that the others are counted from, so they are added up where they count only."""

_WAITING = (
    select(_SHIPMENTS.location, func.count())
    .where(_SHIPMENTS.status == "allocated")
    .group_by(_SHIPMENTS.location)
)
_SUSPENDED = (
    select(_SUSPENSIONS.location, _SUSPENSIONS.sku, func.max(_SUSPENSIONS.ends_at))
    .where(_SUSPENSIONS.ends_at > bindparam("now"), _SUSPENSIONS.starts_at <= bindparam("now"))
    .group_by(_SUSPENSIONS.location, _SUSPENSIONS.sku)
)
_FED = select(_FEEDS.location, _FEEDS.fed_at)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a decision relied on: the setup, the version of each stock level, and the suspensions of the
    order's SKUs. Capacity is checked by its room: a location still has to have some."""

    at: datetime
    setup: str
    skus: frozenset[str]
    stock: Mapping[Place, int]
    suspended: Mapping[Place, datetime]


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to the order before: how often it was routed, rules whose holds were lifted, locations
    that said no or are not to be asked, and how often people touched it. `whole`: the order as it came in,
    where the one that is decided has only a part of its units left."""

    attempts: int = 0
    holds_lifted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    touches: int = 0
    whole: Order | None = None


NEW = Past()


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the locations besides stock, as far as the rules ask for it."""

    rejections: Mapping[str, Rejections] = field(default_factory=dict)
    accuracy: Mapping[str, float] = field(default_factory=dict)
    sales: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def snapshot_for(
    session: Session,
    order: Order,
    now: datetime,
    past: Past = NEW,
    needs: Needs = NOTHING_MORE,
    *,
    together: bool = False,
) -> tuple[Snapshot, Tokens]:
    """What a decision on this order sees now, restricted to its SKUs, and to what its rules need of what
    costs more to find. `together`: it is decided with others, so that it need not wait for them."""
    known = setup(session)
    skus = frozenset(line.sku for line in order.lines)
    balances = levels.of_skus(session, skus)
    suspended = suspensions(session, skus, now)
    besides = _besides(session, known.locations, skus, now, needs)
    states = _states(session, known, balances, suspended, now, past.rejected, besides)
    snapshot = Snapshot(
        at=now.astimezone(UTC),
        zone=known.retailer.zone,
        country=known.retailer.country,
        currency=known.retailer.currency,
        locations=states,
        tariff=known.tariff,
        attempts=past.attempts,
        holds_lifted=past.holds_lifted,
        touches=past.touches,
        duplicate_of=knowledge.duplicate_of(session, past.whole or order) if needs.duplicate else None,
        incoming=knowledge.incoming(session, skus, now) if needs.incoming else {},
        together=together,
    )
    versions = {place: balance.version for place, balance in balances.items()}
    return snapshot, Tokens(now, known.token, skus, versions, suspended)


def _besides(
    session: Session, places: Iterable[Location], skus: Collection[str], now: datetime, needs: Needs
) -> _Known:
    found = tuple(places)
    sales = needs.sales or any(place.safety_weeks for place in found)
    return _Known(
        knowledge.rejections(session, now) if needs.rejections else {},
        knowledge.accuracy(session, now) if needs.accuracy else {},
        knowledge.weekly_sales(session, [place.code for place in found], skus, now) if sales else {},
    )


def still_holds(session: Session, tokens: Tokens) -> bool:
    """Whether setup, stock and suspensions are as they were read; the levels stay locked from here on."""
    if setup_token(session) != tokens.setup:
        return False
    found = {place: balance.version for place, balance in levels.locked(session, tokens.skus).items()}
    return found == tokens.stock and suspensions(session, tokens.skus, tokens.at) == tokens.suspended


def has_room(session: Session, plan: Plan, now: datetime) -> bool:
    """Whether each location of the plan can take its shipments, and their units, today; those with a limit
    stay locked from here on."""
    known = setup(session)
    asked = {shipment.location for shipment in plan.shipments}
    limited = [place for place in known.locations if place.code in asked and is_limited(place)]
    if not limited:
        return True
    lock_locations(session, [place.code for place in limited])
    used = used_on_day(session, now, known.retailer.zone, units=counts_units(known.locations))
    return all(_fits(place, used.get(place.code, NOTHING), plan) for place in limited)


def is_limited(place: Location) -> bool:
    """Whether it takes only so many shipments, or units, a day."""
    return place.capacity is not None or place.unit_capacity is not None


def _fits(place: Location, used: "Used", plan: Plan) -> bool:
    given = [shipment.lines for shipment in plan.shipments if shipment.location == place.code]
    shipments = used.shipments + len(given)
    units = used.units + sum([line.quantity for lines in given for line in lines])
    return (place.capacity is None or shipments <= place.capacity) and (
        place.unit_capacity is None or units <= place.unit_capacity
    )


def lock_locations(session: Session, codes: Collection[str]) -> None:
    """Nobody else gives these locations shipments before this transaction ends."""
    wanted = select(_LOCATIONS.code).where(_LOCATIONS.code.in_(codes)).order_by(_LOCATIONS.code)
    session.connection().execute(wanted.with_for_update(key_share=True)).all()


@dataclass(frozen=True, slots=True)
class Used:
    """What counts against a location's capacity of a day."""

    shipments: int = 0
    units: int = 0


NOTHING = Used()


def counts_units(places: Iterable[Location]) -> bool:
    """Whether any of them takes only so many units a day."""
    return any(place.unit_capacity is not None for place in places)


def used_on_day(session: Session, now: datetime, zone: str, *, units: bool = False) -> Mapping[str, Used]:
    """Shipments given to each location on the retailer's local day, less those it gave back; with their
    `units`, where they count."""
    day, next_day = local_day(now, zone)
    span = {"day": day, "next_day": next_day}
    rows = session.connection().execute(_USED_UNITS if units else _USED, span)
    return {row[0]: Used(row[1], int(row[2])) for row in rows}


def local_day(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """The beginning of the local day and of the next, in UTC."""
    local = now.astimezone(ZoneInfo(zone))
    start = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC)


def open_shipments(session: Session) -> Mapping[str, int]:
    """Shipments that each location has not sent yet."""
    return {row[0]: row[1] for row in session.connection().execute(_WAITING)}


def suspensions(session: Session, skus: Collection[str], now: datetime) -> Mapping[Place, datetime]:
    """Until when locations do not offer these SKUs, of those that they do not offer now."""
    rows = session.connection().execute(_SUSPENDED, {"now": now})
    return {(location, sku): until for location, sku, until in rows if sku in skus}


def fed_at(session: Session) -> Mapping[str, datetime]:
    """When each location's stock was last reported."""
    return {row[0]: row[1] for row in session.connection().execute(_FED)}


def past_of(
    session: Session, order_id: str, without: Iterable[str] = (), needs: Needs = NOTHING_MORE
) -> Past:
    """What happened to an order before; `without` are locations not to ask this time."""
    connection = session.connection()
    attempts = connection.execute(select(_ORDERS.attempts).where(_ORDERS.id == order_id)).scalar_one()
    document = select(_ORDERS.document).where(_ORDERS.id == order_id)
    lifted = select(_HOLDS.rule_id).where(
        _HOLDS.order_id == order_id, _HOLDS.lifted_at.is_not(None), _HOLDS.lifted_by != BY_THE_RULES
    )
    said_no = select(_SHIPMENTS.location).where(
        _SHIPMENTS.order_id == order_id, _SHIPMENTS.status == "rejected"
    )
    return Past(
        attempts=attempts,
        holds_lifted=frozenset(connection.execute(lifted).scalars()),
        rejected=frozenset(connection.execute(said_no).scalars()) | frozenset(without),
        touches=knowledge.touches(session, order_id) if needs.touches else 0,
        whole=documents.read_order(connection.execute(document).scalar_one()) if needs.duplicate else None,
    )


def _states(
    session: Session,
    known: Setup,
    balances: Mapping[Place, Balance],
    suspended: Mapping[Place, datetime],
    now: datetime,
    rejected: frozenset[str],
    besides: _Known,
) -> tuple[LocationState, ...]:
    stock: defaultdict[str, dict[str, StockLevel]] = defaultdict(dict)
    for (location, sku), balance in sorted(balances.items()):
        stock[location][sku] = balance.level
    withheld: defaultdict[str, dict[str, datetime]] = defaultdict(dict)
    for (location, sku), until in suspended.items():
        withheld[location][sku] = until
    used, waiting, fed = (
        used_on_day(session, now, known.retailer.zone, units=counts_units(known.locations)),
        open_shipments(session),
        fed_at(session),
    )
    return tuple(
        LocationState(
            location=place,
            stock=stock[place.code],
            used_today=used.get(place.code, NOTHING).shipments,
            open_shipments=waiting.get(place.code, 0),
            suspended=frozenset(withheld[place.code]),
            rejected=place.code in rejected,
            fed_at=fed.get(place.code),
            units_today=used.get(place.code, NOTHING).units,
            rejected_at=besides.rejections.get(place.code, _NO_REJECTIONS).last_at,
            rejection_rate=besides.rejections.get(place.code, _NO_REJECTIONS).rate,
            accuracy=besides.accuracy.get(place.code),
            weekly_sales=besides.sales.get(place.code, {}),
            suspended_until=max(withheld[place.code].values(), default=None),
        )
        for place in known.locations
    )


_NO_REJECTIONS = Rejections(None, None)
