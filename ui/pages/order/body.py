"""Draws the page of one order: its facts, why it went where it went, its shipments and what happened."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.components.order_map import order_map
from ui.pages.order import dialogs, side
from ui.pages.order.differ import differ
from ui.pages.order.state import OrderState
from ui.pages.order.why import asked, why
from ui.pages.orders.body import status_of
from ui.words import order as words
from ui.words import orders as list_words

State: Any = OrderState  # what Reflex makes of a state's fields has no types


def crumb() -> rx.Component:
    """Where this page stands, after the title."""
    return rx.el.nav(
        bits.icon("right", "s14"),
        bits.link(list_words.ALL, to="/orders"),
        bits.icon("right", "s14"),
        rx.el.span(rx.cond(State.order, State.order.name, "")),
        aria_label="Where you are",
        class_name="crumb",
    )


def body() -> rx.Component:
    """The whole page below the top bar."""
    missing = bits.nothing(
        words.NOT_FOUND, words.NOT_FOUND_MORE, bits.link_button(words.TO_LIST, to="/orders")
    )
    return rx.cond(State.ready, rx.cond(State.order, _page(), missing), bits.loading(6))


def _page() -> rx.Component:
    return rx.fragment(
        _head(),
        rx.el.div(
            rx.el.div(_problems(), why(), asked(), differ(), _shipments(), _lines()),
            rx.el.aside(_map(), side.holds(), side.waits(), side.timeline()),
            class_name="order-cols",
        ),
        dialogs.dialogs(),
    )


def _head() -> rx.Component:
    order = State.order
    facts = (
        (words.PROMISED, order.promised),
        (words.PLACED, order.placed + ", " + order.sold),
        (words.CUSTOMER, order.customer),
        (words.TO, order.place),
        (words.TOTAL, order.total),
    )
    return rx.el.header(
        rx.el.div(
            rx.el.div(
                rx.el.h2(order.name, data_testid="order-name"),
                rx.el.span(status_of(order.look, order.status), data_testid="order-status"),
                class_name="order-title",
            ),
            rx.el.dl(
                *(rx.el.div(rx.el.dt(name), rx.el.dd(value)) for name, value in facts), class_name="facts"
            ),
        ),
        rx.cond(
            ~order.ended,
            rx.el.div(
                bits.button(
                    words.CANCEL_ORDER, kind="danger", on_click=State.ask_cancel, data_testid="order-cancel"
                ),
                class_name="btns",
            ),
        ),
        class_name="order-head",
    )


def _problems() -> rx.Component:
    return rx.cond(
        State.order.problems.length() > 0,
        rx.el.section(
            bits.section_head(words.PROBLEMS),
            rx.el.ul(rx.foreach(State.order.problems, rx.el.li), class_name="mute"),
        ),
    )


def _map() -> rx.Component:
    return rx.cond(State.decision & State.decision.map, rx.el.section(order_map(State.decision.map)))


def _shipments() -> rx.Component:
    heads = ("From", "Lines", "Service", "Cost", "State", "")
    table = rx.el.table(
        rx.el.thead(rx.el.tr(*(rx.el.th(head, scope="col") for head in heads))),
        rx.el.tbody(rx.foreach(State.order.shipments, _shipment)),
        class_name="table ships",
        data_testid="shipments",
    )
    none = rx.el.p(words.NO_SHIPMENTS, class_name="mute")
    return rx.el.section(
        bits.section_head(words.SHIPMENTS, State.order.shipments_sum),
        rx.cond(State.order.shipments.length() > 0, table, none),
    )


def _shipment(row: Any) -> rx.Component:
    actions = rx.el.span(
        bits.button(
            words.REJECT,
            small=True,
            on_click=State.ask_report("rejected", row.id),
            data_testid="shipment-reject",
        ),
        bits.button(words.SHORT, small=True, on_click=State.ask_report("short_pick", row.id)),
        class_name="btns",
    )
    step = bits.button(
        row.step_label,
        small=True,
        on_click=State.step(row.id, row.step),
        data_testid="shipment-step",
    )
    return rx.el.tr(
        rx.el.th(row.location, rx.el.small("shipment " + row.id.to_string()), scope="row"),
        rx.el.td(row.lines, rx.el.small(row.lines_more), class_name="wrap"),
        rx.el.td(row.service),
        rx.el.td(row.cost, class_name="num"),
        rx.el.td(status_of(row.look, row.state), rx.el.small(row.when)),
        rx.el.td(rx.cond(row.open, actions), rx.cond(row.step != "", step)),
        key=row.id,
    )


def _lines() -> rx.Component:
    heads = ("Product", "Units", "Unit price", "")
    return rx.el.section(
        bits.section_head(words.LINES),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(*(rx.el.th(h, scope="col", class_name="num" if "Unit" in h else "") for h in heads))
            ),
            rx.el.tbody(rx.foreach(State.order.lines, _line)),
            class_name="table",
        ),
        rx.el.p(State.order.lines_more, class_name="small mute"),
    )


def _line(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row.name, rx.el.small(row.sku), scope="row"),
        rx.el.td(row.quantity, class_name="num"),
        rx.el.td(row.price, class_name="num"),
        rx.el.td(rx.cond(row.state != "", bits.status("wait", row.state))),
    )
