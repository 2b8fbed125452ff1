"""The orders that a simulation changes, grouped from what to what, and each of them on demand."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.simulate.state import SimulateState
from ui.words import simulate as words

COLUMNS = 9

State: Any = SimulateState  # what Reflex makes of a state's fields has no types


def moves() -> rx.Component:
    """The table of groups; a group opens into its orders."""
    run = State.run
    return rx.cond(
        run.groups.length() > 0,
        rx.el.section(
            bits.section_head(words.CHANGED, end=rx.el.span(run.stay, class_name="small")),
            rx.el.table(
                rx.el.thead(
                    _heads(
                        ("", ""),
                        ("From", ""),
                        ("To", ""),
                        ("Orders", "num"),
                        ("", ""),
                        ("Cost", "num"),
                        ("Days", "num"),
                        ("Days each", "num"),
                        ("Splits", "num"),
                        ("Because of", ""),
                    )
                ),
                rx.el.tbody(rx.foreach(run.groups, _group)),
                rx.el.tfoot(_total()),
                class_name="table moves",
                data_testid="simulation-moves",
            ),
            class_name="changed",
        ),
    )


def _heads(*columns: tuple[str, str]) -> rx.Component:
    return rx.el.tr(*(rx.el.th(label, scope="col", class_name=look) for label, look in columns))


def _group(row: Any) -> rx.Component:
    is_open = (State.open_was == row.was) & (State.open_becomes == row.becomes)
    return rx.fragment(
        rx.el.tr(
            rx.el.td(
                rx.el.button(
                    rx.cond(is_open, bits.icon("down"), bits.icon("right")),
                    type="button",
                    aria_expanded=rx.cond(is_open, "true", "false"),
                    aria_label="Show the orders that go from " + row.was + " to " + row.becomes,
                    on_click=State.toggle(row.was, row.becomes),
                    data_testid="simulation-group",
                )
            ),
            rx.el.td(row.was),
            rx.el.td(rx.el.b(row.becomes)),
            rx.el.td(rx.el.b(row.orders), class_name="num"),
            rx.el.td(rx.el.span(rx.el.i(style={"width": row.share.to_string() + "%"}), class_name="hbar")),
            *(rx.el.td(each, class_name="num") for each in (row.money, row.days, row.each, row.splits)),
            rx.el.td(_cause(row.cause, row.rule_id), class_name="gap wrap"),
            class_name=rx.cond(is_open, "is-open", ""),
        ),
        rx.cond(is_open, rx.el.tr(rx.el.td(_orders(), col_span=COLUMNS + 1), class_name="sub")),
    )


def _total() -> rx.Component:
    total = State.run.total
    return rx.cond(
        total,
        rx.el.tr(
            rx.el.td(),
            rx.el.td(words.ALL_CHANGE, col_span=2),
            rx.el.td(rx.el.b(total.orders, data_testid="simulation-changed"), class_name="num"),
            rx.el.td(),
            *(
                rx.el.td(rx.el.b(each), class_name="num")
                for each in (total.money, total.days, total.each, total.splits)
            ),
            rx.el.td(),
        ),
    )


def _cause(text: Any, rule_id: Any) -> rx.Component:
    return rx.cond(rule_id != "", bits.link(text, to="/rules?rule=" + rule_id), rx.el.span(text))


def _orders() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                _heads(
                    ("Order", ""),
                    ("Placed", ""),
                    ("To", ""),
                    ("Total", "num"),
                    ("Cost", "num"),
                    ("Days", "num"),
                    ("Because of", ""),
                )
            ),
            rx.el.tbody(rx.foreach(State.orders, _order)),
            class_name="table orders-in",
            data_testid="simulation-orders",
        ),
        rx.cond(
            State.more_orders,
            bits.button(words.SHOW_MORE, kind="quiet", small=True, on_click=State.more),
        ),
    )


def _order(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(bits.link(row.name, to="/orders/" + row.order_id)),
        rx.el.td(row.placed),
        rx.el.td(row.place),
        *(rx.el.td(each, class_name="num") for each in (row.total, row.money, row.days)),
        rx.el.td(_cause(row.cause, row.rule_id)),
    )
