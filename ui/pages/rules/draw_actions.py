"""Draws *then*: what may serve, what is better, and what else the rule does; forms drawn from the schemas."""

from typing import Any

import reflex as rx

from ui.builder.views import ActionView, ArgumentView
from ui.components import entries
from ui.components.bits import button, icon, icon_button
from ui.pages.rules.draw_entries import problem
from ui.pages.rules.draw_parts import part
from ui.pages.rules.state import RulesState
from ui.words import keys
from ui.words import rules as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types


def then() -> rx.Component:
    """The block of actions."""
    routing = State.rule.kind == "routing"
    return rx.el.section(
        rx.el.h2(words.THEN),
        rx.el.div(
            rx.cond(State.rule.nothing != "", rx.el.p(State.rule.nothing, class_name="mute")),
            rx.cond(routing & (State.rule.eligible.length() > 0), _head(words.ELIGIBLE, words.ALL_MUST_HOLD)),
            rx.foreach(State.rule.eligible, lambda each: action(act=each, key=each.id)),
            rx.cond(routing & (State.rule.ranks.length() > 0), _head(words.RANK, words.FIRST_OF_RANKS)),
            rx.foreach(State.rule.ranks, lambda each: action(act=each, key=each.id)),
            rx.cond(State.rule.ranks.length() > 0, rx.el.p(words.LAST_RANKS, class_name="then-note")),
            rx.foreach(State.rule.actions, lambda each: action(act=each, key=each.id)),
            _adding(),
            problem(State.rule.problem_of["then"]),
            id="entry-then",
        ),
        class_name="block",
    )


def _head(title: str, more: str) -> rx.Component:
    return rx.el.h3(title, " ", rx.el.span(more))


@rx.memo
def action(act: rx.Var[ActionView]) -> rx.Component:
    """One action with its form."""
    return _action(act)


def _action(act: Any) -> rx.Component:
    return rx.el.div(
        rx.el.span(rx.cond(act.action == "rank", act.number, ""), class_name="no"),
        rx.el.div(
            rx.el.div(
                rx.el.span(act.label, title=act.help, class_name="then-label"),
                rx.el.div(
                    rx.foreach(act.arguments, lambda each: rx.cond(each.advanced, "", _argument(act, each))),
                    rx.cond(act.more, _more(act)),
                    class_name="flow",
                ),
                class_name="then-form",
            ),
            rx.foreach(act.where, lambda group: part(node=group, scope=act.scope, key=group.id)),
            rx.cond(
                (act.why_not != "") & (act.problem == ""),
                rx.el.p(icon("lock", "s14"), act.why_not, class_name="cond-note"),
            ),
            problem(act.problem),
        ),
        rx.el.span(
            rx.cond(
                act.can_up | act.can_down,
                rx.fragment(
                    icon_button(
                        "arrow-up",
                        words.MOVE_UP,
                        on_click=State.move_action(act.id, -1),
                        data_keys=keys.chords("up"),
                        disabled=~act.can_up,
                    ),
                    icon_button(
                        "arrow-down",
                        words.MOVE_DOWN,
                        on_click=State.move_action(act.id, 1),
                        data_keys=keys.chords("down"),
                        disabled=~act.can_down,
                    ),
                ),
            ),
            icon_button(
                "bin",
                words.DELETE,
                on_click=State.remove_action(act.id),
                data_keys=keys.chords("remove"),
                data_testid="remove-action",
            ),
            class_name="end",
        ),
        id=f"part-{act.id}",
        role="group",
        aria_label=act.label,
        data_scope="",
        class_name="then",
        data_testid="action",
        data_action=act.action,
    )


def _more(act: Any) -> rx.Component:
    """The settings that few need, folded away unless one is in use."""
    return rx.el.details(
        rx.el.summary(words.MORE_SETTINGS),
        rx.el.div(
            rx.foreach(act.arguments, lambda each: rx.cond(each.advanced, _argument(act, each), "")),
            class_name="flow",
        ),
        open=act.more_open,
        class_name="then-more",
    )


