"""The scope of a rule in words: `for 20% of orders from web shop or phone to the country GB`.

Each list is one of values that no sentence takes for its own words, and the next part begins with a word that
is reserved (from, to, and, with); so it is always clear where a list ends.
"""

from rulesets.scope import SCOPED, Scope
from rulesets.sentences.clauses import Path
from rulesets.sentences.spans import Span, Spans
from rulesets.sentences.templates import filled
from rulesets.sentences.words import Names
from rulesets.vocabulary import FIELDS

SCOPE: Path = ("scope",)
FOR, ORDERS = "for ", "orders"
SHARE = "{percent:number %} of "
LISTS = {
    "channels": " from {channels:choices order.channel}",
    "countries": " to the country {countries:texts or}",
    "regions": " to the region {regions:texts or}",
    "categories": " with any line of the category {categories:texts or}",
}
AND_REGIONS = " and the region {regions:texts or}"
"""Regions, after countries."""


def scope_words(scope: Scope) -> Spans:
    """For which orders, without what follows."""
    spans: Spans = (Span(FOR, "strong", SCOPE),)
    if scope.percent is not None:
        spans += _said(SHARE, "percent", scope.percent)
    spans += (Span(ORDERS, "plain", SCOPE),)
    for key, template in LISTS.items():
        values = getattr(scope, key)
        if values:
            said = AND_REGIONS if key == "regions" and scope.countries else template
            spans += _said(said, key, tuple(_known(key, str(value)) for value in values))
    return spans


def _said(template: str, key: str, value: object) -> Spans:
    return filled(template, {key: value}, Names(), (*SCOPE, key))


def _known(key: str, value: str) -> str:
    """The value as its choice has it, whatever its letter case."""
    choices = (choice.value for choice in FIELDS[SCOPED[key]].choices)
    return next((choice for choice in choices if choice == value.casefold()), value)
