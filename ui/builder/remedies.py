"""The remedies of problems, said for entries: nothing is quoted there, the currency stands before. Pure."""

import re

_SAID_FOR_FILES = (
    (re.compile(r", (?:without|in) quotes\.$"), "."),
    (re.compile(r"^Write it with its currency, as in ([\d.]+) [A-Z]{3}\.$"), r"Write it like \1."),
    (re.compile(r"^Write it like ([\d.]+) [A-Z]{3}\.$"), r"Write it like \1."),
    (re.compile(r"^Write it like '([\d:]+)'\.?$"), r"Choose a time, like \1."),
    (re.compile(r"^Write true, or null for any\.$"), "Write Yes, or leave it empty for any."),
    (re.compile(r"^Write date, time and offset,.*$"), "Choose a date and a time."),
)
"""How `rulesets` says a remedy for a file, and how it is said beside an entry."""


def said(remedy: str) -> str:
    """The remedy for somebody who types into an entry."""
    for pattern, words in _SAID_FOR_FILES:
        remedy = pattern.sub(words, remedy)
    return remedy
