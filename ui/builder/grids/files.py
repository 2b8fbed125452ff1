"""A CSV or XLSX file that a person chose -> rows of texts, or a sentence that says why not.

What comes from outside is measured before it is opened: its size, what it would unfold to, and what it is.
"""

import csv
import re
import zipfile
import zlib
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ui.builder.grids.model import MOST_HEADS, MOST_RESULTS, MOST_ROWS
from ui.builder.grids.paste import harmed
from ui.words import sheets as words

LARGEST = 1_000_000
"""Bytes of a file."""
UNFOLDED = 20_000_000
"""Bytes that an XLSX file may unfold to."""
MOST_PARTS = 300
MOST_LINES = MOST_ROWS + 1
MOST_COLUMNS = MOST_HEADS + MOST_RESULTS + 20
LONGEST_CELL = 4_000

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_DECLARED = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_BROKEN = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, EOFError, OSError,
    NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException,
)  # fmt: skip
"""What reading a file that is not what it says it is raises."""

Lines = tuple[tuple[str, ...], ...]


class Unreadable(ValueError):
    """A file that is not taken: what is wrong with it, and what to do. Both are sentences."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


def read_file(data: bytes) -> Lines:
    """The rows of the file's first sheet that hold anything, all equally long. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(words.TOO_LARGE, words.TOO_LARGE_REMEDY)
    if data.startswith(_OLD_OR_LOCKED):
        raise Unreadable(words.LOCKED, words.SAVE_AS)
    read = _xlsx(data) if data.startswith(b"PK") else _csv(data)
    lines = [[harmed(text) for text in line] for line in read]
    lines = [line for line in lines if any(text.strip() for text in line)]
    if not lines:
        raise Unreadable(words.EMPTY, words.EMPTY_REMEDY)
    _refuse_large(lines)
    width = max(len(line) for line in lines)
    return tuple((*line, *[""] * (width - len(line))) for line in lines)


def _refuse_large(lines: list[list[str]]) -> None:
    if len(lines) > MOST_LINES:
        raise Unreadable(words.too_many_rows(MOST_ROWS), words.FEWER)
    if max(len(line) for line in lines) > MOST_COLUMNS:
        raise Unreadable(words.too_many_columns(MOST_COLUMNS), words.FEWER)
    if any(len(text) > LONGEST_CELL for line in lines for text in line):
        raise Unreadable(words.long_cell(LONGEST_CELL), words.FEWER)


def _csv(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    if "\0" in text or sum(not sign.isprintable() and sign not in "\t\r\n" for sign in text[:2000]) > 20:
        raise Unreadable(words.GARBAGE, words.SAVE_AS)
    first = text.partition("\n")[0]
    parting = max(",;\t", key=first.count)
    try:
        lines = []
        for line in csv.reader(StringIO(text, newline=""), delimiter=parting):
            lines.append(line)
            if len(lines) > 2 * MOST_LINES:
                break
    except csv.Error as wrong:
        raise Unreadable(words.GARBAGE, words.SAVE_AS) from wrong
    return lines


def _decoded(data: bytes) -> str:
    """As UTF-8, or as spreadsheets write it on Windows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _xlsx(data: bytes) -> list[list[str]]:
    try:
        _measure(data)
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        page = book.worksheets[0]
        page.reset_dimensions()
        rows = page.iter_rows(max_row=2 * MOST_LINES, max_col=MOST_COLUMNS + 1, values_only=True)
        return [_trimmed([_text(value) for value in row]) for row in rows]
    except Unreadable:
        raise
    except _BROKEN as wrong:
        raise Unreadable(words.BROKEN, words.SAVE_AS) from wrong


def _measure(data: bytes) -> None:
    """Refuse what is locked, unfolds too far, or declares things of its own in its XML."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        found = parts.infolist()
        if any(part.flag_bits & 1 for part in found):
            raise Unreadable(words.LOCKED, words.SAVE_AS)
        if len(found) > MOST_PARTS or sum(part.file_size for part in found) > UNFOLDED:
            raise Unreadable(words.UNFOLDS, words.UNFOLDS_REMEDY)
        if "xl/workbook.xml" not in parts.namelist():
            raise Unreadable(words.GARBAGE, words.SAVE_AS)
        if any(_DECLARED.search(parts.read(part)) for part in found if part.filename.endswith(_XML)):
            raise Unreadable(words.BROKEN, words.SAVE_AS)


_XML = (".xml", ".rels", ".vml")


def _trimmed(texts: list[str]) -> list[str]:
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(value: Any) -> str:
    """A cell as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return words.TRUE if value else words.FALSE
    if isinstance(value, float):
        return f"{Decimal(repr(round(value, 6))):f}".removesuffix(".0")
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)
