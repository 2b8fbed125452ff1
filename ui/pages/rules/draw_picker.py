"""Draws the picker of fields: a search, and the fields of each entity with their help and unit."""

from typing import Any

import reflex as rx

from ui.components import entries
from ui.components.bits import icon
from ui.pages.rules.state import PickerState, RulesState
from ui.words import rules as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types
Picker: Any = PickerState


def picker(trigger: rx.Component, purpose: Any, part: Any, scope: Any) -> rx.Component:
    """Opens the list of fields below the trigger. `purpose` is `row` (another field for this row) or
    `add` (a new row at the end of this group); `scope` is order, line or location."""
    key = f"{purpose}:{part}"
    return rx.popover.root(
        rx.popover.trigger(trigger),
        rx.popover.content(
            rx.cond(Picker.open == key, _menu()),
            class_name="menu menu--fields",
            side="bottom",
            align="start",
            aria_label=words.FIND_FIELD,
            on_close_auto_focus=rx.prevent_default,
        ),
        open=Picker.open == key,
        on_open_change=Picker.turn(purpose, part, scope),
    )


@rx.memo
def _menu() -> rx.Component:
    return rx.el.div(
        entries.search("", Picker.find, words.FIND_FIELD, auto_focus=True, data_testid="find-field"),
        rx.el.div(
            rx.foreach(Picker.fields, _group),
            rx.cond(Picker.fields.length() == 0, rx.el.p(words.NO_FIELD, class_name="head")),
            class_name="menu-list",
        ),
        data_arrows="",
    )


def _group(group: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h3(group.label, class_name="head"),
        rx.el.ul(rx.foreach(group.fields, _field)),
        key=group.label,
    )


def _field(field: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.cond(field.why_not != "", icon("lock", "s14")), field.label, class_name="menu-word"
            ),
            rx.el.span(field.unit, class_name="mute"),
            rx.el.small(rx.cond(field.why_not != "", field.why_not, field.help)),
            type="button",
            disabled=field.why_not != "",
            on_click=[
                Picker.close,
                State.pick_field(Picker.purpose, Picker.part, field.path),
            ],
            data_arrow="",
            data_testid=f"field-{field.path}",
            class_name="menu-row",
        ),
        key=field.path,
    )
