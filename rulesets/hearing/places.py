"""Locations by name or code, and positions."""

import re
from collections import Counter

from rulesets.hearing.ear import Ear, Heard
from rulesets.hearing.figures import matched, refused
from rulesets.hearing.lexicon import Lexicon, Option
from rulesets.hearing.texts import hear_text
from rulesets.sentences.words import PLURALS, Names, quoted, speech

_POSITION = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]+)?) *, *(-?[0-9]{1,3}(?:\.[0-9]+)?)")
SEVERAL = ""
"""Stands for a name that several locations have."""


def hear_location(ear: Ear, _of: str, at: int) -> Heard[str]:
    """A location's code, by its name or code; any text where no locations are known."""
    if not ear.names.locations:
        return [pair for pair in hear_text(ear, "", at) if pair[0].casefold() not in PLURALS.values()]
    found = ear.once("locations", lambda: [(_known(ear.names), 0)])[0][0]
    heard = ear.phrase(found, at)
    for code, end in heard:
        if code == SEVERAL:
            refused(ear, at, end, "Several locations have this name.", *_called(ear, at, end))
    return [(code, end) for code, end in reversed(heard) if code != SEVERAL]


def _known(names: Names) -> Lexicon[str]:
    """The names as sentences say them; codes and names that are not in quotes are understood too."""
    known: Lexicon[str] = Lexicon()
    for code in names.locations:
        known.add(Option(names.location(code), "Location", code), code)
    words = (word.casefold() for pair in names.locations.items() for word in set(pair))
    times = Counter(words)
    for code, name in names.locations.items():
        for said in (quoted(name), speech(name), name, quoted(code), code):
            if known.leading(said) is None:
                alone = times[(code if said in (code, quoted(code)) else name).casefold()] == 1
                known.add(Option(said, "Location", code, offered=False), code if alone else SEVERAL)
    return known


def _called(ear: Ear, at: int, end: int) -> list[str]:
    start, stop = ear.letters(at, end)
    said = ear.text[start:stop].strip('“”"').casefold()
    return [ear.names.location(code) for code, name in ear.names.locations.items() if name.casefold() == said]


_THE_POSITION = Lexicon([(Option("the position", "A position", "Latitude and longitude."), None)])


def hear_spot(ear: Ear, _of: str, at: int) -> Heard[str]:
    """A location, or `the position 52.4,-1.5`."""
    positions = [
        ("".join(found[0][0].split()), found[1])
        for _, end in ear.phrase(_THE_POSITION, at)
        if (found := matched(ear, _POSITION, end)) is not None
    ]
    return [*positions, *hear_location(ear, "", at)]
