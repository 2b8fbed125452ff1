"""What was decided, and everything that a person may ask about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from engine.model.plans import Plan

Verdict = Literal["matched", "not_matched", "unknown", "failed", "off", "not_reached"]
Outcome = Literal[
    "held",
    "routed",
    "part_backordered",
    "backordered",
    "preordered",
    "waiting",
    "cancelled",
    "part_cancelled",
]
"""held: stopped by holds; what is planned beside a hold on the rest is sent. routed: every unit has a
location. part_backordered: some units have a location, the rest waits for stock. backordered: all of it
waits. preordered: all of it waits, and every line of it is sold before it was ever in stock. waiting: nothing
is planned until `again_at`, when it is decided again (a retry, or together with others). cancelled.
part_cancelled: some units have a location, the rest is cancelled."""


@dataclass(frozen=True, slots=True)
class HoldPlaced:
    """A hold that a decision places. `rule_id` is "" for the program's own (an invalid order, a rule
    that failed, nobody can serve). `lifts_at`: when the clock answers it: by `at_expiry` it is lifted, goes
    to `escalate_to`, or the order is cancelled. `lifts_when`: what lifts it before: stock that arrives, or an
    event. With neither only a person lifts it. `queue`, `role`: where and to whom it is shown; `due_at`: by
    when a person should have looked."""

    rule_id: str
    reason: str
    owner: str
    lifts_at: datetime | None = None
    lifts_when: str = ""
    at_expiry: Literal["lift", "escalate", "cancel"] = "lift"
    escalate_to: str = ""
    queue: str = ""
    role: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NodeTrace:
    """One condition or group, walked. `text` is its sentence part; `seen` the value found, as a
    person reads it ("" for groups); `path` as in conditions.Path. `wanted`: what would have been otherwise,
    a sentence: the value that would have matched, or, where the part stands under *none of*, that would not
    have; "" where the part did not stand in the way."""

    path: tuple[int, ...]
    kind: Literal["condition", "group", "lines"]
    text: str
    verdict: Verdict
    seen: str = ""
    children: tuple["NodeTrace", ...] = ()
    wanted: str = ""


@dataclass(frozen=True)
class RuleTrace:
    """One rule, tried. `note` is a sentence on what followed ("Nobody it allows can serve: next rule").
    `when`: its conditions, walked. Of many rules few are looked at, so `later` walks them when they are first
    read; what reads fields past attribute access (pydantic does) asks `Trace.read` for all of them first."""

    rule_id: str
    name: str
    kind: str
    verdict: Verdict
    when: NodeTrace | None = field(default_factory=lambda: None)  # a default proper would hide `__getattr__`
    note: str = ""

    @classmethod
    def later(
        cls, rule_id: str, name: str, kind: str, verdict: Verdict, walk: Callable[[], NodeTrace], note: str
    ) -> "RuleTrace":
        """A rule whose conditions are walked when they are first read. `walk` must always give the same."""
        made = cls.__new__(cls)
        vars(made).update(rule_id=rule_id, name=name, kind=kind, verdict=verdict, note=note, _walk=walk)
        return made

    def __getattr__(self, name: str) -> NodeTrace:
        if name != "when" or "_walk" not in vars(self):
            raise AttributeError(name)
        found: NodeTrace = vars(self).pop("_walk")()
        vars(self)["when"] = found
        return found


@dataclass(frozen=True, slots=True)
class CandidateTrace:
    """One location, as the deciding routing rule saw it. `because` is a sentence: the first thing
    that ruled it out, or the ranker at which it lost and by how much. `free`: ATP of the scarcest line;
    `has`: how many of the order's units it has, None where that was not kept.
    `cost`: of what it sends when it is chosen, else of the whole order from there."""

    location: str
    verdict: Literal["chosen", "lost", "ruled_out"]
    because: str
    distance_km: float | None = None
    free: int = 0
    cost: int | None = None
    arrives_at: datetime | None = None
    has: int | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """What was worked out of all rules, without the words that are the rules' own; what a trace is kept as.
    `verdicts`: a letter a rule, in turn; `notes`: what followed, by the number of the rule. `letters`: one
    for each part of each rule, a space between rules; `seen`: the value of each field that they read.
    `lines`: for each part of a rule that asks about lines, the letters of all lines and what was counted;
    `line_seen`: the values of those lines that are told. `walked`: the conditions of rules that had to be
    walked. `names`: of locations, where the words depend on them. Values as JSON can hold them."""

    verdicts: str
    notes: dict[int, str]
    letters: str
    seen: dict[str, Any]
    lines: dict[int, tuple[tuple[str, Any], ...]] = field(default_factory=dict)
    line_seen: dict[int, dict[str, Any]] = field(default_factory=dict)
    walked: dict[int, NodeTrace] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Trace:
    """Everything that a person may ask about a decision. `noted` are its rules as they are kept, if they are;
    then `rules` are told when they are first read."""

    rules: tuple[RuleTrace, ...] = field(default_factory=tuple)  # see RuleTrace.when
    candidates: tuple[CandidateTrace, ...] = ()
    why: tuple[str, ...] = ()
    """The reason in sentences, most important first."""

    @classmethod
    def later(
        cls,
        noted: Noted,
        tell: Callable[[], tuple[RuleTrace, ...]],
        candidates: tuple[CandidateTrace, ...],
        why: tuple[str, ...],
    ) -> "Trace":
        """A trace whose rules are told when they are first read. `tell` must always give the same."""
        made = cls.__new__(cls)
        vars(made).update(candidates=candidates, why=why, _noted=noted, _tell=tell)
        return made

    def __getattr__(self, name: str) -> tuple[RuleTrace, ...]:
        if name != "rules" or "_tell" not in vars(self):
            raise AttributeError(name)
        found: tuple[RuleTrace, ...] = vars(self)["_tell"]()
        vars(self)["rules"] = found
        return found

    @property
    def noted(self) -> Noted | None:
        return vars(self).get("_noted")

    def saying(self, *more: str) -> "Trace":
        """The same with more sentences."""
        why = (*self.why, *more)
        if self.noted is None:
            return Trace(self.rules, self.candidates, why)
        return Trace.later(self.noted, vars(self)["_tell"], self.candidates, why)

    def read(self) -> "Trace":
        """The same with everything told, as plain fields."""
        for rule in self.rules:
            _ = rule.when
        return Trace(self.rules, self.candidates, self.why)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, with the revision that made it. `rule_id`: the routing rule that decided
    ("" when held with nothing planned). `applied`: ids of all rules that matched and took effect (hold,
    routing, split, transaction). `cause`: why there is no full plan, a sentence. `trace` only when asked
    for."""

    outcome: Outcome
    plan: Plan
    holds: tuple[HoldPlaced, ...]
    rule_id: str
    applied: tuple[str, ...]
    tags: tuple[str, ...]
    revision: str
    """Content hash of the ruleset that decided."""
    at: datetime
    cause: str = ""
    again_at: datetime | None = None
    """When it is decided again though nothing changed (waiting, complete by a date)."""
    decide_by: datetime | None = None
    """The latest moment at which the plan, decided then, still keeps the promise."""
    relaxed: tuple[str, ...] = ()
    """Demands of the rule that were given up because nobody else could serve, as sentences."""
    together: bool = False
    """Whether it was planned jointly with other orders."""
    trace: Trace | None = field(default=None, compare=False)
