"""Draws the line under a rule's name: owner, validity, scope and note, which opens to be edited."""

from typing import Any

import reflex as rx

from ui.components import entries
from ui.components.bits import icon
from ui.pages.rules.draw_entries import problem
from ui.pages.rules.state import RulesState
from ui.words import rules as rule_words
from ui.words import scope as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types

RULE = State.rule
FACTS = RULE.facts


def facts() -> rx.Component:
    """The line; it stands open while something in it is wrong."""
    return rx.el.details(
        rx.el.summary(
            _fact("person", FACTS.owner),
            rx.cond(
                RULE.default, "", rx.fragment(_fact("calendar", FACTS.validity), _fact("pin", FACTS.scope))
            ),
            _fact("note", FACTS.note),
            icon("down", "s14"),
            aria_label=words.FACTS,
            class_name="builder-facts",
            data_testid="facts",
        ),
        rx.el.div(
            _text("owner", rule_words.OWNER, RULE.owner, 80),
            rx.cond(
                RULE.default,
                rx.el.p(words.DEFAULT_SCOPE, class_name="small mute wide"),
                rx.fragment(_validity(), _scope()),
            ),
            _text("note", rule_words.NOTE, RULE.note, 2000, class_name="wide"),
            class_name="more-fields",
        ),
        open=RULE.facts.wrong,
        key=f"facts-{RULE.id}",
        class_name="rule-facts",
    )


def _fact(name: str, text: Any) -> rx.Component:
    return rx.el.span(icon(name, "s14"), rx.el.span(text), class_name="fact", title=text)


def _validity() -> rx.Component:
    return rx.fragment(
        _instant("valid_from", rule_words.VALID_FROM, RULE.valid_from),
        _instant("valid_until", rule_words.VALID_UNTIL, RULE.valid_until),
        rx.el.p(rule_words.VALID_HELP, class_name="small mute wide"),
    )


def _instant(name: str, label: str, value: Any) -> rx.Component:
    entry = rx.el.input(
        type="datetime-local",
        default_value=value,
        on_change=State.set_instant(name),
        key=f"{RULE.key}.{name}",
        id=f"entry-{name}",
        class_name="line line--time",
    )
    return entries.field(label, rx.fragment(entry, problem(RULE.problem_of[name])), html_for=f"entry-{name}")


def _text(name: str, label: str, value: Any, most: int, **props: Any) -> rx.Component:
    entry = entries.text(
        value,
        State.set_text(name),
        key=f"{RULE.key}.{name}",
        id=f"entry-{name}",
        max_length=most,
        class_name="line--wide",
    )
    inside = rx.fragment(entry, problem(RULE.problem_of[name]))
    return entries.field(label, inside, html_for=f"entry-{name}", **props)


def _scope() -> rx.Component:
    return rx.fragment(
        rx.foreach(FACTS.lists, _list),
        rx.el.div(
            rx.el.label(words.PERCENT, html_for="entry-percent", class_name="label"),
            entries.figure(
                FACTS.percent,
                State.set_percent,
                unit="%",
                key=f"{RULE.key}.percent",
                id="entry-percent",
                data_testid="scope-percent",
            ),
            rx.el.p(words.PERCENT_HELP, class_name="small mute"),
            class_name="field",
        ),
        rx.el.div(
            rx.el.p(words.SCOPE_HELP, class_name="small mute"),
            problem(RULE.problem_of["scope"]),
            id="entry-scope",
            class_name="wide",
        ),
    )


def _list(each: Any) -> rx.Component:
    add, remove = State.add_scope(each.key), State.remove_scope
    label = f"entry-{each.key}"
    adding = rx.cond(
        each.closed,
        entries.adding_choice(each.options, add, words.ADD, id=label),
        entries.adding_text(add, rule_words.ADD_VALUES, id=label),
    )
    return rx.el.div(
        rx.el.label(each.label, html_for=label, class_name="label"),
        entries.several(each.chips, lambda value: remove(each.key, value), adding, each.label),
        class_name="field",
        key=each.key,
        data_testid=f"scope-{each.key}",
    )
