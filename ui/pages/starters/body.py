"""Draws the gallery: a filter by kind, groups of questions, a card each, and the form in a dialog."""

from typing import Any

import reflex as rx

from ui.components import entries
from ui.components.bits import button, icon, link_button, loading, nothing
from ui.components.sentence import sentence
from ui.components.starter_picture import starter_picture
from ui.pages.starters.form import form
from ui.pages.starters.state import StartersState
from ui.views.starters import Card
from ui.words import rules as rule_words
from ui.words import starters as words

State: Any = StartersState  # what Reflex makes of a state's fields has no types

KINDS = [("", words.ALL)] + [
    (kind, rule_words.KINDS[kind]) for kind in ("hold", "routing", "split", "exception")
]


def body() -> rx.Component:
    return rx.match(
        State.absent,
        ("", rx.cond(State.known, _gallery(), loading(6))),
        nothing(rule_words.NO_RULES, State.absent),
    )


def _gallery() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.p(words.INTRO, class_name="mute"),
            rx.el.div(
                entries.segments(State.kind, KINDS, State.show_kind, words.FILTER),
                link_button(icon("left", "s14"), words.BACK, to="/rules", kind="quiet", small=True),
                class_name="btns",
            ),
            class_name="starters-top",
        ),
        rx.foreach(State.groups, _group),
        form(),
    )


def _group(group: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(group.question),
            rx.el.p(group.label, class_name="small"),
            class_name="sec-head",
        ),
        rx.el.ul(rx.foreach(group.cards, lambda each: card(card=each, key=each.name)), class_name="starters"),
        key=group.kind,
        data_testid=f"starters-{group.kind}",
    )


@rx.memo
def card(card: rx.Var[Card]) -> rx.Component:
    """One starter: its question, its sentences, its picture, its tests, and the way to add it."""
    return _card(card)


def _card(each: Any) -> rx.Component:
    return rx.el.li(
        rx.el.h3(each.question, id=f"q-{each.name}"),
        rx.foreach(each.sentences, lambda said: sentence(said.spans, small=True, key=said.key)),
        starter_picture(each.picture),
        rx.el.details(
            rx.el.summary(
                rx.cond(each.passed, icon("good", class_name="good"), icon("bad", class_name="bad")),
                each.tested,
            ),
            rx.el.ul(rx.foreach(each.tests, _test)),
            class_name="starter-tests",
        ),
        rx.el.div(
            button(
                words.USE,
                on_click=State.open_form(each.name),
                aria_describedby=f"q-{each.name}",
                data_testid="use-starter",
            ),
            rx.el.span(each.asks, class_name="small mute"),
            class_name="btns",
        ),
        class_name="starter",
        data_testid=f"starter-{each.name}",
    )


def _test(test: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(test.passed, icon("good", class_name="good"), icon("bad", class_name="bad")),
        rx.el.span(
            test.name,
            rx.el.span(rx.cond(test.passed, f": {words.PASSES}", f": {words.FAILS}"), class_name="vh"),
            rx.cond(test.wrong != "", rx.el.small(test.wrong)),
        ),
        key=test.name,
    )
