"""A page of rows, and texts made safe for a search."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some of the rows that were asked for, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


def contains(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """The column, which is in lower case, has the text in it; % and _ mean themselves."""
    safe = text.strip().lower().replace("\0", "")
    return column.contains(safe, autoescape=True)
