"""Stock is a ledger: movements in, balances out; counts, feeds and receipts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Session

from engine.model import StockLevel
from engine.refusals import FieldProblem, RefusedStock
from engine.store import events, levels, queue
from engine.store import known as knowledge
from engine.store import setup as setups
from engine.store.levels import Balance, Place

Kind = Literal["opening", "receipt", "count", "feed", "allocate", "deallocate", "ship", "restock"]
SIGNS: Mapping[str, tuple[int, int]] = {
    "opening": (1, 0),
    "receipt": (1, 0),
    "restock": (1, 0),
    "allocate": (0, 1),
    "deallocate": (0, -1),
    "ship": (-1, -1),
}
"""What a movement does to on hand and to allocated; counts and feeds set on hand either way."""

MOST_UNITS = 10_000_000
MOST_SKUS = 20_000
_OVERSOLD_DUE = timedelta(hours=4)


class Oversold(RuntimeError):
    """More would be allocated than is there. Only a decision on stock that has moved leads here."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry of the ledger: differences of on hand and allocated, in units."""

    location: str
    sku: str
    kind: Kind
    on_hand: int = 0
    allocated: int = 0
    shipment_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class StockChanged:
    """What a count, feed or receipt did. `more`: SKUs of which there are more now, for which orders may
    wait; `oversold`: shipments that are short now, each in the queue; `event_id`: the event kept."""

    event_id: int
    changed: int
    more: frozenset[str]
    oversold: tuple[int, ...] = ()


def of_kind(kind: Kind, location: str, sku: str, units: int, shipment_id: int | None = None) -> Movement:
    """A movement of so many units, with the signs of its kind."""
    on_hand, allocated = SIGNS[kind]
    return Movement(location, sku, kind, on_hand * units, allocated * units, shipment_id)


def move(session: Session, movements: Sequence[Movement], now: datetime) -> None:
    """Append to the ledger and bring the balances along, in one transaction. Raises Oversold or
    RefusedStock before anything is written when a balance would not stand."""
    if not movements:
        return
    touched = {(one.location, one.sku) for one in movements}
    balances = _locked(session, touched)
    changed = {place: balances[place] for place in sorted(touched)}
    for one in movements:
        changed[one.location, one.sku] = _after(changed[one.location, one.sku], one)
    levels.append(session, [row(one, now) for one in movements])
    levels.write(session, {place: Balance(new.level, new.version + 1) for place, new in changed.items()})


def record_count(
    session: Session, location: str, sku: str, units: int, now: datetime, who: str
) -> StockChanged:
    """Somebody counted: on hand becomes `units`. The ledger keeps a count that found no difference too.
    A count may find less than is allocated: ATP is 0 then, and the shipments that cannot be sent, latest
    first, go to the queue. Raises RefusedStock, with the field, on what cannot be."""
    _refuse([*_place_problems(session, location, {sku: "sku"}), *_unit_problems("units", units, 0)])
    found = _locked(session, {(location, sku)})[location, sku].level
    move(session, [Movement(location, sku, "count", on_hand=units - found.on_hand, note=who)], now)
    data = {"sku": sku, "units": units, "was": found.on_hand}
    event_id = events.write(session, events.Happened("counted", now, who, location=location, data=data))
    return _changed(session, event_id, location, {sku: (found, units)}, now)


def record_feed(
    session: Session, location: str, stock: Mapping[str, int], now: datetime, who: str
) -> StockChanged:
    """A location reported its stock: on hand of each SKU becomes what it says; SKUs not in it stay.
    Only differences are kept in the ledger. Raises RefusedStock, with the field, on what cannot be."""
    _refuse(_stock_problems(session, location, stock, least=0))
    found = _locked(session, {(location, sku) for sku in stock})
    was = {sku: found[location, sku].level for sku in stock}
    differ = {sku: (was[sku], units) for sku, units in stock.items() if units != was[sku].on_hand}
    changes = [
        Movement(location, sku, "feed", on_hand=units - level.on_hand)
        for sku, (level, units) in differ.items()
    ]
    move(session, changes, now)
    levels.write_fed_at(session, location, now)
    data = {"skus": len(stock), "changed": len(differ)}
    event_id = events.write(session, events.Happened("fed", now, who, location=location, data=data))
    return _changed(session, event_id, location, differ, now)


def receive(
    session: Session, location: str, stock: Mapping[str, int], now: datetime, who: str, note: str = ""
) -> StockChanged:
    """Goods came in: on hand grows. `note` says which delivery. Raises RefusedStock, with the field."""
    _refuse(_stock_problems(session, location, stock, least=1))
    arrived = [
        Movement(location, sku, "receipt", on_hand=units, note=note or None) for sku, units in stock.items()
    ]
    move(session, arrived, now)
    data = {"skus": len(stock), "units": sum(stock.values()), "note": note}
    event_id = events.write(
        session, events.Happened("received_stock", now, who, location=location, data=data)
    )
    return StockChanged(event_id, len(stock), frozenset(stock))


