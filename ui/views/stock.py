"""Locations, products with how their ATP came about, and the ledger, as Stock & locations shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import calendar
from engine.available import available
from engine.model import Location, StockLevel
from engine.store.stock import LedgerRow, LocationRow, ProductStock, StockRow
from ui import clock
from ui.views import figures
from ui.views.orders import Names
from ui.views.waiting import feed_row
from ui.words import stock as words
from ui.words import today as today_words

LOOKS_AHEAD = 60
"""Days in which a location that is closed may open next."""


@dataclass(frozen=True, slots=True)
class LocationLine:
    """A location now. `look` and `fed_look` are keys of the status component; `share` is how much of the
    capacity is used in %, -1 without one; `is_closed`: closed for a time, not by its hours."""

    code: str
    name: str
    kind: str
    icon: str
    look: str
    state: str
    hours: str
    cutoff: str
    collected: str
    used: str
    share: int
    open_shipments: str
    skus: str
    on_hand: str
    fed: str
    fed_exactly: str
    fed_look: str
    fed_state: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The page's first sentence, and whether the feeds can be believed."""

    lead: str
    trust: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A product's ATP at one location; `look` is "" or "off" where nothing is offered."""

    code: str
    shown: str
    look: str


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A product with its ATP, all told and by location in the order of the columns."""

    sku: str
    name: str
    category: str
    atp: str
    is_out: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LevelLine:
    """How the ATP of a product at one location came about."""

    code: str
    location: str
    on_hand: str
    allocated: str
    reserved: str
    safety_stock: str
    atp: str
    offered: str
    offered_exactly: str
    look: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A movement with the balance after it; `order_id` is "" where it is of no order."""

    id: int
    at: str
    exactly: str
    kind: str
    on_hand: str
    allocated: str
    on_hand_after: str
    allocated_after: str
    order_id: str
    order: str
    note: str


@dataclass(frozen=True, slots=True)
class Level:
    """What is known of a product at a location before it is counted; units."""

    location: str
    name: str
    on_hand: int
    allocated: int
    reserved: int
    safety_stock: int
    atp: int


def location_line(row: LocationRow, zone: str, now: datetime) -> LocationLine:
    """A location as a line."""
    place, local = row.location, calendar.local(now, zone)
    feed = feed_row(row, zone, now)
    look, state = _state(place, local, zone, now)
    span = _span(place, local)
    return LocationLine(
        code=place.code,
        name=place.name,
        kind=words.KINDS.get(place.kind, place.kind),
        icon=today_words.KIND_ICONS.get(place.kind, "stock"),
        look=look,
        state=state,
        hours=_hours(place, local),
        cutoff="–" if span is None else _time(place.cutoff),
        collected="" if span is None else _collected(place, local),
        used=words.used(row.used_today, place.capacity),
        share=-1 if not place.capacity else min(100, round(100 * row.used_today / place.capacity)),
        open_shipments=f"{row.open_shipments:,}",
        skus=f"{row.skus:,}",
        on_hand=f"{row.on_hand:,}",
        fed="–" if row.fed_at is None else clock.ago(row.fed_at, now),
        fed_exactly=feed.exactly,
        fed_look=feed.look,
        fed_state=feed.state,
        is_closed=place.closed_until is not None and place.closed_until > now,
    )


def answer(rows: Sequence[LocationRow], zone: str, now: datetime) -> Answer:
    """What there is, and whether we trust it."""
    local = calendar.local(now, zone)
    feeds = [feed_row(row, zone, now) for row in rows]
    return Answer(
        words.says(
            sum(calendar.open_at(row.location, local) for row in rows),
            len(rows),
            sum(row.on_hand for row in rows),
        ),
        words.trust(
            [feed.name for feed in feeds if feed.state == today_words.STALE],
            [feed.name for feed in feeds if feed.state == today_words.NEVER],
        ),
    )


def product_line(product: ProductStock, codes: Sequence[str]) -> ProductLine:
    """A product as a line with a cell for each of these locations."""
    levels = {level.location: level for level in product.levels}
    return ProductLine(
        sku=product.sku,
        name=product.name,
        category=product.category or "",
        atp=f"{product.atp:,}",
        is_out=product.atp == 0,
        cells=tuple(_cell(code, levels.get(code)) for code in codes),
    )


