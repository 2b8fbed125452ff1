"""Draws what follows the draft elsewhere on the page: the marks of rows, counts under rules, which orders."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.components.dialog import dialog
from ui.pages.rules.state import RulesState
from ui.pages.rules.trying.counting import CountState
from ui.pages.rules.trying.state import TryState
from ui.words import trying as words
from ui.words.versions import CLOSE

Try: Any = TryState  # what Reflex makes of a state's fields has no types
Counts: Any = CountState
Rules: Any = RulesState

_ICONS = {"matched": "check", "not_matched": "x", "unknown": "unknown", "failed": "warn"}


def following() -> rx.Component:
    """Has the order tried and the rules counted again whenever the draft on the screen is another."""
    whole = rx.el.button(hidden=True, type="button", on_click=Counts.send_whole, data_send_whole="")
    return rx.fragment(followed(key=Rules.shows.to_string()), whole)


@rx.memo
def followed() -> rx.Component:
    """A part of its own, so that another key mounts it anew, and its event is sent again."""
    return rx.el.span(on_mount=[Try.follow, Counts.count], hidden=True)


def mark(part: Any) -> rx.Component:
    """What a row or group of the builder said of the order that is tried."""
    said = Try.marks[part]
    shown = (
        (verdict, rx.fragment(bits.icon(name, "s14"), bits.hidden(words.MARKS[verdict])))
        for verdict, name in _ICONS.items()
    )
    return rx.el.span(
        rx.match(said, *shown, rx.fragment()),
        title=rx.match(said, *words.MARKS.items(), ""),
        class_name=rx.match(said, *((each, f"seen seen--{each}") for each in _ICONS), "seen"),
        data_testid="mark",
        data_mark=rx.match(said, *((each, each) for each in _ICONS), ""),
    )


def count_of(rule: Any) -> rx.Component:
    """How many of the latest orders a rule of the list matches, with a bar."""
    return rx.cond(
        Counts.said.contains(rule),
        rx.fragment(
            rx.el.span(rx.el.i(style={"width": Counts.share[rule]}), class_name="bar", aria_hidden="true"),
            rx.el.span(Counts.said[rule], data_testid="rule-count"),
        ),
    )


def see_which() -> rx.Component:
    """The button that shows which orders the rule matches."""
    return bits.button(words.WHICH, kind="link", on_click=Counts.see, data_testid="see-which")


def which() -> rx.Component:
    """The list of those orders."""
    rows = rx.el.ul(rx.foreach(Counts.orders, _order), class_name="try-list", data_testid="which-orders")
    return dialog(
        words.WHICH_TITLE,
        rx.el.p(Counts.head, class_name="mute", data_testid="which-head"),
        rx.cond(Counts.orders.length() > 0, rows),
        rx.el.div(bits.button(CLOSE, on_click=Counts.close), class_name="btns"),
        is_open=Counts.looking,
        on_close=Counts.close,
        data_testid="which-dialog",
    )


def _order(each: Any) -> rx.Component:
    return rx.el.li(
        bits.link(
            rx.el.b(each.name),
            rx.el.small(each.placed, ", ", each.place, ", ", each.total),
            to=f"/orders/{each.id}",
            data_testid="which-order",
        ),
        key=each.id,
    )
