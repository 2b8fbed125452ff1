"""What the Today page knows: the window, its KPIs, the page of the queue, the feeds, the live rules."""

from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from ui.desk import today as desk
from ui.desk.today import Waiting
from ui.guard import guarded
from ui.refusal import Refused
from ui.views.since import LiveRules
from ui.views.today import Tile
from ui.views.waiting import FeedRow, WaitRow
from ui.words import today as words

Short = Annotated[str, Field(max_length=100)]


class TodayState(rx.State):
    """The page's state. Everything in it is read from the database again once a minute."""

    ready: bool = False
    is_set_up: bool = False
    days: str = "28"
    at: str = ""
    lead: str = ""
    more: str = ""
    span: str = ""
    baseline: str = ""
    counted: str = ""
    moved: str = ""
    tiles: tuple[Tile, ...] = ()
    explaining: bool = False
    owner: str = ""
    owners: tuple[str, ...] = ()
    offset: int = 0
    total: int = 0
    waits: str = ""
    overdue: int = 0
    rows: tuple[WaitRow, ...] = ()
    feeds: tuple[FeedRow, ...] = ()
    live: LiveRules | None = None

    @rx.var
    def any_stale(self) -> bool:
        """Whether a feed is older than its limit."""
        return any(feed.state == words.STALE for feed in self.feeds)

    @rx.var
    def shown(self) -> str:
        """Which of how many entries are shown."""
        return words.shown(self.offset + 1, self.offset + len(self.rows), self.total)

    @rx.var
    def has_before(self) -> bool:
        """Whether entries that are due earlier stand before these."""
        return self.offset > 0

    @rx.var
    def has_next(self) -> bool:
        """Whether entries that are due later stand after these."""
        return self.offset + len(self.rows) < self.total

    @rx.event
    @guarded
    async def load(self) -> None:
        """Read the whole page."""
        await self._read()
        self.ready = True

    @rx.event
    @guarded
    async def look(self, _at: Short = "") -> None:
        """Read the whole page again; asked for once a minute while it is open."""
        await self._read()

    @rx.event
    @guarded
    async def choose_days(self, days: Short) -> None:
        """Choose how many days are looked at."""
        if days not in {name for name, _ in words.WINDOWS}:
            raise Refused("There is no such window.", "Choose one of those shown.")
        self.days = days
        await self._read()

    @rx.event
    @guarded
    async def explain(self) -> None:
        """Show how each KPI is counted."""
        self.explaining = True

    @rx.event
    @guarded
    async def close(self) -> None:
        """Close what was opened."""
        self.explaining = False

    @rx.event
    @guarded
    async def choose_owner(self, owner: Short) -> None:
        """Show what waits for one owner, "" for everybody."""
        self.owner = owner
        await self._page(0)

    @rx.event
    @guarded
    async def before(self) -> None:
        """Page back to what is due earlier."""
        await self._page(max(0, self.offset - desk.PAGE))

    @rx.event
    @guarded
    async def next(self) -> None:
        """Page on to what is due later."""
        await self._page(self.offset + desk.PAGE)

    async def _page(self, offset: int) -> None:
        owner = self.owner
        found = await rx.run_in_thread(lambda: desk.waiting(owner, offset))
        self._show(found)

    async def _read(self) -> None:
        days, owner, offset = int(self.days), self.owner, self.offset
        found = await rx.run_in_thread(lambda: desk.today(days, owner, offset))
        self.is_set_up = found is not None
        if found is None:
            return
        kpis: Any = found.kpis
        self.at = found.at
        self.lead, self.more = kpis.says.lead, kpis.says.more
        self.span, self.baseline, self.tiles = kpis.span, kpis.baseline, kpis.tiles
        self.counted = words.orders(kpis.orders)
        self.moved = words.no_orders(days, kpis.since_newest) if kpis.since_newest else ""
        self.feeds, self.live = found.feeds, found.live
        self._show(found.waiting)

    def _show(self, found: Waiting) -> None:
        self.offset, self.rows, self.total = found.offset, found.rows, found.total
        self.owners, self.overdue = found.owners, found.overdue
        self.waits = words.waiting(found.everything)
