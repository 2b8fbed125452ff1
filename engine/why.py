"""The reason of a decision in plain sentences, the most important first, read in ten seconds."""

from collections.abc import Callable, Iterator, Sequence

from engine.course import Course, Tried
from engine.model import CandidateTrace, Decision, HoldPlaced, NodeTrace
from engine.routing.words import counted, kilometres, listed
from engine.told import Told, lowered, opened
from engine.why_so import arrival, handed_over, headline, in_time_until, services, split

MOST_SAID = 3
"""Conditions of a rule, or locations that were passed by, that are told."""

LONGEST = 160
"""Letters of a rule's conditions beyond which only its name is said."""


def why(
    course: Course,
    decision: Decision,
    candidates: Sequence[CandidateTrace],
    when: Callable[[str], NodeTrace | None],
) -> tuple[str, ...]:
    """The sentences; each stands by itself. `when`: the conditions of a rule, told, by its id."""
    told = Told(course, decision, candidates, when)
    return tuple([sentence for sentence in _TELL[decision.outcome](told) if sentence])


def _held(told: Told) -> Iterator[str]:
    sends = bool(told.decision.plan.shipments)
    if sends:
        yield from _routed(told)
    for hold in told.decision.holds:
        yield from _hold(told, hold)
    if not sends:
        yield from _passed_by(
            [each for each in told.course.tried if each.route.rule.id not in _holding(told)]
        )


def _holding(told: Told) -> set[str]:
    return {hold.rule_id for hold in told.decision.holds}


def _hold(told: Told, hold: HoldPlaced) -> Iterator[str]:
    rule = told.rule(hold.rule_id)
    served = rule is not None and any(each.route.rule.id == rule.id for each in told.course.tried)
    if rule is None:
        yield f"Held: {hold.reason}"
    elif told.decision.plan.shortfall and told.decision.plan.shipments:
        short = sum([line.quantity for line in told.decision.plan.shortfall])
        yield f"The rest, {counted(short, 'unit')}, is held by rule “{rule.name}”: {opened(hold.reason)}"
    elif served:
        yield f"Held by rule “{rule.name}”, because it cannot be served: {opened(hold.reason)}"
    else:
        yield f"Held by rule “{rule.name}”: {hold.reason.rstrip('.')}."
        yield from _matched_on(told, hold.rule_id)
    yield from _ends(told, hold)


LIFTED_BY = {
    "stock": "stock arrives",
    "payment": "the payment is confirmed",
    "address": "the address is fixed",
}
"""What lifts a hold, besides a person and its time."""


def _ends(told: Told, hold: HoldPlaced) -> Iterator[str]:
    """What ends the hold, and who decides."""
    if hold.lifts_when:
        yield f"It is lifted when {LIFTED_BY.get(hold.lifts_when, hold.lifts_when)}."
    if hold.lifts_at is None:
        yield f"{hold.owner} decides whether it goes on." if hold.rule_id else ""
        return
    at = told.moment(hold.lifts_at)
    yield {
        "lift": f"The hold lifts by itself on {at}.",
        "escalate": f"On {at} it goes to {hold.escalate_to or hold.owner}.",
        "cancel": f"On {at} the order is cancelled.",
    }[hold.at_expiry]


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
    """The most important first: from where and by when, then why so and not otherwise."""
    plan = told.decision.plan
    yield headline(told, _because(told))
    yield from _choice(told)
    yield from arrival(told)
    if plan.shortfall and told.decision.outcome != "held":
        yield from _rest(told)
    yield from told.decision.relaxed
    yield from services(told)
    yield from _nearer(told)
    yield from _passed_by(told.course.tried[:-1])
    yield from in_time_until(told)
    yield from _unproven(told)


