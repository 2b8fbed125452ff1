"""Products by SKU, each with its ATP by location, and how that came about."""

from typing import Any

import reflex as rx

from ui.components import bits, entries
from ui.pages.orders.body import status_of
from ui.pages.stock.counting import CountState
from ui.pages.stock.ledger import LedgerState
from ui.pages.stock.state import StockState
from ui.words import stock as words

State: Any = StockState  # what Reflex makes of a state's fields has no types
Ledger: Any = LedgerState
Counts: Any = CountState


def products() -> rx.Component:
    """The filter, the table and its pages."""
    found = rx.fragment(_table(), _pages())
    return rx.el.section(
        bits.section_head(words.PRODUCTS, rx.el.span(words.ATP, ": ", words.ATP_LONG)),
        _filter(),
        rx.cond(State.products.length() > 0, found, _nothing()),
        aria_live="polite",
    )


def _filter() -> rx.Component:
    return rx.el.div(
        entries.search(
            State.text,
            State.search,
            words.SEARCH,
            data_testid="stock-search",
            key="stock-search-" + State.typed.to_string(),
        ),
        rx.el.select(
            rx.el.option(words.EVERY_LOCATION, value=""),
            rx.foreach(State.places, lambda each: rx.el.option(each.label, value=each.value)),
            value=State.location,
            on_change=State.choose_location,
            aria_label=words.EVERY_LOCATION,
            class_name="sel ctl",
            data_testid="stock-location",
        ),
        class_name="filter",
    )


def _nothing() -> rx.Component:
    show_all = bits.button(words.SHOW_ALL, on_click=State.show_all)
    return rx.cond(
        (State.text == "") & (State.location == ""),
        bits.nothing(words.NO_PRODUCTS, words.NO_PRODUCTS_WHY),
        bits.nothing(words.NONE_FOUND, words.NONE_FOUND_WHY, show_all),
    )


def _table() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(words.SKU, scope="col"),
                    rx.el.th(words.PRODUCT, scope="col"),
                    rx.el.th(words.CATEGORY, scope="col"),
                    rx.el.th(words.ATP, scope="col", class_name="num", title=words.ATP_LONG),
                    rx.foreach(
                        State.columns, lambda place: rx.el.th(place.label, scope="col", class_name="num")
                    ),
                )
            ),
            rx.el.tbody(rx.foreach(State.products, _product)),
            class_name="table stock",
            data_testid="products",
        ),
        class_name="scroll",
    )


def _product(row: Any) -> rx.Component:
    is_open = State.open_sku == row.sku
    return rx.fragment(
        rx.el.tr(
            rx.el.th(_opener(row, is_open), scope="row"),
            rx.el.td(row.name),
            rx.el.td(row.category, class_name="mute"),
            rx.el.td(rx.el.b(row.atp), class_name=rx.cond(row.is_out, "num bad", "num")),
            rx.foreach(
                row.cells,
                lambda cell: rx.el.td(cell.shown, class_name=rx.cond(cell.look == "", "num", "num dim")),
            ),
            class_name=rx.cond(is_open, "is-open", ""),
            data_testid="product-" + row.sku,
        ),
        rx.cond(is_open, rx.el.tr(rx.el.td(_levels(), col_span=100), class_name="sub")),
        key=row.sku,
    )


def _opener(row: Any, is_open: Any) -> rx.Component:
    return bits.button(
        bits.icon(rx.cond(is_open, "down", "right"), "s14"),
        row.sku,
        kind="link",
        on_click=State.toggle(row.sku),
        aria_expanded=rx.cond(is_open, "true", "false"),
        aria_label=words.SHOW_DETAIL + ": " + row.sku,
    )


def _levels() -> rx.Component:
    heads = (rx.el.th(head, scope="col", class_name=look) for head, look in words.DETAIL_HEADS)
    table = rx.el.table(
        rx.el.thead(rx.el.tr(*heads)),
        rx.el.tbody(rx.foreach(State.levels, _level)),
        class_name="table levels",
        data_testid="levels",
    )
    return rx.cond(State.levels.length() > 0, table, rx.el.p(words.NO_STOCK_EVER))


def _level(row: Any) -> rx.Component:
    where = " " + State.open_sku + ", " + row.location
    return rx.el.tr(
        rx.el.td(row.location),
        *(
            rx.el.td(each, class_name="num")
            for each in (row.on_hand, row.allocated, row.reserved, row.safety_stock, rx.el.b(row.atp))
        ),
        rx.el.td(rx.el.span(status_of(row.look, row.offered), title=row.offered_exactly)),
        rx.el.td(
            bits.button(
                words.LEDGER,
                kind="quiet",
                small=True,
                on_click=Ledger.show(State.open_sku, row.code),
                aria_label=words.LEDGER + where,
            ),
            bits.button(
                words.COUNT,
                small=True,
                on_click=Counts.ask(State.open_sku, row.code),
                aria_label=words.COUNT + where,
            ),
            class_name="end",
        ),
        key=row.code,
        data_testid="level-" + row.code,
    )


def _pages() -> rx.Component:
    return rx.el.nav(
        bits.button(
            bits.icon("left"), words.EARLIER, small=True, on_click=State.back, disabled=~State.has_back
        ),
        rx.el.span(State.span, class_name="mute", data_testid="stock-span"),
        bits.button(words.LATER, bits.icon("right"), small=True, on_click=State.on, disabled=~State.has_on),
        aria_label="Pages",
        class_name="pages",
    )
