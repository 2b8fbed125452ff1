"""Draws the entry in which a rule is typed as a sentence, with what can follow and what is not understood."""

from typing import Any

import reflex as rx

from ui.components.bits import button, icon
from ui.components.sentence import sentence
from ui.pages.rules.state import RulesState
from ui.pages.rules.typing import TypingState
from ui.words import keys, rules
from ui.words import typed as words

Typing: Any = TypingState  # what Reflex makes of a state's fields has no types
State: Any = RulesState
RULE, VIEW = State.rule, Typing.view
CURSOR: Any = rx.Var("(document.getElementById('typed-sentence')?.selectionStart ?? 0)", _var_type=int)
TEXT: Any = rx.Var("(document.getElementById('typed-sentence')?.value ?? '')", _var_type=str)


def typing() -> rx.Component:
    """The button that opens the entry, or the entry; a rule with a table has neither."""
    opened = rx.cond(Typing.rule == RULE.id, _entry(), _opener())
    return rx.cond(RULE.table.state == "", opened)


def _opener() -> rx.Component:
    return rx.el.p(
        button(
            icon("edit", "s14"),
            rx.cond(State.undo_words == rules.DID_ADD_RULE, words.WRITE_IT, words.TYPE_IT),
            kind="quiet",
            small=True,
            on_click=Typing.open,
            title=words.TYPE_IT_HELP,
            id="type-it",
            data_page_keys=keys.chords("type-it"),
            data_testid="type-it",
        ),
        class_name="typed-open",
    )


def _entry() -> rx.Component:
    return rx.el.div(
        rx.el.div(_marked(), _text(), class_name="typed-entry"),
        rx.el.p(VIEW.status, role="status", id="typed-status", class_name="small mute"),
        _suggestions(),
        rx.cond(VIEW.missed.length() > 0, _missed()),
        _preview(),
        _doings(),
        class_name="typed",
        data_scope="",
        data_testid="typed",
    )


def _text() -> rx.Component:
    return rx.fragment(
        rx.el.textarea(
            default_value=Typing.first,
            on_change=Typing.hear(CURSOR).debounce(40),
            key=f"{RULE.id}.{Typing.begun}",
            id="typed-sentence",
            rows=1,
            placeholder=words.BEGIN,
            spell_check=False,
            auto_complete="off",
            role="combobox",
            aria_label=words.ENTRY,
            aria_autocomplete="list",
            aria_expanded=rx.cond(VIEW.suggested.length() > 0, "true", "false"),
            aria_controls="typed-list",
            aria_describedby="typed-status typed-keys typed-missed",
            aria_invalid=rx.cond(VIEW.missed.length() > 0, "true", "false"),
            class_name="sentence",
            data_typed="",
            data_testid="typed-sentence",
        ),
        rx.el.button(hidden=True, type="button", on_click=Typing.hear(CURSOR, TEXT), data_typed_moved=""),
    )


def _marked() -> rx.Component:
    """What was heard, behind the entry, so that what is not understood is underlined where it stands."""
    return rx.el.div(
        rx.foreach(
            VIEW.pieces,
            lambda piece: rx.cond(piece.bad, rx.el.u(piece.text), rx.el.span(piece.text)),
        ),
        "\u200b",
        aria_hidden="true",
        class_name="sentence typed-behind",
        data_testid="typed-marked",
    )


def _suggestions() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.foreach(VIEW.suggested, _suggestion),
            role="listbox",
            aria_label=words.SUGGESTIONS,
            id="typed-list",
            data_heard=VIEW.text,
            data_testid="typed-list",
        ),
        rx.cond(VIEW.suggested.length() == 0, rx.el.p(words.NO_SUGGESTIONS, class_name="small mute")),
        class_name="typed-list",
    )


def _suggestion(each: Any, at: Any) -> rx.Component:
    return rx.el.div(
        rx.el.span(each.said, class_name="menu-word"),
        rx.el.span(each.label, class_name="mute"),
        role="option",
        aria_selected="false",
        title=each.help,
        id=f"typed-{at}",
        data_put=each.insert,
        data_start=each.start,
        data_end=each.end,
        data_testid="typed-option",
        key=f"{each.start}{each.insert}",
        class_name="menu-row",
    )


def _missed() -> rx.Component:
    return rx.el.ul(
        rx.foreach(
            VIEW.missed,
            lambda each: rx.el.li(
                icon("bad", "s14", class_name="bad"),
                rx.el.span(each.message),
                rx.cond(each.meanings.length() > 0, _meanings(each.meanings)),
            ),
        ),
        id="typed-missed",
        data_testid="typed-missed",
    )


def _meanings(meanings: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(words.MEANT, class_name="mute"),
        rx.foreach(
            meanings,
            lambda each: button(
                each.said,
                small=True,
                data_put=each.insert,
                data_start=each.start,
                data_end=each.end,
                data_testid="typed-meaning",
            ),
        ),
        class_name="btns",
    )


def _preview() -> rx.Component:
    return rx.el.div(
        rx.el.p(words.PREVIEW, class_name="small mute"),
        rx.cond(
            VIEW.understood,
            sentence(VIEW.preview, small=True, data_testid="typed-preview"),
            rx.el.p(words.NOT_YET, class_name="mute"),
        ),
        class_name="typed-preview",
    )


def _doings() -> rx.Component:
    return rx.el.div(
        button(
            words.USE,
            kind="primary",
            small=True,
            on_click=Typing.use(TEXT),
            disabled=~VIEW.understood,
            data_keys=keys.chords("use-sentence"),
            data_testid="typed-use",
        ),
        button(
            words.LEAVE, small=True, on_click=Typing.close, data_typed_leave="", data_testid="typed-leave"
        ),
        rx.el.span(words.KEYS, id="typed-keys", class_name="small mute"),
        class_name="btns",
    )
