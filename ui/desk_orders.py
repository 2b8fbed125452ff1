"""What the Orders page asks of the other packages; called in threads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from engine.store import orders
from engine.store.orders import OrderFilter
from engine.store.setup import is_set_up, setup
from rulesets import revisions
from ui.views.orders import Names, OrderLine, order_line
from ui.wiring import database

PAGE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Found:
    """One page of orders, how many there are, and how many of each status (the search's)."""

    lines: tuple[OrderLine, ...]
    total: int
    counts: Mapping[str, int]
    locations: tuple[Choice, ...]


def find(wanted: OrderFilter, offset: int) -> Found:
    """A page of the orders that are wanted; `statuses` narrows the lines, not the counts."""
    everything = OrderFilter(channels=wanted.channels, locations=wanted.locations, text=wanted.text)
    with database().read() as session:
        if not is_set_up(session):
            return Found((), 0, {}, ())
        shop = setup(session)
        page = orders.orders_page(session, wanted, offset, PAGE)
        counts = orders.status_counts(session, everything)
        names = names_of(session)
        now = datetime.now(UTC)
        lines = tuple(order_line(row, names, shop.retailer.zone, now) for row in page.rows)
        places = tuple(Choice(place.code, place.name) for place in shop.locations)
    return Found(lines, page.total, counts, places)


def names_of(session: Session) -> Names:
    """What locations and the rules of every revision are called; a newer revision's name wins."""
    rules: dict[str, str] = {}
    for revision in sorted(revisions.revisions(session), key=lambda each: each.number):
        rules |= {rule.id: rule.name for rule in revision.ruleset.rules}
    return Names({place.code: place.name for place in setup(session).locations}, rules)
