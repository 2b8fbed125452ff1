"""Loads the sample into an empty database: retailer, starting rules, and the year as it was decided."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from connectors.sample.cancellations import Cancellation
from connectors.sample.clock import LAST_DAY, last_friday, utc, weeks_to
from connectors.sample.mapping import Imported
from connectors.sample.products import products
from connectors.sample.report import Report, Tally
from connectors.sample.retailer import Shop, shop
from connectors.sample.stock import opening_stock, receipts
from connectors.sample.year import year
from engine.database import Database
from engine.history import HistoryReport, PastYear, load_history_within
from engine.model import Order
from engine.moves import ORDER_WORDS
from engine.setup import install_retailer
from engine.simulation import inputs
from engine.simulation.inputs import StockChange
from rulesets import revisions
from rulesets.starters import starter

FIRST_DAY = date(2010, 12, 1)
"""The source's first day."""

RULES = "wren-and-thistle"
WHO = "Sample"
REASON = "The rules that the sample retailer starts with"
BUYING = "Weekly buying"

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and of how many (0: not known yet)."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What the source held, and what its orders became."""

    source: Report
    history: HistoryReport
    begins: date
    ends: date

    def text(self) -> str:
        """The report as lines of plain text."""
        return f"{self.source.text()}\n{_became(self.history)}"


def load_sample(
    database: Database,
    now: datetime,
    on_progress: Progress = lambda _what, _done, _total: None,
    ending: date | None = None,
) -> ImportReport:
    """Set up the sample retailer in an empty database, all of it or nothing. The year is moved by whole
    weeks so that it ends on `ending`, a Friday; without it, on the last Friday before `now`. Raises
    RefusedSetup when there is a retailer already."""
    of = shop()
    friday = ending or last_friday(now.astimezone(ZoneInfo(of.retailer.zone)).date())
    weeks = weeks_to(friday)
    orders, taken_back, source = _read(weeks, on_progress)
    past = _past(weeks, orders, taken_back)
    with database.write() as session:
        _set_up(session, of, weeks, past)
        total = len(orders)
        history = load_history_within(session, past, lambda done: on_progress("Deciding orders", done, total))
    return ImportReport(source, history, past.starts_at.date(), friday)


def _read(weeks: int, on_progress: Progress) -> tuple[list[Order], list[inputs.Cancellation], Report]:
    tally = Tally()
    orders: list[Order] = []
    cancellations: list[Cancellation] = []
    for entry in year(weeks):
        tally.add(entry)
        if isinstance(entry, Imported):
            orders.append(entry.order)
        else:
            cancellations.append(entry)
        on_progress("Reading orders", len(orders), 0)
    return orders, _taken_back(orders, cancellations), tally.report


def _taken_back(orders: Iterable[Order], found: Iterable[Cancellation]) -> list[inputs.Cancellation]:
    """Every line whose order was found. Units of one SKU that a C invoice names twice stay apart."""
    ids = {order.external_id: order.id for order in orders}
    return [
        inputs.Cancellation(one.at, ids[line.order], line.sku, line.units, one.number)
        for one in found
        for line in one.lines
        if line.order is not None
    ]


def _past(weeks: int, orders: list[Order], taken_back: list[inputs.Cancellation]) -> PastYear:
    opening: dict[str, dict[str, int]] = {}
    for (location, sku), units in opening_stock().items():
        opening.setdefault(location, {})[sku] = units
    arrived = [StockChange(utc(one.at, weeks), one.location, one.sku, one.units) for one in receipts()]
    midnight = datetime.combine(FIRST_DAY, time.min)
    after = datetime.combine(LAST_DAY + timedelta(days=1), time.min)
    return PastYear(
        starts_at=utc(midnight, weeks),
        ends_at=utc(after, weeks),
        opening=opening,
        orders=orders,
        deliveries=arrived,
        cancellations=tuple(taken_back),
        delivery_note=BUYING,
    )


def _set_up(session: Session, of: Shop, weeks: int, past: PastYear) -> None:
    retailer = replace(of.retailer, note=f"{of.retailer.note} {_moved(weeks)}")
    install_retailer(session, retailer, of.locations, of.tariff, tuple(products().values()), past.starts_at)
    rules = revisions.import_ruleset(session, starter(RULES), WHO, past.starts_at)
    revisions.publish(session, rules.number, WHO, REASON, past.starts_at)


def _moved(weeks: int) -> str:
    ends = LAST_DAY + timedelta(weeks=weeks)
    return (
        f"The year from {_day(FIRST_DAY)} to {_day(LAST_DAY)} is shown {weeks} weeks later, "
        f"so that it ends on {_day(ends)}."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _became(of: HistoryReport) -> str:
    rows = [
        ("Decisions made", of.decisions),
        ("  of them again, when stock arrived or a hold was lifted", of.again),
        ("Shipments sent", of.sent),
        ("Units cancelled before they were sent", of.units_cancelled),
        ("Units sent back", of.units_returned),
        *(
            (f"Orders that are now {ORDER_WORDS[status]}", count)
            for status, count in sorted(of.statuses.items())
        ),
    ]
    return "\n".join(f"{label:<56}{figure:>10,}" for label, figure in rows)
