"""A decision as the order's page shows it: the reason, the locations asked, every rule that was tried."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from engine.model import CandidateTrace, Decision, Location, NodeTrace, Order, RuleTrace
from engine.store.decisions import KeptDecision
from ui import clock
from ui.maps.picture import Picture, Place, draw
from ui.views import figures
from ui.views.orders import Names, place
from ui.words import order as words

_ROLES = {"chosen": "use", "lost": "lost", "ruled_out": "out"}
_KIND_ICONS = {"warehouse": "warehouse", "supplier": "supplier"}


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One location that was asked."""

    name: str
    icon: str
    distance: str
    free: str
    arrives: str
    cost: str
    verdict: str
    look: str
    because: str
    won: bool


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One condition or group of a rule, indented by `depth`. `wanted`: the value that would have matched."""

    depth: int
    text: str
    look: str
    verdict: str
    seen: str
    wanted: str


@dataclass(frozen=True, slots=True)
class TriedRule:
    """One rule that was tried, with its conditions. `missed`: the first that stood in its way, with the value
    seen and the one that would have matched."""

    rule_id: str
    kind: str
    name: str
    look: str
    verdict: str
    note: str
    missed: str
    rows: tuple[TraceRow, ...]


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule that took effect, to go to."""

    rule_id: str
    name: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision, made by the revision with this `number`. `first`: its first sentence; `more`: those that
    are read with it; `besides`: the rest; `map` is None where no place is known."""

    id: int
    number: int
    attempt: int
    tab: str
    revision: str
    at: str
    first: str
    more: str
    besides: tuple[str, ...]
    applied: tuple[AppliedRule, ...]
    asked: tuple[AskedRow, ...]
    tried: tuple[TriedRule, ...]
    map: Picture | None
    same: bool
    hash: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What a decision is shown with: the order, the retailer's locations, names and zone."""

    order: Order
    locations: Mapping[str, Location]
    names: Names
    zone: str
    now: datetime


def decision_view(kept: KeptDecision, explained: Decision, scene: Scene, *, same: bool) -> DecisionView:
    """A kept decision with the trace of `explained`; `same`: replaying gave what was kept."""
    trace = explained.trace
    why = trace.why if trace else ()
    candidates = trace.candidates if trace else ()
    currency = scene.order.currency
    reason = f", {kept.reason[:1].lower()}{kept.reason[1:]}" if kept.reason else ""
    read, units = _read_at_once(why), _units_asked(explained, scene.order)
    return DecisionView(
        id=kept.id,
        number=kept.revision,
        attempt=kept.attempt,
        tab=f"{words.ordinal(kept.attempt)} decision{reason}",
        revision=f"v{kept.revision}",
        at=clock.minute(kept.at, scene.zone, scene.now),
        first=why[0] if why else explained.cause,
        more=" ".join(why[1:read]),
        besides=why[read:],
        applied=tuple(AppliedRule(rule_id, scene.names.rule(rule_id)) for rule_id in explained.applied),
        asked=tuple(_asked(each, scene, currency, units) for each in sorted(candidates, key=_standing)),
        tried=tuple(_tried(rule) for rule in (trace.rules if trace else ())),
        map=_map(candidates, explained, scene),
        same=same,
        hash=kept.reading_hash[:12],
    )


WORDS_READ = 52
"""Words that are read in about ten seconds."""


def _read_at_once(why: tuple[str, ...]) -> int:
    """How many of the sentences are read in ten seconds, the first one at least."""
    words_read = 0
    for count, sentence in enumerate(why):
        words_read += len(sentence.split())
        if count and words_read > WORDS_READ:
            return count
    return len(why)


def _standing(candidate: CandidateTrace) -> int:
    return ("chosen", "lost", "ruled_out").index(candidate.verdict)


def _units_asked(decision: Decision, order: Order) -> int:
    """Units that the decision was about: a later one is only about those that are left."""
    planned = [line for each in decision.plan.shipments for line in each.lines]
    return sum([line.quantity for line in (*planned, *decision.plan.shortfall)]) or order.units


