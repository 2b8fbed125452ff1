"""An order tried on the draft, as the panel shows it: the outcome, the path through the rules, the map."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engine.model import CandidateTrace, Decision, NodeTrace, RuleTrace
from rulesets.model import OTHERWISE_WORDS, Ruleset
from ui import clock
from ui.maps.picture import Picture
from ui.views import figures
from ui.views.decision import Scene, TraceRow, TriedRule, condition_rows, told
from ui.views.orders import place
from ui.words import order as order_words
from ui.words import trying as words

Look = Literal["here", "lit", "pass", "dark"]
MOST_STOPS = 60
LINES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on the path. `look`: here (the rule in the builder), lit, pass (asked, and nothing came of it)
    or dark (not reached). `say`: sentences; `rows`: conditions, or locations."""

    key: str
    title: str
    end: str
    look: Look
    say: tuple[str, ...] = ()
    rows: tuple[TraceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TryView:
    """What came of it. `note`: on what stock; `live`: the same for the live rules, "" before any."""

    order: str
    facts: str
    lines: str
    note: str
    outcome: str
    detail: str
    because: str
    live: str
    stops: tuple[Stop, ...]
    map: Picture | None
    text: str


@dataclass(frozen=True, slots=True)
class Ran:
    """What is shown: decided by these rules, with the conditions of the rule with this id walked."""

    decision: Decision
    when: NodeTrace | None
    rules: Ruleset
    rule_id: str
    live: Decision | None
    live_name: str
    note: str


def try_view(ran: Ran, scene: Scene, name: str) -> TryView:
    """The whole panel."""
    order = scene.order
    outcome, detail = outcome_of(ran.decision, scene)
    stops = tuple(_stops(ran, scene))
    lines = [f"{line.quantity:,} × {line.name}" for line in order.lines[:LINES_SHOWN]]
    more = [f"{len(order.lines) - LINES_SHOWN} more"] if len(order.lines) > LINES_SHOWN else []
    trace = ran.decision.trace
    view = TryView(
        order=name,
        facts=_facts(scene),
        lines=", ".join([*lines, *more]),
        note=ran.note,
        outcome=outcome,
        detail=detail,
        because=" ".join(trace.why[:2]) if trace else "",
        live=_live(ran, scene, (outcome, detail)),
        stops=stops,
        map=told(ran.decision, scene).map,
        text="",
    )
    return _with_text(view)


def outcome_of(decision: Decision, scene: Scene) -> tuple[str, str]:
    """Where it ships and in how many shipments; when it arrives and what it costs."""
    plan = decision.plan
    places = " and ".join(scene.names.location(code) for code in plan.locations)
    said = words.outcome(decision.outcome, places, len(plan.shipments))
    if not plan.shipments:
        return said, " ".join(hold.reason for hold in decision.holds) or decision.cause
    arrivals = [each.arrives_at for each in plan.shipments]
    known = [at for at in arrivals if at is not None]
    last = clock.day(max(known), scene.zone, scene.now) if len(known) == len(arrivals) else figures.NOT_KNOWN
    return said, words.sent(last, figures.money(plan.cost, scene.order.currency))


def _facts(scene: Scene) -> str:
    order, goal = scene.order, scene.order.destination
    total = figures.money(order.total, order.currency)
    size = f"{figures.count(len(order.lines), 'line')}, {figures.count(order.units, 'unit')}"
    to = place(goal.city, goal.postcode, goal.country)
    return f"{order.channel.capitalize()}, {order.service}, {total}, {size}, to {to}"


def _live(ran: Ran, scene: Scene, here: tuple[str, str]) -> str:
    if ran.live is None:
        return ""
    there = outcome_of(ran.live, scene)
    if there == here and ran.live.rule_id == ran.decision.rule_id:
        return words.SAME_AS_LIVE.format(ran.live_name)
    by = f", by rule “{scene.names.rule(ran.live.rule_id)}”" if ran.live.rule_id else ""
    return words.LIVE.format(ran.live_name, f"{there[0]}{by}. {there[1]}")


def _stops(ran: Ran, scene: Scene) -> Iterator[Stop]:
    trace = ran.decision.trace
    if trace is None:
        return
    shown = told(ran.decision, scene)
    by_id = {rule.rule_id: rule for rule in shown.tried}
    of_kind = {kind: [each for each in trace.rules if each.kind == kind] for kind in order_of_kinds()}
    yield from _holds(of_kind["hold"], ran, by_id, scene)
    yield from _routes(of_kind["routing"], ran, by_id)
    if trace.candidates:
        yield _eligible(trace.candidates, scene)
        yield _rank(trace.candidates, scene)
    yield from _own(of_kind["split"], ran, by_id)
    yield _split(ran, bool(trace.candidates))
    yield from _own(of_kind["transaction"], ran, by_id)
    yield _otherwise(ran)


def order_of_kinds() -> tuple[str, ...]:
    """The kinds of rule that an order meets, in turn."""
    return ("hold", "routing", "split", "transaction")


def _holds(
    rules: Sequence[RuleTrace], ran: Ran, by_id: Mapping[str, TriedRule], scene: Scene
) -> Iterator[Stop]:
    on = [rule for rule in rules if rule.verdict != "off" and not _is_default(ran, rule)]
    holding = ran.decision.holds
    said = tuple(
        f"{scene.names.rule(hold.rule_id)}: {hold.reason}" if hold.rule_id else hold.reason
        for hold in holding
    )
    yield Stop("hold", words.HOLD, words.held(len(on), len(holding)), "lit" if holding else "pass", said)
    yield from _own(rules, ran, by_id)


def _own(rules: Sequence[RuleTrace], ran: Ran, by_id: Mapping[str, TriedRule]) -> Iterator[Stop]:
    """The rule in the builder, where it is one of these."""
    for number, rule in enumerate(rules, 1):
        if rule.rule_id == ran.rule_id:
            yield _rule(rule, number, ran, by_id)


def _routes(rules: Sequence[RuleTrace], ran: Ran, by_id: Mapping[str, TriedRule]) -> Iterator[Stop]:
    here = next((n for n, rule in enumerate(rules) if rule.rule_id == ran.rule_id), -1)
    for number, rule in enumerate(rules):
        if number < MOST_STOPS or number == here or rule.rule_id == ran.decision.rule_id:
            yield _rule(rule, number + 1, ran, by_id)


def _rule(rule: RuleTrace, number: int, ran: Ran, by_id: Mapping[str, TriedRule]) -> Stop:
    here = rule.rule_id == ran.rule_id
    shown = by_id[rule.rule_id]
    title = f"{shown.kind} {number}, {words.HERE if here else rule.name}"
    look: Look = "here" if here else _look(rule)
    verdict = order_words.RULE_VERDICT[rule.verdict][1]
    if not here:
        return Stop(
            rule.rule_id, title, verdict, look, tuple(each for each in (rule.note, shown.missed) if each)
        )
    rows = () if ran.when is None else _inside(ran.when)
    if ran.when is not None and rule.verdict in ("off", "not_reached"):
        would = order_words.RULE_VERDICT[ran.when.verdict][1]
        verdict = f"{verdict}; its conditions: {would}"
    return Stop(rule.rule_id, title, verdict, look, (rule.note,) if rule.note else (), rows)


def _inside(when: NodeTrace) -> tuple[TraceRow, ...]:
    """The conditions without the outermost group, of which the stop itself says what it said."""
    rows = condition_rows(when)
    if len(rows) < 2 or rows[1].depth == 0:
        return rows
    return tuple(replace(row, depth=row.depth - 1) for row in rows[1:])


def _look(rule: RuleTrace) -> Look:
    if rule.verdict == "matched":
        return "lit"
    return "dark" if rule.verdict in ("not_reached", "off") else "pass"


def _is_default(ran: Ran, rule: RuleTrace) -> bool:
    known = ran.rules.rule(rule.rule_id)
    return known is not None and known.default


def _eligible(candidates: Sequence[CandidateTrace], scene: Scene) -> Stop:
    able = [each for each in candidates if each.verdict != "ruled_out"]
    rows = tuple(
        _place(each, scene, figures.NOT_KNOWN if each.distance_km is None else f"{each.distance_km:,.0f} km")
        if each.verdict != "ruled_out"
        else _place(each, scene, "", each.because)
        for each in sorted(candidates, key=lambda each: each.verdict == "ruled_out")
    )
    end = words.of_locations(len(able), len(candidates))
    return Stop("eligible", words.ELIGIBLE, end, "lit" if able else "pass", (), rows)


def _rank(candidates: Sequence[CandidateTrace], scene: Scene) -> Stop:
    able = [each for each in candidates if each.verdict != "ruled_out"]
    rows = tuple(
        _place(each, scene, figures.money(each.cost, scene.order.currency), each.because)
        for each in sorted(able, key=lambda each: each.verdict != "chosen")
    )
    return Stop("rank", words.RANK, "", "lit" if able else "dark", (), rows)


def _place(each: CandidateTrace, scene: Scene, seen: str, because: str = "") -> TraceRow:
    look = {"chosen": "good", "lost": "off", "ruled_out": "off"}[each.verdict]
    if not because and each.verdict == "lost":
        look = "good"
    verdict = order_words.VERDICT[each.verdict][1]
    return TraceRow(0, scene.names.location(each.location), look, verdict, seen, because)


def _split(ran: Ran, asked: bool) -> Stop:
    count = len(ran.decision.plan.shipments)
    if count > 1:
        return Stop("split", words.SPLIT, words.shipments(count), "lit")
    if count == 1:
        return Stop("split", words.SPLIT, words.NOT_NEEDED, "pass", (words.IN_ONE,))
    return Stop("split", words.SPLIT, words.NOT_REACHED, "pass" if asked else "dark", (words.NOTHING_SENT,))


def _otherwise(ran: Ran) -> Stop:
    """What the deciding rule does where nobody can serve everything."""
    decision, rule = ran.decision, ran.rules.rule(ran.decision.rule_id)
    reached = rule is not None and (decision.outcome != "routed" or bool(decision.plan.shortfall))
    if not reached or rule is None:
        return Stop("otherwise", words.OTHERWISE, words.NOT_REACHED, "dark")
    said = OTHERWISE_WORDS.get(rule.otherwise or "", "")
    because = tuple(each for each in (said[:1].upper() + said[1:], decision.cause) if each)
    return Stop("otherwise", words.OTHERWISE, order_words.RULE_VERDICT["matched"][1], "lit", because)


def _with_text(view: TryView) -> TryView:
    """The same with all of it as text, to be copied."""
    lines = [
        view.order,
        view.facts,
        view.lines,
        view.note,
        "",
        view.outcome,
        view.detail,
        view.live,
        view.because,
    ]
    for stop in view.stops:
        lines += ["", f"{stop.title}: {stop.end}" if stop.end else stop.title, *stop.say]
        lines += [_row_text(row) for row in stop.rows]
    text = "\n".join(lines)
    return replace(view, text=text)


def _row_text(row: TraceRow) -> str:
    seen = f": {row.seen}" if row.seen else ""
    wanted = f" ({row.wanted})" if row.wanted else ""
    return f"{'  ' * (row.depth + 1)}[{row.verdict}] {row.text}{seen}{wanted}"
