"""The reason of a decision in plain sentences, the most important first."""

from collections.abc import Iterator, Mapping, Sequence

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
    names, plan = _names(course), decision.plan
    rule = course.compiled.ruleset.rule(decision.rule_id)
    by = f", by rule “{rule.name}”" if rule is not None else ""
    said = "One shipment" if len(plan.shipments) == 1 else counted(len(plan.shipments), "shipment")
    chosen = [each for each in candidates if each.verdict == "chosen"]
    reasons = [_reason(each, names, alone=len(chosen) == 1) for each in chosen]
    yield f"{said} from {listed([names[code] for code in plan.locations])}{by}: {'; '.join(reasons)}."
    yield from _others(candidates, names)


def _reason(candidate: CandidateTrace, names: Mapping[str, str], *, alone: bool) -> str:
    because = _within(candidate.because, names).rstrip(".")
    return because if alone else f"{names[candidate.location]} {because}"


def _others(candidates: Sequence[CandidateTrace], names: Mapping[str, str]) -> Iterator[str]:
    """Why not the others: those nearer than any that sends first, then by the reason that they share."""
    sending = [each.distance_km for each in candidates if each.verdict == "chosen"]
    nearest = min((km for km in sending if km is not None), default=0.0)
    groups: dict[tuple[bool, str], list[str]] = {}
    for each in candidates:
        if each.verdict != "chosen":
            nearer = each.distance_km is not None and each.distance_km < nearest
            groups.setdefault((not nearer, each.because), []).append(names[each.location])
    for (farther, because), group in sorted(groups.items(), key=lambda item: item[0][0]):
        but = ":" if farther else " is nearer, but" if len(group) == 1 else " are nearer, but"
        yield f"{listed(group)}{but} {_within(because, names)}"


def _within(sentence: str, names: Mapping[str, str]) -> str:
    """The sentence as a part of another one; a location's name at its start stays as it is."""
    if sentence.startswith(tuple(names.values())):
        return sentence
    return sentence[:1].lower() + sentence[1:]


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
