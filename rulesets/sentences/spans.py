"""Spans: the words of a sentence, each with its role and the part of the rule that it says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rulesets.problems import Step

Role = Literal["plain", "mark", "strong"]


@dataclass(frozen=True, slots=True)
class Span:
    """Some words. `mark`: they are a value of the rule; `strong`: they join its parts. `path` leads to
    the part of the rule that they say, as in problems: ("when", "all", 2) or ("then", 0)."""

    text: str
    role: Role = "plain"
    path: tuple[Step, ...] = ()


Spans = tuple[Span, ...]


def text_of(spans: Iterable[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def tidy(spans: Iterable[Span]) -> Spans:
    """The same words with neighbours of one role and path made one."""
    return tuple(
        Span("".join(span.text for span in run), role, path)
        for (role, path), run in groupby(spans, key=lambda span: (span.role, span.path))
    )


def between(parts: Sequence[Spans], separator: Spans) -> Spans:
    """The parts, with the separator between them."""
    return tuple(span for index, part in enumerate(parts) for span in (*(separator if index else ()), *part))


def opened(spans: Spans) -> Spans:
    """The same words beginning with a capital."""
    if not spans:
        return spans
    first = spans[0]
    return (Span(first.text[:1].upper() + first.text[1:], first.role, first.path), *spans[1:])
