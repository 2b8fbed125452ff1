"""What the Orders page asks of the other packages; called in threads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from engine import rulebook
from engine.store import orders
from engine.store.orders import OrderFilter
from engine.store.setup import is_set_up, setup
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
        names = names_of(session, (row.revision for row in page.rows))
        now = datetime.now(UTC)
        lines = tuple(order_line(row, names, shop.retailer.zone, now) for row in page.rows)
        places = tuple(Choice(place.code, place.name) for place in shop.locations)
    return Found(lines, page.total, counts, places)


def names_of(session: Session, numbers: Iterable[int]) -> Names:
    """What locations are called, and the rules of these revisions; a newer revision's name wins."""
    rules: dict[str, str] = {}
    for number in sorted(set(numbers)):
        rules |= {rule.id: rule.name for rule in rulebook.numbered(session, number).ruleset.rules}
    return Names({place.code: place.name for place in setup(session).locations}, rules)
