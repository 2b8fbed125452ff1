"""A dialog that asks before something happens; the keyboard stays inside, Escape closes it."""

from typing import Any

import reflex as rx

from ui.components.bits import Part, Text


def dialog(title: Text, *inside: Part, is_open: rx.Var[bool], on_close: Any, **props: Any) -> rx.Component:
    """A modal dialog. `on_close` is an event without arguments, for Escape, the cross and a click outside."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(title),
            rx.dialog.description(rx.el.span(title, class_name="vh"), class_name="vh"),
            *inside,
            class_name="dialog",
            on_escape_key_down=on_close,
            on_interact_outside=on_close,
            **props,
        ),
        open=is_open,
    )
