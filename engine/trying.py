"""An order tried on rules: the decision with its trace, and the conditions of one rule with what they saw.

A decision walks only the rules that were reached; whoever writes a rule wants to see its conditions though an
earlier one decided, or though it is off. Pure."""

from dataclasses import dataclass

from engine import tabling
from engine.compiler import Compiled
from engine.decide import decide
from engine.facts import situation_facts
from engine.model import Decision, NodeTrace, Order, Snapshot
from engine.situation import Situation
from rulesets.model import RuleKind


@dataclass(frozen=True, slots=True)
class Tried:
    """`when`: the conditions of the rule that is looked at, walked; None for one without any, for one of
    exception rules, which are not asked about orders, and where nothing could be read."""

    decision: Decision
    when: NodeTrace | None = None


def tried(order: Order, snapshot: Snapshot, compiled: Compiled, rule_id: str = "") -> Tried:
    """Decide, and walk the conditions of the rule with this id."""
    decision = decide(order, snapshot, compiled, explain=True)
    rule = compiled.ruleset.rule(rule_id)
    if rule is None or rule.kind is RuleKind.EXCEPTION or (rule.when is None and rule.table is None):
        return Tried(decision)
    places = [(state.location.code, state.location.name) for state in snapshot.locations]
    facts = situation_facts(Situation(order, snapshot), compiled.fields, compiled.line_fields)
    return Tried(decision, tabling.trace_of(compiled.walker(places), rule, facts))
