"""Why an order went where it went: the reason in sentences, the locations asked, every rule tried."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.order.state import OrderState
from ui.pages.orders.body import status_of
from ui.words import order as words

State: Any = OrderState  # what Reflex makes of a state's fields has no types


def why() -> rx.Component:
    """The reason, the rules that took effect, and proof that replaying gives the same."""
    decision = State.decision
    return rx.cond(
        decision,
        rx.el.section(
            _head(),
            rx.el.p(
                rx.el.b(decision.first), " ", decision.more, class_name="sentence", data_testid="order-why"
            ),
            rx.cond(
                decision.besides.length() > 0,
                rx.el.ul(
                    rx.foreach(decision.besides, rx.el.li), class_name="besides", data_testid="order-besides"
                ),
            ),
            _foot(),
            rx.cond(State.tracing, _trace()),
            class_name="why",
        ),
    )


def _head() -> rx.Component:
    decision = State.decision
    tabs = rx.el.span(
        rx.foreach(
            State.decisions,
            lambda each, index: rx.el.button(
                each.tab,
                type="button",
                aria_pressed=rx.cond(State.shown == index, "true", "false"),
                on_click=State.choose(index),
            ),
        ),
        role="group",
        aria_label="Decisions",
        class_name="seg end",
    )
    by = rx.el.span(
        words.DECIDED_BY,
        " ",
        rx.el.b(decision.revision, data_testid="order-revision"),
        ", ",
        words.ON_STOCK_OF,
        " ",
        decision.at,
    )
    return rx.el.div(
        rx.el.h2(words.WHY),
        rx.el.p(by, class_name="small"),
        rx.cond(State.decisions.length() > 1, tabs),
        class_name="sec-head",
    )


def _foot() -> rx.Component:
    decision = State.decision
    proof = rx.cond(decision.same, bits.status("good", words.SAME), bits.status("bad", words.NOT_SAME))
    return rx.el.p(
        rx.foreach(
            decision.applied,
            lambda rule: rx.el.span(
                bits.icon("rules", "s14"), " ", bits.link(rule.name, to="/rules?rule=" + rule.rule_id)
            ),
        ),
        rx.el.span(proof, title=decision.hash, data_testid="order-replayed"),
        bits.button(
            rx.cond(State.tracing, words.HIDE_TRACE, words.SHOW_TRACE),
            kind="link",
            on_click=State.toggle_trace,
            aria_expanded=rx.cond(State.tracing, "true", "false"),
            data_testid="order-trace",
        ),
        class_name="small mute why-foot",
    )


def _trace() -> rx.Component:
    return rx.el.ol(rx.foreach(State.decision.tried, _rule), class_name="path")


def _rule(rule: Any) -> rx.Component:
    return rx.el.li(
        rx.el.i(class_name="knot", aria_hidden="true"),
        rx.el.div(
            rx.el.b(rule.kind, ": ", rule.name),
            rx.el.span(status_of(rule.look, rule.verdict), class_name="end"),
            class_name="stop-head",
        ),
        rx.cond(rule.note != "", rx.el.p(rule.note, class_name="small mute")),
        rx.cond(rule.missed != "", rx.el.p(rule.missed, class_name="small mute")),
        rx.cond(
            rule.missed == "",
            _conditions(rule),
            rx.el.details(rx.el.summary(words.CONDITIONS, class_name="small"), _conditions(rule)),
        ),
        class_name=rx.cond(rule.verdict == "matched", "stop is-here", "stop is-pass"),
    )


def _conditions(rule: Any) -> rx.Component:
    return rx.el.ul(rx.foreach(rule.rows, _condition), class_name="trace")


def _condition(row: Any) -> rx.Component:
    marks = {"good": "check", "warn": "unknown", "bad": "warn"}
    mark = rx.match(row.look, *((look, bits.icon(name)) for look, name in marks.items()), bits.icon("x"))
    return rx.el.li(
        mark,
        rx.el.span(bits.hidden(row.verdict + ": "), row.text),
        rx.el.span(row.seen, class_name="v"),
        rx.cond(row.wanted != "", rx.el.span(row.wanted, class_name="why")),
        class_name=rx.cond(row.look == "good", "", "no"),
        style={"padding-left": "calc(14px * " + row.depth.to_string() + ")"},
    )


def asked() -> rx.Component:
    """Every location that was asked, and the first thing that decided about it."""
    decision = State.decision
    heads = (
        ("Location", ""),
        ("Distance", "num"),
        (words.HAS, "num"),
        ("Arrives", ""),
        ("Cost", "num"),
        ("Verdict", ""),
        ("First thing that decided it", ""),
    )
    return rx.cond(
        decision & (decision.asked.length() > 0),
        rx.el.section(
            bits.section_head(words.ASKED, words.ASKED_MORE),
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(*(rx.el.th(head, scope="col", class_name=look) for head, look in heads))
                ),
                rx.el.tbody(rx.foreach(decision.asked, _asked)),
                class_name="table cands",
                data_testid="order-asked",
            ),
        ),
    )


def _asked(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(bits.icon(row.icon), row.name, scope="row"),
        rx.el.td(row.distance, class_name="num"),
        rx.el.td(row.free, class_name="num has", custom_attrs={"data-label": words.HAS}),
        rx.el.td(row.arrives),
        rx.el.td(row.cost, class_name="num"),
        rx.el.td(status_of(row.look, row.verdict)),
        rx.el.td(row.because),
        class_name=rx.cond(row.won, "is-won", ""),
    )
