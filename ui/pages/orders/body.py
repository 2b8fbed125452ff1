"""Draws the Orders page: filter, table, paging."""

from typing import Any

import reflex as rx

from ui.components import bits, entries
from ui.pages.orders.state import OrdersState
from ui.words import orders as words

State: Any = OrdersState  # what Reflex makes of a state's fields has no types
HEADS = ("Order", "Placed", "To", "Sold", "Size", "Total", "State", "Sent from", "Because of")


def body() -> rx.Component:
    """The whole page below the top bar."""
    return rx.fragment(
        rx.el.p(words.WHAT_FOR, class_name="sentence"),
        _filter(),
        rx.cond(State.ready, _found(), bits.loading(8)),
    )


def _filter() -> rx.Component:
    return rx.el.div(
        entries.search(
            State.text, State.search, words.SEARCH, data_testid="orders-search", key="orders-search"
        ),
        rx.el.span(rx.foreach(State.tabs, _tab), role="group", aria_label="State", class_name="seg"),
        _choice(State.channel, words.EVERY_CHANNEL, list(words.CHANNELS.items()), State.choose_channel),
        rx.el.select(
            rx.el.option(words.EVERY_LOCATION, value=""),
            rx.foreach(State.locations, lambda each: rx.el.option(each.label, value=each.value)),
            value=State.location,
            on_change=State.choose_location,
            aria_label=words.EVERY_LOCATION,
            class_name="sel ctl",
        ),
        class_name="filter",
    )


def _tab(each: Any) -> rx.Component:
    return rx.el.button(
        each.label,
        type="button",
        aria_pressed=rx.cond(State.status == each.value, "true", "false"),
        on_click=State.choose_status(each.value),
    )


def _choice(value: Any, every: str, options: list[tuple[str, str]], on_value: Any) -> rx.Component:
    shown = [rx.el.option(label, value=name) for name, label in options]
    return rx.el.select(
        rx.el.option(every, value=""),
        *shown,
        value=value,
        on_change=on_value,
        aria_label=every,
        class_name="sel ctl",
    )


def _found() -> rx.Component:
    nothing = rx.cond(
        (State.text == "") & (State.channel == "") & (State.location == "") & (State.status == ""),
        bits.nothing(words.NONE_YET, words.NONE_YET_WHY),
        bits.nothing(
            words.NONE_FOUND, words.NONE_FOUND_WHY, bits.button(words.SHOW_ALL, on_click=State.show_all)
        ),
    )
    return rx.cond(State.lines.length() > 0, rx.fragment(_table(), _pages()), nothing)


def _table() -> rx.Component:
    return rx.el.section(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    *(
                        rx.el.th(head, scope="col", class_name="num" if head == "Total" else "")
                        for head in HEADS
                    )
                )
            ),
            rx.el.tbody(rx.foreach(State.lines, _line)),
            class_name="table orders",
            data_testid="orders",
        ),
        aria_live="polite",
    )


def _line(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(bits.link(row.name, to="/orders/" + row.id), scope="row"),
        rx.el.td(bits.moment(row.placed, row.placed_exactly)),
        rx.el.td(row.place, rx.el.small(row.customer)),
        rx.el.td(row.channel, rx.el.small(row.service)),
        rx.el.td(row.size),
        rx.el.td(row.total, class_name="num"),
        rx.el.td(status_of(row.look, row.status)),
        rx.el.td(row.locations),
        rx.el.td(row.because, class_name="mute"),
        key=row.id,
    )


def status_of(look: Any, shown: Any) -> rx.Component:
    """A status whose look is only known when it is drawn."""
    looks = [(name, bits.status(name, shown)) for name in bits.STATUS_ICONS]
    return rx.match(look, *looks, rx.el.span(shown))


def _pages() -> rx.Component:
    return rx.el.nav(
        bits.button(
            bits.icon("left"), words.LATER, small=True, on_click=State.later, disabled=~State.has_later
        ),
        rx.el.span(State.span, class_name="mute", data_testid="orders-span"),
        bits.button(
            words.EARLIER, bits.icon("right"), small=True, on_click=State.earlier, disabled=~State.has_earlier
        ),
        aria_label="Pages",
        class_name="pages",
    )
