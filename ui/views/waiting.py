"""What waits for a person, and how old the stock feeds are, as Today shows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.store.queue_list import QueueRow
from engine.store.stock import LocationRow
from ui import clock
from ui.views import figures
from ui.words import today as words


@dataclass(frozen=True, slots=True)
class WaitRow:
    """One entry of the queue. `due_look`: bad when overdue, wait when it is due within the day, "" later
    or never. `page` is where the action leads."""

    key: str
    icon: str
    what: str
    why: str
    order_id: str
    order: str
    total: str
    owner: str
    initials: str
    due: str
    due_exactly: str
    due_more: str
    due_look: str
    action: str
    page: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One location's stock feed. `look` is a key of the status component."""

    code: str
    name: str
    icon: str
    age: str
    exactly: str
    limit: str
    look: str
    state: str


def wait_row(row: QueueRow, zone: str, now: datetime) -> WaitRow:
    """An open hold or exception as a row. What a hold is due for is lifting by itself."""
    icon, what = words.TYPES.get(row.type, ("queue", _words_of(row.type)))
    due, look = _due(row, zone, now)
    total = "" if row.total is None or row.currency is None else figures.money(row.total, row.currency)
    return WaitRow(
        key=f"{row.kind}-{row.id}",
        icon=icon,
        what=what,
        why=row.reason,
        order_id=row.order_id or "",
        order=row.external_id or "",
        total=total,
        owner=", ".join(part for part in (row.owner or words.NO_OWNER, row.queue, row.role) if part),
        initials=initials(row.owner),
        due=due,
        due_exactly=clock.exact(row.due_at or row.opened_at, zone),
        due_more="" if row.due_at else words.waits_since(clock.day(row.opened_at, zone, now)),
        due_look=look,
        action=words.OPEN_ORDER if row.order_id else words.SEE_STOCK,
        page=f"/orders/{row.order_id}" if row.order_id else "/stock",
    )


def feed_row(row: LocationRow, zone: str, now: datetime) -> FeedRow:
    """A location's feed: fresh, stale, or never heard of."""
    place, limit = row.location, row.location.feed_limit
    stale = limit is not None and row.fed_at is not None and now - row.fed_at > timedelta(minutes=limit)
    if row.fed_at is None:
        look, state = "off", words.NEVER
    elif stale:
        look, state = "bad", words.STALE
    else:
        look, state = "good", words.FRESH
    return FeedRow(
        code=place.code,
        name=place.name,
        icon=words.KIND_ICONS.get(place.kind, "stock"),
        age="–" if row.fed_at is None else clock.age(row.fed_at, now),
        exactly="" if row.fed_at is None else clock.exact(row.fed_at, zone),
        limit=words.NO_LIMIT if limit is None else minutes(limit),
        look=look,
        state=state,
    )


def minutes(count: int) -> str:
    """As in `30 min`, `2 h`, `1 h 30 min`."""
    hours, rest = divmod(count, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def initials(owner: str) -> str:
    """At most two letters, as in TA of Tom Aldridge; empty when nobody owns it."""
    return "".join(word[0] for word in owner.split()[:2]).upper()


def _due(row: QueueRow, zone: str, now: datetime) -> tuple[str, str]:
    if row.due_at is None:
        return words.NO_DUE, ""
    said = clock.due(row.due_at, zone, now)
    if row.kind == "hold" and row.due_at == row.lifts_at:
        return f"lifts {said}" if row.due_at > now else "lifts now", ""
    if row.due_at <= now:
        return said, "bad"
    return said, "wait" if row.due_at - now < timedelta(days=1) else ""


def _words_of(type_: str) -> str:
    return f"{type_.replace('_', ' ').capitalize()}."