def _because(told: Told) -> str:
    rule = told.rule(told.decision.rule_id)
    if rule is None or rule.default:
        before = any(each.route.rule.id != told.decision.rule_id for each in told.course.tried)
        return (
            "the rules before the default one could not serve it"
            if before
            else "only the default rule applies"
        )
    when = told.when(rule.id)
    every = rule.when is not None and rule.when.match == "all"
    said = "" if when is None else listed([each.text for each in when.children]) if every else when.text
    short = said and len(said) <= LONGEST
    return f"rule “{rule.name}” applies: {said}" if short else f"rule “{rule.name}” applies"


def _choice(told: Told) -> Iterator[str]:
    """Why this location, or these."""
    chosen = [each for each in told.candidates if each.verdict == "chosen"]
    if told.tried.ways.kind in ("pickup", "transfer"):
        yield from handed_over(told)
    elif len(chosen) == 1 and not told.decision.plan.shortfall:
        yield f"{told.name(chosen[0].location)} is {lowered(chosen[0].because)}"
    elif len(chosen) > 1:
        parts = [f"{told.name(each.location)} {lowered(each.because).rstrip('.')}" for each in chosen]
        yield f"{split(told)} {listed(parts)}."


def _rest(told: Told) -> Iterator[str]:
    """What becomes of the units that nobody sends now."""
    decision = told.decision
    short = sum([line.quantity for line in decision.plan.shortfall])
    one = short == 1
    waits = "waits for stock" if one else "wait for stock"
    gone = "is cancelled" if one else "are cancelled"
    said = gone if decision.outcome == "part_cancelled" else waits
    yield f"{counted(short, 'unit')} {said}: {lowered(decision.cause)}"
    yield from _again(told)


def _again(told: Told) -> Iterator[str]:
    if told.decision.again_at is not None:
        yield f"It is decided again on {told.moment(told.decision.again_at)}."


def _passed_by(tried: Sequence[Tried]) -> Iterator[str]:
    """Routing rules that came first and could not serve."""
    vain = [each for each in tried if each.plan is None or each.plan.shortfall]
    for each in vain[:MOST_SAID]:
        yield f"Rule “{each.route.rule.name}” came first, but {lowered(each.cause)}"
    if len(vain) > MOST_SAID:
        yield f"{counted(len(vain) - MOST_SAID, 'more rule')} came first and could not serve either."


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
        yield f"{name} is nearer, {km}, but {lowered(each.because)}"


def _unproven(told: Told) -> Iterator[str]:
    if not told.decision.plan.proven:
        yield "The search for the best plan ended before it was proven that there is no better one."


def _waiting(told: Told) -> Iterator[str]:
    yield f"Everything waits for stock, because {lowered(told.decision.cause)}"
    yield from _applied(told)


def _preordered(told: Told) -> Iterator[str]:
    yield f"Preordered: everything in it is sold before it was ever in stock. {opened(told.decision.cause)}"
    yield from _applied(told)


def _later(told: Told) -> Iterator[str]:
    again, cause = told.decision.again_at, told.decision.cause
    known = again is None or told.moment(again) in cause
    until = "" if again is None or known else f" until {told.moment(again)}"
    yield f"Nothing is planned{until or ' yet'}: {lowered(cause)}"
    yield from _applied(told, again=False)


def _cancelled(told: Told) -> Iterator[str]:
    yield f"Cancelled, because {lowered(told.decision.cause)}"
    yield from _applied(told)


def _applied(told: Told, *, again: bool = True) -> Iterator[str]:
    """The rule that decided, those that came before it, and when it is decided again."""
    yield f"{opened(_because(told))}."
    if again:
        yield from _again(told)
    yield from _passed_by([each for each in told.course.tried if each.route.rule.id != told.decision.rule_id])


_TELL: dict[str, Callable[[Told], Iterator[str]]] = {
    "held": _held,
    "routed": _routed,
    "part_backordered": _routed,
    "part_cancelled": _routed,
    "backordered": _waiting,
    "preordered": _preordered,
    "waiting": _later,
    "cancelled": _cancelled,
}
