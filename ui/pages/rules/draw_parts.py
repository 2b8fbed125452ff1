"""Draws conditions: rows, line conditions, and groups, which draw themselves inside one another."""

from typing import Any

import reflex as rx

from ui.builder.views import Node
from ui.components import entries
from ui.components.bits import button, icon
from ui.pages.rules.draw_entries import entry, problem
from ui.pages.rules.draw_picker import picker
from ui.pages.rules.state import RulesState
from ui.pages.rules.trying.follow import mark
from ui.words import keys
from ui.words import rules as words

State: Any = RulesState  # what Reflex makes of a state's fields has no types

MATCHES = list(words.MATCHES.items())
LINES = list(words.LINES.items())


@rx.memo
def part(node: rx.Var[Node], scope: rx.Var[str]) -> rx.Component:
    """One part of a *when*. `scope` is what its rows may read: order, line or location."""
    return _part(node, scope)


def _part(node: Any, scope: Any) -> rx.Component:
    return rx.match(
        node.kind,
        ("row", _row(node, scope)),
        ("lines", _nested(node, _lines(node))),
        rx.cond(node.said != "", _group(node, scope), _nested(node, _group(node, scope))),
    )


def _nested(node: Any, inside: rx.Component) -> rx.Component:
    return rx.el.div(rx.el.span(node.join, class_name="join"), inside, class_name="nest")


def _row(node: Any, scope: Any) -> rx.Component:
    field = rx.el.button(
        node.label,
        icon("down", "s12"),
        type="button",
        title=node.help,
        class_name="pick pick--field",
        data_testid="field",
    )
    return rx.el.div(
        rx.el.span(node.join, class_name="join"),
        picker(field, "row", node.id, scope),
        entries.choice(
            node.operator,
            node.operators,
            State.set_operator(node.id),
            look="pick pick--op",
            aria_label=node.label,
            data_testid="operator",
        ),
        rx.el.div(entry(node), class_name="vals"),
        mark(node.id),
        _menu(node),
        rx.cond(node.note != "", rx.el.p(node.note, class_name="cond-note")),
        rx.el.div(problem(node.problem, node.unfinished), class_name="cond-err"),
        id=f"part-{node.id}",
        role="group",
        aria_label=node.spoken,
        class_name=rx.cond(node.deep, "cond cond--deep", "cond"),
        data_testid="condition",
        data_field=node.path,
    )


def _group(node: Any, scope: Any) -> rx.Component:
    head = rx.el.div(
        _fold(),
        entries.choice(
            node.match,
            MATCHES,
            State.set_match(node.where),
            look="pick pick--group",
            aria_label=words.WHEN,
            data_testid="match",
        ),
        rx.el.span(node.said, class_name="small"),
        mark(node.id),
        *_folded(node),
        rx.cond(node.said == "", _menu(node)),
        class_name="group-head",
    )
    return _bar(node, head, scope)


def _lines(node: Any) -> rx.Component:
    """A line condition: which lines, how many of them or what they add up to, and what they are like."""
    counted = rx.fragment(
        rx.cond(
            node.lines == "sum",
            entries.choice(
                node.of,
                node.of_options,
                State.set_summed(node.id),
                look="pick pick--group",
                aria_label=words.LINES["sum"],
                data_testid="summed",
            ),
        ),
        entries.choice(
            node.operator,
            node.operators,
            State.set_operator(node.id),
            look="pick pick--op",
            aria_label=words.LINES["count"],
            data_testid="operator",
        ),
        rx.el.span(entry(node), class_name="vals"),
        rx.el.span(words.LINES_WHERE, class_name="small"),
    )
    head = rx.el.div(
        _fold(),
        icon("list", "s14"),
        entries.choice(
            node.lines,
            LINES,
            State.set_lines(node.id),
            look="pick pick--group",
            aria_label=words.ADD_LINES,
            data_testid="lines",
        ),
        rx.cond(
            (node.lines == "count") | (node.lines == "sum"),
            counted,
            rx.el.span(words.WHERE, class_name="small"),
        ),
        entries.choice(
            node.match,
            MATCHES,
            State.set_match(node.where),
            look="pick pick--group",
            aria_label=words.WHERE,
            data_testid="match",
        ),
        rx.el.span(node.said, class_name="small"),
        mark(node.id),
        *_folded(node),
        _menu(node),
        class_name="group-head",
    )
    return _bar(node, head, "line")