def _asked(candidate: CandidateTrace, scene: Scene, currency: str, units: int) -> AskedRow:
    look, verdict = words.VERDICT[candidate.verdict]
    known = scene.locations.get(candidate.location)
    at = candidate.arrives_at
    return AskedRow(
        name=scene.names.location(candidate.location),
        icon=_KIND_ICONS.get(known.kind if known else "", "store"),
        distance=_distance(candidate.distance_km),
        free=_has(candidate, units),
        arrives=clock.day(at, scene.zone, scene.now) if at else figures.NOT_KNOWN,
        cost=figures.money(candidate.cost, currency),
        verdict=verdict,
        look=look,
        because=candidate.because,
        won=candidate.verdict == "chosen",
    )


def _has(candidate: CandidateTrace, units: int) -> str:
    """How much of what was asked it has; of decisions of which that was not kept, the scarcest product."""
    if candidate.has is None:
        return f"{candidate.free:,}"
    return "all" if candidate.has >= units else f"{candidate.has:,} of {units:,}"


def _distance(km: float | None) -> str:
    return figures.NOT_KNOWN if km is None else f"{km:,.0f} km"


def _detail(candidate: CandidateTrace, decision: Decision) -> str:
    """What stands under a location on the map: what it sends where several do, and how far it is."""
    sent = [each for each in decision.plan.shipments if each.location == candidate.location]
    units = sum([line.quantity for each in sent for line in each.lines])
    far = _distance(candidate.distance_km)
    return f"{figures.count(units, 'unit')}, {far}" if sent and len(decision.plan.shipments) > 1 else far


def _tried(rule: RuleTrace) -> TriedRule:
    look, verdict = words.RULE_VERDICT[rule.verdict]
    rows = tuple(_rows(rule.when, 0)) if rule.when else ()
    missed = next((node for node in _nodes(rule.when) if node.wanted), None) if rule.when else None
    return TriedRule(
        rule.rule_id,
        rule.kind.capitalize(),
        rule.name,
        look,
        verdict,
        rule.note,
        _missed(missed) if missed and not rule.note and rule.verdict in ("not_matched", "unknown") else "",
        rows,
    )


def _missed(node: NodeTrace) -> str:
    """As in: The total is £300.00 or more: here £212.00; £300.00 or more would match: £88.00 more."""
    return f"{node.text[:1].upper()}{node.text[1:]}: here {node.seen}; {node.wanted}."


def _nodes(node: NodeTrace) -> Iterator[NodeTrace]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _rows(node: NodeTrace, depth: int) -> Iterator[TraceRow]:
    look, verdict = words.RULE_VERDICT[node.verdict]
    if node.kind == "group" and len(node.children) == 1:
        only = node.children[0]
        yield from _rows(
            replace(only, text=node.text if node.text.startswith(("line ", "row ")) else only.text), depth
        )
        return
    yield TraceRow(depth, node.text, look, verdict, node.seen, node.wanted)
    for child in node.children:
        yield from _rows(child, depth + 1)


def _map(candidates: tuple[CandidateTrace, ...], decision: Decision, scene: Scene) -> Picture | None:
    places = []
    for candidate in candidates:
        known = scene.locations.get(candidate.location)
        if known and known.latitude is not None and known.longitude is not None:
            detail = _detail(candidate, decision)
            role = _ROLES[candidate.verdict]
            places.append(Place(known.name, detail, known.latitude, known.longitude, role))
    if not candidates:
        places = [
            Place(known.name, words.NOT_ASKED, known.latitude, known.longitude, "idle")
            for known in scene.locations.values()
            if known.latitude is not None and known.longitude is not None
        ]
    goal = scene.order.destination
    if goal.latitude is not None and goal.longitude is not None:
        name = place(goal.city, goal.postcode, goal.country)
        places.append(Place(name, "destination", goal.latitude, goal.longitude, "dest"))
    return draw(tuple(places))
