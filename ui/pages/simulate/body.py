"""Draws the Simulate page: the form, progress, and the result from its sentence down to single orders."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.simulate.form import form
from ui.pages.simulate.moves import moves
from ui.pages.simulate.result import result, rules
from ui.pages.simulate.state import SimulateState
from ui.words import simulate as words

State: Any = SimulateState  # what Reflex makes of a state's fields has no types


def body() -> rx.Component:
    """The whole page below the top bar."""
    return rx.fragment(
        rx.el.p(words.WHAT_FOR, class_name="sentence"),
        rx.cond(State.ready, _page(), bits.loading(5)),
    )


def _page() -> rx.Component:
    nothing = bits.nothing(words.NO_ORDERS, words.NO_ORDERS_WHY)
    return rx.cond(State.possible, rx.fragment(form(), _looked_at(), _earlier()), nothing)


def _looked_at() -> rx.Component:
    run = State.run
    return rx.cond(
        run,
        rx.el.section(
            _heading(),
            rx.match(
                run.status,
                ("queued", _progress()),
                ("running", _progress()),
                ("failed", bits.banner(words.FAILED, run.error, kind="bad")),
                ("cancelled", bits.banner(words.CANCELLED, kind="note")),
                rx.fragment(result(), moves(), rules()),
            ),
            data_testid="simulation",
            class_name="sim-run",
        ),
        bits.nothing(words.NONE_YET, words.NONE_YET_WHY),
    )


def _heading() -> rx.Component:
    run = State.run
    return rx.el.div(
        rx.el.div(
            rx.el.h2(run.title, data_testid="simulation-title"),
            rx.el.p(run.span, ". ", run.ended, " ", rx.cond(run.figures, words.SAME_FIGURES, "")),
        ),
        class_name="sim-set",
    )


def _progress() -> rx.Component:
    run = State.run
    return rx.el.div(
        bits.icon("spin"),
        rx.el.span(run.done, data_testid="simulation-progress"),
        rx.el.span(
            rx.el.i(style={"width": run.percent.to_string() + "%"}),
            class_name="meter",
            role="progressbar",
            aria_label=words.RUN,
            aria_valuenow=run.percent,
            aria_valuemin=0,
            aria_valuemax=100,
        ),
        rx.el.span(run.left, class_name="small mute"),
        bits.button(words.CANCEL, small=True, on_click=State.cancel, data_testid="simulation-cancel"),
        rx.el.span(rx.moment(interval=1000, on_change=State.look), class_name="vh", aria_hidden="true"),
        class_name="running",
        aria_live="polite",
    )


def _earlier() -> rx.Component:
    return rx.cond(
        State.runs.length() > 1,
        rx.el.section(
            bits.section_head(words.EARLIER),
            rx.el.ul(rx.foreach(State.runs, _line), class_name="sim-runs"),
            class_name="changed",
        ),
    )


def _line(run: Any) -> rx.Component:
    return rx.el.li(
        bits.button(run.title, kind="link", on_click=State.show(run.id)),
        rx.el.span(run.span, class_name="mute"),
        bits.tag(run.status),
    )
