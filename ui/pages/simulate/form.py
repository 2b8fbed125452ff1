"""The form of a new simulation: what to try, against what, over which orders."""

from typing import Any

import reflex as rx

from ui.components import bits, entries
from ui.pages.simulate.state import SimulateState
from ui.words import simulate as words

State: Any = SimulateState  # what Reflex makes of a state's fields has no types


def form() -> rx.Component:
    """One row of choices and the button that runs it."""
    return rx.el.section(
        _choice(
            words.CANDIDATE,
            State.candidate,
            State.candidates,
            State.choose_candidate,
            "candidate",
        ),
        _choice(words.AGAINST, State.base, State.bases, State.choose_base, "base"),
        _day(words.FROM, State.starts, State.choose_starts, "from"),
        _day(words.UNTIL, State.until, State.choose_until, "until"),
        rx.el.span(
            *(
                bits.button(
                    label,
                    kind="quiet",
                    small=True,
                    on_click=State.choose_span(span),
                    data_testid=f"span-{span}",
                )
                for span, label in words.SPANS
            ),
            class_name="btns",
        ),
        bits.button(
            words.RUN,
            kind="primary",
            on_click=State.begin,
            disabled=State.starting | State.running,
            data_testid="simulate-run",
        ),
        aria_label=words.NEW,
        class_name="sim-form",
    )


def _choice(label: str, value: Any, options: Any, on_value: Any, name: str) -> rx.Component:
    return rx.el.label(
        rx.el.span(label), entries.choice(value, options, on_value, data_testid=f"simulate-{name}")
    )


def _day(label: str, value: Any, on_value: Any, name: str) -> rx.Component:
    return rx.el.label(
        rx.el.span(label),
        rx.el.input(
            type="date",
            value=value,
            on_change=on_value,
            min=State.first,
            max=State.last,
            class_name="line",
            data_testid=f"simulate-{name}",
        ),
    )
