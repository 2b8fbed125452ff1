"""Draws the dialog in which a file is chosen, its columns matched, and what it changes looked at."""

from typing import Any

import reflex as rx

from ui.builder.grids.files import LARGEST
from ui.components import entries
from ui.components.bits import button, icon
from ui.components.dialog import dialog
from ui.pages.rules.state import RulesState
from ui.words import sheets as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types

SHEET = State.sheet

_READ = f"""(async () => {{
  const file = document.getElementById('table-file').files[0];
  if (!file) return '';
  if (file.size > {LARGEST}) return 'large';
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts = [];
  for (let at = 0; at < bytes.length; at += 8192) {{
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }}
  return btoa(parts.join(''));
}})()"""
_FORGET = "document.getElementById('table-file').value = ''"
"""So that the same file, mended, can be chosen again: browsers tell only of another one."""


def sheet_dialog() -> rx.Component:
    """The dialog."""
    return dialog(
        words.TITLE,
        entries.field(
            words.CHOOSE,
            rx.el.input(
                type="file",
                accept=".csv,.xlsx,.tsv,.txt,text/csv",
                on_click=rx.call_script(_FORGET),
                on_change=rx.call_script(_READ, callback=State.read_table),
                id="table-file",
                data_testid="table-file",
            ),
            words.CHOOSE_HELP,
            html_for="table-file",
        ),
        rx.cond(SHEET.known, rx.fragment(_matches(), _changes())),
        rx.el.div(
            button(words.CANCEL, on_click=State.ask_file(False)),
            button(
                words.TAKE,
                kind="primary",
                on_click=State.take_table,
                disabled=SHEET.summary == "",
                data_testid="take-table",
            ),
            class_name="btns",
        ),
        is_open=State.importing,
        on_close=State.ask_file(False),
        data_testid="sheet-dialog",
    )


def _matches() -> rx.Component:
    return rx.fragment(
        rx.el.label(
            entries.switch(
                SHEET.headed, State.has_headings(~SHEET.headed), words.HEADED, data_testid="has-headings"
            ),
            " ",
            words.HEADED,
            class_name="inline",
        ),
        rx.el.div(
            rx.el.b(words.MATCH),
            rx.el.b(words.GOES_TO),
            rx.foreach(SHEET.matches, _match),
            class_name="matches-list",
            data_testid="matches-list",
        ),
    )


def _match(each: Any, at: Any) -> rx.Component:
    return rx.fragment(
        rx.el.span(each.heading, " ", rx.el.span(each.example, class_name="small mute")),
        entries.choice(
            each.key,
            each.options,
            State.match_column(at),
            aria_label=words.GOES_TO + ": " + each.heading,
            data_testid="match",
        ),
    )


def _changes() -> rx.Component:
    return rx.fragment(
        rx.cond(
            SHEET.problem != "",
            rx.el.p(icon("bad", "s14"), SHEET.problem, role="alert", class_name="err"),
            rx.el.p(rx.el.b(words.CHANGES), ": ", SHEET.summary, role="status", data_testid="sheet-summary"),
        ),
        rx.el.ul(
            rx.foreach(SHEET.lines, lambda line: rx.el.li(line.text, class_name=line.sort)),
            rx.cond(SHEET.more != "", rx.el.li(SHEET.more, class_name="mute")),
            class_name="changes-list",
            data_testid="sheet-changes",
        ),
    )
