"""What the page of one order knows: the order, the decision that is looked at, and the open dialog."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from ui.desk import differing
from ui.desk import order as desk
from ui.guard import guarded
from ui.refusal import Refused, done
from ui.views.decision import DecisionView
from ui.views.differing import DifferView
from ui.views.order import OrderView, PickLine
from ui.words import differing as differing_words
from ui.words import order as order_words

TELL_EVERY = 1.0
"""Seconds between two words on how far it is."""

Short = Annotated[str, Field(max_length=200)]


class OrderState(rx.State):
    """The page's state. `dialog`: "", cancel, rejected or short_pick."""

    ready: bool = False
    order: OrderView | None = None
    decisions: tuple[DecisionView, ...] = ()
    shown: int = 0
    tracing: bool = False
    differ: DifferView | None = None
    looking: str = differing_words.LOOKING
    dialog: str = ""
    shipment: int = 0
    picks: tuple[PickLine, ...] = ()
    line: str = ""
    units: str = "1"
    reason: str = ""

    @rx.var
    def decision(self) -> DecisionView | None:
        """The decision that is looked at."""
        return self.decisions[self.shown] if self.shown < len(self.decisions) else None

    @rx.event
    @guarded
    async def load(self) -> Any:
        """Show the order that the address names."""
        self.dialog, self.tracing = "", False
        await self._look()
        self.ready = True
        return type(self).find_differing

    @rx.event(background=True, supersedes=True)
    @guarded
    async def find_differing(self) -> None:
        """Find what would have had to differ for another decision, and tell how far it is."""
        window: Any = self  # a background event changes the State only while it holds it
        async with window:
            decision = window.decision
            window.differ, window.looking = None, differing_words.LOOKING
        if decision is None:
            return
        times = [0]
        work = asyncio.create_task(
            rx.run_in_thread(lambda: differing.find(decision.id, decision.number, times.append))
        )
        while not (await asyncio.wait({work}, timeout=TELL_EVERY))[0]:
            async with window:
                window.looking = differing_words.so_far(times[-1])
        async with window:
            if window.decision is not None and window.decision.id == decision.id:
                window.differ = work.result()

    @rx.event
    @guarded
    async def choose(self, index: int) -> Any:
        """Look at another decision of the order."""
        self.shown = max(0, min(index, len(self.decisions) - 1))
        return type(self).find_differing

    @rx.event
    @guarded
    async def toggle_trace(self) -> None:
        """Show or hide every rule that was tried."""
        self.tracing = not self.tracing

    @rx.event
    @guarded
    async def ask_cancel(self) -> None:
        """Open the dialog that cancels the order."""
        self.dialog, self.reason = "cancel", ""

    @rx.event
    @guarded
    async def ask_report(self, kind: Short, shipment: int) -> None:
        """Open the dialog that reports a rejection or a short pick of a shipment."""
        found = next((each for each in self._shipments() if each.id == shipment), None)
        if found is None or kind not in ("rejected", "short_pick"):
            raise Refused("This shipment is not on the order any more.", "Load the page again.")
        self.dialog, self.shipment, self.reason, self.units = kind, shipment, "", "1"
        self.picks = found.picks
        self.line = found.picks[0].value if found.picks else ""

    @rx.event
    @guarded
    async def close(self) -> None:
        """Close the dialog; nothing happens."""
        self.dialog = ""

    @rx.event
    @guarded
    async def set_reason(self, reason: Short) -> None:
        """Take the reason typed."""
        self.reason = reason

    @rx.event
    @guarded
    async def set_line(self, line: Short) -> None:
        """Take the line of which units are missing."""
        self.line = line

    @rx.event
    @guarded
    async def set_units(self, units: Short) -> None:
        """Take how many are missing."""
        self.units = units

    @rx.event
    @guarded
    async def cancel(self) -> Any:
        """Cancel the order."""
        order_id, reason = self._id(), self._given_reason()
        return await self._do(lambda: desk.cancel(order_id, reason), "The order is cancelled.")

    @rx.event
    @guarded
    async def report(self) -> Any:
        """Report what the location said."""
        event = desk.event_of(
            self.dialog, self._id(), self.shipment, self._given_reason(), self.line, self.units
        )
        return await self._do(lambda: desk.report(event), "Reported; the rules acted on it.")

    @rx.event
    @guarded
    async def lift(self, hold: int) -> Any:
        """Lift a hold."""
        return await self._do(lambda: desk.lift(hold), "The hold is lifted.")

    @rx.event
    @guarded
    async def step(self, shipment: int, step: Short) -> Any:
        """A shipment went one step on: sent, ready, received or collected."""
        if step not in order_words.SAID:
            raise Refused("There is no such step.", "Load the page again.")
        return await self._do(lambda: desk.step(shipment, step), order_words.SAID[step])

    async def _do(self, work: Callable[[], None], what: str) -> Any:
        await rx.run_in_thread(work)
        self.dialog = ""
        await self._look()
        return [done(what), type(self).find_differing]

    async def _look(self) -> None:
        order_id = self.router.url.path.rstrip("/").rpartition("/")[2][:60]
        found = await rx.run_in_thread(lambda: desk.look(order_id))
        self.order = found.order if found else None
        self.decisions = found.decisions if found else ()
        self.shown = found.current if found else 0

    def _shipments(self) -> tuple[Any, ...]:
        return self.order.shipments if self.order else ()

    def _id(self) -> str:
        if self.order is None:
            raise Refused("There is no order here.", "Go back to the list.")
        return self.order.id

    def _given_reason(self) -> str:
        if not self.reason.strip():
            raise Refused("A reason is missing.", "Say in a few words why; it stays on the order.")
        return self.reason.strip()
