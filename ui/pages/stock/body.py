"""Draws the Stock & locations page: the answer, the locations, the products, and what they open."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.orders.body import status_of
from ui.pages.stock.counting import counting
from ui.pages.stock.doors import DoorState, doors
from ui.pages.stock.ledger import ledger
from ui.pages.stock.products import products
from ui.pages.stock.state import StockState
from ui.pages.stock.tariff import tariff
from ui.words import stock as words

State: Any = StockState  # what Reflex makes of a state's fields has no types
Doors: Any = DoorState

MINUTE = 60_000
"""Milliseconds after which the page reads itself again while it is open."""


def body() -> rx.Component:
    """The whole page below the top bar."""
    nothing = bits.nothing(words.NOT_SET_UP, words.NOT_SET_UP_WHY)
    return rx.cond(State.ready, rx.cond(State.is_set_up, _page(), nothing), bits.loading(8))


def _page() -> rx.Component:
    return rx.fragment(
        rx.el.p(rx.el.b(State.lead), " ", State.trust, class_name="sentence", data_testid="stock-says"),
        rx.el.div(_locations(), tariff(), products(), class_name="stock-cols"),
        ledger(),
        counting(),
        doors(),
        rx.el.span(rx.moment(interval=MINUTE, on_change=State.look), class_name="vh", aria_hidden="true"),
    )


def _locations() -> rx.Component:
    heads = (rx.el.th(head, scope="col", class_name=look) for head, look in words.LOCATION_HEADS)
    return rx.el.section(
        bits.section_head(words.LOCATIONS),
        rx.el.table(
            rx.el.thead(rx.el.tr(*heads)),
            rx.el.tbody(rx.foreach(State.locations, _location)),
            class_name="table places",
            data_testid="locations",
        ),
    )


def _location(row: Any) -> rx.Component:
    action = rx.cond(row.is_closed, words.OPEN, words.CLOSE)
    return rx.el.tr(
        rx.el.th(bits.icon(row.icon), row.name, rx.el.small(row.kind, ", ", row.code), scope="row"),
        rx.el.td(status_of(row.look, row.state)),
        rx.el.td(row.hours),
        rx.el.td(row.cutoff, rx.cond(row.collected != "", rx.el.small(row.collected)), class_name="num"),
        rx.el.td(row.used, rx.cond(row.share >= 0, _meter(row)), class_name="num"),
        rx.el.td(row.open_shipments, class_name="num"),
        rx.el.td(row.skus, class_name="num"),
        rx.el.td(row.on_hand, class_name="num"),
        rx.el.td(status_of(row.fed_look, row.fed_state), rx.el.small(row.fed, title=row.fed_exactly)),
        rx.el.td(
            bits.button(action, small=True, on_click=Doors.ask(row.code), aria_label=action + " " + row.name),
            class_name="end",
        ),
        key=row.code,
        data_testid="location-" + row.code,
    )


def _meter(row: Any) -> rx.Component:
    return rx.el.span(
        rx.el.i(style={"width": row.share.to_string() + "%"}),
        class_name=rx.cond(row.share >= 100, "fill is-full", "fill"),
        aria_hidden="true",
    )
