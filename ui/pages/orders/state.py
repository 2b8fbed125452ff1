"""What the Orders page knows: the filter, and the page of orders that it gives."""

from typing import Annotated

import reflex as rx
from pydantic import Field

from engine.store.orders import OrderFilter
from ui.desk import orders as desk
from ui.desk.orders import Choice
from ui.guard import guarded
from ui.views.orders import OrderLine
from ui.words import orders as words

Short = Annotated[str, Field(max_length=100)]


class OrdersState(rx.State):
    """The page's state; the orders themselves are paged in the database."""

    ready: bool = False
    text: str = ""
    status: str = ""
    channel: str = ""
    location: str = ""
    offset: int = 0
    total: int = 0
    everything: int = 0
    lines: tuple[OrderLine, ...] = ()
    locations: tuple[Choice, ...] = ()
    tabs: tuple[Choice, ...] = ()

    @rx.var
    def span(self) -> str:
        """Which of how many are shown."""
        return words.span(self.offset + 1, self.offset + len(self.lines), self.total)

    @rx.var
    def has_later(self) -> bool:
        """Whether newer orders stand before these."""
        return self.offset > 0

    @rx.var
    def has_earlier(self) -> bool:
        """Whether older orders stand after these."""
        return self.offset + len(self.lines) < self.total

    @rx.event
    @guarded
    async def load(self) -> None:
        """Show the orders of the filter as it stands; the address may name a search."""
        asked = self.router.url.query_parameters
        self.text = asked.get("text", self.text)[:100]
        await self._find(0)
        self.ready = True

    @rx.event
    @guarded
    async def search(self, text: Short) -> None:
        """Search for a text."""
        self.text = text
        await self._find(0)

    @rx.event
    @guarded
    async def choose_status(self, status: Short) -> None:
        """Show the orders of one status, "" for all."""
        self.status = status
        await self._find(0)

    @rx.event
    @guarded
    async def choose_channel(self, channel: Short) -> None:
        """Show the orders of one channel, "" for all."""
        self.channel = channel
        await self._find(0)

    @rx.event
    @guarded
    async def choose_location(self, location: Short) -> None:
        """Show the orders that one location sends, "" for all."""
        self.location = location
        await self._find(0)

    @rx.event
    @guarded
    async def show_all(self) -> None:
        """Forget the filter."""
        self.text = self.status = self.channel = self.location = ""
        await self._find(0)

    @rx.event
    @guarded
    async def earlier(self) -> None:
        """Page on to older orders."""
        await self._find(self.offset + desk.PAGE)

    @rx.event
    @guarded
    async def later(self) -> None:
        """Page back to newer orders."""
        await self._find(max(0, self.offset - desk.PAGE))

    async def _find(self, offset: int) -> None:
        wanted = OrderFilter(
            statuses=(self.status,) if self.status else (),
            channels=(self.channel,) if self.channel else (),
            locations=(self.location,) if self.location else (),
            text=self.text,
        )
        found = await rx.run_in_thread(lambda: desk.find(wanted, offset))
        self.offset, self.lines, self.total, self.locations = (
            offset,
            found.lines,
            found.total,
            found.locations,
        )
        self.everything = sum(found.counts.values())
        self.tabs = (
            Choice("", f"{words.ALL} {self.everything:,}"),
            *(
                Choice(name, f"{label} {found.counts[name]:,}")
                for name, (_, label) in words.STATUS.items()
                if found.counts.get(name)
            ),
        )
