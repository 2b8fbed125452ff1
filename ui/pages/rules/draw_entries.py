"""Draws the entry of a row's value: one for each kind of operand."""

from typing import Any

import reflex as rx

from ui.builder.views import Node
from ui.components import entries
from ui.components.bits import icon
from ui.pages.rules.state import RulesState
from ui.words import rules as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types

NodeVar = Any
"""A var of `views.Node`; its attributes are vars too."""


def entry(node: NodeVar) -> rx.Component:
    """The entry that the node asks for; nothing when its operator takes no value."""
    return rx.match(
        node.entry,
        ("figure", _figure(node, unit=node.unit)),
        ("hours", _figure(node, unit=node.unit)),
        ("count", _figure(node, unit=node.unit)),
        ("money", _figure(node, before=node.symbol)),
        ("text", _line(node)),
        ("choice", _choice(node)),
        ("instant", _timed(node, 0, "datetime-local")),
        ("range", _pair(_figure(node, unit=node.unit), _figure(node, 1, unit=node.unit))),
        ("money_range", _pair(_figure(node, before=node.symbol), _figure(node, 1, before=node.symbol))),
        ("radius", rx.fragment(_figure(node, 1, unit=node.unit), _choice(node))),
        ("times", _pair(_timed(node, 0, "time"), _timed(node, 1, "time"))),
        ("weekdays", _weekdays(node)),
        ("chips", _chips(node)),
        ("picks", _picks(node)),
        rx.fragment(),
    )


def _pair(first: rx.Component, second: rx.Component) -> rx.Component:
    return rx.fragment(first, rx.el.span(words.AND, class_name="mute"), second)


def _bad(node: NodeVar) -> Any:
    return (node.problem != "") & ~node.unfinished


def _figure(node: NodeVar, place: int = 0, *, before: Any = None, unit: Any = None) -> rx.Component:
    return entries.figure(
        node.text2 if place else node.text,
        State.type_value(node.id, place),
        State.leave_value(node.id, place),
        before=before,
        unit=unit,
        bad=_bad(node),
        key=f"{node.key}.{place}",
        aria_label=node.label,
        data_testid="value",
    )


def _line(node: NodeVar) -> rx.Component:
    return entries.text(
        node.text,
        State.type_value(node.id, 0),
        State.leave_value(node.id, 0),
        key=node.key,
        aria_label=node.label,
        aria_invalid=_bad(node),
        data_testid="value",
    )


def _timed(node: NodeVar, place: int, kind: str) -> rx.Component:
    return rx.el.input(
        type=kind,
        default_value=node.text2 if place else node.text,
        on_change=State.type_value(node.id, place),
        key=f"{node.key}.{place}",
        aria_label=node.label,
        aria_invalid=_bad(node),
        class_name="line line--time",
        data_testid="value",
    )


def _choice(node: NodeVar) -> rx.Component:
    return entries.choice(
        node.text,
        node.options,
        State.type_value(node.id, 0),
        aria_label=node.label,
        aria_invalid=_bad(node),
        data_testid="value",
    )


def _weekdays(node: NodeVar) -> rx.Component:
    chosen = node.chips.foreach(lambda chip: chip.value)
    return rx.el.span(
        rx.foreach(
            node.options,
            lambda day: rx.el.button(
                day.label,
                type="button",
                aria_pressed=rx.cond(chosen.contains(day.value), "true", "false"),
                on_click=State.toggle_value(node.id, day.value),
                key=day.value,
            ),
        ),
        role="group",
        aria_label=node.label,
        class_name="seg",
        data_testid="value",
    )


def _chips(node: NodeVar) -> rx.Component:
    adding = entries.adding_text(State.add_values(node.id), words.ADD_VALUES, data_testid="value")
    return entries.several(
        node.chips, lambda value: State.remove_value(node.id, value), adding, node.label, _bad(node)
    )


def _picks(node: NodeVar) -> rx.Component:
    adding = rx.cond(
        node.options.length() > 0,
        entries.adding_choice(node.options, State.add_values(node.id), words.ADD_VALUE, data_testid="value"),
    )
    return entries.several(
        node.chips, lambda value: State.remove_value(node.id, value), adding, node.label, _bad(node)
    )


def problem(text: Any, unfinished: Any = False) -> rx.Component:
    """What is wrong with an entry, beside it; quieter for one that has yet to be filled in."""
    wrong = rx.el.p(icon("bad", "s14"), text, class_name="err")
    if not isinstance(unfinished, rx.Var):
        return rx.cond(text, wrong)
    yet = rx.el.p(icon("edit", "s14"), text, class_name="err err--yet")
    return rx.cond(text, rx.cond(unfinished, yet, wrong))


__all__ = ["Node", "NodeVar", "entry", "problem"]
