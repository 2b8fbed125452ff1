"""The trace of a decision, told from its course: rules tried, locations asked, the reason in sentences."""

from collections.abc import Iterator

from engine.candidates import candidate_traces
from engine.course import Course
from engine.explain import Walker
from engine.model import Decision, RuleTrace, Trace, Verdict
from engine.why import why
from rulesets.model import OTHERWISE_WORDS, Rule, RuleKind
from rulesets.sentences.words import moment

REACHED_IN_TURN = (RuleKind.HOLD, RuleKind.SPLIT, RuleKind.ROUTING, RuleKind.TRANSACTION)


def trace_of(course: Course, decision: Decision) -> Trace:
    """Everything that a person may ask about the decision."""
    states = course.situation.snapshot.locations
    walker = course.compiled.walker([(state.location.code, state.location.name) for state in states])
    rules = tuple(_rules(course, walker))
    candidates = candidate_traces(course, decision)
    return Trace(rules, candidates, why(course, decision, rules, candidates))


def _rules(course: Course, walker: Walker) -> Iterator[RuleTrace]:
    for kind in REACHED_IN_TURN:
        for rule in course.compiled.ruleset.of_kind(kind):
            yield _rule(course, walker, rule)


def _rule(course: Course, walker: Walker, rule: Rule) -> RuleTrace:
    facts, kind = course.facts, rule.kind
    if facts is None or not _reached(course, rule):
        return RuleTrace(rule.id, rule.name, kind.value, "not_reached")
    if not rule.in_force(facts.now):
        return RuleTrace(rule.id, rule.name, kind.value, "off", note=_why_off(rule, walker))
    if course.failure is not None and course.failure.rule_id == rule.id:
        when = None if rule.when is None else walker.trace(rule.when, facts)
        return RuleTrace(rule.id, rule.name, kind.value, "failed", when, str(course.failure))
    note = _note(course, rule)
    if rule.when is None:
        applied: Verdict = "matched" if rule in course.matched.get(kind, ()) or note else "not_reached"
        return RuleTrace(rule.id, rule.name, kind.value, applied, note=note)
    when = walker.trace(rule.when, facts)
    return RuleTrace(rule.id, rule.name, kind.value, when.verdict, when, note)


def _reached(course: Course, rule: Rule) -> bool:
    """Whether the decision came to ask this rule."""
    if course.failure is not None and course.failure.rule_id == rule.id:
        return True
    if rule.kind not in course.matched:
        return False
    if rule.kind != RuleKind.ROUTING or not course.tried:
        return True
    order = [each.id for each in course.compiled.ruleset.of_kind(RuleKind.ROUTING)]
    return order.index(rule.id) <= order.index(course.tried[-1].route.rule.id)


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


def _note(course: Course, rule: Rule) -> str:
    """What followed from a rule that matched."""
    if rule.kind == RuleKind.HOLD and rule in course.matched[RuleKind.HOLD] and rule.then:
        lifted = rule.id in course.situation.snapshot.holds_lifted
        return "Its hold was lifted." if lifted else "The order is held."
    for tried in course.tried:
        if tried.route.rule is rule and tried.plan is not None:
            return "It decides."
        if tried.route.rule is rule:
            return f"Nobody it allows can serve everything: {OTHERWISE_WORDS[tried.route.otherwise]}."
    return ""
