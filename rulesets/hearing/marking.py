"""Where a sentence is not understood, why, and the nearest things that it could mean there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rulesets.hearing.ear import Ear, Want
from rulesets.hearing.lexicon import Option
from rulesets.hearing.texts import part_end
from rulesets.hearing.tokens import norms
from rulesets.nearest import likeness

ALIKE = 0.6
MOST_MEANINGS = 4
MOST_TRIED = 400
SIGNS = (",", ":", ";", ".")


@dataclass(frozen=True, slots=True)
class Miss:
    """What is not understood: the letters from `start` to before `end`. Each of `meanings` can be put
    there instead."""

    start: int
    end: int
    message: str
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Close:
    """An option that resembles the tokens from `at` to before `end`."""

    likeness: float
    text: str
    at: int
    end: int


def missed(ear: Ear) -> Miss:
    """The place furthest to the right to which the sentence was understood, and what is wrong there."""
    wrong = next((want for want in reversed(ear.wants) if want.wrong), None)
    if wrong is not None:
        start, end = ear.letters(wrong.at, wrong.end)
        return Miss(start, end, wrong.wrong, _texts(wrong.options()))
    return _ended(ear) if ear.furthest >= ear.last else _unknown(ear)


def _ended(ear: Ear) -> Miss:
    """The sentence stops before it is complete."""
    end = len(ear.text.rstrip())
    texts = _texts(option for want in ear.wants if want.at == ear.last for option in want.options())
    message = "The sentence is not complete." if ear.last else "Nothing is written yet."
    return Miss(end, len(ear.text), message, tuple(after(ear.text[:end], text) for text in texts))


def after(before: str, text: str) -> str:
    """The text as it is written after another: with a blank, unless it is a sign or begins the whole."""
    return text if not before or before[-1].isspace() or text.startswith(SIGNS) else f" {text}"


def _texts(options: Iterable[Option]) -> tuple[str, ...]:
    offered = dict.fromkeys(option.text for option in options if option.offered and "…" not in option.text)
    return tuple(offered)[:MOST_MEANINGS]


def _unknown(ear: Ear) -> Miss:
    """Something else stands there: the nearest options, and the words that they are like."""
    closest = sorted(_close(ear), key=lambda close: -close.likeness)
    if closest:
        best = closest[0]
        same = [close.text for close in closest if (close.at, close.end) == (best.at, best.end)]
        start, end = ear.letters(best.at, best.end)
        return Miss(start, end, _not_understood(ear, start, end), _fitting(start, same))
    at = ear.furthest
    start, end = ear.letters(at, max(at + 1, part_end(ear, at)))
    few = _texts(option for want in ear.wants if want.at == at for option in want.options())
    return Miss(start, end, _not_understood(ear, start, end), _fitting(start, few))


def _fitting(start: int, texts: Iterable[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(texts))[:MOST_MEANINGS]
    return tuple(text[:1].upper() + text[1:] if start == 0 else text for text in chosen)


def _not_understood(ear: Ear, start: int, end: int) -> str:
    said = ear.text[start:end]
    return f"“{said if len(said) <= 60 else said[:59] + '…'}” is not understood here."


def _close(ear: Ear) -> Iterator[_Close]:
    """What was wanted there, against as many words of the text as it has, one more or one less."""
    tried = 0
    for want in ear.wants:
        for option in want.options():
            tried += 1
            if not option.offered or tried > MOST_TRIED:
                continue
            yield from _alike(ear, want, option.text)


def _alike(ear: Ear, want: Want, text: str) -> Iterator[_Close]:
    size = len(norms(text))
    for end in range(max(want.reach + 1, want.at + size - 1), want.at + size + 2):
        if end > ear.last:
            continue
        start, stop = ear.letters(want.at, end)
        if abs(stop - start - len(text)) > len(text) * 0.6:
            continue
        found = likeness(ear.text[start:stop], text)
        if found >= ALIKE:
            yield _Close(found, text, want.at, end)
