"""The scope of a rule in words: `for 20% of orders from web shop or phone to the country GB`.

Each list is one of values that no sentence takes for its own words, and the next part begins with a word that
is reserved (from, to, and, with); so it is always clear where a list ends.
"""

from rulesets.scope import SCOPED, Scope
from rulesets.sentences.clauses import Path
from rulesets.sentences.spans import Span, Spans
from rulesets.sentences.words import listed, quoted
from rulesets.vocabulary import FIELDS

SCOPE: Path = ("scope",)
_LISTS = {
    "channels": " from ",
    "countries": " to the country ",
    "regions": " to the region ",
    "categories": " with any line of the category ",
}


def scope_words(scope: Scope) -> Spans:
    """For which orders, without what follows."""
    spans: Spans = (Span("for ", "strong", SCOPE),)
    if scope.percent is not None:
        spans += (Span(f"{scope.percent}%", "mark", (*SCOPE, "percent")), Span(" of ", "plain", SCOPE))
    spans += (Span("orders", "plain", SCOPE),)
    for key, before in _LISTS.items():
        values = getattr(scope, key)
        if values:
            said = " and the region " if key == "regions" and scope.countries else before
            words = listed([_named(key, str(value)) for value in values])
            spans += (Span(said, "plain", (*SCOPE, key)), Span(words, "mark", (*SCOPE, key)))
    return spans


def _named(key: str, value: str) -> str:
    choices = FIELDS[SCOPED[key]].choices
    choice = next((choice for choice in choices if choice.value == value.casefold()), None)
    return quoted(value) if choice is None else choice.said or choice.label.lower()
