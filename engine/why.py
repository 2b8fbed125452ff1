"""The reason of a decision in plain sentences, the most important first, read in ten seconds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.calendar import days_between, local
from engine.course import Course, Tried
from engine.model import CandidateTrace, Decision, NodeTrace, RuleTrace
from engine.routing.words import counted, kilometres, listed, money
from rulesets.model import Rule

MOST_SAID = 3
"""Conditions of a rule, or locations that were passed by, that are told."""

LONGEST = 160
"""Letters of a rule's conditions beyond which only its name is said."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences are made from."""

    course: Course
    decision: Decision
    rules: Sequence[RuleTrace]
    candidates: Sequence[CandidateTrace]

    def name(self, code: str) -> str:
        """What people call the location."""
        return self.course.state(code).location.name

    def rule(self, rule_id: str) -> Rule | None:
        return self.course.compiled.ruleset.rule(rule_id)

    def when(self, rule_id: str) -> NodeTrace | None:
        """The walked conditions of a rule."""
        return next((rule.when for rule in self.rules if rule.rule_id == rule_id), None)

    def day(self, at: datetime) -> str:
        """`Fri 21 Nov` in the retailer's zone."""
        there = local(at, self.course.situation.snapshot.zone)
        return f"{there:%a} {there.day} {there:%b}"


def why(
    course: Course, decision: Decision, rules: Sequence[RuleTrace], candidates: Sequence[CandidateTrace]
) -> tuple[str, ...]:
    """The sentences; each stands by itself."""
    return tuple(_TELL[decision.outcome](Told(course, decision, rules, candidates)))


def _held(told: Told) -> Iterator[str]:
    for hold in told.decision.holds:
        rule = told.rule(hold.rule_id)
        if rule is None:
            yield f"Held: {hold.reason}"
        elif told.course.tried:
            yield f"Held by rule “{rule.name}”, because it cannot be served: {_opened(hold.reason)}"
            yield from _passed_by(told.course.tried[:-1])
        else:
            yield f"Held by rule “{rule.name}”: {hold.reason.rstrip('.')}."
            yield from _matched_on(told, hold.rule_id)
        if hold.lifts_at is not None:
            at = local(hold.lifts_at, told.course.situation.snapshot.zone)
            yield f"The hold lifts by itself on {told.day(hold.lifts_at)} at {at:%H:%M}."
        elif rule is not None:
            yield f"{hold.owner} decides whether it goes on."


def _matched_on(told: Told, rule_id: str) -> Iterator[str]:
    """On which values the rule matched."""
    when = told.when(rule_id)
    said = list(_conditions(when)) if when is not None else []
    if said:
        more = f", and {counted(len(said) - MOST_SAID, 'more condition')}" if len(said) > MOST_SAID else ""
        yield f"It matched because {listed(said[:MOST_SAID], 'and' if not more else ',')}{more}."


def _conditions(node: NodeTrace) -> Iterator[str]:
    """The conditions that are matched, each with the value seen where that says more."""
    if node.verdict != "matched":
        return
    if node.kind == "group":
        for child in node.children:
            yield from _conditions(child)
    elif node.seen and node.seen.casefold() not in node.text.casefold() and node.seen not in ("yes", "no"):
        yield f"{node.text} (here {node.seen})"
    else:
        yield node.text


def _routed(told: Told) -> Iterator[str]:
    yield _headline(told)
    yield from _choice(told)
    yield from _passed_by(told.course.tried[:-1])
    yield from _nearer(told)
    yield from _arrival(told)


def _headline(told: Told) -> str:
    shipments = told.decision.plan.shipments
    places = listed([told.name(code) for code in told.decision.plan.locations])
    said = "One shipment" if len(shipments) == 1 else counted(len(shipments), "shipment")
    return f"{said} from {places}, because {_because(told)}."


def _because(told: Told) -> str:
    rule = told.rule(told.decision.rule_id)
    if rule is None or rule.default:
        return "no other routing rule decided, so the default one does"
    when = told.when(rule.id)
    every = rule.when is not None and rule.when.match == "all"
    said = "" if when is None else listed([each.text for each in when.children]) if every else when.text
    short = said and len(said) <= LONGEST
    return f"rule “{rule.name}” applies: {said}" if short else f"rule “{rule.name}” applies"


