"""Reporting a count: what is thought to be there, what was found, and what that changes."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from engine.inventory import MOST_UNITS
from ui.components import bits, entries
from ui.components.dialog import dialog
from ui.desk import stock as desk
from ui.guard import guarded
from ui.pages.stock.state import StockState
from ui.refusal import Refused, done
from ui.views.stock import Level, count_effect, count_follows, count_warning
from ui.words import shell as shell_words
from ui.words import stock as words

Short = Annotated[str, Field(max_length=100)]


class CountState(rx.State):
    """The count that is being reported; `sku` is empty while none is."""

    sku: str = ""
    location: str = ""
    title: str = ""
    level: Level | None = None
    typed: str = ""
    asked: int = 0
    recording: bool = False

    @rx.var
    def is_open(self) -> bool:
        """Whether a count is being reported."""
        return self.sku != ""

    @rx.var
    def problem(self) -> str:
        """Why what was typed is no count; empty while nothing was."""
        return "" if not self.typed.strip() or self._units() is not None else words.NOT_A_NUMBER

    @rx.var
    def effect(self) -> str:
        """What the count changes, before it does."""
        units, level = self._units(), self.level
        return "" if units is None or level is None else count_effect(level, units)

    @rx.var
    def follows(self) -> str:
        """What the count would do to orders that wait."""
        units, level = self._units(), self.level
        return "" if units is None or level is None else count_follows(level, units)

    @rx.var
    def warning(self) -> str:
        """What is to be known when less was found than is allocated."""
        units, level = self._units(), self.level
        return "" if units is None or level is None else count_warning(level, units)

    @rx.event
    @guarded
    async def ask(self, sku: Short, location: Short) -> None:
        """Begin a count of a SKU at a location."""
        self.level = await rx.run_in_thread(lambda: desk.level(location, sku))
        self.sku, self.location, self.typed = sku, location, ""
        self.title = words.count_title(sku, self.level.location)
        self.asked += 1

    @rx.event
    @guarded
    async def write(self, text: Short) -> None:
        """Take what was typed."""
        self.typed = text

    @rx.event
    @guarded
    async def close(self) -> None:
        """Close without a count."""
        self.sku = ""

    @rx.event
    @guarded
    async def record(self) -> AsyncIterator[Any]:
        """Record the count, decide again who waits for it, and show the new stock."""
        units, level = self._units(), self.level
        if units is None or level is None:
            raise Refused(words.NOT_A_NUMBER)
        self.recording = True
        yield
        sku, location, seen = self.sku, self.location, level.on_hand
        try:
            counted = await rx.run_in_thread(lambda: desk.count(location, sku, units, seen))
        finally:
            self.recording = False
            self.sku = ""
        yield StockState.look
        yield done(counted.what, counted.more)

    def _units(self) -> int | None:
        """The whole number that was typed, thousands parted or not."""
        digits = self.typed.strip().replace(",", "")
        return int(digits) if digits.isdecimal() and len(digits) < 10 and int(digits) <= MOST_UNITS else None


State: Any = CountState  # what Reflex makes of a state's fields has no types


def counting() -> rx.Component:
    """The dialog that takes a count."""
    level = State.level
    return dialog(
        State.title,
        rx.cond(level, _thought(level)),
        entries.field(
            words.COUNTED,
            entries.figure(
                "",
                State.write,
                bad=State.problem != "",
                key="count-" + State.asked.to_string(),
                id="count-units",
                auto_focus=True,
                data_testid="count-units",
            ),
            html_for="count-units",
        ),
        rx.cond(State.problem != "", rx.el.p(bits.icon("bad", "s14"), State.problem, class_name="err")),
        rx.cond(
            State.effect != "",
            rx.el.p(rx.el.b(State.effect), " ", State.follows, data_testid="count-effect"),
        ),
        rx.cond(State.warning != "", bits.banner(State.warning)),
        rx.el.div(
            bits.button(shell_words.CANCEL, on_click=State.close),
            bits.button(
                words.COUNT_KEEP,
                kind="primary",
                on_click=State.record,
                disabled=(State.effect == "") | State.recording,
                data_testid="count-record",
            ),
            class_name="btns",
        ),
        is_open=State.is_open,
        on_close=State.close,
        data_testid="counting",
    )


def _thought(level: Any) -> rx.Component:
    """What is thought to be there now."""
    facts = (
        ("On hand", level.on_hand),
        ("allocated", level.allocated),
        ("reserved", level.reserved),
        ("safety stock", level.safety_stock),
        ("ATP", level.atp),
    )
    return rx.fragment(
        rx.el.p(level.name, class_name="mute"),
        rx.el.p(
            *(rx.el.span(name, " ", rx.el.b(units.to_string())) for name, units in facts), class_name="sum"
        ),
    )
