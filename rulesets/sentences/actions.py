"""What a rule does, in words: each action by its phrases, and the rule's otherwise."""

from rulesets.actions import Action, Rank
from rulesets.model import OTHERWISE_WORDS, Rule
from rulesets.sentences.clauses import Path
from rulesets.sentences.demands import demand_words
from rulesets.sentences.routing import rank_words, routing_words
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.templates import filled
from rulesets.sentences.words import Names

NOTHING = {
    "hold": "no hold",
    "routing": "every location with stock",
    "split": "nothing about splitting",
    "exception": "nothing",
    "transaction": "nothing more",
}
AND_THEN = ", and "
"""What stands between two actions of a rule that is not one of routing."""
RETRY = "[try again after ]{retry_minutes:duration minutes}"
"""A routing rule's otherwise when it says after how long it is tried again."""


def effects(rule: Rule, names: Names) -> Spans:
    """What the rule does, without its otherwise."""
    if rule.kind == "routing":
        return routing_words(rule, names)
    if not rule.then:
        return (Span(NOTHING[rule.kind], "mark", ("then",)),)
    parts = [action_words(action, names, ("then", index)) for index, action in enumerate(rule.then)]
    return between(parts, (Span(AND_THEN),))


def otherwise(rule: Rule) -> Spans:
    """What the rule does when nobody can serve."""
    if rule.otherwise == "retry" and rule.retry_minutes:
        return filled(RETRY, {"retry_minutes": rule.retry_minutes}, Names(), ("otherwise",))
    return (Span(OTHERWISE_WORDS.get(rule.otherwise or "", "…"), "mark", ("otherwise",)),)


def action_words(action: Action, names: Names, path: Path) -> Spans:
    """One action in words, as it stands in its rule's sentence."""
    if isinstance(action, Rank):
        return rank_words(action, path, names, first=True)
    return demand_words(action, names, path)
