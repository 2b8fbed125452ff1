"""A whole ruleset, ready for decisions: its matchers, and what its routing and split rules ask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

from engine.allocation.model import Criterion, Policy
from engine.compiler.matcher import UNREADABLE, Matcher, RuleFailed, matcher, unreadable
from engine.compiler.writer import Writer
from engine.explain import Walker
from engine.routing.eligibility import DEMANDS, Demand, OnlyWhere
from engine.routing.eligibility.saying import location_sentence
from engine.routing.rankers import RANKERS
from rulesets.actions import AnyAction, KeepStock, Rank, Split, Where
from rulesets.model import Otherwise, Rule, RuleKind, Ruleset
from rulesets.values import Money
from rulesets.writing import content_hash

Made = TypeVar("Made")
MOST_WALKERS = 8
DECIDING = (RuleKind.HOLD, RuleKind.SPLIT, RuleKind.ROUTING, RuleKind.TRANSACTION)


@dataclass(frozen=True, slots=True)
class Route:
    """What a routing rule asks of locations, how it ranks plans, and what it does when nobody can serve."""

    rule: Rule
    demands: tuple[Demand, ...]
    criteria: tuple[Criterion, ...]
    otherwise: Otherwise


@dataclass(frozen=True, slots=True)
class Compiled:
    """One ruleset, compiled. `revision`: its content hash. `fields` and `line_fields`: the facts that its
    rules of all kinds but exception read. `failures`: rules whose *then* cannot be read, with the reason."""

    ruleset: Ruleset
    revision: str
    fields: tuple[str, ...]
    line_fields: tuple[str, ...]
    matchers: dict[RuleKind, Matcher]
    defaults: dict[RuleKind, Rule]
    routes: dict[str, Route]
    policies: dict[str, tuple[Policy, ...]]
    failures: dict[str, str]
    walkers: dict[tuple[tuple[str, str], ...], Walker] = field(default_factory=dict, compare=False)

    def walker(self, locations: Iterable[tuple[str, str]]) -> Walker:
        """What walks these rules, saying locations (code, name) by their names; kept between decisions."""
        key = tuple(locations)
        if key not in self.walkers:
            if len(self.walkers) >= MOST_WALKERS:
                self.walkers.clear()
            self.walkers[key] = Walker(self.ruleset, dict(key))
        return self.walkers[key]

    def route(self, rule: Rule) -> Route:
        """What the routing rule asks. Raises RuleFailed when that cannot be read."""
        return self._read(self.routes, rule)

    def split(self, rule: Rule) -> tuple[Policy, ...]:
        """What the split rule says. Raises RuleFailed when that cannot be read."""
        return self._read(self.policies, rule)

    def _read(self, made: dict[str, Made], rule: Rule) -> Made:
        if rule.id in self.failures:
            raise RuleFailed(rule, self.failures[rule.id])
        return made[rule.id]


def compile_ruleset(ruleset: Ruleset) -> Compiled:
    """Compile once, decide often; callers keep the result by `revision`. Raises nothing for a rule that
    cannot be read: decisions that need it fail, and hold the order."""
    zone = ZoneInfo(ruleset.zone)
    matchers = {kind: matcher(ruleset.of_kind(kind), zone, ruleset.currency) for kind in DECIDING}
    failures: dict[str, str] = {}
    routing, split = ruleset.of_kind(RuleKind.ROUTING), ruleset.of_kind(RuleKind.SPLIT)
    routes = _each(routing, lambda rule: _route(rule, zone, ruleset), failures)
    policies = _each(split, lambda rule: _policies(rule, ruleset.currency), failures)
    return Compiled(
        ruleset=ruleset,
        revision=content_hash(ruleset),
        fields=tuple(sorted({path for each in matchers.values() for path in each.fields})),
        line_fields=tuple(sorted({path for each in matchers.values() for path in each.line_fields})),
        matchers=matchers,
        defaults={rule.kind: rule for rule in ruleset.rules if rule.default},
        routes=routes,
        policies=policies,
        failures=failures,
    )


def _each(rules: tuple[Rule, ...], make: Callable[[Rule], Made], failures: dict[str, str]) -> dict[str, Made]:
    made: dict[str, Made] = {}
    for rule in rules:
        try:
            made[rule.id] = make(rule)
        except UNREADABLE as error:
            failures[rule.id] = unreadable(error)
    return made


def _route(rule: Rule, zone: tzinfo, ruleset: Ruleset) -> Route:
    demands: list[Demand] = []
    for action in sorted(rule.then, key=_keeps_stock):
        if isinstance(action, Where):
            demands.append(_where(action, zone, ruleset))
        elif type(action) in DEMANDS:
            demands.append(DEMANDS[type(action)](action))
    ranks = [action for action in rule.then if isinstance(action, Rank)]
    criteria = tuple([Criterion(rank, RANKERS[rank.by]) for rank in ranks])
    return Route(rule, tuple(demands), criteria, rule.otherwise or "hold")


def _keeps_stock(action: AnyAction) -> bool:
    """Comes last, so that conditions on stock see all of it wherever they stand."""
    return isinstance(action, KeepStock)


def _where(action: Where, zone: tzinfo, ruleset: Ruleset) -> OnlyWhere:
    writer = Writer(zone, ruleset.currency)
    holds = writer.holding(action.where)
    return OnlyWhere(frozenset(writer.fields), holds, location_sentence(action.where, ruleset))


def _policies(rule: Rule, currency: str) -> tuple[Policy, ...]:
    return tuple([_policy(action, currency) for action in rule.then if isinstance(action, Split)])


def _policy(split: Split, currency: str) -> Policy:
    cheaper_by = None
    if split.cheaper_by is not None:
        money = Money.parse(split.cheaper_by)
        if money.currency != currency:
            raise ValueError(f"{split.cheaper_by} is not in {currency}, the currency of these rules")
        cheaper_by = money.minor
    return Policy(split.policy, split.at_most, split.only_if_needed, cheaper_by)
