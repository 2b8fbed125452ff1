"""The seven KPIs: the sentence that answers, the window, a tile each, and how each is counted."""

from typing import Any

import reflex as rx

from ui.components import bits, entries
from ui.components.dialog import dialog
from ui.pages.today.state import TodayState
from ui.views.sparks import HEIGHT, WIDTH
from ui.words import shell as shell_words
from ui.words import today as words

State: Any = TodayState  # what Reflex makes of a state's fields has no types


def kpis() -> rx.Component:
    """Everything about the figures."""
    return rx.el.section(
        rx.el.div(_answer(), _window(), class_name="today-head"),
        rx.el.ul(rx.foreach(State.tiles, _tile), class_name="tiles", data_testid="tiles"),
        _legend(),
        _how(),
    )


def _answer() -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.b(State.lead), " ", State.more, class_name="sentence", data_testid="today-says"),
        rx.cond(State.moved != "", bits.banner(State.moved, kind="note")),
        aria_live="polite",
    )


def _window() -> rx.Component:
    return rx.el.div(
        entries.segments(State.days, list(words.WINDOWS), State.choose_days, words.WINDOW),
        rx.el.p(
            rx.el.b(State.span, data_testid="today-span"),
            rx.el.span(" against the same length before, ", class_name="mute"),
            State.baseline,
            class_name="small",
        ),
        class_name="window",
    )


def _tile(tile: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(tile.label, class_name="tile-n", title=tile.how),
            rx.el.span(
                rx.cond(tile.before != "", rx.el.small(tile.before)),
                tile.figure,
                rx.cond(tile.unit != "", rx.el.small(tile.unit)),
                class_name="tile-v",
                data_testid="kpi-" + tile.key,
            ),
            rx.cond(tile.why_none == "", _figures(tile), _why_none(tile)),
            class_name="tile",
        ),
        key=tile.key,
    )


def _figures(tile: Any) -> rx.Component:
    return rx.fragment(
        rx.el.span(
            rx.cond(tile.compared, bits.icon(tile.icon)),
            rx.el.span(tile.verdict),
            class_name="st st--" + tile.kind,
        ),
        rx.el.span(tile.interval, class_name=rx.cond(tile.compared, "tile-i", "tile-i tile-i--bare")),
        rx.cond(tile.spark, _spark(tile.spark), rx.el.span(class_name="spark")),
        rx.el.span(
            rx.cond(tile.baseline != "", rx.fragment(words.BASELINE_KEY, " ", tile.baseline)),
            class_name="tile-b",
        ),
    )


def _why_none(tile: Any) -> rx.Component:
    return rx.el.p(
        tile.why_none,
        " ",
        rx.cond(tile.key == "inventory_accuracy", bits.link(words.REPORT_COUNT, to="/stock")),
        class_name="tile-none",
    )


def _spark(line: Any) -> rx.Component:
    base = "M0 " + line.base.to_string() + f"H{WIDTH}"
    end = "M" + line.x.to_string() + " " + line.y.to_string() + "h0.01"
    return rx.el.svg(
        rx.el.path(class_name="band", d=line.band),
        rx.cond(line.base >= 0, rx.el.path(class_name="base", d=base)),
        rx.el.path(class_name="line", d=line.line),
        rx.el.path(class_name="end", d=end),
        class_name="spark",
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        preserve_aspect_ratio="none",
        aria_hidden="true",
    )


def _legend() -> rx.Component:
    key = rx.el.svg(rx.el.path(class_name="base", d="M0 4h24"), width="24", height="8", aria_hidden="true")
    return rx.el.p(
        rx.el.span(State.counted, data_testid="today-orders"),
        rx.el.span(words.BAND),
        rx.el.span(key, words.BASELINE_KEY, class_name="inline"),
        bits.button(words.HOW, kind="link", on_click=State.explain, data_testid="how"),
        class_name="legend small mute",
    )


def _how() -> rx.Component:
    return dialog(
        words.HOW,
        rx.el.dl(rx.foreach(State.tiles, _definition), class_name="how"),
        rx.el.p(words.HOW_COMPARED, class_name="small mute"),
        rx.el.div(bits.button(shell_words.CLOSE, on_click=State.close), class_name="btns"),
        is_open=State.explaining,
        on_close=State.close,
    )


def _definition(tile: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(tile.label), rx.el.dd(tile.how, rx.el.small(tile.over)), key="how-" + tile.key)
