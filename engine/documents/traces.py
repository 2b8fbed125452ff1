"""Traces <-> plain data: in full, and as they are kept, from which the rules of their revision tell them."""

from collections.abc import Callable, Iterable
from typing import Any

from engine.compiler import Compiled
from engine.documents.orders import Document, instant, read_instant
from engine.model import CandidateTrace, NodeTrace, Noted, RuleTrace, Trace
from engine.retelling import Retelling


def trace(told: Trace) -> Document:
    """A trace as plain data, in full: with all its words."""
    return {
        "rules": [_rule(rule) for rule in told.rules],
        "candidates": [_candidate(candidate) for candidate in told.candidates],
        "why": list(told.why),
    }


def read_trace(document: Document) -> Trace:
    """The trace of which `trace` made this."""
    rules = tuple([_read_rule(*row) for row in document["rules"]])
    return Trace(rules, _read_candidates(document), tuple(document["why"]))


def kept_trace(told: Trace) -> Document:
    """A trace as it is kept: what was noted of its rules, without the words that are the revision's; in full
    where nothing was noted."""
    noted = told.noted
    if noted is None:
        return trace(told)
    return {
        "noted": [noted.verdicts, noted.letters, noted.notes, noted.seen],
        "candidates": [_candidate(candidate) for candidate in told.candidates],
        "why": list(told.why),
    } | _seldom(noted)


def _seldom(noted: Noted) -> Document:
    found = {
        "lines": noted.lines,
        "line_seen": noted.line_seen,
        "walked": {at: _node(node) for at, node in noted.walked.items()},
        "names": noted.names,
    }
    return {key: value for key, value in found.items() if value}


def read_kept_trace(document: Document, rules: Callable[[], Compiled]) -> Trace:
    """The trace of which `kept_trace` made this. `rules`: those of its revision, asked for when they are
    needed."""
    if "noted" not in document:
        return read_trace(document)
    verdicts, letters, notes, seen = document["noted"]
    lines = {
        int(at): tuple([(said, total) for said, total in row]) for at, row in _numbered(document, "lines")
    }
    noted = Noted(
        verdicts,
        {int(at): note for at, note in notes.items()},
        letters,
        seen,
        lines,
        {int(at): values for at, values in _numbered(document, "line_seen")},
        {int(at): _read_node(*node) for at, node in _numbered(document, "walked")},
        document.get("names", {}),
    )

    def tell() -> tuple[RuleTrace, ...]:
        compiled = rules()
        return Retelling(noted, compiled, compiled.walker(noted.names.items())).rules()

    return Trace.later(noted, tell, _read_candidates(document), tuple(document["why"]))


def _numbered(document: Document, key: str) -> Iterable[tuple[str, Any]]:
    found: Document = document.get(key, {})
    return found.items()


def _read_candidates(document: Document) -> tuple[CandidateTrace, ...]:
    return tuple([_read_candidate(row) for row in document["candidates"]])


def _rule(rule: RuleTrace) -> list[Any]:
    when = None if rule.when is None else _node(rule.when)
    return [rule.rule_id, rule.name, rule.kind, rule.verdict, when, rule.note]


def _read_rule(rule_id: str, name: str, kind: str, verdict: Any, when: Any, note: str) -> RuleTrace:
    return RuleTrace(rule_id, name, kind, verdict, None if when is None else _read_node(*when), note)


def _node(node: NodeTrace) -> list[Any]:
    inside = [_node(child) for child in node.children]
    row = [list(node.path), node.kind, node.text, node.verdict, node.seen, inside]
    return [*row, node.wanted] if node.wanted else row


def _read_node(
    path: list[int], kind: Any, text: str, verdict: Any, seen: str, inside: list[Any], wanted: str = ""
) -> NodeTrace:
    children = tuple([_read_node(*child) for child in inside])
    return NodeTrace(tuple(path), kind, text, verdict, seen, children, wanted)


def _candidate(candidate: CandidateTrace) -> list[Any]:
    return [
        candidate.location,
        candidate.verdict,
        candidate.because,
        candidate.distance_km,
        candidate.free,
        candidate.cost,
        instant(candidate.arrives_at),
        candidate.has,
    ]


def _read_candidate(row: list[Any]) -> CandidateTrace:
    values = [*row[:6], read_instant(row[6]), *row[7:]]
    return CandidateTrace(*values)
