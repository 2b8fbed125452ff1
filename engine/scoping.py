"""The scope of a rule, walked: what of it an order fulfils, and why the order is outside it."""

from collections.abc import Callable, Sequence
from typing import Any

from engine.explain import Walker, grouped
from engine.facts import Facts
from engine.model import NodeTrace, Verdict
from rulesets.model import Rule
from rulesets.scope import IDENTITY, SCOPED, in_share
from rulesets.sentences.words import listed
from rulesets.vocabulary import FIELDS

OF_SCOPE = -1
"""The first step of the path of what belongs to a scope; no condition stands there."""


def scope_verdict(walker: Walker, rule: Rule, facts: Facts) -> Verdict:
    """Whether the rule is meant for this order; one without a scope is meant for every order."""
    if rule.scope is None:
        return "matched"
    lists = [walker.verdict(node, facts) for _, node in walker.scope(rule.scope)]
    return grouped("all", [*lists, _VERDICTS[_in_share(rule, facts)]])


def scope_traces(walker: Walker, rule: Rule, facts: Facts) -> tuple[NodeTrace, ...]:
    """What the scope asks, one after the other."""
    if rule.scope is None:
        return ()
    asked = enumerate(walker.scope(rule.scope))
    lists = [walker.trace(node, facts, (OF_SCOPE, at)) for at, (_, node) in asked]
    if rule.scope.percent is None:
        return tuple(lists)
    return (*lists, share_trace(rule.scope.percent, len(lists), _VERDICTS[_in_share(rule, facts)]))


def share_trace(percent: int, lists: int, verdict: Verdict) -> NodeTrace:
    """Whether the order is among so many percent, told after so many lists."""
    text = f"it is among {percent}% of orders"
    seen = "among them" if verdict == "matched" else "not among them"
    return NodeTrace((OF_SCOPE, lists), "condition", text, verdict, seen)


_VERDICTS: dict[bool, Verdict] = {True: "matched", False: "not_matched"}


def why_outside(walker: Walker, rule: Rule, facts: Facts) -> str:
    """As in `Outside the rule's scope: channel Web shop, wants Phone.`; "" when it is within."""
    if rule.scope is None:
        return ""
    within = [walker.verdict(node, facts) == "matched" for _, node in walker.scope(rule.scope)]

    def seen(path: str) -> set[Any]:
        of_line = FIELDS[path].entity == "line"
        return {line.get(path) for line in facts.lines} if of_line else {facts.values.get(path)}

    return outside(walker, rule, within, seen, among=_in_share(rule, facts))


def outside(
    walker: Walker, rule: Rule, within: Sequence[bool], seen: Callable[[str], set[Any]], *, among: bool
) -> str:
    """The same by which of its lists the order fulfils and whether it is among the share; `seen`: the values
    of a field."""
    if rule.scope is None:
        return ""
    asked = zip(walker.scope(rule.scope), within, strict=True)
    missed = [key for (key, _), fulfilled in asked if not fulfilled]
    said = [_missed(walker, key, getattr(rule.scope, key), seen(SCOPED[key])) for key in missed]
    if not among:
        said.append(f"not among the {rule.scope.percent}% of orders")
    return f"Outside the rule’s scope: {'; '.join(said)}." if said else ""


def _in_share(rule: Rule, facts: Facts) -> bool:
    percent = None if rule.scope is None else rule.scope.percent
    return percent is None or in_share(facts.values[IDENTITY], rule.id, percent)


def _missed(walker: Walker, key: str, values: tuple[str, ...], seen: set[Any]) -> str:
    field = FIELDS[SCOPED[key]]
    shown = sorted({walker.shown(field, value) for value in seen}) or ["none"]
    wants = [walker.shown(field, value) if field.choices else value for value in values]
    return f"{field.label.lower()} {listed(shown, 'and')}, wants {listed(wants)}"
