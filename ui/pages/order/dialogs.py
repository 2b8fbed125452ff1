"""What an order asks before something happens to it: cancelling, a rejection, a short pick."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.components.dialog import dialog
from ui.pages.order.state import OrderState
from ui.words import order as words

State: Any = OrderState  # what Reflex makes of a state's fields has no types


def dialogs() -> rx.Component:
    """All dialogs of the page; at most one is open."""
    return rx.fragment(
        _dialog(
            "cancel", words.CANCEL_TITLE, words.CANCEL_MORE, words.CANCEL_ORDER, State.cancel, words.KEEP
        ),
        _dialog("rejected", words.REJECT_TITLE, words.REJECT_MORE, words.REPORT, State.report, words.BACK),
        _dialog(
            "short_pick",
            words.SHORT_TITLE,
            words.REJECT_MORE,
            words.REPORT,
            State.report,
            words.BACK,
            _missing(),
        ),
    )


def _dialog(
    name: str, title: str, more: str, act: str, on_act: Any, back: str, *inside: rx.Component
) -> rx.Component:
    kind = "danger" if name == "cancel" else "primary"
    return dialog(
        title,
        rx.el.p(more, class_name="mute"),
        *inside,
        rx.el.label(
            rx.el.span(words.REASON, class_name="label"),
            rx.el.input(
                default_value="",
                on_change=State.set_reason.debounce(150),
                on_blur=State.set_reason,
                placeholder=words.REASON_HINT,
                class_name="line",
                auto_focus=True,
                data_testid="report-reason",
            ),
            class_name="field",
        ),
        rx.el.div(
            bits.button(back, on_click=State.close),
            bits.button(act, kind=kind, on_click=on_act, data_testid=f"confirm-{name}"),
            class_name="btns",
        ),
        is_open=State.dialog == name,
        on_close=State.close,
    )


def _missing() -> rx.Component:
    return rx.el.div(
        rx.el.label(
            rx.el.span(words.LINE, class_name="label"),
            rx.el.select(
                rx.foreach(State.picks, lambda each: rx.el.option(each.label, value=each.value)),
                value=State.line,
                on_change=State.set_line,
                class_name="sel ctl",
            ),
            class_name="field",
        ),
        rx.el.label(
            rx.el.span(words.UNITS, class_name="label"),
            rx.el.input(
                default_value="1",
                on_change=State.set_units.debounce(150),
                on_blur=State.set_units,
                input_mode="numeric",
                class_name="line",
            ),
            class_name="field",
        ),
    )
