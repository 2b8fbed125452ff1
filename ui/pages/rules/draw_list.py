"""Draws the five lists of rules, and the bar of the draft."""

from typing import Any

import reflex as rx

from ui.builder.views import KindView, RuleLine
from ui.components import entries
from ui.components.bits import button, icon, icon_button, link, link_button
from ui.components.publishing import PublishState
from ui.pages.rules.draw_keys import help_button
from ui.pages.rules.state import RulesState
from ui.pages.rules.trying.follow import count_of
from ui.words import keys, together
from ui.words import rules as words
from ui.words.starters import FROM_STARTER

State: Any = RulesState  # what Reflex makes of a state's fields has no types
Publish: Any = PublishState


def rule_list() -> rx.Component:
    """All rules, kind by kind, in their order."""
    return rx.el.section(
        rx.el.div(
            entries.search("", State.find, words.FILTER, data_testid="filter-rules"),
            link_button(FROM_STARTER, to="/rules/starters", small=True, data_testid="from-starter"),
            class_name="rulelist-top",
        ),
        rx.cond(State.none_found, rx.el.p(words.NONE_FOUND, class_name="kind mute", role="status")),
        rx.foreach(State.kinds, _kind),
        id="rulelist",
        aria_label=words.ALL_RULES,
        data_arrows="",
        class_name="rulelist",
    )


def _kind(view: Any) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h2(view.label),
            rx.el.span(view.policy, class_name="small"),
            button(
                icon("plus", "s14"),
                words.RULE,
                kind="quiet",
                small=True,
                on_click=State.add_rule(view.kind),
                data_page_keys=rx.cond(
                    (State.rule.kind == view.kind) | ((State.rule.kind == "") & (view.kind == "hold")),
                    keys.chords("new-rule"),
                    "",
                ),
                data_testid=f"add-rule-{view.kind}",
            ),
            class_name="kind",
        ),
        rx.el.ol(
            rx.foreach(
                view.rules,
                lambda each: line(
                    rule=each,
                    here=_here(each),
                    busy=State.busy.contains(each.id),
                    key=each.id,
                ),
            )
        ),
        key=view.kind,
        data_testid=f"kind-{view.kind}",
    )


def _here(rule: Any) -> Any:
    return (State.selected == rule.id) & ~State.beginning


@rx.memo
def line(rule: rx.Var[RuleLine], here: rx.Var[bool], busy: rx.Var[bool]) -> rx.Component:
    """One rule: its sentence, its switch or its lock, what to know of it, and the keys that move it. `busy`:
    another window has it in its builder."""
    return _line(rule, here, busy)


def _line(rule: Any, here: Any, busy: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(rx.cond(rule.default, "", rule.number), class_name="rule-no"),
        link(
            rule.sentence,
            to=f"/rules?rule={rule.id}",
            replace=True,
            title=rule.name,
            aria_current=rx.cond(here, "true", "false"),
            data_arrow="",
            data_testid="rule-link",
        ),
        rx.cond(
            rule.default,
            icon("lock", "s14"),
            entries.switch(rule.enabled, State.switch_rule(rule.id), rule.switch, data_testid="rule-switch"),
        ),
        _meta(rule, busy),
        _keys(rule),
        class_name=rx.cond(
            here,
            rx.cond(rule.enabled, "rule is-on", "rule is-on is-off"),
            rx.cond(rule.default, "rule rule--default", rx.cond(rule.enabled, "rule", "rule is-off")),
        ),
        id=f"list-{rule.id}",
        data_scope="",
        data_testid=f"rule-{rule.id}",
    )


def _meta(rule: Any, busy: Any) -> rx.Component:
    return rx.el.div(
        count_of(rule.id),
        rx.cond(
            rule.default, rx.el.span(words.ALWAYS_LAST), rx.cond(rule.enabled, "", rx.el.span(words.OFF))
        ),
        rx.cond(rule.changed != "", rx.el.span(rule.changed, class_name="tag tag--new")),
        rx.cond(busy, rx.el.span(together.OPEN_THERE, class_name="tag", data_testid="rule-busy")),
        rx.cond(
            rule.problems > 0,
            rx.cond(
                rule.unfinished,
                rx.el.span(words.UNFINISHED, class_name="end"),
                rx.el.span(
                    icon("bad", "s14"),
                    rx.cond(
                        rule.problems == 1,
                        words.problems(1),
                        rule.problems.to(str) + " " + words.PROBLEMS.lower(),
                    ),
                    class_name="end bad",
                ),
            ),
        ),
        class_name="rule-meta",
    )


