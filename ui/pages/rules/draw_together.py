"""Draws the other windows in the bar, and the question about what both touched."""

from typing import Any

import reflex as rx

from ui.builder.merge import Answer
from ui.components.bits import button, icon, link
from ui.components.dialog import dialog
from ui.components.sentence import sentence
from ui.pages.rules.state import RulesState
from ui.words import together as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types

BEAT = 4000
"""Milliseconds between two words to the server that this window is here."""


def around() -> rx.Component:
    """The other windows, and what came in from them; says so itself every few seconds."""
    said = rx.el.div(
        rx.foreach(State.others, _other),
        rx.cond(
            State.merged != "",
            rx.el.span(icon("good", "s14"), State.merged, class_name="inline", data_testid="merged"),
        ),
        role="status",
        class_name="together",
    )
    return rx.fragment(
        rx.el.span(
            rx.moment(interval=BEAT, on_change=State.beat.temporal), class_name="vh", aria_hidden="true"
        ),
        rx.cond((State.others.length() > 0) | (State.merged != ""), said),
    )


def _other(other: Any) -> rx.Component:
    where = rx.cond(
        other.place != "",
        rx.fragment(", in ", link(other.place, to=f"/rules?rule={other.rule}", replace=True)),
    )
    seen = rx.el.span(data_ago=other.at, data_ago_before=words.SEEN)
    return rx.el.span(
        icon("person", "s14"),
        rx.el.span(words.ALSO_OPEN, where, seen),
        key=other.rule,
        class_name="inline",
        data_testid="other",
    )


def clash_dialog() -> rx.Component:
    """One question for each rule that both windows changed. It stays until it is answered."""
    return dialog(
        words.ASK,
        rx.el.p(words.ASK_MORE),
        rx.el.div(rx.foreach(State.clashes, _clash), class_name="clashes"),
        rx.el.div(
            button(
                words.SETTLE,
                kind="primary",
                on_click=State.settle,
                disabled=State.unanswered,
                data_testid="settle",
            ),
            class_name="btns",
        ),
        is_open=State.clashes.length() > 0,
        on_close=rx.noop(),
        data_testid="clashes",
    )


def _clash(clash: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h3(clash.title),
        rx.el.dl(
            rx.el.dt(words.BASE),
            rx.el.dd(rx.el.p(clash.base, class_name="sentence s3")),
            rx.el.dt(words.MINE),
            rx.el.dd(sentence(clash.mine, small=True, data_testid="clash-mine")),
            rx.el.dt(words.THEIRS),
            rx.el.dd(sentence(clash.theirs, small=True, data_testid="clash-theirs")),
        ),
        rx.el.div(
            _choice(clash, "mine", words.KEEP_MINE),
            _choice(clash, "theirs", words.KEEP_THEIRS),
            rx.cond(clash.may_keep_both, _choice(clash, "both", words.KEEP_BOTH)),
            role="group",
            aria_label=clash.title,
            class_name="seg",
        ),
        key=clash.key,
        class_name="clash",
        data_testid="clash",
    )


def _choice(clash: Any, answer: Answer, label: str) -> rx.Component:
    return rx.el.button(
        label,
        type="button",
        aria_pressed=rx.cond(State.answers[clash.key] == answer, "true", "false"),
        on_click=State.answer(clash.key, answer),
        data_testid=f"answer-{answer}",
    )
