"""Draws the Rules page: the list, the builder, the bar of the draft, and its dialogs."""

from typing import Any

import reflex as rx

from ui.components.bits import button, loading, nothing
from ui.components.dialog import dialog
from ui.components.publishing import publish_dialog
from ui.components.shell import ShellState
from ui.pages.rules.draw_begin import begin
from ui.pages.rules.draw_list import draft_bar, rule_list
from ui.pages.rules.draw_rule import builder
from ui.pages.rules.draw_together import around, clash_dialog
from ui.pages.rules.state import RulesState
from ui.words import rules as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types


def body() -> rx.Component:
    return rx.fragment(
        rx.match(
            State.absent,
            (
                "",
                rx.cond(
                    State.known,
                    rx.fragment(rule_list(), rx.cond(State.beginning, begin(), builder())),
                    loading(6),
                ),
            ),
            rx.el.div(nothing(words.NO_RULES, State.absent), class_name="page"),
        ),
        _discarding(),
        clash_dialog(),
        rx.el.button(hidden=True, type="button", on_click=State.send_whole, data_send_whole=""),
        publish_dialog(State.load, ShellState.look),
    )


def _rules() -> rx.Component:
    return rx.fragment(rule_list(), rx.cond(State.beginning, begin(), builder()))


def bar() -> rx.Component:
    return rx.fragment(draft_bar(), around())


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
