"""Closing a location for a time, and opening it again; both ask first."""

from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from ui.components import bits, entries
from ui.components.dialog import dialog
from ui.desk import stock as desk
from ui.guard import guarded
from ui.pages.stock.state import StockState
from ui.refusal import done
from ui.words import stock as words

Short = Annotated[str, Field(max_length=100)]
Reason = Annotated[str, Field(max_length=500)]


class DoorState(rx.State):
    """The location that is about to be closed or opened; `location` is empty while none is."""

    location: str = ""
    name: str = ""
    closed_until: str = ""
    to_be_sent: str = ""
    earliest: str = ""
    day: str = ""
    day_words: str = ""
    reason: str = ""
    asked: int = 0

    @rx.var
    def is_closing(self) -> bool:
        """Whether it is asked to close."""
        return self.location != "" and self.closed_until == ""

    @rx.var
    def is_opening(self) -> bool:
        """Whether it is asked to open."""
        return self.location != "" and self.closed_until != ""

    @rx.var
    def close_title(self) -> str:
        """The heading while closing."""
        return words.close_title(self.name)

    @rx.var
    def open_title(self) -> str:
        """The heading while opening."""
        return words.open_title(self.name)

    @rx.var
    def close_it(self) -> str:
        """What the button that closes says."""
        return words.close_it(self.name, self.day_words) if self.day_words else words.close_title(self.name)

    @rx.var
    def opening_says(self) -> str:
        """What opening does."""
        return words.opening_says(self.name, self.closed_until)

    @rx.event
    @guarded
    async def ask(self, location: Short) -> None:
        """Ask about a location's door."""
        found = await rx.run_in_thread(lambda: desk.door(location))
        self.location, self.name, self.closed_until = location, found.name, found.closed_until
        self.to_be_sent, self.earliest = words.to_be_sent(found.to_be_sent), found.earliest
        self.day = self.day_words = self.reason = ""
        self.asked += 1

    @rx.event
    @guarded
    async def choose_day(self, day: Short) -> None:
        """Choose the first day on which it is open again."""
        self.day = self.day_words = ""
        if day:
            self.day_words = await rx.run_in_thread(lambda: desk.day_of(day))
            self.day = day

    @rx.event
    @guarded
    async def write_reason(self, reason: Reason) -> None:
        """Take the reason."""
        self.reason = reason

    @rx.event
    @guarded
    async def cancel(self) -> None:
        """Leave the door as it is."""
        self.location = ""

    @rx.event
    @guarded
    async def close(self) -> list[Any]:
        """Close the location until that day."""
        location, day, reason = self.location, self.day, self.reason
        said = await rx.run_in_thread(lambda: desk.close(location, day, reason))
        self.location = ""
        return [StockState.look, done(said.what, said.more)]

    @rx.event
    @guarded
    async def reopen(self) -> list[Any]:
        """Open the location again."""
        location = self.location
        said = await rx.run_in_thread(lambda: desk.reopen(location))
        self.location = ""
        return [StockState.look, done(said.what, said.more)]


State: Any = DoorState  # what Reflex makes of a state's fields has no types


def doors() -> rx.Component:
    """Both dialogs."""
    return rx.fragment(_closing(), _opening())


def _closing() -> rx.Component:
    return dialog(
        State.close_title,
        rx.el.p(words.CLOSING_SAYS, " ", rx.el.b(State.to_be_sent)),
        entries.field(
            words.FIRST_DAY,
            rx.el.input(
                type="date",
                value=State.day,
                on_change=State.choose_day,
                min=State.earliest,
                id="close-day",
                class_name="line",
                data_testid="close-day",
            ),
            html_for="close-day",
        ),
        entries.field(
            words.REASON,
            entries.text(
                "",
                State.write_reason,
                key="reason-" + State.asked.to_string(),
                id="close-reason",
                max_length=500,
                data_testid="close-reason",
            ),
            words.REASON_HELP,
            html_for="close-reason",
        ),
        _buttons(
            bits.button(
                State.close_it,
                kind="danger",
                on_click=State.close,
                disabled=State.day == "",
                data_testid="close-location",
            )
        ),
        is_open=State.is_closing,
        on_close=State.cancel,
        data_testid="closing",
    )


def _opening() -> rx.Component:
    return dialog(
        State.open_title,
        rx.el.p(State.opening_says),
        _buttons(
            bits.button(words.REOPEN, kind="primary", on_click=State.reopen, data_testid="open-location")
        ),
        is_open=State.is_opening,
        on_close=State.cancel,
        data_testid="opening",
    )


def _buttons(does: rx.Component) -> rx.Component:
    return rx.el.div(bits.button(words.KEEP, on_click=State.cancel), does, class_name="btns")
