"""Decides a past year in order of time by the live rules, and writes it in one transaction."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import groupby

from sqlmodel import Session

from engine import rulebook
from engine.compiler import Compiled
from engine.database import Database
from engine.decide import decide
from engine.history.book import Book
from engine.model import Order, StockLevel
from engine.needs import needs_of
from engine.refusals import FieldProblem, Refused
from engine.simulation.events import Event, touched
from engine.simulation.inputs import Cancellation, Input, Recorded, StockChange, in_order_of_time
from engine.simulation.prepare import world_setup
from engine.simulation.world import World
from engine.store import history as store

Progress = Callable[[int], None]
"""Told how many orders are decided and written, from time to time."""


class RefusedHistory(Refused):
    """A past year that cannot be loaded here."""


@dataclass(frozen=True, slots=True)
class PastYear:
    """What happened, each in order of time. `opening`: location -> SKU -> units, there since `starts_at`,
    before everything else. Shipments that would leave after `ends_at` are not sent yet. `orders` may
    stream; their ids must rise. `delivery_note` says what the deliveries are."""

    starts_at: datetime
    ends_at: datetime
    opening: Mapping[str, Mapping[str, int]]
    orders: Iterable[Order]
    deliveries: Iterable[StockChange]
    cancellations: tuple[Cancellation, ...] = ()
    delivery_note: str = ""


@dataclass(frozen=True, slots=True)
class HistoryReport:
    """What was written: orders by the status that they ended in, decisions, how many of them were made
    again later, shipments sent, units taken back."""

    orders: int
    statuses: Mapping[str, int]
    decisions: int
    again: int
    sent: int
    units_cancelled: int
    units_returned: int


def load_history(
    database: Database, past: PastYear, on_progress: Progress = lambda _orders: None
) -> HistoryReport:
    """Decide and write a past year by the live rules, all of it or, when anything fails, nothing. Raises
    RefusedHistory when there are orders or stock movements already, or no rules are live."""
    with database.write() as session:
        return load_history_within(session, past, on_progress)


def load_history_within(
    session: Session, past: PastYear, on_progress: Progress = lambda _orders: None
) -> HistoryReport:
    """The same, in the caller's transaction."""
    if store.has_orders(session):
        problem = "There are orders or stock movements already; a past year is loaded into a new database."
        raise RefusedHistory(FieldProblem("database", problem))
    rules = rulebook.live(session)
    writer = store.BulkWriter(session)
    book = Book(writer.add, rules.number, needs_of(rules.compiled))
    year = _Year(book, _world(session, past, rules.compiled), past)
    year.open()
    for at, batch in in_order_of_time(past.orders, past.deliveries, past.cancellations):
        on_progress(year.take(at, batch))
        writer.write_if_full()
    year.end()
    writer.write()
    store.write_levels(session, year.world.shelf.all_levels())
    store.write_feeds(session, year.world.shelf.all_levels(), past.ends_at)
    store.finish(session)
    return year.report()


def _world(session: Session, past: PastYear, compiled: Compiled) -> World:
    opening = {
        location: {sku: StockLevel(units) for sku, units in skus.items()}
        for location, skus in past.opening.items()
    }
    setup = replace(world_setup(session), recorded=Recorded(ledger_since=past.starts_at))
    return World(setup, partial(decide, compiled=compiled), opening, needs_of(compiled))


class _Year:
    """The world and the book that it is written down in."""

    def __init__(self, book: Book, world: World, past: PastYear) -> None:
        self.world = world
        self._book, self._past = book, past
        self._recalled = {item.order_id for item in past.cancellations}
        self._orders = 0

    def open(self) -> None:
        """Write the opening stock down."""
        levels = (
            (place, sku, units) for place, skus in self._past.opening.items() for sku, units in skus.items()
        )
        self._book.open_stock(self._past.starts_at, levels)

    def take(self, at: datetime, batch: list[Input]) -> int:
        """Let a batch happen and write it down; gives how many orders there were so far."""
        self._see(self.world.until(at))
        arrived = sorted((item for item in batch if isinstance(item, StockChange)), key=_place)
        for location, units in groupby(arrived, key=_place):
            self._book.receive(at, location, list(units), self._past.delivery_note)
        self._see(self.world.take(at, batch))
        self._orders += sum(isinstance(item, Order) for item in batch)
        return self._orders

    def end(self) -> None:
        """Let the rest of the year pass, and hand over what is still open."""
        self._see(self.world.until(self._past.ends_at))
        self._book.close_all()

    def report(self) -> HistoryReport:
        """What was written."""
        book = self._book
        return HistoryReport(
            orders=self._orders,
            statuses=dict(book.statuses),
            decisions=book.decisions,
            again=book.again,
            sent=book.sent,
            units_cancelled=book.units_cancelled,
            units_returned=book.units_returned,
        )

    def _see(self, events: list[Event]) -> None:
        for event in events:
            self._book.see(event)
        for order_id, case in touched(events).items():
            if case.settled:
                self._book.close(order_id)
                if order_id not in self._recalled:
                    self.world.forget(order_id)


def _place(change: StockChange) -> str:
    return change.location
