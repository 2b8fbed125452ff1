"""A whole ruleset, ready for decisions: its matchers, and what its routing and split rules ask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from engine.compiler.matcher import UNREADABLE, Matcher, RuleFailed, matcher, unreadable
from engine.compiler.noting import Noter, names_locations, noter, scoped_lines
from engine.compiler.routes import Route, route_of
from engine.compiler.splits import SplitSaid, split_of
from engine.explain import Walker
from rulesets.model import Rule, RuleKind, Ruleset
from rulesets.writing import content_hash

Made = TypeVar("Made")
MOST_WALKERS = 8
MOST_OF_TABLES = 4096
DECIDING = (RuleKind.HOLD, RuleKind.SPLIT, RuleKind.ROUTING, RuleKind.TRANSACTION)


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
    splits: dict[str, SplitSaid]
    failures: dict[str, str]
    names_locations: bool = False
    """Whether the words of its conditions depend on what locations are called."""
    scoped_lines: tuple[str, ...] = ()
    """Fields of lines that its scopes ask for."""
    walkers: dict[tuple[tuple[str, str], ...], Walker] = field(default_factory=dict, compare=False)
    noters: dict[RuleKind, Noter] = field(default_factory=dict, compare=False)
    of_tables: dict[int, tuple[Rule, Any]] = field(default_factory=dict, compare=False)
    """What rules with a table ask or say on an order, by what they are on it."""

    def walker(self, locations: Iterable[tuple[str, str]]) -> Walker:
        """What walks these rules, saying locations (code, name) by their names; kept between decisions."""
        key = tuple(locations)
        if key not in self.walkers:
            if len(self.walkers) >= MOST_WALKERS:
                self.walkers.clear()
            self.walkers[key] = Walker(self.ruleset, dict(key))
        return self.walkers[key]

    def noter(self, kind: RuleKind) -> Noter:
        """What notes what the rules of a kind say, part by part; made when it is first asked for."""
        if kind not in self.noters:
            self.noters[kind] = noter(self.ruleset.of_kind(kind), self.zone, self.ruleset.currency)
        return self.noters[kind]

    def route(self, rule: Rule) -> Route:
        """What the routing rule asks. Raises RuleFailed when that cannot be read."""
        return self._read(self.routes, rule, lambda: route_of(rule, self.zone, self.ruleset))

    def split(self, rule: Rule) -> SplitSaid:
        """What the split rule says. Raises RuleFailed when that cannot be read."""
        return self._read(self.splits, rule, lambda: split_of(rule, self.zone, self.ruleset.currency))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.ruleset.zone)

    def _read(self, made: dict[str, Made], rule: Rule, make: Callable[[], Made]) -> Made:
        if rule.id in self.failures:
            raise RuleFailed(rule, self.failures[rule.id])
        return made[rule.id] if rule.table is None else self._of_table(rule, make)

    def _of_table(self, rule: Rule, make: Callable[[], Made]) -> Made:
        kept = self.of_tables.get(id(rule))
        if kept is None or kept[0] is not rule:
            if len(self.of_tables) >= MOST_OF_TABLES:
                self.of_tables.clear()
            try:
                kept = self.of_tables[id(rule)] = (rule, make())
            except UNREADABLE as error:
                raise RuleFailed(rule, unreadable(error)) from error
        found: Made = kept[1]
        return found


def compile_ruleset(ruleset: Ruleset) -> Compiled:
    """Compile once, decide often; callers keep the result by `revision`. Raises nothing for a rule that
    cannot be read: decisions that need it fail, and hold the order."""
    zone = ZoneInfo(ruleset.zone)
    matchers = {kind: matcher(ruleset.of_kind(kind), zone, ruleset.currency) for kind in DECIDING}
    failures: dict[str, str] = {}
    routing, split = ruleset.of_kind(RuleKind.ROUTING), ruleset.of_kind(RuleKind.SPLIT)
    routes = _each(routing, lambda rule: route_of(rule, zone, ruleset), failures)
    splits = _each(split, lambda rule: split_of(rule, zone, ruleset.currency), failures)
    return Compiled(
        ruleset=ruleset,
        revision=content_hash(ruleset),
        fields=tuple(sorted({path for each in matchers.values() for path in each.fields})),
        line_fields=tuple(sorted({path for each in matchers.values() for path in each.line_fields})),
        matchers=matchers,
        defaults={rule.kind: rule for rule in ruleset.rules if rule.default},
        routes=routes,
        splits=splits,
        failures=failures,
        names_locations=names_locations(ruleset, DECIDING),
        scoped_lines=scoped_lines(ruleset, DECIDING),
    )


def _each(rules: tuple[Rule, ...], make: Callable[[Rule], Made], failures: dict[str, str]) -> dict[str, Made]:
    made: dict[str, Made] = {}
    for rule in rules:
        try:
            made[rule.id] = make(rule)
        except UNREADABLE as error:
            failures[rule.id] = unreadable(error)
    return made
