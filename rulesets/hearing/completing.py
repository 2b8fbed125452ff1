"""What could be written next at a place of a sentence: whole phrases, each with what it is called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rulesets.hearing.ear import Ear, Want
from rulesets.hearing.lexicon import Option
from rulesets.hearing.marking import SIGNS, after, dig
from rulesets.hearing.rules import hear_rule
from rulesets.hearing.tokens import Token, tokens_of
from rulesets.sentences.words import Names

MOST = 150
MOST_HOLES = 8


@dataclass(frozen=True, slots=True)
class Completion:
    """Write `insert` in place of the letters from `start` to before `end`."""

    insert: str
    label: str
    help: str
    start: int
    end: int


def completions(
    text: str, cursor: int, kind: str, names: Names, rule: Mapping[str, Any] | None = None
) -> tuple[Completion, ...]:
    """What could stand at the cursor, those that go on with the word before it first."""
    written = text[:cursor]
    tokens = tokens_of(written)
    partial = bool(tokens) and tokens[-1].sort == "word" and tokens[-1].end == len(written)
    found: dict[str, Completion] = {}
    if partial:
        for want, option in _wanted(written, tokens[:-1], names, kind, rule):
            begun = [token.norm for token in tokens[want.at :]]
            if _goes_on(option.text, begun):
                found.setdefault(option.text, _completion(written, tokens, want, option))
    for want, option in _wanted(written, tokens, names, kind, rule):
        found.setdefault(option.text, _completion(written, tokens, want, option))
    return tuple(found.values())[:MOST]


def _wanted(
    written: str, tokens: tuple[Token, ...], names: Names, kind: str, rule: Mapping[str, Any] | None
) -> Iterator[tuple[Want, Option]]:
    """What was wanted right after the last token; what is not understood before is left out."""
    ear, holes = Ear(written, names, tokens), dict[int, int]()
    for _ in range(MOST_HOLES):
        ear = Ear(written, names, tokens)
        ear.holes = holes
        heard = [end for _, end in hear_rule(ear, kind, rule or {})]
        if ear.furthest >= ear.last or ear.last in heard or not dig(ear, holes):
            break
    if ear.furthest < ear.last:
        return
    for want in ear.wants:
        for option in () if want.wrong else want.options():
            if option.offered and "…" not in option.text:
                yield want, option


def _goes_on(text: str, begun: list[str]) -> bool:
    """Whether the text begins with these words, the last of which may be a part of one."""
    words = [token.norm for token in tokens_of(text)]
    whole, part = begun[:-1], begun[-1]
    more = len(words) >= len(begun) and words[: len(whole)] == whole and words[len(whole)].startswith(part)
    return more and words != begun


def _completion(written: str, tokens: Any, want: Want, option: Option) -> Completion:
    start = tokens[want.at].start if want.at < len(tokens) else len(written)
    if start == len(written):
        begin = len(written.rstrip()) if option.text.startswith(SIGNS) else start
        return Completion(after(written[:begin], option.text), option.label, option.help, begin, start)
    return Completion(after(written[:start], option.text), option.label, option.help, start, len(written))
