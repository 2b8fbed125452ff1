"""Draws the form of a starter: what it needs, and the sentence as the answers make it."""

from typing import Any

import reflex as rx

from ui.components import entries
from ui.components.bits import button, icon
from ui.components.dialog import dialog
from ui.components.sentence import sentence
from ui.pages.starters.state import StartersState
from ui.words import starters as words

State: Any = StartersState  # what Reflex makes of a state's fields has no types


def form() -> rx.Component:
    """The dialog in which a starter asks for what it needs."""
    return dialog(
        State.form.question,
        rx.el.div(
            rx.foreach(
                State.form.sentences,
                lambda said: sentence(said.spans, key=said.key, aria_live="polite"),
            ),
            data_testid="starter-sentence",
        ),
        rx.cond(
            State.form.needs.length() > 0,
            rx.foreach(State.form.needs, _need),
            rx.el.p(words.ASKS_NOTHING, class_name="mute"),
        ),
        rx.el.div(
            entries.switch(State.on, State.switch, words.SWITCHED_ON, data_testid="starter-on"),
            rx.el.span(rx.el.b(words.SWITCHED_ON), rx.el.small(words.OFF_MEANS)),
            class_name="starter-on",
        ),
        rx.el.div(
            button(words.CANCEL, on_click=State.close),
            button(words.ADD, kind="primary", on_click=State.add, data_testid="add-starter"),
            class_name="btns",
        ),
        is_open=State.opened != "",
        on_close=State.close,
        data_testid="starter-form",
    )


def _need(need: Any) -> rx.Component:
    label = f"need-{need.name}"
    entry = rx.match(
        need.entry,
        ("money", _figure(need, label, before=need.unit)),
        ("number", rx.cond(need.unit != "", _figure(need, label, unit=need.unit), _figure(need, label))),
        ("text", _text(need, label)),
        (
            "choice",
            entries.choice(need.text, need.options, State.answer(need.name), id=label),
        ),
        ("locations", _chips(need, _location(need, label))),
        _chips(need, _words(need, label)),
    )
    return rx.el.div(
        rx.el.label(need.question, html_for=label, class_name="label"),
        entry,
        rx.cond(need.help != "", rx.el.p(need.help, class_name="small mute")),
        rx.el.p(
            rx.cond(need.problem != "", icon("bad", "s14")),
            need.problem,
            role="status",
            class_name=rx.cond(need.problem != "", "err", "vh"),
            id=f"{label}-problem",
        ),
        class_name="field",
        key=f"{State.opened}-{need.name}",
        data_testid=label,
    )


def _figure(need: Any, label: Any, **beside: Any) -> rx.Component:
    answer = State.answer(need.name)
    return entries.figure(
        need.text,
        answer,
        bad=need.problem != "",
        id=label,
        key=f"{State.opened}-{label}",
        aria_describedby=f"{label}-problem",
        **beside,
    )


def _text(need: Any, label: Any) -> rx.Component:
    return entries.text(
        need.text,
        State.answer(need.name),
        id=label,
        max_length=80,
        key=f"{State.opened}-{label}",
        aria_invalid=need.problem != "",
        aria_describedby=f"{label}-problem",
    )


def _chips(need: Any, adding: rx.Component) -> rx.Component:
    return entries.several(
        need.chips,
        lambda value: State.remove_chip(need.name, value),
        adding,
        need.question,
        need.problem != "",
    )


def _location(need: Any, label: Any) -> rx.Component:
    return entries.adding_choice(need.options, State.add_chips(need.name), words.ADD_LOCATION, id=label)


def _words(need: Any, label: Any) -> rx.Component:
    return entries.adding_text(State.add_chips(need.name), words.ADD_WORDS, id=label)
