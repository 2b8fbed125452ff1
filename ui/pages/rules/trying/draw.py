"""Draws Try it: the orders to choose from, and what the draft does with the one chosen."""

from typing import Any

import reflex as rx

from ui.components import bits, entries
from ui.components.order_map import order_map
from ui.pages.rules.trying.draw_tests import naming, tests
from ui.pages.rules.trying.state import TryState
from ui.words import trying as words

State: Any = TryState  # what Reflex makes of a state's fields has no types


def panel() -> rx.Component:
    """The third column."""
    return rx.el.aside(
        rx.el.div(
            rx.el.h2(words.TITLE),
            rx.el.span(
                entries.segments(State.tab, list(words.TABS.items()), State.turn, words.TITLE),
                class_name="end",
            ),
            class_name="sec-head",
        ),
        rx.cond(State.source == "", _choose(), _chosen()),
        tests(),
        aria_label=words.TITLE,
        on_mount=State.open,
        class_name="try",
        id="try-panel",
        data_testid="try-panel",
    )


def _choose() -> rx.Component:
    return rx.match(State.tab, ("saved", _saved()), ("pasted", _paste()), _recent())


def _recent() -> rx.Component:
    return rx.fragment(
        rx.el.p(words.CHOOSE, class_name="small mute"),
        entries.search("", State.find, words.FIND, data_testid="find-order"),
        rx.cond(
            State.choices.length() > 0,
            rx.el.ul(rx.foreach(State.choices, _choice), class_name="try-list", data_testid="orders-to-try"),
            rx.el.p(words.NO_ORDERS, class_name="mute", role="status"),
        ),
    )


def _choice(each: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.b(each.name),
            rx.el.small(each.detail),
            type="button",
            on_click=State.choose("recent", each.key),
            data_testid="try-order",
        ),
        key=each.key,
    )


def _saved() -> rx.Component:
    return rx.cond(
        State.saved.length() > 0,
        rx.el.ul(rx.foreach(State.saved, _saved_one), class_name="try-list", data_testid="saved-orders"),
        rx.el.p(words.NO_SAVED, class_name="mute"),
    )


def _saved_one(each: Any) -> rx.Component:
    here = "saved:" + each.key
    return rx.el.li(
        rx.el.button(
            rx.el.b(each.name),
            rx.el.small(each.detail),
            type="button",
            on_click=State.choose("saved", each.key),
            data_testid="try-saved",
        ),
        bits.icon_button("edit", words.RENAME, on_click=State.name_it(here), data_testid="rename-saved"),
        bits.icon_button(
            "bin", words.REMOVE, on_click=State.remove_saved(each.key), data_testid="remove-saved"
        ),
        rx.cond(State.naming == here, naming(words.SAVE_AS, each.name, State.rename_saved(each.key))),
        key=each.key,
    )


def _paste() -> rx.Component:
    return rx.fragment(
        rx.el.label(words.PASTE, html_for="pasted-order", class_name="label"),
        rx.el.textarea(
            default_value=State.pasted,
            on_change=State.type_pasted.debounce(entries.PAUSE),
            on_blur=State.type_pasted,
            placeholder=words.PASTE_HINT,
            spell_check=False,
            id="pasted-order",
            rows="9",
            class_name="area try-json",
            data_commit="",
            data_testid="pasted-order",
        ),
        rx.el.div(
            bits.button(words.TRY, kind="primary", on_click=State.try_pasted, data_testid="try-pasted"),
            class_name="btns",
        ),
    )


def _chosen() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            bits.button(
                bits.icon("left", "s14"),
                words.CHOOSE_ANOTHER,
                kind="link",
                small=True,
                on_click=State.clear,
                data_testid="choose-another",
            ),
            rx.el.span(
                rx.cond(State.busy, rx.fragment(bits.icon("spin", "s14"), words.WORKING)),
                class_name="end small mute",
                role="status",
                data_testid="try-working",
            ),
            class_name="try-back",
        ),
        rx.cond(
            State.note != "",
            rx.el.p(
                bits.icon("warn"), State.note, class_name="try-note", role="status", data_testid="try-note"
            ),
        ),
        rx.cond(State.wrong.length() > 0, _wrong()),
        rx.cond((State.wrong.length() > 0) & (State.source == "pasted"), _paste()),
        rx.cond(State.view, _view()),
    )


