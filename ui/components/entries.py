"""Where values are entered: text, figures with a unit, choices, switches, several values as chips.

An entry keeps what is typed to itself and hands it over when the typing rests, and on leaving. It takes a
value from the server only when its `key` changes, so that nothing moves under the fingers.
"""

from typing import Any

import reflex as rx

from ui.components.bits import Part, Text, classes, icon
from ui.words.shell import REMOVE

PAUSE = 30
"""Milliseconds without a key after which what was typed is handed over."""


def field(label: Part, entry: rx.Component, help_text: Part = "", **props: Any) -> rx.Component:
    """An entry with its label above and help below."""
    return rx.el.div(
        rx.el.label(label, html_for=props.pop("html_for", ""), class_name="label"),
        entry,
        rx.el.p(help_text, class_name="small mute"),
        class_name=classes("field", props.pop("class_name", "")),
        **props,
    )


def text(value: Text, on_value: Any, on_left: Any = None, **props: Any) -> rx.Component:
    """One line of text. Give it a `key` that changes when the server changes the value."""
    return rx.el.input(
        default_value=value,
        on_change=on_value.debounce(PAUSE),
        on_blur=on_value if on_left is None else on_left,
        data_commit="",
        class_name=classes("line", props.pop("class_name", "")),
        auto_complete="off",
        **props,
    )


def figure(
    value: Text,
    on_value: Any,
    on_left: Any = None,
    *,
    before: Part = None,
    unit: Part = None,
    bad: Any = False,
    **props: Any,
) -> rx.Component:
    """A figure with its unit after it, or its currency before."""
    inner = rx.el.input(
        default_value=value,
        on_change=on_value.debounce(PAUSE),
        on_blur=on_value if on_left is None else on_left,
        data_commit="",
        input_mode="decimal",
        auto_complete="off",
        aria_invalid=bad,
        **props,
    )
    parts = [
        *([] if before is None else [rx.el.span(before, class_name="unit")]),
        inner,
        *([] if unit is None else [rx.el.span(unit, class_name="unit")]),
    ]
    size = "entry entry--n" if before is None else "entry entry--money"
    names = rx.cond(bad, f"{size} is-bad", size) if isinstance(bad, rx.Var) else size
    return rx.el.span(*parts, class_name=names)


def several(chips: Any, on_remove: Any, adding: rx.Component, label: Text, bad: Any = False) -> rx.Component:
    """Several values as chips, each with its cross; `on_remove` takes the value. `adding` adds one."""
    return rx.el.span(
        rx.foreach(
            chips,
            lambda chip: rx.el.span(
                chip.label,
                rx.el.button(
                    icon("x", "s12"),
                    type="button",
                    aria_label=REMOVE + " " + chip.label,
                    on_click=on_remove(chip.value),
                ),
                key=chip.value,
                class_name="chip",
            ),
        ),
        adding,
        role="group",
        aria_label=label,
        class_name=rx.cond(bad, "chips is-bad", "chips"),
    )


def adding_text(on_value: Any, label: Text, **props: Any) -> rx.Component:
    """Adds what is typed or pasted, on Enter and on leaving; Backspace takes the last chip away."""
    return rx.el.input(
        on_blur=on_value,
        data_commit="",
        data_clear="",
        placeholder="+",
        aria_label=label,
        title=label,
        auto_complete="off",
        class_name="chip-in",
        **props,
    )


def adding_choice(options: Any, on_value: Any, label: Text, **props: Any) -> rx.Component:
    """Adds one of the values that are left."""
    return rx.el.select(
        rx.el.option("+", value=""),
        rx.foreach(options, lambda each: rx.el.option(each.label, value=each.value)),
        value="",
        on_change=on_value,
        aria_label=label,
        title=label,
        class_name="chip-sel",
        **props,
    )


def choice(value: Text, options: Any, on_value: Any, *, look: str = "ctl", **props: Any) -> rx.Component:
    """A choice of few, in the browser's own list. `options`: (value, label) pairs, or a var of objects."""
    shown = (
        rx.foreach(options, lambda each: rx.el.option(each.label, value=each.value))
        if isinstance(options, rx.Var)
        else [rx.el.option(label, value=each) for each, label in options]
    )
    inside = shown if isinstance(shown, list) else [shown]
    return rx.el.select(*inside, value=value, on_change=on_value, class_name=classes("sel", look), **props)


def switch(on: Any, on_click: Any, label: Text, **props: Any) -> rx.Component:
    """On or off."""
    return rx.el.button(
        type="button",
        role="switch",
        aria_checked=rx.cond(on, "true", "false") if isinstance(on, rx.Var) else str(on).lower(),
        aria_label=label,
        on_click=on_click,
        class_name="switch",
        **props,
    )


def segments(now: rx.Var[str], options: list[tuple[str, str]], on_value: Any, label: str) -> rx.Component:
    """A choice of two to four that shows all of them. `on_value` takes the chosen one's name."""
    return rx.el.span(
        *(
            rx.el.button(
                words,
                type="button",
                aria_pressed=rx.cond(now == name, "true", "false"),
                on_click=on_value(name),
                data_testid=f"segment-{name}",
            )
            for name, words in options
        ),
        role="group",
        aria_label=label,
        class_name="seg",
    )


def search(value: Text, on_value: Any, label: str, **props: Any) -> rx.Component:
    """A search field that searches as it is typed."""
    return rx.el.span(
        icon("search"),
        rx.el.input(
            default_value=value,
            on_change=on_value.debounce(150),
            placeholder=label,
            aria_label=label,
            type="search",
            auto_complete="off",
            **props,
        ),
        class_name="find",
    )
