"""Reads the snapshot that a decision sees, with the tokens by which its commit notices that it moved."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select
from sqlmodel import Session

from engine.model import LocationState, Order, Snapshot, StockLevel
from engine.records import (
    FeedRecord,
    HoldRecord,
    LocationRecord,
    OrderRecord,
    ShipmentRecord,
    SuspensionRecord,
)
from engine.records.tables import table_of
from engine.store import levels
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
_GIVEN_BACK = ("rejected", "cancelled")

_USED = (
    select(_SHIPMENTS.location, func.count())
    .where(_SHIPMENTS.allocated_at >= bindparam("day"), _SHIPMENTS.allocated_at < bindparam("next_day"))
    .where(_SHIPMENTS.status.not_in(_GIVEN_BACK))
    .group_by(_SHIPMENTS.location)
)
_WAITING = (
    select(_SHIPMENTS.location, func.count())
    .where(_SHIPMENTS.status == "allocated")
    .group_by(_SHIPMENTS.location)
)
_SUSPENDED = select(_SUSPENSIONS.location, _SUSPENSIONS.sku).where(
    _SUSPENSIONS.ends_at > bindparam("now"), _SUSPENSIONS.starts_at <= bindparam("now")
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
    suspended: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to the order before: how often it was routed, rules whose holds were lifted, and
    locations that said no or are not to be asked."""

    attempts: int = 0
    holds_lifted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()


NEW = Past()


def snapshot_for(session: Session, order: Order, now: datetime, past: Past = NEW) -> tuple[Snapshot, Tokens]:
    """What a decision on this order sees now, restricted to its SKUs."""
    known = setup(session)
    skus = frozenset(line.sku for line in order.lines)
    balances = levels.of_skus(session, skus)
    suspended = suspensions(session, skus, now)
    states = _states(session, known, balances, suspended, now, past.rejected)
    snapshot = Snapshot(
        at=now.astimezone(UTC),
        zone=known.retailer.zone,
        country=known.retailer.country,
        currency=known.retailer.currency,
        locations=states,
        tariff=known.tariff,
        attempts=past.attempts,
        holds_lifted=past.holds_lifted,
    )
    versions = {place: balance.version for place, balance in balances.items()}
    return snapshot, Tokens(now, known.token, skus, versions, suspended)


def still_holds(session: Session, tokens: Tokens) -> bool:
    """Whether setup, stock and suspensions are as they were read; the levels stay locked from here on."""
    if setup_token(session) != tokens.setup:
        return False
    found = {place: balance.version for place, balance in levels.locked(session, tokens.skus).items()}
    return found == tokens.stock and suspensions(session, tokens.skus, tokens.at) == tokens.suspended


def has_room(session: Session, locations: Iterable[str], now: datetime) -> bool:
    """Whether each of these locations can take one more shipment today; those with a capacity stay
    locked from here on."""
    known = setup(session)
    capacities = {
        place.code: place.capacity
        for place in known.locations
        if place.capacity is not None and place.code in set(locations)
    }
    if not capacities:
        return True
    lock_locations(session, capacities)
    used = used_on_day(session, now, known.retailer.zone)
    return all(used.get(code, 0) < capacity for code, capacity in capacities.items())


def lock_locations(session: Session, codes: Collection[str]) -> None:
    """Nobody else gives these locations shipments before this transaction ends."""
    wanted = select(_LOCATIONS.code).where(_LOCATIONS.code.in_(codes)).order_by(_LOCATIONS.code)
    session.connection().execute(wanted.with_for_update(key_share=True)).all()


def used_on_day(session: Session, now: datetime, zone: str) -> Mapping[str, int]:
    """Shipments given to each location on the retailer's local day, less those it gave back."""
    day, next_day = local_day(now, zone)
    rows = session.connection().execute(_USED, {"day": day, "next_day": next_day})
    return {row[0]: row[1] for row in rows}


def local_day(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """The beginning of the local day and of the next, in UTC."""
    local = now.astimezone(ZoneInfo(zone))
    start = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC)


def open_shipments(session: Session) -> Mapping[str, int]:
    """Shipments that each location has not sent yet."""
    return {row[0]: row[1] for row in session.connection().execute(_WAITING)}


def suspensions(session: Session, skus: Collection[str], now: datetime) -> frozenset[Place]:
    """Locations and SKUs that are not offered now, of these SKUs."""
    rows = session.connection().execute(_SUSPENDED, {"now": now})
    return frozenset((location, sku) for location, sku in rows if sku in skus)


def fed_at(session: Session) -> Mapping[str, datetime]:
    """When each location's stock was last reported."""
    return {row[0]: row[1] for row in session.connection().execute(_FED)}


def past_of(session: Session, order_id: str, without: Iterable[str] = ()) -> Past:
    """What happened to an order before; `without` are locations not to ask this time."""
    connection = session.connection()
    attempts = connection.execute(select(_ORDERS.attempts).where(_ORDERS.id == order_id)).scalar_one()
    lifted = select(_HOLDS.rule_id).where(
        _HOLDS.order_id == order_id, _HOLDS.lifted_at.is_not(None), _HOLDS.lifted_by != BY_THE_RULES
    )
    said_no = select(_SHIPMENTS.location).where(
        _SHIPMENTS.order_id == order_id, _SHIPMENTS.status == "rejected"
    )
    rejected = frozenset(connection.execute(said_no).scalars()) | frozenset(without)
    return Past(attempts, frozenset(connection.execute(lifted).scalars()), rejected)


def _states(
    session: Session,
    known: Setup,
    balances: Mapping[Place, Balance],
    suspended: frozenset[Place],
    now: datetime,
    rejected: frozenset[str],
) -> tuple[LocationState, ...]:
    stock: defaultdict[str, dict[str, StockLevel]] = defaultdict(dict)
    for (location, sku), balance in sorted(balances.items()):
        stock[location][sku] = balance.level
    withheld: defaultdict[str, set[str]] = defaultdict(set)
    for location, sku in suspended:
        withheld[location].add(sku)
    used, waiting, fed = (
        used_on_day(session, now, known.retailer.zone),
        open_shipments(session),
        fed_at(session),
    )
    return tuple(
        LocationState(
            location=place,
            stock=stock[place.code],
            used_today=used.get(place.code, 0),
            open_shipments=waiting.get(place.code, 0),
            suspended=frozenset(withheld[place.code]),
            rejected=place.code in rejected,
            fed_at=fed.get(place.code),
        )
        for place in known.locations
    )