def _keys(rule: Any) -> rx.Component:
    """Moves by button on hover or focus, and by Alt with the arrows from anywhere in the line."""
    return rx.cond(
        ~rule.default,
        rx.el.span(
            icon_button(
                "arrow-up",
                words.MOVE_UP,
                on_click=State.move_rule(rule.id, -1),
                disabled=rule.first,
                data_keys=keys.chords("rule-up"),
            ),
            icon_button(
                "arrow-down",
                words.MOVE_DOWN,
                on_click=State.move_rule(rule.id, 1),
                disabled=rule.last,
                data_keys=keys.chords("rule-down"),
            ),
            class_name="rule-keys",
        ),
    )


def draft_bar() -> rx.Component:
    """What is being edited, whether it is saved, and what can be done with it."""
    return rx.el.div(
        rx.el.div(
            rx.el.span(icon("edit"), rx.el.b(State.made_from), class_name="inline"),
            rx.el.span(class_name="dot"),
            rx.el.span(State.changed, data_testid="changed"),
            rx.cond(State.saved_at != "", _saved()),
            rx.connection_banner(_kept_here()),
            class_name="draftbar-what",
        ),
        rx.el.div(_undo_redo(), rx.el.span(class_name="vsep"), _doings(), class_name="draftbar-do"),
        role="toolbar",
        aria_label=words.DRAFT,
        class_name="draftbar",
        data_unsaved=rx.cond(State.unsaved, "true", "false"),
        data_loaded=State.loaded,
    )


def _saved() -> rx.Component:
    return rx.fragment(
        rx.el.span(class_name="dot"),
        rx.cond(
            State.unsaved,
            rx.el.span(words.UNSAVED, class_name="warn"),
            rx.el.span(data_ago=State.saved_at, data_ago_before=words.SAVED, data_testid="saved"),
        ),
    )


def _kept_here() -> rx.Component:
    """While the server does not answer."""
    return rx.fragment(
        rx.el.span(class_name="dot"),
        rx.el.span(together.KEPT_HERE, class_name="warn", data_testid="kept-here"),
    )


def _undo_redo() -> rx.Component:
    return rx.el.span(
        icon_button(
            "undo",
            words.UNDO + rx.cond(State.undo_words != "", ": " + State.undo_words, ""),
            kind="",
            on_click=State.undo,
            disabled=State.undo_words == "",
            data_page_keys=keys.chords("undo"),
            data_testid="undo",
        ),
        icon_button(
            "redo",
            words.REDO + rx.cond(State.redo_words != "", ": " + State.redo_words, ""),
            kind="",
            on_click=State.redo,
            disabled=State.redo_words == "",
            data_page_keys=keys.chords("redo"),
            data_testid="redo",
        ),
        class_name="btns-join",
    )


def _doings() -> rx.Component:
    return rx.fragment(
        button(
            words.DISCARD,
            kind="quiet",
            small=True,
            on_click=State.ask_discard(True),
            disabled=~State.differs,
            data_testid="discard",
        ),
        link_button(words.COMPARE, to="/versions", small=True, kind="quiet", data_testid="compare"),
        link_button(
            icon("simulate", "s14"),
            words.SIMULATE,
            to="/simulate?candidate=draft",
            small=True,
            data_page_keys=keys.chords("simulate"),
            data_testid="simulate-draft",
        ),
        button(
            words.PUBLISH,
            kind="primary",
            small=True,
            on_click=Publish.ask,
            data_page_keys=keys.chords("publish"),
            data_testid="publish",
        ),
        help_button(),
    )


__all__ = ["KindView", "draft_bar", "rule_list"]
