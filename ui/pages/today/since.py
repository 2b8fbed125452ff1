"""What the live rules changed against the ones before them, as far as a simulation has said."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.today.state import TodayState
from ui.words import today as words

State: Any = TodayState  # what Reflex makes of a state's fields has no types


def since() -> rx.Component:
    """The live revision, who published it and why, and what it did."""
    none = bits.nothing(
        words.NO_RULES, words.NO_RULES_WHY, bits.link_button(words.SEE_VERSIONS, to="/versions", small=True)
    )
    return rx.el.section(rx.cond(State.live, _live(), none), class_name="since", data_testid="since")


def _live() -> rx.Component:
    live = State.live
    title = rx.cond(
        live.before > 0,
        "What v" + live.number.to_string() + " changes",
        "v" + live.number.to_string() + " decides",
    )
    when = rx.el.span("live since ", rx.el.span(live.since, title=live.since_exactly))
    return rx.fragment(
        bits.section_head(title, when, end=_actions()),
        rx.el.div(
            rx.el.div(_says(), _facts()),
            rx.cond(live.groups.length() > 0, _moved()),
            class_name="since-cols",
        ),
    )


def _actions() -> rx.Component:
    live = State.live
    simulate = bits.link_button(
        "Simulate it against v" + live.before.to_string(),
        to="/simulate?candidate=" + live.number.to_string() + "&base=" + live.before.to_string(),
        small=True,
        data_testid="simulate-live",
    )
    seen = bits.link_button(
        words.SEE_SIMULATION, to="/simulate?run=" + live.run.to_string(), small=True, data_testid="see-run"
    )
    versions = bits.link_button(words.SEE_VERSIONS, to="/versions", small=True)
    asked = rx.cond(live.run > 0, seen, rx.cond(live.before > 0, simulate))
    return rx.el.span(asked, versions, class_name="btns")


def _says() -> rx.Component:
    live = State.live
    unknown = rx.cond(
        live.before > 0,
        "Nobody has simulated v"
        + live.number.to_string()
        + " against v"
        + live.before.to_string()
        + " yet, so what it changed is not known.",
        words.FIRST,
    )
    said = rx.fragment(rx.el.b(live.says), " ", live.says_more)
    return rx.el.p(rx.cond(live.run > 0, said, unknown), class_name="sentence", data_testid="since-says")


def _facts() -> rx.Component:
    live = State.live
    return rx.el.dl(
        _fact(words.PUBLISHED_BY, live.who),
        _fact(words.REASON, rx.cond(live.reason != "", "“" + live.reason + "”", words.NO_REASON)),
        rx.cond(live.run > 0, _fact(words.ORDERS_USED, live.span)),
        class_name="pairs wide",
    )


def _fact(name: str, value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(value))


def _moved() -> rx.Component:
    live = State.live
    head = "v" + live.before.to_string() + " to v" + live.number.to_string()
    return rx.el.div(
        rx.el.h3(words.MOVED),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(head, scope="col"),
                    *(rx.el.th(each, scope="col", class_name="num") for each in words.SINCE_HEADS),
                )
            ),
            rx.el.tbody(rx.foreach(live.groups, _group)),
            class_name="table",
        ),
    )


def _group(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row.was, " ", bits.icon("arrow-right", "s14"), " ", row.becomes),
        rx.el.td(row.orders, class_name="num"),
        rx.el.td(row.money, class_name="num"),
    )