def _wrong() -> rx.Component:
    return rx.el.ul(
        rx.foreach(
            State.wrong,
            lambda each: rx.el.li(
                bits.icon("bad", "s14", class_name="bad"), " ", rx.el.b(each.field), " ", each.message
            ),
        ),
        role="alert",
        class_name="try-wrong",
        data_testid="try-wrong",
    )


def _view() -> rx.Component:
    view = State.view
    return rx.el.div(
        rx.el.div(
            rx.el.b(view.order, data_testid="tried-order"),
            rx.el.span(view.facts),
            rx.el.span(view.lines),
            rx.el.span(view.note, class_name="small"),
            class_name="try-order",
        ),
        rx.el.div(
            rx.el.b(view.outcome, class_name="try-out", data_testid="tried-outcome"),
            rx.el.p(view.detail, data_testid="tried-detail"),
            rx.cond(view.live != "", rx.el.p(view.live, class_name="mute", data_testid="tried-live")),
            rx.cond(view.because != "", rx.el.p(view.because, class_name="small mute")),
            class_name="try-said",
            aria_live="polite",
        ),
        rx.el.ol(rx.foreach(view.stops, _stop), class_name="path", data_testid="try-path"),
        rx.cond(view.map, rx.el.div(order_map(view.map), class_name="try-map")),
        _doings(view),
        rx.cond(State.naming == "order", naming(words.SAVE_AS, view.order, State.save_order)),
        aria_busy=State.busy,
        data_testid="tried",
    )


def _doings(view: Any) -> rx.Component:
    return rx.el.div(
        bits.button(
            bits.icon("test", "s14"),
            words.TURN,
            small=True,
            on_click=State.turn_into_test,
            data_testid="turn-into-test",
        ),
        bits.button(
            words.COPY,
            kind="quiet",
            small=True,
            on_click=[rx.set_clipboard(view.text), rx.toast.success(words.COPIED)],
            data_testid="copy-text",
        ),
        bits.button(
            words.SAVE, kind="quiet", small=True, on_click=State.name_it("order"), data_testid="save-order"
        ),
        class_name="btns",
    )


def _stop(stop: Any) -> rx.Component:
    return rx.el.li(
        rx.el.i(class_name="knot", aria_hidden="true"),
        rx.el.div(rx.el.b(stop.title), rx.el.span(stop.end, class_name="end"), class_name="stop-head"),
        rx.foreach(stop.say, lambda text: rx.el.p(text, class_name="small mute")),
        rx.cond(stop.rows.length() > 0, rx.el.ul(rx.foreach(stop.rows, _row), class_name="trace")),
        key=stop.key,
        class_name=rx.match(
            stop.look,
            ("here", "stop is-here"),
            ("lit", "stop"),
            ("dark", "stop is-dark"),
            "stop is-pass",
        ),
        data_testid="stop",
    )


def _row(row: Any) -> rx.Component:
    mark = rx.match(
        row.look,
        ("good", bits.icon("check", "s14")),
        ("warn", bits.icon("unknown", "s14")),
        ("bad", bits.icon("warn", "s14")),
        bits.icon("x", "s14"),
    )
    return rx.el.li(
        mark,
        rx.el.span(bits.hidden(row.verdict + ": "), row.text),
        rx.el.span(row.seen, class_name="v"),
        rx.cond(row.wanted != "", rx.el.span(row.wanted, class_name="why")),
        class_name=rx.cond(row.look == "good", "", "no"),
        style={"padding-left": "calc(14px * " + row.depth.to_string() + ")"},
    )
