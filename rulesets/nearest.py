"""The known words most like a mistaken one, for messages about something unknown."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to `most` of the known words that resemble `word`, likeliest first; one alone when it is
    all but the same. Letter case is ignored."""
    by_folded = {option.casefold(): option for option in known}
    folded = word.casefold()[:100]
    found = get_close_matches(folded, by_folded, n=1, cutoff=0.85)
    found = found or get_close_matches(folded, by_folded, n=most, cutoff=0.5)
    return tuple(by_folded[option] for option in found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The remedy for an unknown word: the nearest known ones, or all of a short list."""
    options = tuple(known)
    close = nearest(word, options)
    if close:
        return f"Did you mean {either(close)}?"
    if 0 < len(options) <= 12:
        return f"Use {either(options)}."
    return "Check the spelling."


def either(words: Iterable[str]) -> str:
    """`a, b or c`."""
    listed = tuple(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def likeness(word: str, other: str) -> float:
    """How much two words resemble each other, from 0 to 1; letter case is ignored."""
    return SequenceMatcher(None, word.casefold(), other.casefold()).ratio()
