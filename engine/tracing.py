"""The trace of a decision, told from its course: rules tried, locations asked, the reason in sentences."""

from collections.abc import Iterator
from functools import partial

from engine import tabling
from engine.candidates import candidate_traces
from engine.course import Course
from engine.explain import Walker
from engine.facts import Facts
from engine.model import Decision, RuleTrace, Trace, Verdict
from engine.scoping import why_outside
from engine.why import why
from rulesets.model import OTHERWISE_WORDS, Rule, RuleKind
from rulesets.sentences.words import moment

REACHED_IN_TURN = (RuleKind.HOLD, RuleKind.SPLIT, RuleKind.ROUTING, RuleKind.TRANSACTION)


def trace_of(course: Course, decision: Decision) -> Trace:
    """Everything that a person may ask about the decision."""
    rules = tuple(_Told(course).rules())
    candidates = candidate_traces(course, decision)
    return Trace(rules, candidates, why(course, decision, rules, candidates))


class _Told:
    """The rules of one decision; what is the same for all of them is looked up once."""

    def __init__(self, course: Course) -> None:
        states = course.situation.snapshot.locations
        self._course = course
        self._walker = course.compiled.walker(
            [(state.location.code, state.location.name) for state in states]
        )
        self._applied = {rule.id for rules in course.matched.values() for rule in rules}
        self._tried = {tried.route.rule.id: tried for tried in course.tried}
        # A rule with a table is another object on each order, and keeps its id.
        self._asked = None if course.asked is None else course.asked.id
        self._noted = {*self._applied, *self._tried, self._asked}
        self._failed = None if course.failure is None else course.failure.rule_id

    def rules(self) -> Iterator[RuleTrace]:
        """Every rule of the kinds that a decision asks, in turn."""
        facts = self._course.facts
        for kind in REACHED_IN_TURN:
            reached, name = kind in self._course.matched, kind.value
            for rule in self._course.compiled.ruleset.of_kind(kind):
                if facts is not None and (reached or rule.id == self._failed):
                    yield self._rule(rule, name, facts)
                else:
                    yield RuleTrace(rule.id, rule.name, name, "not_reached")
                if rule.id == self._asked:
                    reached = False

    def _rule(self, rule: Rule, kind: str, facts: Facts) -> RuleTrace:
        walker = self._walker
        if not rule.in_force(facts.now):
            return RuleTrace(rule.id, rule.name, kind, "off", note=_why_off(rule, walker))
        if rule.id == self._failed:
            when = tabling.trace_of(walker, rule, facts) if rule.when or rule.table else None
            return RuleTrace(rule.id, rule.name, kind, "failed", when, str(self._course.failure))
        note = self._note(rule) if rule.id in self._noted else ""
        if rule.when is None and rule.table is None:
            applied: Verdict = "matched" if rule.id in self._applied or note else "not_reached"
            return RuleTrace(rule.id, rule.name, kind, applied, note=note)
        verdict = tabling.verdict_of(walker, rule, facts)
        note = note or why_outside(walker, rule, facts)
        later = partial(tabling.trace_of, walker, rule, facts)
        return RuleTrace.later(rule.id, rule.name, kind, verdict, later, note)

    def _note(self, rule: Rule) -> str:
        """What followed from a rule that matched."""
        tried = self._tried.get(rule.id)
        if tried is not None and tried.plan is not None and not tried.plan.shortfall:
            return "It decides."
        if tried is not None:
            return f"Nobody it allows can serve everything: {OTHERWISE_WORDS[tried.route.otherwise]}."
        if rule.id == self._asked:
            return "It decides."
        if rule.kind == RuleKind.HOLD and rule.id in self._applied and rule.actions:
            lifted = rule.id in self._course.situation.snapshot.holds_lifted
            return "Its hold was lifted." if lifted else "The order is held."
        return ""


def _why_off(rule: Rule, walker: Walker) -> str:
    if not rule.enabled:
        return "Switched off."
    if rule.valid_from is not None and rule.valid_until is None:
        return f"Applies from {moment(rule.valid_from, walker.zone)}."
    if rule.valid_until is not None and rule.valid_from is None:
        return f"Applied until {moment(rule.valid_until, walker.zone)}."
    if rule.valid_from is None or rule.valid_until is None:
        return ""
    return f"Applies from {moment(rule.valid_from, walker.zone)} to {moment(rule.valid_until, walker.zone)}."
