"""Draws the keys of the Rules page: the sheet that lists them, and what the page's scripts need of them."""

from typing import Any

import reflex as rx

from ui.components.bits import button, icon_button
from ui.components.dialog import dialog
from ui.guard import guarded
from ui.pages.rules.state import RulesState
from ui.words import keys

State: Any = RulesState  # what Reflex makes of a state's fields has no types

DOINGS = ("up", "down", "in", "out", "copy", "remove")
PART_KEYS = " ".join(f"{chord}={doing}" for doing in DOINGS for chord in keys.chords(doing).split())
"""What keys do to the condition or group that has the focus, for assets/reach.js."""
GOES = {
    "next-rule": "rule 1",
    "previous-rule": "rule -1",
    "find-rule": "find",
    "to-rule": "conditions",
    "problems": "problem",
    "try-it": "try",
}


class KeysState(rx.State):
    """Whether the sheet of keys is open."""

    is_open: bool = False

    @rx.event
    @guarded
    async def show(self, is_open: bool) -> None:
        """Open or close it."""
        self.is_open = is_open


Keys: Any = KeysState


def help_button() -> rx.Component:
    """Opens the sheet of keys."""
    return icon_button(
        "unknown",
        keys.HELP,
        on_click=Keys.show(True),
        data_page_keys=keys.chords("help"),
        data_testid="keys",
    )


def goes() -> tuple[rx.Component, ...]:
    """What keys go to, and the entry through which the page's scripts tell what was done by hand."""
    buttons = (
        rx.el.button(hidden=True, type="button", data_page_keys=keys.chords(name), data_go=place)
        for name, place in GOES.items()
    )
    return *buttons, rx.el.input(hidden=True, type="text", on_change=State.by_hand, data_by_hand="")


def spoken() -> tuple[rx.Component, ...]:
    """What a screen reader hears of edits, and which part gets the focus."""
    return (
        rx.el.p(State.said, role="status", class_name="vh", data_testid="said"),
        rx.el.p(role="status", class_name="vh", data_echo=State.selected, data_testid="heard"),
        rx.el.span(hidden=True, data_focus=State.focus),
    )


def help_sheet() -> rx.Component:
    """Every key of the page, from the table that the page takes its keys from."""
    close = Keys.show(False)
    return dialog(
        keys.TITLE,
        rx.el.div(*(_group(group) for group in keys.GROUPS), class_name="keys"),
        rx.el.p(keys.MOVE_BY_HAND, " ", keys.MAC, class_name="small mute"),
        rx.el.div(button(keys.CLOSE, on_click=close), class_name="btns"),
        is_open=Keys.is_open,
        on_close=close,
        data_testid="keys-sheet",
    )


def _group(group: keys.Group) -> rx.Component:
    return rx.el.section(
        rx.el.h3(group.title),
        *((rx.el.p(group.where, class_name="small mute"),) if group.where else ()),
        *((rx.el.dl(*(_key(key) for key in group.keys)),) if group.keys else ()),
    )


def _key(key: keys.Key) -> rx.Component:
    return rx.el.div(rx.el.dt(*_chords(key)), rx.el.dd(key.does))


def _chords(key: keys.Key) -> list[Any]:
    parts: list[Any] = []
    for chord in key.chords:
        parts += [" ", keys.THEN, " "] if parts else []
        parts += [rx.el.kbd(each) for each in keys.pressed(chord)]
    return parts
