"""Beside an order: its holds, what waits for a person, and what happened."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.order.state import OrderState
from ui.words import order as words

State: Any = OrderState  # what Reflex makes of a state's fields has no types


def holds() -> rx.Component:
    """Every hold with what lifts it."""
    return rx.cond(
        State.order.holds.length() > 0,
        rx.el.section(
            bits.section_head(words.HOLDS),
            rx.el.ul(rx.foreach(State.order.holds, _hold), class_name="side-list"),
        ),
    )


def _hold(row: Any) -> rx.Component:
    lift = bits.button(words.LIFT, small=True, on_click=State.lift(row.id), data_testid="hold-lift")
    return rx.el.li(
        rx.el.b(row.reason), rx.el.span(row.state, class_name="small mute"), rx.cond(row.open, lift)
    )


def waits() -> rx.Component:
    """The entries of the queue about this order."""
    return rx.cond(
        State.order.waits.length() > 0,
        rx.el.section(
            bits.section_head(words.QUEUE),
            rx.el.ul(rx.foreach(State.order.waits, _wait), class_name="side-list", data_testid="order-queue"),
        ),
    )


def _wait(row: Any) -> rx.Component:
    return rx.el.li(rx.el.b(row.reason), rx.el.span(row.owner, ", ", row.due, class_name="small mute"))


def timeline() -> rx.Component:
    """What happened, newest first."""
    return rx.el.section(
        bits.section_head(words.TIMELINE),
        rx.el.ol(rx.foreach(State.order.timeline, _moment), class_name="time", data_testid="order-timeline"),
    )


def _moment(row: Any) -> rx.Component:
    return rx.fragment(
        rx.cond(row.day != "", rx.el.li(row.day, class_name="day")),
        rx.el.li(
            rx.el.time(row.time, title=row.exactly),
            rx.el.span(rx.el.b(row.text), " ", rx.el.span(row.more, class_name="dim")),
            class_name=rx.cond(row.bad, "is-bad", ""),
        ),
    )
