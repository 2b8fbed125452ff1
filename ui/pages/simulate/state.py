"""What the Simulate page knows: the form, the run that is looked at, and the open group of changed orders."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from ui.desk import simulations as desk
from ui.desk.simulations import Choices, Option, Wanted
from ui.guard import guarded
from ui.refusal import Refused
from ui.views.simulation import OrderRow, RunLine, RunView

Short = Annotated[str, Field(max_length=40)]
Words = Annotated[str, Field(max_length=300)]


class SimulateState(rx.State):
    """The page's state. The run itself lives in the database; any page may watch or cancel it."""

    ready: bool = False
    possible: bool = False
    candidates: tuple[Option, ...] = ()
    bases: tuple[Option, ...] = ()
    candidate: str = desk.DRAFT
    base: str = ""
    starts: str = ""
    until: str = ""
    first: str = ""
    last: str = ""
    starting: bool = False
    runs: tuple[RunLine, ...] = ()
    run: RunView | None = None
    open_was: str = ""
    open_becomes: str = ""
    orders: tuple[OrderRow, ...] = ()
    more_orders: bool = False

    @rx.var
    def running(self) -> bool:
        """Whether the run that is looked at goes on."""
        return self.run is not None and self.run.status in ("queued", "running")

    @rx.event
    @guarded
    async def load(self) -> None:
        """Fill the form with what the address names, and show its run, or the newest."""
        asked = self.router.url.query_parameters
        found = await rx.run_in_thread(desk.choices)
        self.possible = found is not None
        if found is not None:
            self._offer(found, asked.get("candidate", ""), asked.get("base", ""))
        number = asked.get("run", "")
        await self._show(int(number) if number.isdecimal() else None)
        self.ready = True

    @rx.event
    @guarded
    async def choose_candidate(self, value: Short) -> None:
        """Choose what is tried."""
        self.candidate = value

    @rx.event
    @guarded
    async def choose_base(self, value: Short) -> None:
        """Choose what it is compared with."""
        self.base = value

    @rx.event
    @guarded
    async def choose_starts(self, value: Short) -> None:
        """Choose the first day."""
        self.starts = value

    @rx.event
    @guarded
    async def choose_until(self, value: Short) -> None:
        """Choose the day before which it ends."""
        self.until = value

    @rx.event
    @guarded
    async def choose_span(self, span: Short) -> None:
        """Take the last so many days, or everything."""
        self.until = self.last
        self.starts = self.first if span == "all" else self._days_before(span)

    @rx.event
    @guarded
    async def begin(self) -> AsyncIterator[Any]:
        """Queue the simulation and look at it."""
        self.starting = True
        yield
        try:
            wanted = Wanted(self.candidate, self.base, self.starts, self.until)
            number = await rx.run_in_thread(lambda: desk.start(wanted))
        finally:
            self.starting = False
        self._close()
        await self._show(number)
        yield rx.call_script(f"history.replaceState(null, '', '/simulate?run={number}')")

    @rx.event
    @guarded
    async def look(self, _at: Short = "") -> None:
        """Read how far the run is; asked for once a second while it goes on."""
        if self.run is not None:
            await self._show(self.run.id)

    @rx.event
    @guarded
    async def show(self, number: int) -> Any:
        """Look at an earlier run."""
        self._close()
        await self._show(number)
        return rx.call_script(f"history.replaceState(null, '', '/simulate?run={number}')")

    @rx.event
    @guarded
    async def cancel(self) -> None:
        """Have the run stop."""
        if self.run is None:
            return
        number = self.run.id
        await rx.run_in_thread(lambda: desk.cancel(number))
        await self._show(number)

    @rx.event
    @guarded
    async def toggle(self, was: Words, becomes: Words) -> None:
        """Open or close a group of changed orders."""
        if (was, becomes) == (self.open_was, self.open_becomes):
            self._close()
            return
        self.open_was, self.open_becomes, self.orders = was, becomes, ()
        await self._more()

    @rx.event
    @guarded
    async def more(self) -> None:
        """Show fifty more orders of the open group in place of these."""
        await self._more()

    async def _more(self) -> None:
        if self.run is None:
            return
        number, was, becomes, offset = self.run.id, self.open_was, self.open_becomes, len(self.orders)
        found = await rx.run_in_thread(lambda: desk.orders_of(number, was, becomes, offset))
        self.orders = (*self.orders, *found)
        self.more_orders = len(found) == desk.PAGE

    async def _show(self, number: int | None) -> None:
        self.run = await rx.run_in_thread(lambda: desk.run(number))
        self.runs = await rx.run_in_thread(desk.runs)

    def _offer(self, found: Choices, wanted: str, against: str) -> None:
        self.candidates, self.bases = found.candidates, found.revisions
        known = {option.value for option in found.candidates}
        self.candidate = wanted if wanted in known else desk.DRAFT
        bases = {option.value for option in found.revisions}
        self.base = against if against in bases else self.base or found.live
        self.first, self.last = found.first, found.last
        self.until = self.until or found.last
        self.starts = self.starts or self._days_before("91")

    def _days_before(self, days: str) -> str:
        if not days.isdecimal():
            raise Refused("There is no such span.", "Choose one of the spans shown.")
        begins = date.fromisoformat(self.last) - timedelta(days=int(days))
        return max(self.first, begins.isoformat())

    def _close(self) -> None:
        self.open_was = self.open_becomes = ""
        self.orders, self.more_orders = (), False
