"""Templates: the words of a sentence with slots for its values; saying fills them, hearing reads them back.

`the total| is [{value:money} or more]`: `{argument:form details}` is a slot, `[…]` is shown as a value,
and `|` is where a suggestion for typing may stop.
"""

import re
from collections.abc import Mapping
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


Piece = Words | Slot


@cache
def pieces(template: str) -> tuple[Piece, ...]:
    """The words and slots of a template, in their order."""
    found: list[Piece] = []
    role: Role = "plain"
    for arg, form, of, sign, words in _PIECES.findall(template):
        if sign in ("[", "]"):
            role = "mark" if sign == "[" else "plain"
        elif form:
            found.append(Slot(arg, form, of))
        elif words:
            found.append(Words(words, role))
    return tuple(found)


def filled(template: str, given: Mapping[str, Any], names: Names, path: tuple[Step, ...]) -> Spans:
    """The template with its values in it, as spans of this path."""
    return tidy(
        Span(piece.text, piece.role, path)
        if isinstance(piece, Words)
        else Span(FORMS[piece.form](given[piece.arg], piece.of, names), "mark", path)
        for piece in pieces(template)
    )
