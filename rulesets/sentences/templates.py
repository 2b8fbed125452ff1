"""Templates: the words of a sentence with slots for its values; saying fills them, hearing reads them back.

`the total| is [{value:money} or more]`: `{argument:form details}` is a slot, `[…]` is shown as a value,
and `|` is where a suggestion for typing may stop.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rulesets.problems import Step
from rulesets.sentences.forms import FORMS
from rulesets.sentences.spans import Role, Span, Spans, tidy
from rulesets.sentences.words import Names

_PIECES = re.compile(r"\{(\w+):(\w+) ?([^}]*)\}|([\[\]|])|([^\[\]|{}]+)")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the value of an argument stands, and in which form; `of` is the form's detail."""

    arg: str
    form: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand as they are."""

    text: str
    role: Role = "plain"


STOP = Words("")
"""Where a suggestion for typing may stop."""

Piece = Words | Slot
Nested = Callable[[Any, Names, tuple[Step, ...]], Spans]
NONE_NESTED: Mapping[str, Nested] = {}


@cache
def pieces(template: str) -> tuple[Piece, ...]:
    """The words and slots of a template, in their order."""
    found: list[Piece] = []
    role: Role = "plain"
    for arg, form, of, sign, words in _PIECES.findall(template):
        if sign == "|":
            found.append(STOP)
        elif sign:
            role = "mark" if sign == "[" else "plain"
        elif form:
            found.append(Slot(arg, form, of))
        elif words:
            found.append(Words(words, role))
    return tuple(found)


def slots(template: str) -> tuple[Slot, ...]:
    """The slots of a template alone."""
    return tuple(piece for piece in pieces(template) if isinstance(piece, Slot))


def filled(
    template: str,
    given: Mapping[str, Any],
    names: Names,
    path: tuple[Step, ...],
    nested: Mapping[str, Nested] = NONE_NESTED,
) -> Spans:
    """The template with its values in it, as spans of this path; `nested` says forms that are groups."""

    def said(piece: Piece) -> Spans:
        if isinstance(piece, Words):
            return (Span(piece.text, piece.role, path),)
        value = given[piece.arg]
        if piece.form in nested:
            return nested[piece.form](value, names, (*path, piece.arg))
        return (Span(FORMS[piece.form](value, piece.of, names), "mark", path),)

    return tidy(span for piece in pieces(template) if piece is not STOP for span in said(piece))
