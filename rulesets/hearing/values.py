"""Values as sentences write them -> plain data: one function a form, as in `sentences.forms`."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from rulesets.hearing.dates import hear_clock, hear_moment
from rulesets.hearing.ear import Ear, Heard
from rulesets.hearing.figures import (
    hear_duration,
    hear_figure,
    hear_lately,
    hear_minor,
    hear_money,
    hear_number,
    hear_times,
)
from rulesets.hearing.lexicon import Lexicon, Option, lexicon
from rulesets.hearing.places import hear_location, hear_spot
from rulesets.hearing.texts import hear_listed, hear_text
from rulesets.operators import WEEKDAYS
from rulesets.problems import ordinal
from rulesets.sentences.forms import TURNS, choice_words
from rulesets.sentences.words import PLURALS
from rulesets.vocabulary import FIELDS, LOCATION_KINDS, Choice

Hear = Callable[[Ear, str, int], Heard[Any]]
MOST_TURNS = 20


def hear_value(ear: Ear, form: str, of: str, at: int) -> Heard[Any]:
    """Every value of the form that can be heard at a place."""
    return ear.once((form, of, at), lambda: FORMS[form](ear, of, at))


def register(form: str, hear: Hear) -> None:
    """Say how another form is heard: one that is itself made of clauses."""
    FORMS[form] = hear


def _listed(item: Hear, *joints: str) -> Hear:
    def hear(ear: Ear, of: str, at: int) -> Heard[Any]:
        return hear_listed(ear, lambda place: item(ear, of, place), joints or (of,), at)

    return hear


def _of(words: Callable[[str], Lexicon[Any]]) -> Hear:
    def hear(ear: Ear, of: str, at: int) -> Heard[Any]:
        return ear.phrase(words(of), at)

    return hear


def _said(choices: Iterable[Choice]) -> Lexicon[str]:
    return Lexicon((Option(choice_words(choice), choice.label), choice.value) for choice in choices)


@cache
def _choices(path: str) -> Lexicon[str]:
    return _said(FIELDS[path].choices)


@cache
def _kinds(_of: str) -> Lexicon[str]:
    return _said(LOCATION_KINDS)


@cache
def _plurals(_of: str) -> Lexicon[str]:
    return lexicon((words, kind) for kind, words in PLURALS.items())


@cache
def _weekdays(_of: str) -> Lexicon[str]:
    return lexicon((day.capitalize(), day) for day in WEEKDAYS)


@cache
def _turns(_of: str) -> Lexicon[int]:
    words = {
        turn: TURNS[turn - 1] if turn <= len(TURNS) else ordinal(turn - 1)
        for turn in range(1, MOST_TURNS + 1)
    }
    return lexicon((said, turn) for turn, said in words.items())


FORMS: dict[str, Hear] = {
    "money": hear_money,
    "minor": hear_minor,
    "number": hear_number,
    "figure": hear_figure,
    "duration": hear_duration,
    "lately": hear_lately,
    "times": hear_times,
    "text": hear_text,
    "speech": hear_text,
    "texts": _listed(hear_text),
    "choices": _listed(_of(_choices), "or"),
    "kinds": _listed(_of(_kinds), "or"),
    "plurals": _listed(_of(_plurals), "and", "or"),
    "location": hear_location,
    "locations": _listed(hear_location),
    "spot": hear_spot,
    "moment": hear_moment,
    "clock": hear_clock,
    "weekdays": _listed(_of(_weekdays), "or"),
    "turn": _of(_turns),
}
