"""Cells as the clipboard carries them: tabs between cells, line ends between rows, quotes where needed. Pure.

A text that a spreadsheet would run as a formula is made harmless on the way out by an apostrophe before it;
on the way in that apostrophe is taken away again.
"""

import re
from collections.abc import Iterable, Sequence

_RUNS = r"\s*[=+\-@|%＝＋－＠]|[\t\r\n]"
_HARMFUL = re.compile(rf"'*(?:{_RUNS})")
_MARKED = re.compile(rf"''*(?:{_RUNS})")
"""A text that begins with apostrophes before such a sign gets one more: there and back changes no text."""


def harmless(text: str) -> str:
    """The text as a spreadsheet may have it."""
    return f"'{text}" if _HARMFUL.match(text) else text


def harmed(text: str) -> str:
    """The text that `harmless` was given."""
    return text[1:] if _MARKED.match(text) else text


def to_tsv(rows: Iterable[Sequence[str]]) -> str:
    """Rows for the clipboard."""
    return "\n".join("\t".join(_quoted(harmless(text)) for text in row) for row in rows)


def _quoted(text: str) -> str:
    if not any(sign in text for sign in '\t\n\r"'):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def from_tsv(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows that any text holds; one line end at its end begins no row."""
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    at = 0
    while at <= len(text):
        cell, at = _cell(text, at)
        row.append(harmed(cell))
        sign = text[at : at + 1]
        if sign != "\t":
            rows.append(tuple(row))
            row = []
            at += 1 if text[at : at + 2] == "\r\n" else 0
            if at + 1 >= len(text):
                break
        at += 1
    return tuple(rows)


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins here, and the place of the sign after it."""
    if text[at : at + 1] == '"':
        end = _closing(text, at + 1)
        if end is not None:
            return text[at + 1 : end].replace('""', '"'), end + 1
    end = next((place for place in range(at, len(text)) if text[place] in "\t\n\r"), len(text))
    return text[at:end], end


def _closing(text: str, at: int) -> int | None:
    """Where quotes are closed, if that is before a tab, a line end or the end."""
    while (place := text.find('"', at)) >= 0:
        if text[place + 1 : place + 2] != '"':
            return place if text[place + 1 : place + 2] in ("", "\t", "\n", "\r") else None
        at = place + 2
    return None
