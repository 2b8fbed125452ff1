"""What the Today page asks of the other packages; called in threads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from engine.kpis import Summary
from engine.model import Retailer
from engine.store import kpis, queue_list, simulations, spans, stock
from engine.store.kpis import Window
from engine.store.setup import is_set_up, setup
from rulesets import revisions
from ui import clock
from ui.views import today as view
from ui.views.simulation import run_view
from ui.views.since import LiveRules, with_run
from ui.views.today import Says, Tile
from ui.views.waiting import FeedRow, WaitRow, feed_row, wait_row
from ui.wiring import database
from ui.words import today as words

WEEKS = 13
PAGE = 8
DAYS = tuple(int(days) for days, _ in words.WINDOWS)
_WENT_LIVE = ("published", "rolled_back")


@dataclass(frozen=True, slots=True)
class Kpis:
    """The seven KPIs with the sentence that answers first. `since_newest` says, when no order came for
    longer than the window, to when it was moved."""

    says: Says
    tiles: tuple[Tile, ...]
    span: str
    baseline: str
    orders: int
    since_newest: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of the queue from `offset` on; `total` is the chosen owner's, `everything` everybody's."""

    offset: int
    rows: tuple[WaitRow, ...]
    total: int
    everything: int
    overdue: int
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the page; `live` is None while no rules are; `at` is the retailer's time now."""

    at: str
    kpis: Kpis
    waiting: Waiting
    feeds: tuple[FeedRow, ...]
    live: LiveRules | None


def today(days: int, owner: str, offset: int) -> Today | None:
    """The whole page for the last so many days; None while no retailer is set up."""
    with database().read() as session:
        if not is_set_up(session):
            return None
        shop, now = setup(session).retailer, datetime.now(UTC)
        return Today(
            at=clock.weekday(now, shop.zone),
            kpis=_kpis(session, shop, days, now),
            waiting=_waiting(session, shop, owner, offset, now),
            feeds=tuple(feed_row(row, shop.zone, now) for row in stock.locations(session, now)),
            live=_live(session, shop, now),
        )


def waiting(owner: str, offset: int) -> Waiting:
    """A page of the queue."""
    with database().read() as session:
        return _waiting(session, setup(session).retailer, owner, offset, datetime.now(UTC))


def _kpis(session: Session, shop: Retailer, days: int, now: datetime) -> Kpis:
    length = timedelta(days=days)
    newest = (spans.first_and_last_order(session) or (now, now))[1]
    # Orders may have stopped, as in a sample that was loaded long ago: the days up to the last one then.
    moved = newest < now - length
    ends = newest + timedelta(seconds=1) if moved else now
    starts = ends - length
    after = kpis.summaries(session, Window(starts, ends, now))
    before = kpis.summaries(session, Window(starts - length, starts, now))
    measured = view.measure(before, after)
    return Kpis(
        says=view.says(measured, shop.currency),
        tiles=view.tiles(measured, _weeks(session, ends, now), WEEKS, shop.currency),
        span=view.span(starts, ends, shop.zone, now),
        baseline=view.span(starts - length, starts, shop.zone, now),
        orders=after["cancellation_rate"].orders,
        since_newest=clock.day(newest, shop.zone, now) if moved else "",
    )


def _weeks(session: Session, ends: datetime, now: datetime) -> tuple[tuple[int, Mapping[str, Summary]], ...]:
    """The last weeks up to then, each with its number from 0."""
    begins = ends - timedelta(weeks=WEEKS)
    found = kpis.weekly(session, Window(begins, ends, now))
    return tuple(((starts - begins) // timedelta(weeks=1), figures) for starts, figures in found)


def _waiting(session: Session, shop: Retailer, owner: str, offset: int, now: datetime) -> Waiting:
    page = queue_list.queue_page(session, owner=owner, offset=offset, limit=PAGE)
    if offset and not page.rows:
        return _waiting(session, shop, owner, 0, now)
    everything = queue_list.queue_page(session, limit=0).total if owner else page.total
    return Waiting(
        offset=offset,
        rows=tuple(wait_row(row, shop.zone, now) for row in page.rows),
        total=page.total,
        everything=everything,
        overdue=queue_list.overdue(session, now),
        owners=queue_list.owners(session),
    )


def _live(session: Session, shop: Retailer, now: datetime) -> LiveRules | None:
    number = revisions.live_number(session)
    went = next((entry for entry in revisions.audit(session, most=2_000) if entry.action in _WENT_LIVE), None)
    if number is None or went is None:
        return None
    live = LiveRules(
        number=number,
        since=clock.minute(went.at, shop.zone, now),
        since_exactly=clock.exact(went.at, shop.zone),
        who=went.who,
        reason=went.reason,
        before=went.before or 0,
    )
    found = simulations.newest_of(session, live.before, number) if live.before else None
    return live if found is None else with_run(live, run_view(found, shop.zone, shop.currency, now))
