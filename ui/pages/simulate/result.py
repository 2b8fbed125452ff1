"""The upper half of a result: what it says and cannot know, KPIs side by side, trade-off, rules."""

from typing import Any

import reflex as rx

from ui.components import bits
from ui.pages.simulate.state import SimulateState
from ui.words import simulate as words

State: Any = SimulateState  # what Reflex makes of a state's fields has no types


def result() -> rx.Component:
    """What stands above the orders that change."""
    return rx.fragment(_says(), rx.el.div(_kpis(), _trade_off(), class_name="sim-cols"))


def _says() -> rx.Component:
    run = State.run
    cannot = (rx.el.p(rx.el.b(what), " ", more) for what, more in words.CANNOT_KNOW)
    return rx.el.div(
        rx.el.section(
            rx.el.h2(words.SAYS),
            rx.el.p(
                rx.el.b(run.says), " ", run.says_more, class_name="sentence", data_testid="simulation-says"
            ),
        ),
        rx.el.section(rx.el.h2(words.CANNOT), rx.el.div(*cannot, class_name="plain")),
        class_name="says",
        aria_live="polite",
    )


def _kpis() -> rx.Component:
    run = State.run
    heads = ("KPI", "live", "tried", "difference")
    return rx.el.section(
        bits.section_head(words.SIDE_BY_SIDE, words.SIDE_BY_SIDE_MORE),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(heads[0], scope="col"),
                    rx.el.th(run.title.split(" against ")[1], scope="col", class_name="num"),
                    rx.el.th(run.title.split(" against ")[0], scope="col", class_name="num"),
                    rx.el.th(heads[3], scope="col", class_name="num", col_span=3),
                )
            ),
            rx.el.tbody(rx.foreach(run.kpis, _kpi)),
            class_name="table kpis",
            data_testid="simulation-kpis",
        ),
        rx.el.p(
            *(
                rx.el.span(bits.icon(name, "s14", class_name=look), label, class_name="inline")
                for name, look, label in (
                    ("better", "good", words.BETTER),
                    ("worse", "bad", words.WORSE),
                    ("unclear", "dim", words.UNCLEAR),
                )
            ),
            class_name="legend small mute",
        ),
    )


def _kpi(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row.label, scope="row", title=row.how),
        rx.el.td(row.base, class_name="num"),
        rx.el.td(row.candidate, class_name="num"),
        rx.el.td(
            bits.icon(row.icon, class_name="st-" + row.kind), bits.hidden(row.verdict), class_name="verdict"
        ),
        rx.el.td(rx.el.b(row.difference), rx.el.small(row.interval), class_name="num"),
        rx.el.td(rx.cond(row.picture, _interval(row.picture)), class_name="ivc"),
    )


def _interval(at: Any) -> rx.Component:
    return rx.el.svg(
        rx.el.path(class_name="zero", d="M32 0v16"),
        rx.el.line(class_name="span", x1=at.left, x2=at.right, y1="8", y2="8"),
        rx.el.circle(cx=at.middle, cy="8", r="3.5", class_name=rx.cond(at.hollow, "hollow", "")),
        class_name="iv iv--" + at.kind,
        view_box="0 0 64 16",
        width="64",
        height="16",
        aria_hidden="true",
    )


def _trade_off() -> rx.Component:
    run = State.run
    return rx.cond(
        run.points.length() > 0,
        rx.el.section(
            bits.section_head(words.PICTURE, words.PICTURE_MORE),
            rx.el.svg(
                rx.el.path(class_name="grid", d="M40 10V220H414M40 115H414M227 10V220"),
                rx.el.path(class_name="sweep", d=_lane(run.points)),
                rx.foreach(run.points, _point),
                rx.el.text("dearer", class_name="ax", x="44", y="20"),
                rx.el.text("cheaper", class_name="ax", x="44", y="214"),
                rx.el.text("fewer splits", class_name="ax", x="40", y="236"),
                rx.el.text("more splits", class_name="ax end", x="414", y="236"),
                class_name="chart",
                view_box="0 0 424 240",
                width="424",
                height="240",
                role="img",
                aria_label=run.points[0].name
                + ": "
                + run.points[0].label
                + ". "
                + run.points[1].name
                + ": "
                + run.points[1].label,
            ),
        ),
    )


def _lane(points: Any) -> Any:
    first, second = points[0], points[1]
    return (
        "M"
        + first.x.to_string()
        + " "
        + first.y.to_string()
        + "L"
        + second.x.to_string()
        + " "
        + second.y.to_string()
    )


def _point(point: Any, index: Any) -> rx.Component:
    return rx.fragment(
        rx.el.g(
            rx.el.circle(cx=point.x, cy=point.y, r="6"),
            class_name=rx.cond(index == 0, "pt pt--live", "pt pt--b"),
        ),
        rx.el.text(point.name, class_name="lab", x=point.x + 12, y=point.label_y),
        rx.el.text(point.label, class_name="ax", x=point.x + 12, y=point.label_y + 14),
    )


def rules() -> rx.Component:
    """What each rule did, and those that did nothing."""
    run = State.run
    return rx.el.div(
        rx.el.section(
            bits.section_head(words.RULES, words.RULES_MORE),
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Rule", scope="col"),
                        rx.el.th(run.title.split(" against ")[1], scope="col", class_name="num"),
                        rx.el.th(run.title.split(" against ")[0], scope="col", class_name="num"),
                    )
                ),
                rx.el.tbody(rx.foreach(run.rules, _rule)),
                class_name="table",
                data_testid="simulation-rules",
            ),
        ),
        rx.el.section(
            bits.section_head(words.NEVER),
            rx.cond(
                run.never.length() > 0,
                rx.el.ul(rx.foreach(run.never, _never), class_name="sim-runs"),
                rx.el.p(words.NEVER_NONE, class_name="mute"),
            ),
        ),
        class_name="sim-cols sim-cols--even",
    )


def _rule(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.el.span(row.kind, " ", class_name="dim"),
            bits.link(row.name, to="/rules?rule=" + row.rule_id),
            rx.cond(row.edit != "", bits.tag(row.edit, new=True)),
            scope="row",
        ),
        rx.el.td(row.base, class_name="num"),
        rx.el.td(row.candidate, class_name="num"),
    )


def _never(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.kind, class_name="dim"), bits.link(row.name, to="/rules?rule=" + row.rule_id)
    )
