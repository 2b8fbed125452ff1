"""Draws the Rules page: the list, the builder, the bar of the draft, and its dialogs."""

from typing import Any

import reflex as rx

from ui.components.bits import banner, button, loading, nothing
from ui.components.dialog import dialog
from ui.components.publishing import publish_dialog
from ui.components.shell import ShellState
from ui.pages.rules.draw_list import draft_bar, rule_list
from ui.pages.rules.draw_rule import builder
from ui.pages.rules.state import RulesState
from ui.words import rules as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types


def body() -> rx.Component:
    return rx.fragment(
        rx.match(
            State.absent,
            ("", rx.cond(State.known, rx.fragment(rule_list(), builder()), loading(6))),
            rx.el.div(nothing(words.NO_RULES, State.absent), class_name="page"),
        ),
        _discarding(),
        rx.el.button(hidden=True, type="button", on_click=State.send_whole, data_send_whole=""),
        publish_dialog(State.load, ShellState.look),
    )


def bar() -> rx.Component:
    return rx.fragment(draft_bar(), rx.cond(State.stale, _stale()))


def _stale() -> rx.Component:
    return banner(
        words.STALE,
        words.STALE_MORE,
        button(words.LOAD_THEIRS, small=True, on_click=State.load_theirs, data_testid="load-theirs"),
        button(words.KEEP_MINE, small=True, on_click=State.keep_mine, data_testid="keep-mine"),
        kind="bad",
        class_name="banner--bar",
        data_testid="stale",
    )


def _discarding() -> rx.Component:
    close = State.ask_discard(False)
    return dialog(
        words.DISCARD_ASK,
        rx.el.p(words.DISCARD_MORE),
        rx.el.div(
            button(words.KEEP_EDITING, on_click=close),
            button(words.DISCARD, kind="danger", on_click=State.discard, data_testid="confirm-discard"),
            class_name="btns",
        ),
        is_open=State.discarding,
        on_close=close,
    )
