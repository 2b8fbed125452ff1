"""A decision table in words: what every row does, then each row as a sentence of its own."""

from dataclasses import replace

from rulesets.model import Rule
from rulesets.sentences.actions import action_words, effects
from rulesets.sentences.groups import Leaf, whole
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.words import Names
from rulesets.table import HIT_WORDS, Row, Table

TABLE = ("table",)


def table_words(rule: Rule, table: Table, names: Names) -> Spans:
    """`by table (the first row that fits): row 1, when …: …; row 2, …`."""
    rows = [
        (Span(f"row {index + 1}, ", "plain", (*TABLE, "rows", index)), *row_words(rule, table, index, names))
        for index in range(len(table.rows))
    ]
    said = Span(f"by table ({HIT_WORDS[table.hit]}): ", "strong", TABLE)
    return (*in_every_row(rule, names), said, *between(rows, (Span("; "),)))


def in_every_row(rule: Rule, names: Names) -> Spans:
    """What the rule itself does beside its rows."""
    if not rule.then:
        return ()
    parts = [action_words(action, names, ("then", index)) for index, action in enumerate(rule.then)]
    return (Span("in every row ", "plain"), *between(parts, (Span(", "),)), Span("; "))


def row_words(rule: Rule, table: Table, index: int, names: Names) -> Spans:
    """`when the country is GB, and the service is express: choose among stores`."""
    row = table.rows[index]
    path = (*TABLE, "rows", index)
    return (*_case(table, row, path, names), Span(": "), *_done(rule, row, path, names))


def _case(table: Table, row: Row, path: tuple[str | int, ...], names: Names) -> Spans:
    parts = [whole(Leaf(node, (*path, "cells", at)), names) for at, node in table.asked(row)]
    if not parts:
        return (Span("in any case", "strong", path),)
    return (Span("when ", "strong", path), *between(parts, (Span(", and "),)))


def _done(rule: Rule, row: Row, path: tuple[str | int, ...], names: Names) -> Spans:
    if not row.then and rule.then:
        return (Span("nothing more", "mark", path),)
    said = effects(rule.model_copy(update={"then": row.then, "table": None}), names)
    return tuple(
        replace(span, path=(*path, *span.path)) if span.path[:1] == ("then",) else span for span in said
    )