def expect(session: Session, expected: Mapping[str, datetime | None], now: datetime, who: str) -> int:
    """When the next delivery of each of these SKUs is expected; None: none is. Gives the event's id. Raises
    RefusedStock, with the field, on what cannot be."""
    known = setups.products(session, expected)
    _refuse(
        FieldProblem(
            f"expected[{sku}]", f"“{sku}” is not in the catalogue; check the SKU or add the product."
        )
        for sku in expected
        if sku not in known
    )
    knowledge.write_incoming(session, expected, now)
    return events.write(session, events.Happened("stock_expected", now, who, data={"skus": len(expected)}))


def _locked(session: Session, places: Iterable[Place]) -> dict[Place, Balance]:
    """The balances of these places, locked, those that had none begun at 0."""
    wanted = set(places)
    found = levels.locked(session, {sku for _, sku in wanted})
    if missing := wanted - found.keys():
        levels.begin(session, missing)
        found = levels.locked(session, {sku for _, sku in wanted})
    return {place: found[place] for place in wanted}


def _after(balance: Balance, one: Movement) -> Balance:
    """The balance after a movement, or the reason why there is none."""
    old = balance.level
    new = StockLevel(old.on_hand + one.on_hand, old.allocated + one.allocated, old.reserved)
    where = f"{one.sku} at {one.location}"
    if one.kind == "allocate" and new.allocated + new.reserved > new.on_hand:
        free = max(0, old.on_hand - old.allocated - old.reserved)
        raise Oversold(f"{one.allocated} units of {where} cannot be allocated: {free} are free")
    if new.allocated < 0:
        raise ValueError(
            f"{-one.allocated} units of {where} cannot be given back: {old.allocated} are allocated"
        )
    if new.on_hand < 0:
        remedy = "Count it again, or report the shipment short."
        problem = f"By the last count {old.on_hand} are on hand, and {-one.on_hand} would leave. {remedy}"
        raise RefusedStock(FieldProblem(f"stock[{one.sku}]", problem))
    return Balance(new, balance.version)


def row(one: Movement, now: datetime) -> dict[str, object]:
    """The table row of a movement; every column but the id."""
    return {
        "location": one.location,
        "sku": one.sku,
        "at": now,
        "kind": one.kind,
        "on_hand": one.on_hand,
        "allocated": one.allocated,
        "shipment_id": one.shipment_id,
        "note": one.note,
    }


def _changed(
    session: Session,
    event_id: int,
    location: str,
    differ: Mapping[str, tuple[StockLevel, int]],
    now: datetime,
) -> StockChanged:
    more = frozenset(sku for sku, (was, units) in differ.items() if units > was.on_hand)
    short = {sku: was.allocated - units for sku, (was, units) in differ.items() if was.allocated > units}
    oversold = [
        shipment
        for sku, units in short.items()
        for shipment in queue.shipments_short(session, location, sku, units)
    ]
    for shipment in dict.fromkeys(oversold):
        queue.open_once(session, _oversold(shipment, location, event_id, now))
    ids = tuple(dict.fromkeys(shipment.id for shipment in oversold))
    return StockChanged(event_id, len(differ), more, ids)


def _oversold(
    shipment: queue.ShortShipment, location: str, event_id: int, now: datetime
) -> queue.NewException:
    return queue.NewException(
        order_id=shipment.order_id,
        shipment_id=shipment.id,
        event_id=event_id,
        rule_id="",
        type="oversold",
        reason=f"{location} has too few of {shipment.sku} for this shipment. Find them, or reject it.",
        owner="Operations",
        opened_at=now,
        due_at=now + _OVERSOLD_DUE,
    )


def _refuse(problems: Iterable[FieldProblem]) -> None:
    if found := tuple(problems):
        raise RefusedStock(*found)


def _stock_problems(
    session: Session, location: str, stock: Mapping[str, int], least: int
) -> Iterator[FieldProblem]:
    if not stock:
        yield FieldProblem("stock", "Name at least one SKU with its units.")
    if len(stock) > MOST_SKUS:
        yield FieldProblem("stock", f"At most {MOST_SKUS:,} SKUs at a time; send the rest separately.")
        return
    yield from _place_problems(session, location, {sku: f"stock[{sku}]" for sku in stock})
    for sku, units in stock.items():
        yield from _unit_problems(f"stock[{sku}]", units, least)


def _place_problems(session: Session, location: str, fields: Mapping[str, str]) -> Iterator[FieldProblem]:
    """`fields`: SKU -> the path of the field that names it."""
    setup = setups.setup(session)
    if setup.location(location) is None:
        known = ", ".join(place.code for place in setup.locations)
        yield FieldProblem("location", f"“{location}” is not a location; use one of {known}.")
    known_skus = setups.products(session, fields)
    for sku in fields.keys() - known_skus.keys():
        yield FieldProblem(fields[sku], f"“{sku}” is not in the catalogue; check the SKU or add the product.")


def _unit_problems(field: str, units: object, least: int) -> Iterator[FieldProblem]:
    if type(units) is not int:
        yield FieldProblem(field, "Give a whole number of units.")
    elif not least <= units <= MOST_UNITS:
        yield FieldProblem(field, f"Give {least} to {MOST_UNITS:,} units; {units:,} cannot be.")