def _choice(told: Told) -> Iterator[str]:
    """Why this location, or these."""
    chosen = [each for each in told.candidates if each.verdict == "chosen"]
    if len(chosen) == 1 and not told.decision.plan.shortfall:
        yield f"{told.name(chosen[0].location)} is {_lowered(chosen[0].because)}"
    elif len(chosen) > 1:
        parts = [f"{told.name(each.location)} {_lowered(each.because).rstrip('.')}" for each in chosen]
        yield f"{_why_split(told)} {listed(parts)}."


def _why_split(told: Told) -> str:
    able = [each for each in told.course.tried[-1].candidates if each.holds_all]
    if not able:
        return "No location that may serve has everything:"
    best = min([cost for each in able if (cost := each.whole_cost) is not None], default=None)
    cost = told.decision.plan.cost
    if best is None or cost is None or cost >= best:
        return "Split, because that ranks better than one shipment:"
    saved = money(best - cost, told.course.situation.snapshot.currency)
    return f"Split, because that costs {saved} less than the cheapest single shipment:"


def _passed_by(tried: Sequence[Tried]) -> Iterator[str]:
    """Routing rules that came first and could not serve."""
    for each in list(tried)[:MOST_SAID]:
        yield f"Rule “{each.route.rule.name}” came first, but {_lowered(each.cause)}"


def _nearer(told: Told) -> Iterator[str]:
    """Locations that are nearer than the nearest that sends, and why they do not."""
    sending = [each.distance_km for each in told.candidates if each.verdict == "chosen"]
    known = [km for km in sending if km is not None]
    if not known or len(known) < len(sending):
        return
    nearer = [
        each
        for each in told.candidates
        if each.verdict != "chosen" and each.distance_km is not None and each.distance_km < min(known)
    ]
    for each in sorted(nearer, key=lambda one: one.distance_km or 0)[:MOST_SAID]:
        name, km = told.name(each.location), kilometres(each.distance_km or 0)
        yield f"{name} is nearer, {km}, but {_lowered(each.because)}"


def _arrival(told: Told) -> Iterator[str]:
    order, zone = told.course.situation.order, told.course.situation.snapshot.zone
    times = [shipment.arrives_at for shipment in told.decision.plan.shipments]
    known = [at for at in times if at is not None]
    if len(known) < len(times) or not known:
        return
    arrives, promised = max(known), order.promised_at
    if promised is None:
        yield f"It arrives by {told.day(arrives)}."
        return
    late = days_between(promised, arrives, zone)
    if arrives <= promised:
        slack = f", {counted(-late, 'day')} before the promise" if late else ", as promised"
    else:
        slack = f", {counted(late, 'day')} after the promise" if late else ", later that day than promised"
    yield f"It arrives by {told.day(arrives)}{slack}."


def _part(told: Told) -> Iterator[str]:
    yield from _routed(told)
    short = sum([line.quantity for line in told.decision.plan.shortfall])
    waits = "waits" if short == 1 else "wait"
    yield f"{counted(short, 'unit')} {waits} for stock: {_lowered(told.decision.cause)}"


def _waiting(told: Told) -> Iterator[str]:
    yield f"Everything waits for stock, because {_lowered(told.decision.cause)}"
    yield f"{_opened(_because(told))}."
    yield from _passed_by(told.course.tried[:-1])


def _cancelled(told: Told) -> Iterator[str]:
    yield f"Cancelled, because {_lowered(told.decision.cause)}"
    yield f"{_opened(_because(told))}."
    yield from _passed_by(told.course.tried[:-1])


def _lowered(sentence: str) -> str:
    """A sentence as the end of another one: names keep their capital."""
    word = sentence.split(" ", 1)[0]
    return sentence[:1].lower() + sentence[1:] if word in _OPENERS else sentence


_OPENERS = frozenset(
    "A Available Capacity Closed Days Everything It Lost No Nothing Same Sends Share Stock The".split()
)
"""First words of the reasons that are made here; every other one is a name or a number."""


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


_TELL: dict[str, Callable[[Told], Iterator[str]]] = {
    "held": _held,
    "routed": _routed,
    "part_backordered": _part,
    "backordered": _waiting,
    "cancelled": _cancelled,
}
