"""Where a sentence is not understood, why, and the nearest things that it could mean there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rulesets.hearing.ear import Ear, Want
from rulesets.hearing.lexicon import Option
from rulesets.hearing.texts import part_end
from rulesets.hearing.tokens import norms
from rulesets.nearest import likeness

ALIKE = 0.6
MISSPELT = 0.75
MOST_MEANINGS = 4
MOST_COMPARED = 600
MOST_TRIED = 8
FEW = 6
SIGNS = (",", ":", ";", ".")
Again = Callable[[Ear], object]
"""Hears a rule; what it is called with remembers what it wanted."""


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


def missed(ear: Ear, again: Again) -> Miss:
    """The place furthest to the right to which the sentence was understood, and what is wrong there."""
    wrong = next((want for want in reversed(ear.wants) if want.wrong), None)
    if wrong is not None:
        start, end = ear.letters(wrong.at, wrong.end)
        return Miss(start, end, wrong.wrong, _texts(wrong.options()))
    if ear.furthest >= ear.last:
        return _ended(ear)
    return _misspelt(ear, again) or _unlike(ear, again)


def _ended(ear: Ear) -> Miss:
    """The sentence stops before it is complete."""
    end = len(ear.text.rstrip())
    texts = _texts(option for want in ear.wants if want.at == ear.last for option in want.options())
    message = "The sentence is not complete." if ear.last else "Nothing is written yet."
    return Miss(end, len(ear.text), message, tuple(after(ear.text[:end], text) for text in texts))


def after(before: str, text: str) -> str:
    """The text as it is written after another: with a blank before it, unless it is a sign; with a capital
    at the beginning."""
    if not before.strip():
        return text[:1].upper() + text[1:]
    return text if before[-1].isspace() or text.startswith(SIGNS) else f" {text}"


def _texts(options: Iterable[Option]) -> tuple[str, ...]:
    """The first options, those that end a part before all others."""
    offered = dict.fromkeys(option.text for option in options if option.offered)
    return tuple(sorted(offered, key=lambda text: not text.startswith(SIGNS[1:])))[:MOST_MEANINGS]


def _misspelt(ear: Ear, again: Again) -> Miss | None:
    """A word before that place that was taken for text, and is almost what could stand there."""
    for at in range(ear.furthest - 1, 0, -1):
        if ear.tokens[at].sort != "word" or at not in ear.texts:
            return None
        begun = Ear(ear.text, ear.names, ear.tokens[:at])
        begun.holes = ear.holes
        again(begun)
        wanted = [option.text for want in begun.wants if want.at == at for option in want.options()]
        close = [text for text in wanted if likeness(text.strip(", "), ear.tokens[at].text) >= MISSPELT]
        if close and begun.furthest == at:
            start, end = ear.tokens[at - 1].end, ear.tokens[at].end
            meanings = tuple(after(ear.text[:start], text) for text in dict.fromkeys(close))
            return Miss(start, end, _not_understood(ear.text[start:end]), meanings[:MOST_MEANINGS])
    return None


def _unlike(ear: Ear, again: Again) -> Miss:
    """Something else stands there: the nearest options, and the words that they are like."""
    closest = sorted(set(_close(ear)), key=lambda close: (-close.likeness, close.text))[:MOST_TRIED]
    if closest:
        ranked = sorted(closest, key=lambda close: -_progress(ear, close, again))
        best = ranked[0]
        same = [close.text for close in ranked if (close.at, close.end) == (best.at, best.end)]
        return _miss(ear, best.at, best.end, same)
    wants = sorted((want for want in ear.wants if _is_few(want)), key=lambda want: want.at)
    first = wants[0].at if wants else ear.furthest
    options = (option for want in wants if want.at == first for option in want.options())
    if ear.norm(ear.furthest) in SIGNS and first == ear.furthest:
        start = ear.tokens[first - 1].end if first else 0
        meanings = tuple(after(ear.text[:start], text) for text in _texts(options))
        return Miss(start, start, "Something is missing here.", meanings)
    end = ear.furthest + 1 if first < ear.furthest else max(ear.furthest + 1, part_end(ear, first))
    return _miss(ear, first, end, _texts(options))


def _is_few(want: Want) -> bool:
    return len([option for option in want.options() if option.offered]) in range(1, FEW + 1)


def _miss(ear: Ear, at: int, end: int, texts: Iterable[str]) -> Miss:
    start, stop = ear.letters(at, end)
    chosen = tuple(dict.fromkeys(texts))[:MOST_MEANINGS]
    meanings = tuple(after(ear.text[:start], text) for text in chosen)
    if ear.norm(ear.furthest) in ("and", "or"):
        message = "“and” and “or” are not mixed here. Say “either … or …” or “both … and …” for one of them."
        return Miss(start, stop, message, meanings)
    return Miss(start, stop, _not_understood(ear.text[start:stop]), meanings)


def _not_understood(said: str) -> str:
    said = said.strip()
    return f"“{said if len(said) <= 60 else said[:59] + '…'}” is not understood here."


def _progress(ear: Ear, close: _Close, again: Again) -> int:
    """How many words are understood, up to the end of the part, with the option in the place."""
    start, stop = ear.letters(close.at, close.end)
    rest = part_end(ear, close.end)
    limit = ear.letters(close.end, max(rest, close.end + 1))[1] if close.end < ear.last else stop
    tried = Ear(f"{ear.text[:start]}{close.text}{ear.text[stop:limit]}", ear.names)
    tried.holes = ear.holes
    again(tried)
    return tried.furthest - tried.last


def _close(ear: Ear) -> Iterator[_Close]:
    """What was wanted there, against as many words of the text as it has, one more or one less."""
    options = ((want, option) for want in ear.wants for option in want.options() if option.offered)
    for want, option in islice(options, MOST_COMPARED):
        yield from _alike(ear, want, option)


def _alike(ear: Ear, want: Want, option: Option) -> Iterator[_Close]:
    if want.end:
        yield _Close(ALIKE, option.text, want.at, want.end)
        return
    size = len(norms(option.text))
    for end in range(max(want.reach + 1, want.at + size - 1), min(want.at + size + 1, ear.last) + 1):
        start, stop = ear.letters(want.at, end)
        if abs(stop - start - len(option.text)) <= len(option.text) * ALIKE:
            found = likeness(ear.text[start:stop], option.text)
            if found >= ALIKE:
                yield _Close(found, option.text, want.at, end)


def dig(ear: Ear, holes: dict[int, int]) -> bool:
    """Leave out the part in which the ear got stuck, so that what follows can be heard; whether there is
    anything after it."""
    starts = [at for at in ear.parts if at <= ear.furthest and at not in holes and at < ear.last]
    if not starts or ear.furthest >= ear.last:
        return False
    start = max(starts)
    end = part_end(ear, max(start + 1, ear.furthest))
    holes[start] = end
    return end < ear.last
