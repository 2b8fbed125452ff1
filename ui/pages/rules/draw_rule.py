"""Draws the builder: one rule with its name, its sentence, when, then, otherwise, and its problems."""

from typing import Any

import reflex as rx

from ui.components import entries
from ui.components.bits import icon, icon_button, nothing
from ui.components.sentence import sentence
from ui.pages.rules.draw_actions import then
from ui.pages.rules.draw_entries import problem
from ui.pages.rules.draw_grid import table_block, turn_button
from ui.pages.rules.draw_keys import PART_KEYS
from ui.pages.rules.draw_parts import part
from ui.pages.rules.draw_scope import facts
from ui.pages.rules.draw_typing import typing
from ui.pages.rules.state import RulesState
from ui.pages.rules.trying.follow import see_which
from ui.words import rules as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types

RULE = State.rule


def builder() -> rx.Component:
    """The rule in the builder, or what to do when none is chosen."""
    return rx.el.section(
        rx.cond(RULE.id != "", _rule(), nothing(words.RULE, words.NOTHING_SELECTED)),
        aria_label=words.RULE,
        data_part_keys=PART_KEYS,
        class_name="builder",
        data_keep=RULE.id,
        data_testid="builder",
    )


def _rule() -> rx.Component:
    return rx.fragment(
        _crumb(),
        _name(),
        facts(),
        sentence(RULE.sentence, id="part-rule", data_testid="sentence"),
        typing(),
        rx.cond(
            ~RULE.default,
            rx.cond(RULE.kind == "exception", rx.el.p(words.NOT_COUNTED, class_name="mute"), _matches()),
        ),
        rx.cond(RULE.table.state != "", table_block()),
        _when(),
        then(),
        rx.cond(RULE.otherwises.length() > 0, _otherwise()),
        _problems(),
    )


def _matches() -> rx.Component:
    """Counted again whenever the conditions are others: the key changes with them."""
    said = rx.el.span(State.matches, data_testid="matches")
    again = counted(key=State.asks)
    return rx.el.p(said, rx.cond(State.matches != "", see_which()), again, class_name="hits")


@rx.memo
def counted() -> rx.Component:
    """A part of its own, so that another key mounts it anew, and its event is sent again."""
    return rx.el.span(on_mount=State.count, hidden=True)


def _crumb() -> rx.Component:
    rule = RULE.id
    tools = rx.el.span(
        icon_button("arrow-up", words.MOVE_UP, on_click=State.move_rule(rule, -1), disabled=~RULE.can_up),
        icon_button(
            "arrow-down", words.MOVE_DOWN, on_click=State.move_rule(rule, 1), disabled=~RULE.can_down
        ),
        icon_button(
            "copy", words.DUPLICATE, on_click=State.duplicate_rule(rule), data_testid="duplicate-rule"
        ),
        icon_button(
            "bin",
            words.DELETE,
            on_click=State.remove_rule(rule),
            disabled=RULE.default,
            data_testid="delete-rule",
        ),
        class_name="end",
    )
    return rx.el.div(
        rx.el.a(words.TO_LIST, href="#rulelist", class_name="to-list", data_testid="to-list"),
        rx.el.span(RULE.place),
        rx.cond(~RULE.enabled, rx.el.span(words.OFF, class_name="tag")),
        tools,
        class_name="builder-crumb",
    )


def _name() -> rx.Component:
    return rx.fragment(
        rx.el.input(
            default_value=RULE.name,
            on_change=State.set_text("name").debounce(entries.PAUSE),
            on_blur=State.set_text("name"),
            key=f"{RULE.key}.name",
            aria_label=words.NAME,
            auto_complete="off",
            max_length=80,
            data_commit="",
            class_name="name",
            id="entry-name",
            data_testid="rule-name",
        ),
        problem(RULE.problem_of["name"]),
    )


def _when() -> rx.Component:
    return rx.el.section(
        rx.el.h2(words.WHEN),
        rx.el.div(
            rx.cond(
                RULE.default,
                rx.el.p(icon("lock", "s14"), " ", words.IS_DEFAULT, class_name="mute"),
                rx.foreach(RULE.when, lambda group: part(node=group, scope="order", key=group.id)),
            ),
            rx.cond(~RULE.default & (RULE.when.length() == 0), rx.el.p(words.TABLE_WHEN, class_name="mute")),
            rx.cond(RULE.table.may_turn, turn_button()),
            data_home="",
            data_testid="when",
        ),
        class_name="block",
    )


def _otherwise() -> rx.Component:
    return rx.el.section(
        rx.el.h2(words.OTHERWISE),
        rx.el.div(
            rx.el.div(
                words.CANNOT_SERVE,
                entries.choice(
                    RULE.otherwise,
                    RULE.otherwises,
                    State.set_otherwise,
                    aria_label=words.OTHERWISE,
                    data_testid="otherwise",
                ),
                rx.cond(RULE.otherwise == "retry", _retry()),
                class_name="flow",
            ),
            rx.cond(~RULE.default, rx.el.p(words.AT_THE_END, class_name="small mute")),
            problem(RULE.problem_of["otherwise"]),
            problem(RULE.problem_of["retry_minutes"]),
            id="entry-otherwise",
        ),
        class_name="block",
    )


def _retry() -> rx.Component:
    return entries.figure(
        RULE.retry_minutes,
        State.set_retry,
        State.set_retry,
        unit="minutes",
        key=f"{RULE.key}.retry",
        aria_label=words.AFTER_MINUTES,
        data_testid="retry-minutes",
    )


def _problems() -> rx.Component:
    return rx.cond(
        RULE.problems.length() > 0,
        rx.el.section(
            rx.el.h2(rx.cond(RULE.unfinished, words.TO_FILL_IN, words.PROBLEMS)),
            rx.el.div(
                rx.foreach(RULE.problems, _problem),
                rx.cond(RULE.more_problems != "", rx.el.p(RULE.more_problems, class_name="mute")),
                data_testid="problems",
            ),
            class_name="block",
        ),
    )


def _problem(each: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(each.unfinished, icon("edit"), icon("bad", class_name="bad")),
        rx.el.p(rx.el.b(each.message), " ", each.remedy, " ", rx.el.span(each.code, class_name="code")),
        rx.el.div(rx.el.a(words.SHOW, href=f"#{each.target}"), class_name="btns"),
        key=f"{each.code}{each.target}{each.message}",
        class_name="problem",
    )
