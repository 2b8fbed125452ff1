"""Free text, and lists of values joined by `or` or `and`."""

from collections.abc import Callable, Iterable

from rulesets.hearing.ear import Ear, Heard, T, Want
from rulesets.hearing.lexicon import Option
from rulesets.sentences.words import reserved, speech

BOUNDARY = (",", ":", ";", ".")
"""Signs at which a part of a sentence ends."""


def hear_text(ear: Ear, _of: str, at: int) -> Heard[str]:
    """A text in quotes; or plain words that no sentence uses, as many as there are or fewer."""
    if at < ear.last and ear.tokens[at].sort == "quoted":
        return [(ear.tokens[at].unquoted, at + 1)]
    if at < ear.last and ear.tokens[at].sort == "open":
        ear.want(Want(at, at, lambda: _closed(ear, at), "The quote has no end.", at + 1))
        return []
    end = at
    while end < ear.last and ear.tokens[end].sort == "word" and not reserved(ear.tokens[end].text):
        end += 1
    ear.texts.update(range(at, end))
    if end < ear.last and ear.norms[at] not in JOINTS and ear.tokens[end].sort == "word":
        ear.want(Want(at, end, lambda: _in_quotes(ear, at), end=part_end(ear, at)))
    elif end == at:
        ear.want(Want(at, at, tuple))
    words = [token.text for token in ear.tokens[at:end]]
    return [(" ".join(words[:count]), at + count) for count in range(len(words), 0, -1)]


def _closed(ear: Ear, at: int) -> Iterable[Option]:
    text = ear.tokens[at].text[1:].strip()
    return (Option(speech(text)),) if text else ()


JOINTS = ("and", "or", "nor", "unless")


def _in_quotes(ear: Ear, at: int) -> Iterable[Option]:
    """The words up to the end of the part, in quotes, since they are words that sentences use."""
    end = part_end(ear, at)
    if end > at:
        start, stop = ear.letters(at, end)
        yield Option(speech(ear.text[start:stop]), "These words as a text")


def part_end(ear: Ear, at: int) -> int:
    """The place of the next sign that ends a part of the sentence; one within a number ends none."""
    for place in range(at, ear.last):
        inside = place + 1 < ear.last and ear.tokens[place + 1].start == ear.tokens[place].end
        if ear.norms[place] in BOUNDARY and not inside:
            return place
    return ear.last


def hear_listed(
    ear: Ear, item: Callable[[int], Heard[T]], joints: tuple[str, ...], at: int
) -> Heard[list[T]]:
    """`a`, `a or b`, `a, b or c`: every list that begins here."""
    found: Heard[list[T]] = []
    open_lists: Heard[list[T]] = [([value], end) for value, end in item(at)]
    found.extend(open_lists)
    while open_lists:
        longer: Heard[list[T]] = []
        for values, end in open_lists:
            if ear.norm(end) in joints:
                found.extend(([*values, value], last) for value, last in item(end + 1))
            elif ear.norm(end) == ",":
                longer.extend(([*values, value], last) for value, last in item(end + 1))
            else:
                ear.want(Want(end, end, lambda: (Option(joint, "Another value") for joint in joints)))
        open_lists = longer
    return found
