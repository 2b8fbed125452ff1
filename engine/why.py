"""The reason of a decision in plain sentences, the most important first."""

from collections.abc import Iterator, Sequence

from engine.course import Course
from engine.model import CandidateTrace, Decision
from engine.routing.words import counted, listed
from rulesets.sentences import Names, node_text


def why(course: Course, decision: Decision, candidates: Sequence[CandidateTrace]) -> tuple[str, ...]:
    """Sentences that a person reads in ten seconds."""
    return tuple(_HOW[decision.outcome](course, decision, candidates))


def _names(course: Course) -> dict[str, str]:
    return {state.location.code: state.location.name for state in course.situation.snapshot.locations}


def _held(course: Course, decision: Decision, _candidates: Sequence[CandidateTrace]) -> Iterator[str]:
    for hold in decision.holds:
        rule = course.compiled.ruleset.rule(hold.rule_id)
        if rule is None:
            yield f"Held: {hold.reason}"
            continue
        yield f"Held by rule “{rule.name}”: {hold.reason.rstrip('.')}."
        yield f"{hold.owner} decides whether it goes on."
        if rule.when is not None:
            text = node_text(rule.when, Names.of(course.compiled.ruleset, _names(course)))
            yield f"The rule holds every order when {text}."


def _planned(course: Course, decision: Decision, candidates: Sequence[CandidateTrace]) -> Iterator[str]:
    names, places = _names(course), decision.plan.locations
    count = len(decision.plan.shipments)
    rule = course.compiled.ruleset.rule(decision.rule_id)
    said = "One shipment" if count == 1 else f"{counted(count, 'shipment')}"
    because = f"rule “{rule.name}” decides" if rule is not None else "a rule decides"
    yield f"{said} from {listed([names[code] for code in places])}, because {because}."
    for candidate in candidates:
        yield f"{names[candidate.location]}: {candidate.because}"


def _waiting(_course: Course, decision: Decision, _candidates: Sequence[CandidateTrace]) -> Iterator[str]:
    yield f"Everything waits for stock. {decision.cause}"


def _part(course: Course, decision: Decision, candidates: Sequence[CandidateTrace]) -> Iterator[str]:
    yield from _planned(course, decision, candidates)
    yield f"The rest waits for stock. {decision.cause}"


def _cancelled(_course: Course, decision: Decision, _candidates: Sequence[CandidateTrace]) -> Iterator[str]:
    yield f"Cancelled. {decision.cause}"


_HOW = {
    "held": _held,
    "routed": _planned,
    "part_backordered": _part,
    "backordered": _waiting,
    "cancelled": _cancelled,
}
