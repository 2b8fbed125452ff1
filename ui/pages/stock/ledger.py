"""The ledger of one SKU at one location: every movement, with the balance after it."""

from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from ui.components import bits
from ui.components.dialog import dialog
from ui.desk import stock as desk
from ui.guard import guarded
from ui.views.stock import LedgerLine
from ui.words import shell as shell_words
from ui.words import stock as words

Short = Annotated[str, Field(max_length=100)]


class LedgerState(rx.State):
    """The ledger that is looked at; `sku` is empty while none is."""

    sku: str = ""
    location: str = ""
    title: str = ""
    offset: int = 0
    total: int = 0
    lines: tuple[LedgerLine, ...] = ()

    @rx.var
    def is_open(self) -> bool:
        """Whether a ledger is looked at."""
        return self.sku != ""

    @rx.var
    def span(self) -> str:
        """Which of how many movements are shown."""
        return words.span(self.offset + 1, self.offset + len(self.lines), self.total)

    @rx.var
    def has_newer(self) -> bool:
        """Whether newer movements stand before these."""
        return self.offset > 0

    @rx.var
    def has_older(self) -> bool:
        """Whether older movements stand after these."""
        return self.offset + len(self.lines) < self.total

    @rx.event
    @guarded
    async def show(self, sku: Short, location: Short) -> None:
        """Look at the ledger of a SKU at a location."""
        self.sku, self.location = sku, location
        await self._page(0)

    @rx.event
    @guarded
    async def older(self) -> None:
        """Page on to older movements."""
        await self._page(self.offset + desk.LEDGER_PAGE)

    @rx.event
    @guarded
    async def newer(self) -> None:
        """Page back to newer movements."""
        await self._page(max(0, self.offset - desk.LEDGER_PAGE))

    @rx.event
    @guarded
    async def close(self) -> None:
        """Close it."""
        self.sku = ""

    async def _page(self, offset: int) -> None:
        location, sku = self.location, self.sku
        found = await rx.run_in_thread(lambda: desk.ledger(location, sku, offset))
        self.offset, self.lines, self.total = offset, found.lines, found.total
        self.title = words.ledger_title(sku, found.location)


State: Any = LedgerState  # what Reflex makes of a state's fields has no types


def ledger() -> rx.Component:
    """The dialog that shows it."""
    return dialog(
        State.title,
        rx.el.p(words.LEDGER_SAYS, class_name="mute"),
        rx.cond(State.lines.length() > 0, _table(), rx.el.p(words.NOTHING_MOVED)),
        rx.el.div(
            rx.cond(State.has_newer | State.has_older, _pages()),
            bits.button(shell_words.CLOSE, on_click=State.close),
            class_name="btns",
        ),
        is_open=State.is_open,
        on_close=State.close,
        data_testid="ledger",
    )


def _table() -> rx.Component:
    heads = (rx.el.th(head, scope="col", class_name=look) for head, look in words.LEDGER_HEADS)
    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(*heads)),
            rx.el.tbody(rx.foreach(State.lines, _line)),
            class_name="table ledger",
            data_testid="ledger-lines",
        ),
        class_name="scroll",
    )


def _line(row: Any) -> rx.Component:
    order = bits.link(row.order, to="/orders/" + row.order_id)
    return rx.el.tr(
        rx.el.td(bits.moment(row.at, row.exactly)),
        rx.el.td(row.kind),
        *(
            rx.el.td(each, class_name="num")
            for each in (row.on_hand, row.allocated, row.on_hand_after, row.allocated_after)
        ),
        rx.el.td(rx.cond(row.order_id != "", order, rx.el.span(row.note, class_name="mute"))),
        key=row.id.to_string(),
    )


def _pages() -> rx.Component:
    return rx.el.nav(
        bits.button(
            bits.icon("left"), words.NEWER, small=True, on_click=State.newer, disabled=~State.has_newer
        ),
        rx.el.span(State.span, class_name="mute", data_testid="ledger-span"),
        bits.button(
            words.OLDER, bits.icon("right"), small=True, on_click=State.older, disabled=~State.has_older
        ),
        aria_label="Pages of the ledger",
        class_name="pages",
    )
