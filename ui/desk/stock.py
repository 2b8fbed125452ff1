"""What the Stock & locations page asks of the other packages; called in threads."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from engine import intake
from engine.exceptions import ActionTaken, EventResult, report_event
from engine.model import Location
from engine.refusals import Refused as EngineRefused
from engine.setup import set_location_closed
from engine.store import snapshots, stock
from engine.store.setup import is_set_up, setup
from ui.refusal import Refused
from ui.views import stock as view
from ui.views.orders import Names
from ui.views.stock import Answer, LedgerLine, Level, LevelLine, LocationLine, ProductLine
from ui.wiring import database
from ui.words import stock as words
from ui.words.shell import WHO

PAGE = 50
LEDGER_PAGE = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A location as a choice, and as the head of a column."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Found:
    """The locations, and a page of products; `columns` are the locations of a product's cells."""

    answer: Answer
    locations: tuple[LocationLine, ...]
    places: tuple[Place, ...]
    columns: tuple[Place, ...]
    products: tuple[ProductLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LedgerFound:
    """A page of a ledger with its heading's names."""

    location: str
    lines: tuple[LedgerLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and what followed, in sentences."""

    what: str
    more: str


@dataclass(frozen=True, slots=True)
class Door:
    """A location whose door is asked about: its name, what it still has to send, and until when it is
    closed ("" when it is not); `earliest` is the first day that may be chosen, YYYY-MM-DD."""

    name: str
    to_be_sent: int
    closed_until: str
    earliest: str


def find(text: str, location: str, offset: int) -> Found | None:
    """The locations and a page of products; None while no retailer is set up."""
    with database().read() as session:
        if not is_set_up(session):
            return None
        shop, now = setup(session), datetime.now(UTC)
        zone = shop.retailer.zone
        rows = stock.locations(session, now)
        page = stock.stock_page(session, now, text, location, offset, PAGE)
        places = tuple(Place(place.code, place.name) for place in shop.locations)
        columns = tuple(place for place in places if location in ("", place.value))
        codes = [place.value for place in columns]
        return Found(
            answer=view.answer(rows, zone, now),
            locations=tuple(view.location_line(row, zone, now) for row in rows),
            places=places,
            columns=columns,
            products=tuple(view.product_line(product, codes) for product in page.rows),
            total=page.total,
        )


def levels(sku: str) -> tuple[LevelLine, ...]:
    """How the ATP of a product came about, location by location."""
    with database().read() as session:
        shop, now = setup(session).retailer, datetime.now(UTC)
        found = stock.stock_of(session, sku, now)
        rows = found.levels if found else ()
        return tuple(view.level_line(row, _names(session), shop.zone, now) for row in rows)


def ledger(location: str, sku: str, offset: int) -> LedgerFound:
    """A page of the movements of a SKU at a location, the newest first."""
    with database().read() as session:
        shop, now = setup(session).retailer, datetime.now(UTC)
        page = stock.ledger(session, location, sku, offset, LEDGER_PAGE)
        lines = tuple(view.ledger_line(row, shop.zone, now) for row in page.rows)
        return LedgerFound(_names(session).location(location), lines, page.total)


def level(location: str, sku: str) -> Level:
    """What is known of a SKU at a location. Raises Refused when there is no such place or product."""
    with database().read() as session:
        place = _place(session, location)
        product = stock.stock_of(session, sku, datetime.now(UTC))
        if product is None:
            raise Refused(f"There is no product {sku}.", "Choose one from the list.")
        row = next((each for each in product.levels if each.location == location), None)
    if row is None:
        return Level(place.name, product.name, 0, 0, 0, place.safety_stock, 0)
    units = (row.on_hand, row.allocated, row.reserved, row.safety_stock, row.atp)
    return Level(place.name, product.name, *units)


def count(location: str, sku: str, units: int, seen: int) -> Done:
    """Record that somebody counted so many, and decide again who waits for it. `seen` is what was on hand
    when they looked: raises Refused, and nothing changed, when it is something else by now."""
    before = level(location, sku)
    if before.on_hand != seen:
        raise Refused(words.count_moved(seen, before.on_hand), "Look again, and count once more.")
    try:
        taken = intake.count_stock(database(), location, sku, units, datetime.now(UTC), WHO)
    except EngineRefused as refusal:
        raise _refused("The count was not recorded.", refusal) from refusal
    grew = sku in taken.change.more
    return Done(
        words.counted(sku, before.location, seen, units),
        words.got_on(len(taken.decided), len(taken.change.oversold), grew),
    )


def door(location: str) -> Door:
    """What is to be known before a location is closed or opened."""
    with database().read() as session:
        place, shop, now = _place(session, location), setup(session).retailer, datetime.now(UTC)
        waiting = snapshots.open_shipments(session).get(location, 0)
    until = place.closed_until
    closed = until is not None and until > now
    tomorrow = now.astimezone(ZoneInfo(shop.zone)).date() + timedelta(days=1)
    return Door(
        name=place.name,
        to_be_sent=waiting,
        closed_until=view.day(until, shop.zone) if until is not None and closed else "",
        earliest=tomorrow.isoformat(),
    )


def day_of(day: str) -> str:
    """As in `Tuesday 24 November 2026`. Raises Refused on what is no day after today."""
    with database().read() as session:
        zone = setup(session).retailer.zone
    return view.day(_instant(day, zone), zone)


def close(location: str, day: str, reason: str) -> Done:
    """Close a location until the beginning of a local day (YYYY-MM-DD), and put each shipment that is to be
    sent from there to the exception rules."""
    now = datetime.now(UTC)
    with database().read() as session:
        place, zone = _place(session, location), setup(session).retailer.zone
    until = _instant(day, zone)
    said = {"location": location, "until": until.isoformat(), "reason": reason.strip() or None}
    try:
        result = report_event(database(), {"type": "location_closed", **said}, now, WHO)
    except EngineRefused as refusal:
        raise _refused("The location stays as it was.", refusal) from refusal
    acted = Counter(taken.action for taken in _actions(result) if taken.done)
    return Done(words.closed(place.name, view.day(until, zone)), words.answered(len(result.orders), acted))


def reopen(location: str) -> Done:
    """Open a location again, and decide again the orders that wait for what it has."""
    now = datetime.now(UTC)
    with database().read() as session:
        place = _place(session, location)
    database().transact(lambda session: set_location_closed(session, location, None, now, WHO))
    with database().read() as session:
        skus = stock.waited_for(session, location)
    decided = intake.decide_waiting(database(), skus, now) if skus else ()
    return Done(words.opened(place.name), words.got_on(len(decided), 0, bool(skus)))


def _actions(result: EventResult) -> Iterator[ActionTaken]:
    for handled in result.orders:
        for rule in handled.rules:
            yield from rule.actions


def _instant(day: str, zone: str) -> datetime:
    """The beginning of a local day after today."""
    try:
        begins = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone)).astimezone(UTC)
    except ValueError as error:
        raise Refused(words.NOT_A_DAY, words.CHOOSE_DAY) from error
    if begins <= datetime.now(UTC):
        raise Refused("That day has begun already.", words.CHOOSE_DAY)
    return begins


def _place(session: Session, code: str) -> Location:
    place = setup(session).location(code)
    if place is None:
        raise Refused(f"There is no location {code}.", "Choose one from the list.")
    return place


def _names(session: Session) -> Names:
    return Names({place.code: place.name for place in setup(session).locations}, {})


def _refused(what: str, refusal: EngineRefused) -> Refused:
    return Refused(what, " ".join(problem.message for problem in refusal.problems))
