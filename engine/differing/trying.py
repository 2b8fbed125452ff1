"""Decides again with a change, so often at most, and finds the smallest number that has an effect."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from engine.compiler import Compiled
from engine.compiler.matcher import Matcher
from engine.compiler.routes import route_of
from engine.decide import decide
from engine.differing.applying import seen_with, without_action
from engine.differing.model import Change
from engine.model import Decision, Order, Snapshot

Effect = Callable[[Decision], bool]


class TriedEnough(Exception):
    """It was decided again as often as it may be."""


class Trial:
    """One order as it was decided; `most` decides may be made to find out what would have changed it, and
    `on_decide` is told how many were made (it may raise to stop)."""

    def __init__(
        self,
        order: Order,
        snapshot: Snapshot,
        compiled: Compiled,
        most: int,
        on_decide: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self.order, self.snapshot, self.compiled = order, snapshot, compiled
        self.decides = 0
        self._most, self._on_decide = most, on_decide
        self._kept: dict[Change, Decision] = {}

    def with_change(self, change: Change) -> Decision:
        """The decision with this change. Raises TriedEnough."""
        if change not in self._kept:
            if change.kind in ("rules_off", "demand_off"):
                rules = _without(self.compiled, change)
                self._kept[change] = self._decided(self.order, self.snapshot, rules)
            else:
                seen = seen_with(change, self.order, self.snapshot)
                self._kept[change] = self._decided(*seen, self.compiled)
        return self._kept[change]

    def seen(self, snapshot: Snapshot, *, explain: bool = False) -> Decision:
        """The decision on another snapshot. Raises TriedEnough."""
        return self._decided(self.order, snapshot, self.compiled, explain=explain)

    def smallest(self, change: Change, most: int, effect: Effect) -> Change | None:
        """The change with the smallest amount, 1 to `most`, that has the effect though one less has not; None
        when `most` has not. Found by halving, so where the effect comes and goes it is one such amount."""
        if most < 1 or not effect(self.with_change(replace(change, amount=most))):
            return None
        less, enough = 0, most
        while enough - less > 1:
            middle = (less + enough) // 2
            if effect(self.with_change(replace(change, amount=middle))):
                enough = middle
            else:
                less = middle
        return replace(change, amount=enough)

    def _decided(
        self, order: Order, snapshot: Snapshot, compiled: Compiled, *, explain: bool = False
    ) -> Decision:
        if self.decides >= self._most:
            raise TriedEnough
        self.decides += 1
        self._on_decide(self.decides)
        return decide(order, snapshot, compiled, explain=explain)


def _without(compiled: Compiled, change: Change) -> Compiled:
    """The compiled rules without what the change takes away; nothing else is compiled again."""
    if change.kind == "rules_off":
        kept = {kind: _filtered(each, frozenset(change.rules)) for kind, each in compiled.matchers.items()}
        return replace(compiled, matchers=kept)
    old = compiled.routes[change.rules[0]]
    ruleset = compiled.ruleset
    made = route_of(without_action(old.rule, change.at), ZoneInfo(ruleset.zone), ruleset)
    return replace(compiled, routes=compiled.routes | {old.rule.id: replace(made, rule=old.rule)})


def _filtered(matcher: Matcher, off: frozenset[str]) -> Matcher:
    run = matcher.run
    return replace(
        matcher,
        rules=tuple([rule for rule in matcher.rules if rule.id not in off]),
        run=lambda values, lines, now: [rule for rule in run(values, lines, now) if rule.id not in off],
        one_by_one=tuple([each for each in matcher.one_by_one if each[0].id not in off]),
        broken=tuple([each for each in matcher.broken if each[0].id not in off]),
    )
