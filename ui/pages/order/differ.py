"""What would have had to differ for another decision, found while the page is already read."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.order.state import OrderState
from ui.words import differing as words

State: Any = OrderState  # what Reflex makes of a state's fields has no types


def differ() -> rx.Component:
    """The changes, each with what would have followed; before they are found, how far it is."""
    found = State.differ
    return rx.cond(
        State.decision,
        rx.el.section(
            rx.cond(
                found,
                rx.fragment(bits.section_head(words.TITLE, found.beside), _found(found)),
                rx.fragment(bits.section_head(words.TITLE), rx.el.p(State.looking, class_name="mute")),
            ),
            data_testid="order-differ",
        ),
    )


def _found(found: Any) -> rx.Component:
    return rx.fragment(
        rx.cond(found.runner_up != "", rx.el.p(found.runner_up, class_name="differ-next")),
        rx.cond(found.rows.length() > 0, rx.el.ul(rx.foreach(found.rows, _row), class_name="differ")),
        rx.cond(found.note != "", rx.el.p(found.note, class_name="mute")),
    )


def _row(row: Any) -> rx.Component:
    return rx.el.li(rx.el.b(row.says), rx.el.span(row.then))
