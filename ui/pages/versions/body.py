"""Draws the Versions page: revisions, what changed between two, publishing and going back, the audit log."""

from typing import Any

import reflex as rx

from ui.components import bits, entries
from ui.components.dialog import dialog
from ui.components.publishing import PublishState, change, publish_dialog
from ui.components.shell import ShellState
from ui.pages.versions.state import VersionsState
from ui.words import versions as words
from ui.words.shell import CANCEL

State: Any = VersionsState  # what Reflex makes of a state's fields has no types
Publish: Any = PublishState


def body() -> rx.Component:
    """Three columns: the list, what changes, what can be done; the log below."""
    return rx.fragment(
        rx.match(
            State.absent,
            ("", rx.cond(State.known, _page(), bits.loading(6))),
            bits.nothing(words.NO_VERSIONS, State.absent),
        ),
        publish_dialog(State.load, ShellState.look),
        _going_back(),
    )


def _page() -> rx.Component:
    return rx.fragment(
        rx.el.div(_list(), _review(), _doings(), class_name="ver-cols"),
        _log(),
    )


def _list() -> rx.Component:
    return rx.el.section(
        bits.section_head(words.REVISIONS, words.NEVER_CHANGED),
        rx.el.ol(rx.foreach(State.lines, _line), class_name="revs"),
        aria_label=words.REVISIONS,
    )


def _line(line: Any) -> rx.Component:
    here = line.number == State.chosen
    return rx.el.li(
        rx.el.span(class_name="rv"),
        rx.el.div(
            rx.el.p(
                rx.el.button(
                    rx.el.b(line.label),
                    type="button",
                    on_click=State.choose(line.number),
                    aria_pressed=rx.cond(here, "true", "false"),
                    class_name="rev-choose",
                    data_testid=f"revision-{line.number}",
                ),
                _state(line),
            ),
            rx.cond(line.why != "", rx.el.p(line.why, class_name="mute")),
            rx.el.p(line.who, title=line.exactly, class_name="small dim"),
        ),
        key=line.number,
        class_name=bits.classes(line.look, rx.cond(here, "is-on", "")),
    )


def _state(line: Any) -> rx.Component:
    return rx.match(
        line.state,
        ("live", bits.status("good", line.state_words)),
        ("draft", bits.status("note", line.state_words)),
        ("back", bits.status("bad", line.state_words)),
        bits.status("off", line.state_words),
    )


def _review() -> rx.Component:
    looks = [("sentences", words.SENTENCES), ("yaml", words.YAML)]
    return rx.el.section(
        rx.el.div(
            rx.el.h2(State.title, data_testid="version-title"),
            entries.segments(State.look, looks, State.show, words.WHAT_CHANGES),
            class_name="review-head",
        ),
        rx.cond(State.look == "yaml", _yaml(), _difference()),
        class_name="review",
    )


def _difference() -> rx.Component:
    against = entries.choice(
        State.against.to(str),
        State.options,
        State.compare_with,
        look="pick",
        aria_label=words.AGAINST,
        data_testid="against",
    )
    return rx.fragment(
        rx.el.h3(
            words.WHAT_CHANGES,
            rx.cond(State.broken, "", rx.el.span(State.summary)),
            rx.el.span(words.AGAINST),
            against,
            class_name="rule-h",
        ),
        rx.cond(
            State.broken,
            bits.banner(words.DRAFT_BROKEN, "", bits.link_button(words.TO_RULES, to="/rules", small=True)),
            rx.el.div(
                rx.foreach(State.changes, change),
                rx.cond(State.changes.length() == 0, bits.nothing(words.THE_SAME, words.SAME_MORE)),
                aria_live="polite",
                data_testid="difference",
            ),
        ),
    )


def _yaml() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            bits.button(
                bits.icon("download"),
                words.DOWNLOAD,
                small=True,
                on_click=State.download,
                data_testid="download",
            ),
            class_name="btns yaml-do",
        ),
        rx.el.pre(State.yaml, class_name="yaml", tab_index=0, data_testid="yaml"),
    )


def _doings() -> rx.Component:
    return rx.el.aside(
        rx.el.section(
            rx.el.h2(words.PUBLISH_HEAD),
            rx.el.p(words.PUBLISH_MORE, class_name="small mute"),
            rx.el.div(
                bits.button(words.PUBLISH, kind="primary", on_click=Publish.ask, data_testid="publish"),
                bits.link_button(words.EDIT, to="/rules"),
                bits.link_button(
                    bits.icon("simulate"),
                    words.SIMULATE,
                    to="/simulate?candidate=draft",
                    data_testid="simulate",
                ),
                class_name="pub-do",
            ),
        ),
        rx.el.section(
            rx.el.h2(words.GO_BACK),
            rx.el.p(rx.cond(State.can_go_back, words.AT_ONCE, words.NO_WAY_BACK), class_name="small mute"),
            rx.el.div(rx.foreach(State.lines, _back), class_name="backs"),
            class_name="back",
        ),
        class_name="pub",
    )


def _back(line: Any) -> rx.Component:
    return rx.cond(
        line.can_go_back,
        bits.button(
            bits.icon("return"),
            words.ROLL_BACK_TO,
            line.label,
            kind="danger",
            small=True,
            on_click=State.ask_back(line.number),
            data_testid=f"rollback-{line.number}",
        ),
    )


def _going_back() -> rx.Component:
    return dialog(
        words.ROLL_BACK_TO + "v" + State.going_back.to(str),
        rx.el.p(words.ROLL_BACK_MORE, class_name="mute"),
        rx.el.label(words.REASON_BACK, html_for="rollback-reason", class_name="label"),
        rx.el.textarea(
            default_value="",
            on_change=State.type_reason,
            id="rollback-reason",
            rows="2",
            max_length=500,
            required=True,
            placeholder=words.WHAT_WENT_WRONG,
            aria_invalid=State.missing,
            class_name="area",
            data_testid="rollback-reason",
        ),
        rx.cond(
            State.missing, rx.el.p(bits.icon("bad", "s14"), words.NO_REASON, class_name="err", role="alert")
        ),
        rx.el.div(
            bits.button(CANCEL, on_click=State.stay),
            bits.button(
                bits.icon("return"),
                words.ROLL_BACK,
                kind="danger",
                on_click=[State.roll_back, ShellState.look],
                data_testid="confirm-rollback",
            ),
            class_name="btns",
        ),
        is_open=State.going_back > 0,
        on_close=State.stay,
        data_testid="rollback-dialog",
    )


def _log() -> rx.Component:
    return rx.el.section(
        bits.section_head(words.AUDIT, words.AUDIT_MORE),
        rx.el.table(
            rx.el.thead(rx.el.tr(*(rx.el.th(head, scope="col") for head in words.AUDIT_HEADS))),
            rx.el.tbody(
                rx.foreach(
                    State.log,
                    lambda each: rx.el.tr(
                        rx.el.td(each.when, title=each.exactly, class_name="nowrap"),
                        rx.el.td(each.who),
                        rx.el.td(each.what),
                        rx.el.td(each.reason),
                    ),
                )
            ),
            class_name="table",
            data_testid="audit",
        ),
        class_name="audit",
    )
