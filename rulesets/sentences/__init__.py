"""A rule -> one plain English sentence, as spans; made by grammar alone, the same everywhere."""

from rulesets.actions import ends_here
from rulesets.conditions import Condition, Node
from rulesets.model import Rule
from rulesets.sentences.actions import action_words, effects, otherwise
from rulesets.sentences.clauses import Path
from rulesets.sentences.groups import Tree, always, outermost, simplified, whole
from rulesets.sentences.scope import scope_words
from rulesets.sentences.spans import Span, Spans, opened, text_of, tidy
from rulesets.sentences.tables import in_every_row, row_words, table_words
from rulesets.sentences.words import Names, moment
from rulesets.table import HIT_WORDS
from rulesets.vocabulary import FIELDS

__all__ = [
    "Names",
    "Span",
    "action_words",
    "head_sentence",
    "node_text",
    "row_words",
    "rule_sentence",
    "rule_spans",
]

WHEN: Path = ("when",)
EVERY = {"exception": "on every event"}


def rule_sentence(rule: Rule, names: Names) -> str:
    """The rule in one sentence (a routing rule's otherwise is a second, short one)."""
    return text_of(rule_spans(rule, names))


def rule_spans(rule: Rule, names: Names) -> Spans:
    """The words of the rule's sentence. Each span's path leads to the part of the rule that it says."""
    spans = (*_opening(rule, names), Span(": "), *_doing(rule, names))
    return tidy(opened((*spans, *_ending(rule))))


def beginning_spans(rule: Rule, names: Names) -> Spans:
    """The words of the rule's sentence up to what it does."""
    return tidy(opened((*_validity(rule, names), *_beginning(rule, names))))


def head_sentence(rule: Rule, names: Names) -> str:
    """The rule's sentence without the rows of its table."""
    if rule.table is None:
        return rule_sentence(rule, names)
    doing = (*in_every_row(rule, names), Span(f"by table ({HIT_WORDS[rule.table.hit]})"))
    spans = (*_opening(rule, names), Span(": "), *doing)
    return text_of(opened((*spans, *_ending(rule))))


def _doing(rule: Rule, names: Names) -> Spans:
    return effects(rule, names) if rule.table is None else table_words(rule, rule.table, names)


def node_text(node: Node, names: Names) -> str:
    """A condition or group as a clause, for traces and differences; a line's field is said of the line."""
    field = FIELDS.get(node.field) if isinstance(node, Condition) else None
    subject = "the line " if field is not None and field.entity == "line" else ""
    return subject + text_of(whole(simplified(node, ()), names))


def _opening(rule: Rule, names: Names) -> Spans:
    """From when until when, for which orders, and when."""
    if rule.scope is None:
        return (*_validity(rule, names), *_beginning(rule, names))
    tree = simplified(rule.when, WHEN) if rule.when is not None else None
    scope = (*_validity(rule, names), *scope_words(rule.scope))
    if (tree is None or always(tree)) and rule.kind not in EVERY and not rule.default:
        return scope
    return (*scope, Span(", "), *_beginning(rule, names))


def _beginning(rule: Rule, names: Names) -> Spans:
    if rule.default:
        return (Span("otherwise", "strong"),)
    tree = simplified(rule.when, WHEN) if rule.when is not None else None
    if tree is None or always(tree):
        return (Span(EVERY.get(rule.kind, "for every order"), "strong", WHEN),)
    return _conditions(tree, names)


def _conditions(tree: Tree, names: Names) -> Spans:
    wanted, denied = outermost(tree, names)
    when: Spans = (Span("when ", "strong", WHEN), *wanted) if wanted else ()
    unless = ", unless " if wanted else "unless "
    return (*when, Span(unless, "strong", WHEN), *denied) if denied else when


def _ending(rule: Rule) -> Spans:
    if rule.kind != "routing" or (rule.otherwise is None and ends_here(rule.actions)):
        return (Span("."),)
    if rule.default:
        return (Span("; then "), *otherwise(rule), Span("."))
    return (Span(". "), Span("Otherwise ", "strong", ("otherwise",)), *otherwise(rule), Span("."))


def _validity(rule: Rule, names: Names) -> Spans:
    spans: Spans = ()
    if rule.valid_from is not None:
        at = ("valid_from",)
        spans += (Span("from ", "plain", at), Span(moment(rule.valid_from, names.zone), "mark", at))
    if rule.valid_until is not None:
        at = ("valid_until",)
        before = " until " if spans else "until "
        spans += (Span(before, "plain", at), Span(moment(rule.valid_until, names.zone), "mark", at))
    return (*spans, Span(", ")) if spans else ()
