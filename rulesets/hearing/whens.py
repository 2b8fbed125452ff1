"""When a rule applies, as it is heard: `when …, and …, unless …`, or for every order."""

from collections.abc import Iterator
from functools import cache

from rulesets.hearing.clauses import Asked, Data, as_group, hear_tree
from rulesets.hearing.ear import Ear, Heard, distinct
from rulesets.hearing.lexicon import Lexicon, Option
from rulesets.sentences import EVERY, EVERY_ORDER
from rulesets.vocabulary import READABLE

_AND = "Another condition, which must hold too"
_OR = "Another condition, of which one must hold"
_UNLESS = "A condition that must not hold"


def hear_when(ear: Ear, kind: str, at: int) -> Heard[Data]:
    """The *when* of a rule of this kind, as a group."""
    return [(ear.marked(group, at, end), end) for group, end in _whens(ear, kind, at)]


def _whens(ear: Ear, kind: str, at: int) -> Iterator[tuple[Data, int]]:
    asked = Asked(READABLE[kind])
    for begins, end in ear.phrase(_beginnings(), at):
        if begins == "unless":
            yield from (({"none": parts}, last) for parts, last in _chain(ear, asked, "or", end))
        else:
            yield from _wanted(ear, asked, end)
    for _, end in ear.phrase(_every(EVERY.get(kind, EVERY_ORDER)), at):
        yield {"all": []}, end


def _wanted(ear: Ear, asked: Asked, at: int) -> Iterator[tuple[Data, int]]:
    for parts, end in _chain(ear, asked, "and", at):
        yield as_group(parts[0]) if len(parts) == 1 else {"all": parts}, end
        yield from _unless(ear, asked, parts, end)
    for parts, end in _chain(ear, asked, "or", at):
        if len(parts) > 1:
            yield {"any": parts}, end
            yield from _unless(ear, asked, [{"any": parts}], end)


def _unless(ear: Ear, asked: Asked, parts: list[Data], at: int) -> Iterator[tuple[Data, int]]:
    for _, end in ear.phrase(_unless_words(), at):
        for denied, last in _chain(ear, asked, "or", end):
            yield {"all": [*parts, {"none": denied}]}, last


def _chain(ear: Ear, asked: Asked, joint: str, at: int) -> Heard[list[Data]]:
    """One part or more with `, and` or `, or` between them; the comma may be left out."""

    def hear() -> Heard[list[Data]]:
        heard: Heard[list[Data]] = [([part], end) for part, end in hear_tree(ear, asked, at)]
        found = list(heard)
        while heard:
            heard = [
                ([*parts, part], end)
                for parts, place in heard
                for _, after in ear.phrase(_joints(joint), place)
                for part, end in hear_tree(ear, asked, after)
            ]
            heard = distinct(heard)
            found += heard
        return found

    return ear.once(("chain", asked, joint, at), hear)


@cache
def _every(words: str) -> Lexicon[None]:
    return Lexicon([(Option(words, "Without a condition"), None)])


@cache
def _beginnings() -> Lexicon[str]:
    when, unless = Option("when", "Under a condition"), Option("unless", "Except under a condition")
    return Lexicon([(when, "when"), (unless, "unless")])


@cache
def _joints(word: str) -> Lexicon[None]:
    about = _AND if word == "and" else _OR
    return Lexicon([(Option(f", {word}", about), None), (Option(word, about, offered=False), None)])


@cache
def _unless_words() -> Lexicon[None]:
    return Lexicon([(Option(", unless", _UNLESS), None), (Option("unless", _UNLESS, offered=False), None)])
