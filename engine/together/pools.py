"""Good plans for each order, to choose from: what `decide` says where others took what it likes best.

Every plan is a decision of `decide`, so it obeys the order's own rules. From the decision on all the stock
one goes on by taking away, one at a time, what that plan uses and others may want, the best plans first.
Where rules read stock (they keep some back, or ask for some), a plan may need more than it takes: how much is
found by asking again."""

from collections.abc import Mapping, Sequence

from engine.compiler import Compiled
from engine.decide import decide
from engine.model import Decision
from engine.together.model import Resource, Uses, Waiting, uses
from engine.together.sharing import left_by
from rulesets.actions import KeepStock, Where

MOST_ASKED = 48
"""Decisions on one order that are made to find its plans."""

DECISIONS_A_SECOND = 500
"""Small decisions that count as a second of the time given, whatever the machine."""

FEW_LOCATIONS = 10
"""Locations beyond which a decision counts as more, as the square: sets of them are compared."""

LINES_A_DECISION = 10
"""Lines that make a decision count as one more."""


class Effort:
    """How much work may still be done. It is counted and not timed, so that the same input always gives the
    same plan."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    def spend(self, waiting: Waiting) -> bool:
        """Pay for one decision on this order; False when that is too much."""
        places = max(1.0, len(waiting.snapshot.locations) / FEW_LOCATIONS) ** 2
        cost = places * (1 + len(waiting.order.lines) / LINES_A_DECISION) / DECISIONS_A_SECOND
        if cost > self._left:
            return False
        self._left -= cost
        return True


class Pool:
    """The plans of one order. The first is the decision on all the stock, as if it were alone."""

    def __init__(
        self, waiting: Waiting, compiled: Compiled, limits: Mapping[Resource, int], effort: Effort
    ) -> None:
        self.waiting = waiting
        self.decisions: list[Decision] = []
        self.takes: list[Uses] = []
        self.needs: list[Uses] = []
        self._compiled, self._limits, self._effort = compiled, limits, effort
        self._kept: dict[tuple[str, Resource], int] = {}
        self._asked: set[frozenset[tuple[Resource, int]]] = set()
        self._nodes: list[tuple[tuple[int, float], int, int, dict[Resource, int]]] = []
        self._ask({})

    def add(self, decision: Decision, gone: Uses) -> int:
        """Its place among the plans; it is added when it is new. `gone`: what others took when it was
        made."""
        for at, known in enumerate(self.decisions):
            if _same(known, decision):
                return at
        self.decisions.append(decision)
        self.takes.append(uses(decision))
        self.needs.append(self._needed(decision, gone))
        return len(self.decisions) - 1

    def grow(self, wanted: frozenset[Resource]) -> None:
        """Look for plans that do without what others may want, as long as there is effort left."""
        while len(self._asked) < MOST_ASKED:
            gone = self._next(wanted)
            if gone is None or not self._effort.spend(self.waiting):
                return
            self._ask(gone)

    def _next(self, wanted: frozenset[Resource]) -> dict[Resource, int] | None:
        """What to take away next: from the best plan that has not been done without yet."""
        for _, _, at, gone in self._nodes:
            for resource, units in _wanted(self.takes[at], wanted):
                more = {**gone, resource: self._limits[resource] - units + 1}
                if frozenset(more.items()) not in self._asked:
                    return more
        return None

    def _ask(self, gone: dict[Resource, int]) -> None:
        self._asked.add(frozenset(gone.items()))
        decision = self._decided(gone)
        self._nodes.append((_quality(decision), len(self._nodes), self.add(decision, gone), gone))
        self._nodes.sort(key=lambda node: node[:2])

    def _decided(self, gone: Uses) -> Decision:
        return decide(self.waiting.order, left_by(gone, self.waiting), self._compiled)

    def _needed(self, decision: Decision, gone: Uses) -> Uses:
        """What must be there for this to be the decision, of all that its plan takes."""
        takes = uses(decision)
        if not _reads_stock(self._compiled, decision.rule_id):
            return takes
        rule = decision.rule_id
        for resource, units in takes.items():
            if (rule, resource) not in self._kept and resource in self._limits:
                self._kept[rule, resource] = self._least(decision, gone, resource, units) - units
        return {each: units + self._kept.get((rule, each), 0) for each, units in takes.items()}

    def _least(self, decision: Decision, gone: Uses, resource: Resource, units: int) -> int:
        """How much of one thing must be left for this to stay the decision, found by halving."""
        low, high = units, max(units, self._limits[resource] - gone.get(resource, 0))
        while low < high and self._effort.spend(self.waiting):
            middle = (low + high) // 2
            less = {**gone, resource: self._limits[resource] - middle}
            if _same(self._decided(less), decision):
                high = middle
            else:
                low = middle + 1
        return low


def contended(pools: Sequence[Pool], limits: Mapping[Resource, int]) -> frozenset[Resource]:
    """What runs out if each order has of it the most that any of its plans needs."""
    wanted: dict[Resource, int] = {}
    for pool in pools:
        most: dict[Resource, int] = {}
        for needs in pool.needs:
            for resource, units in needs.items():
                most[resource] = max(units, most.get(resource, 0))
        for resource, units in most.items():
            wanted[resource] = wanted.get(resource, 0) + units
    return frozenset([each for each, units in wanted.items() if each in limits and units > limits[each]])


def _reads_stock(compiled: Compiled, rule_id: str) -> bool:
    """Whether the routing rule asks for stock that the plan does not take."""
    return any(
        isinstance(action, KeepStock | Where)
        for rule in compiled.ruleset.rules
        if rule.id == rule_id
        for action in rule.then
    )


def _same(one: Decision, other: Decision) -> bool:
    return one.plan == other.plan and one.outcome == other.outcome


def _wanted(takes: Uses, wanted: frozenset[Resource]) -> list[tuple[Resource, int]]:
    """What the plan uses and others may want, and the units of which one too few shall be left: one, so that
    nothing is left of it, or as many as the plan uses."""
    found = []
    for resource, units in sorted(takes.items()):
        if resource in wanted:
            found += [(resource, 1)] if units == 1 else [(resource, 1), (resource, units)]
    return found


def _quality(decision: Decision) -> tuple[int, float]:
    """Which plans to go on from first: those that leave the fewest units, then those that cost least."""
    cost = decision.plan.cost
    return sum([line.quantity for line in decision.plan.shortfall]), float("inf") if cost is None else cost
