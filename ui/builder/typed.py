"""A rule's sentence as it is typed: what is understood, what is not and where, and what can follow. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from rulesets import hearing
from rulesets.sentences import Names as Said
from ui.builder.fields import Names
from ui.builder.model import EditedRule, from_plain, plain_rule
from ui.builder.rules import renewed_rule
from ui.builder.speaking import speak
from ui.builder.views import Span
from ui.words import typed as words

MOST_SUGGESTED = 60


@dataclass
class Suggestion:
    """Something that can be written next, in place of the letters from `start` to before `end`."""

    insert: str
    said: str
    label: str
    help: str
    start: int
    end: int


@dataclass
class Meaning:
    """Something that a part could mean, to be put in its place."""

    said: str
    insert: str
    start: int
    end: int


@dataclass
class Missed:
    """A part that is not understood, with what it could mean."""

    message: str
    meanings: list[Meaning]


@dataclass
class Piece:
    """A piece of what was typed, marked when it is not understood."""

    text: str
    bad: bool = False


@dataclass
class TypedView:
    """What was heard of `text`: the rule's sentence when it is understood, else what is missed."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    suggested: list[Suggestion] = field(default_factory=list)
    preview: list[Span] = field(default_factory=list)
    understood: bool = False
    status: str = ""


def sentence_of(rule: EditedRule, names: Names) -> str:
    """The rule's sentence as it is offered for typing: without its dates, which stay as they are."""
    return speak(replace(rule, valid_from="", valid_until=""), names).text


def typed_view(rule: EditedRule, text: str, cursor: int, names: Names) -> TypedView:
    """What is heard of a text with the cursor before this letter."""
    said, plain = _said(names), plain_rule(rule)
    heard = hearing.hear(text, rule.kind, said, plain)
    offered = hearing.completions(text, cursor, rule.kind, said, plain)[:MOST_SUGGESTED]
    missed = _shown(heard.misses, text, cursor, bool(offered))
    understood = heard.rule is not None
    preview = speak(rewritten(rule, text, names, _ids), names).spans if understood else ()
    return TypedView(
        text,
        list(_pieces(text, missed)),
        [Missed(miss.message, _meanings(miss)) for miss in missed],
        [_suggestion(each) for each in offered],
        [Span(span.text, span.kind) for span in preview],
        understood,
        words.status(understood, len(missed), len(offered)),
    )


def _ids() -> str:
    return "typed"


def rewritten(rule: EditedRule, text: str, names: Names, new_id: Callable[[], str]) -> EditedRule:
    """The rule saying what the text says; its name, owner, note and switch stay. Raises ValueError with
    what is not understood."""
    heard = hearing.hear(text, rule.kind, _said(names), plain_rule(rule))
    if heard.rule is None:
        raise ValueError(heard.misses[0].message)
    read = from_plain({"rules": {rule.kind: [heard.rule]}}).rules[0]
    fresh = renewed_rule(read, new_id, rule.id, rule.name)
    when = None if rule.default else fresh.when
    return replace(fresh, default=rule.default, enabled=rule.enabled, when=when)


def _said(names: Names) -> Said:
    return Said(dict(names.locations), ZoneInfo(names.zone), names.currency)


def _shown(
    misses: tuple[hearing.Miss, ...], text: str, cursor: int, goes_on: bool
) -> tuple[hearing.Miss, ...]:
    """The misses without what is only missing at the end, and without the word that is still being typed."""
    end = len(text.rstrip())
    typing = goes_on and cursor >= end
    return tuple(miss for miss in misses if miss.start < end and not (typing and miss.end >= end))


def _meanings(miss: hearing.Miss) -> list[Meaning]:
    return [Meaning(text.strip(), text, miss.start, miss.end) for text in miss.meanings]


def _suggestion(each: hearing.Completion) -> Suggestion:
    return Suggestion(each.insert, each.insert.strip(), each.label, each.help, each.start, each.end)


def _pieces(text: str, misses: tuple[hearing.Miss, ...]) -> Iterator[Piece]:
    at = 0
    for miss in sorted(misses, key=lambda miss: miss.start):
        if miss.start >= at and text[miss.start : miss.end].strip():
            yield from ([Piece(text[at : miss.start])] if miss.start > at else [])
            yield Piece(text[miss.start : miss.end], bad=True)
            at = miss.end
    if at < len(text):
        yield Piece(text[at:])