def _fold() -> rx.Component:
    """Folds the group or opens it, in the browser alone (assets/reach.js)."""
    return rx.el.button(
        icon("down", "s12"),
        type="button",
        aria_expanded="true",
        aria_label=words.FOLD,
        title=words.FOLD,
        data_fold="",
        data_keys=keys.chords("fold"),
        data_testid="fold",
        class_name="fold",
    )


def _folded(node: Any) -> tuple[rx.Component, ...]:
    """What the line of a folded group says of its inside."""
    wrong = rx.el.span(icon("bad", "s12"), node.wrong, class_name="fold-says bad")
    return rx.el.span(node.size, class_name="fold-says"), rx.cond(node.wrong != "", wrong)


def _bar(node: Any, head: rx.Component, scope: Any) -> rx.Component:
    return rx.el.div(
        head,
        rx.foreach(node.parts, lambda each: part(node=each, scope=scope, key=each.id)),
        problem(node.problem, node.unfinished),
        _adds(node, scope),
        id=f"part-{node.id}",
        role="group",
        aria_label=node.spoken,
        data_scope="",
        data_group=node.where,
        data_reads=scope,
        class_name=rx.match(node.match, ("any", "group group--any"), ("none", "group group--none"), "group"),
        data_testid="group",
        data_match=node.match,
    )


def _adds(node: Any, scope: Any) -> rx.Component:
    row = button(
        icon("plus", "s14"),
        words.ADD_CONDITION,
        kind="link",
        data_keys=keys.chords("add-condition"),
        data_testid="add-condition",
    )
    return rx.el.div(
        picker(row, "add", node.where, scope),
        rx.cond(
            node.can_group,
            button(
                icon("plus", "s14"),
                words.ADD_GROUP,
                kind="link",
                on_click=State.add_group(node.where),
                data_keys=keys.chords("add-group"),
                data_testid="add-group",
            ),
        ),
        rx.cond(
            node.can_lines,
            button(
                icon("plus", "s14"),
                words.ADD_LINES,
                kind="link",
                on_click=State.add_lines(node.where),
                data_keys=keys.chords("add-lines"),
                data_testid="add-lines",
            ),
        ),
        class_name="adds",
    )


def _menu(node: Any) -> rx.Component:
    """What can be done with a row or group as a whole."""
    return rx.menu.root(
        rx.menu.trigger(
            rx.el.button(
                icon("more"),
                type="button",
                class_name="row-more",
                aria_label=words.MORE,
                data_testid="row-menu",
            )
        ),
        rx.menu.content(
            _item("arrow-up", words.MOVE_UP, State.move_part(node.id, -1), ~node.can_up),
            _item("arrow-down", words.MOVE_DOWN, State.move_part(node.id, 1), ~node.can_down),
            _item("indent", words.INDENT, State.indent_part(node.id), ~node.can_in),
            _item("outdent", words.OUTDENT, State.outdent_part(node.id), ~node.can_out),
            _item("copy", words.DUPLICATE, State.duplicate_part(node.id), False),
            _item("bin", words.DELETE, State.remove_part(node.id), False),
            class_name="menu menu--row",
        ),
        modal=False,
    )


def _item(name: str, label: str, on_click: Any, off: Any) -> rx.Component:
    return rx.menu.item(icon(name, "s14"), label, on_click=on_click, disabled=off, data_testid=f"row-{name}")
