"""Draws the tests of the draft: those of the rule in the builder, and the others below."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.rules.trying.state import TryState
from ui.words import trying as words

State: Any = TryState  # what Reflex makes of a state's fields has no types


def tests() -> rx.Component:
    """Each test with what came of it, and what can be done with it."""
    ago = rx.el.span(data_ago=State.ran_at, data_ago_before=words.RAN, class_name="end small mute")
    return rx.el.section(
        rx.el.div(rx.el.h2(words.TESTS), rx.cond(State.ran_at != "", ago), class_name="sec-head"),
        rx.cond(
            State.tests.length() > 0,
            rx.el.ul(rx.foreach(State.tests, _test), data_testid="tests"),
            rx.el.p(words.NO_TESTS, class_name="small mute"),
        ),
        rx.cond(
            State.others.length() > 0,
            rx.el.details(
                rx.el.summary(words.OTHER_TESTS, class_name="small"),
                rx.el.ul(rx.foreach(State.others, _test), data_testid="other-tests"),
            ),
        ),
        rx.cond(
            State.tally != "",
            rx.el.p(words.RED_STOPS + " ", State.tally, class_name="small mute", data_testid="tests-tally"),
        ),
        class_name="try-tests",
    )


def _test(each: Any) -> rx.Component:
    here = "test:" + each.name
    return rx.el.li(
        rx.match(
            each.look,
            ("good", bits.icon("good", "s14", class_name="good")),
            ("bad", bits.icon("bad", "s14", class_name="bad")),
            bits.icon("unclear", "s14"),
        ),
        rx.el.span(
            each.name,
            bits.hidden(": " + each.verdict),
            rx.cond(each.said != "", rx.el.span(each.said, class_name="why", data_testid="test-said")),
        ),
        rx.el.span(
            bits.icon_button(
                "right", words.OPEN, on_click=State.choose("test", each.name), data_testid="open-test"
            ),
            bits.icon_button("edit", words.RENAME, on_click=State.name_it(here), data_testid="rename-test"),
            bits.icon_button(
                "bin", words.REMOVE, on_click=State.remove_test(each.name), data_testid="remove-test"
            ),
            class_name="end",
        ),
        rx.cond(State.naming == here, naming(words.TEST_NAME, each.name, State.rename_test(each.name))),
        key=each.name,
        data_testid="test",
        data_look=each.look,
    )


def naming(label: str, value: Any, on_submit: Any) -> rx.Component:
    """A name to be typed, kept with Enter or the button."""
    return rx.el.form(
        rx.el.input(
            name="name",
            default_value=value,
            aria_label=label,
            auto_focus=True,
            auto_complete="off",
            max_length=80,
            class_name="line",
            data_testid="new-name",
        ),
        bits.button(words.KEEP, small=True, type="submit", data_testid="keep-name"),
        bits.button(words.CANCEL, small=True, kind="quiet", on_click=State.name_it("")),
        on_submit=on_submit,
        class_name="try-name",
    )
