"""Draws a rule's decision table: its bar, and the place in which assets/grid.js draws the grid."""

import json
from typing import Any

import reflex as rx

from ui.components import entries
from ui.components.bits import button, icon
from ui.pages.rules.draw_entries import problem
from ui.pages.rules.draw_picker import picker
from ui.pages.rules.state import RulesState
from ui.words import grid as words
from ui.words import rules as rule_words

State: Any = RulesState  # what Reflex makes of a state's fields has no types

RULE = State.rule
TABLE = RULE.table


class GridHost(rx.el.Div):  # type: ignore[misc]  # Reflex hands it out untyped
    """The place of the grid. Whenever the view is another, it is handed to assets/grid.js."""

    def add_imports(self) -> dict[str, Any]:
        """React's hook for what happens after drawing."""
        return {"react": [rx.ImportVar(tag="useEffect")]}

    def add_hooks(self) -> list[rx.Var[Any]]:
        """Hand over the view."""
        view: Any = State.grid
        code = (
            f"useEffect(() => {{ window.gridView = {view!s}; "
            f"window.dispatchEvent(new CustomEvent('grid', {{ detail: {view!s} }})); }}, [{view!s}])"
        )
        return [rx.Var(code, _var_data=view._get_all_var_data())]  # noqa: SLF001  Reflex's way to say what it reads


def table_block() -> rx.Component:
    """The rule's decision table."""
    return rx.el.section(
        rx.el.h2(rule_words.TABLE),
        rx.cond(TABLE.state == "odd", rx.el.p(words.NO_GRID, class_name="mute"), _grid()),
        problem(RULE.problem_of["table"]),
        id="entry-table",
        class_name="block block--grid",
        data_testid="table",
    )


def _grid() -> rx.Component:
    return rx.fragment(
        _bar(),
        GridHost.create(data_grid="", data_words=json.dumps(words.ON_SCREEN), data_testid="grid"),
        rx.el.textarea(hidden=True, on_change=State.change_grid, data_grid_send="", aria_label=words.KEYS),
        rx.el.p(words.KEYS, tab_index=-1, data_grid_after="", class_name="small mute"),
    )


def _bar() -> rx.Component:
    adding = button(icon("plus", "s14"), words.ADD_HEAD, small=True, data_testid="add-column")
    return rx.el.div(
        rx.el.label(
            words.HIT,
            " ",
            entries.choice(TABLE.hit, list(words.HITS.items()), State.set_hit, data_testid="hit"),
            class_name="inline",
        ),
        rx.el.span(TABLE.size, class_name="small mute"),
        picker(adding, "column", RULE.id, "order"),
        rx.el.select(
            rx.el.option(words.ADD_RESULT, value=""),
            rx.foreach(TABLE.decides, lambda each: rx.el.option(each.label, value=each.value)),
            value="",
            on_change=State.add_result,
            aria_label=words.ADD_RESULT,
            class_name="sel ctl",
            data_testid="add-result",
        ),
        rx.el.span(
            button(words.IMPORT, small=True, on_click=State.ask_file(True), data_testid="import-table"),
            button(
                words.EXPORT_CSV,
                small=True,
                on_click=State.download_table("csv"),
                data_testid="download-csv",
            ),
            button(
                words.EXPORT_XLSX,
                small=True,
                on_click=State.download_table("xlsx"),
                data_testid="download-xlsx",
            ),
            button(
                words.OUT_OF_TABLE,
                kind="quiet",
                small=True,
                on_click=State.turn_back,
                data_testid="turn-back",
            ),
            class_name="end",
        ),
        class_name="gridbar",
    )


def turn_button() -> rx.Component:
    """Makes a table of the rule."""
    return button(
        words.INTO_TABLE,
        kind="quiet",
        small=True,
        on_click=State.turn_into_table,
        data_testid="turn-into-table",
    )