def _argument(act: Any, arg: Any) -> rx.Component:
    """One argument: its title unless the action says it already, its entry by type, what is wrong with it."""
    return rx.el.div(
        rx.el.span(arg.title, title=arg.help, class_name=rx.cond(arg.alone, "vh", "arg-title")),
        rx.match(
            arg.entry,
            ("figure", _figure(act, arg, unit=arg.unit)),
            ("money", _figure(act, arg, before=arg.unit)),
            ("choice", _choice(act, arg)),
            ("switch", _switch(act, arg)),
            ("location", _choice(act, arg)),
            ("locations", _names(act, arg)),
            ("kinds", _names(act, arg)),
            ("groups", _names(act, arg)),
            ("services", _names(act, arg)),
            _line(act, arg),
        ),
        problem(arg.problem, arg.unfinished),
        key=arg.name,
        class_name=rx.match(arg.entry, ("text", "arg arg--wide"), "arg"),
        data_testid=f"argument-{arg.name}",
    )


def _bad(arg: Any) -> Any:
    return (arg.problem != "") & ~arg.unfinished


def _figure(act: Any, arg: Any, *, before: Any = None, unit: Any = None) -> rx.Component:
    return entries.figure(
        arg.text,
        State.set_argument(act.id, arg.name),
        State.leave_argument(act.id, arg.name),
        before=before,
        unit=unit,
        bad=_bad(arg),
        key=arg.key,
        placeholder=rx.cond(arg.optional, "–", ""),
        title=arg.help,
        aria_label=arg.title,
    )


def _line(act: Any, arg: Any) -> rx.Component:
    return entries.text(
        arg.text,
        State.set_argument(act.id, arg.name),
        State.leave_argument(act.id, arg.name),
        key=arg.key,
        title=arg.help,
        aria_label=arg.title,
        aria_invalid=_bad(arg),
    )


def _choice(act: Any, arg: Any) -> rx.Component:
    chosen = State.choose_argument(act.id, arg.name)
    return entries.choice(arg.text, arg.options, chosen, title=arg.help, aria_label=arg.title)


def _switch(act: Any, arg: Any) -> rx.Component:
    turned = State.choose_argument(act.id, arg.name, rx.cond(arg.on, "false", "true"))
    return entries.switch(arg.on, turned, arg.title)


def _names(act: Any, arg: Any) -> rx.Component:
    adding = rx.cond(
        arg.options.length() > 0,
        entries.adding_choice(arg.options, State.add_names(act.id, arg.name), words.ADD_VALUE),
    )
    return entries.several(
        arg.chips,
        lambda value: State.remove_name(act.id, arg.name, value),
        adding,
        arg.title,
        _bad(arg),
    )


def _adding() -> rx.Component:
    """The actions that may be added; those that cannot be carried out are greyed, with the reason."""
    return rx.cond(State.rule.offered.length() > 0, _menu())


def _menu() -> rx.Component:
    return rx.el.div(
        rx.menu.root(
            rx.menu.trigger(
                button(
                    icon("plus", "s14"),
                    words.ADD_ACTION,
                    kind="link",
                    data_page_keys=keys.chords("add-action"),
                    data_testid="add-action",
                )
            ),
            rx.menu.content(
                rx.foreach(State.rule.offered, _sort),
                class_name="menu menu--actions",
                on_close_auto_focus=rx.prevent_default,
            ),
            modal=False,
        ),
        class_name="then-adds",
    )


def _sort(group: Any) -> rx.Component:
    return rx.fragment(
        rx.cond(
            State.rule.offered.length() > 1, rx.el.p(group.label, class_name="menu-sort", aria_hidden="true")
        ),
        rx.foreach(group.options, _offered),
        key=group.label,
    )


def _offered(each: Any) -> rx.Component:
    return rx.menu.item(
        rx.el.span(
            each.label,
            rx.cond(each.why_not != "", rx.el.small(each.why_not)),
            class_name="menu-two",
        ),
        on_click=State.add_action(each.value),
        disabled=each.why_not != "",
        key=each.value,
        data_testid=f"action-{each.value}",
    )


__all__ = ["ActionView", "ArgumentView", "then"]