def level_line(level: StockRow, names: Names, zone: str, now: datetime) -> LevelLine:
    """How one ATP came about."""
    until = level.suspended_until
    return LevelLine(
        code=level.location,
        location=names.location(level.location),
        on_hand=f"{level.on_hand:,}",
        allocated=f"{level.allocated:,}",
        reserved=f"{level.reserved:,}",
        safety_stock=f"{level.safety_stock:,}",
        atp=f"{level.atp:,}",
        offered=words.OFFERED if until is None else words.not_offered(clock.due(until, zone, now)),
        offered_exactly="" if until is None else clock.exact(until, zone),
        look="good" if until is None else "warn",
    )


def ledger_line(row: LedgerRow, zone: str, now: datetime) -> LedgerLine:
    """A movement as a line."""
    return LedgerLine(
        id=row.id,
        at=clock.minute(row.at, zone, now),
        exactly=clock.exact(row.at, zone),
        kind=words.MOVEMENTS.get(row.kind, row.kind),
        on_hand=figures.change(row.on_hand) if row.on_hand else "",
        allocated=figures.change(row.allocated) if row.allocated else "",
        on_hand_after=f"{row.on_hand_after:,}",
        allocated_after=f"{row.allocated_after:,}",
        order_id=row.order_id or "",
        order=row.external_id or row.order_id or "",
        note=row.note or "",
    )


def count_effect(level: Level, units: int) -> str:
    """What a count of so many units would change."""
    after = StockLevel(units, level.allocated, level.reserved)
    return words.count_effect(level.on_hand, units, level.atp, available(after, level.safety_stock))


def count_follows(level: Level, units: int) -> str:
    """What happens to orders when there is more than was thought; empty otherwise."""
    return words.COUNT_MORE if units > level.on_hand else ""


def count_warning(level: Level, units: int) -> str:
    """What is to be known when fewer were found than are allocated; empty otherwise."""
    return words.SHORT_WARNING if units < level.allocated else ""


def day(at: datetime, zone: str) -> str:
    """As in `Tuesday 24 November 2026`."""
    local = calendar.local(at, zone)
    return f"{local:%A} {local.day} {local:%B %Y}"


def _cell(code: str, level: StockRow | None) -> Cell:
    if level is None:
        return Cell(code, words.NEVER_HAD, "off")
    return Cell(code, f"{level.atp:,}", "off" if level.suspended_until or not level.atp else "")


def _state(place: Location, local: datetime, zone: str, now: datetime) -> tuple[str, str]:
    """Whether it is open, and until when that stays so."""
    until = place.closed_until
    if until is not None and until > now:
        return "bad", words.closed_until(clock.due(until, zone, now))
    span = _span(place, local)
    if span is not None and calendar.open_at(place, local):
        return "good", words.open_until(_time(span[1]))
    opens = _opens(place, local)
    return ("off", words.NEVER_OPENS) if opens is None else ("off", words.opens(opens))


def _opens(place: Location, local: datetime) -> str | None:
    """When a location that is closed by its hours opens next."""
    minute = local.hour * 60 + local.minute
    for ahead in range(LOOKS_AHEAD):
        when = local + timedelta(days=ahead)
        span = _span(place, when)
        if span is None or (not ahead and span[0] <= minute):
            continue
        day = f"{when:%a}" if ahead < 7 else f"{when:%a} {when.day} {when:%b}"
        return _time(span[0]) if not ahead else f"{day} {_time(span[0])}"
    return None


def _span(place: Location, local: datetime) -> tuple[int, int] | None:
    """The hours of a day; None on a day off."""
    return None if calendar.day_off(place, local.date()) is not None else place.hours[local.weekday()]


def _collected(place: Location, local: datetime) -> str:
    """When the carrier collects on that day; empty where it comes at the cut-off."""
    if place.pickups is None:
        return ""
    minutes = place.pickups[local.weekday()]
    return words.collected([_time(minute) for minute in minutes])


def _hours(place: Location, local: datetime) -> str:
    span, off = _span(place, local), calendar.day_off(place, local.date())
    if span is not None:
        return f"{_time(span[0])} to {_time(span[1])}"
    return f"{words.CLOSED_TODAY}, {off}" if off else words.CLOSED_TODAY


def _time(minute: int) -> str:
    """Minutes after midnight as in 09:30; a day that never ends closes at 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"
