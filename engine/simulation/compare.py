"""Two rulesets over the same inputs, in step: what each decides, which orders change, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import zip_longest

from engine.kpis import OrderFigures
from engine.model import Decision, Order, Snapshot
from engine.needs import NOTHING_MORE, Needs
from engine.simulation.causes import Causes, same, took_effect
from engine.simulation.changes import Change, Difference, change
from engine.simulation.events import Decided, Event, touched
from engine.simulation.inputs import Input, Opening, Setup
from engine.simulation.outcomes import canonical, figures, outcome
from engine.simulation.world import Decide, World


@dataclass(frozen=True, slots=True)
class Span:
    """What both worlds share: the setup, the opening stock, the end of the span, and the ids of orders
    of which units are taken back within it."""

    setup: Setup
    opening: Opening
    end: datetime
    recalled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything two worlds gave. `figures`: of each order, base and candidate, in order of ids.
    `base_hits`, `candidate_hits`: rule id -> orders on which it took effect. `hash` covers what was
    decided and came of every order in both worlds. `invalid`: orders held for their problems."""

    orders: int
    invalid: int
    figures: tuple[tuple[OrderFigures, OrderFigures], ...]
    changes: tuple[Change, ...]
    base_hits: Mapping[str, int]
    candidate_hits: Mapping[str, int]
    hash: str


@dataclass(slots=True)
class _Pair:
    """What is kept of one order until it is settled in both worlds."""

    hits: tuple[set[str], set[str]]
    difference: Difference | None = None


class Comparison:
    """Two worlds in step."""

    def __init__(
        self,
        span: Span,
        base: Decide,
        candidate: Decide,
        causes: Causes,
        needs: tuple[Needs, Needs] = (NOTHING_MORE, NOTHING_MORE),
    ) -> None:
        self._span, self._causes = span, causes
        before, after = needs
        # The candidate is also asked from the base's snapshot, so both see what either needs.
        self._before = World(span.setup, base, span.opening, before.and_those(after))
        self._after = World(span.setup, candidate, span.opening, after.and_those(before))
        self._pairs: dict[str, _Pair] = {}
        self._figures: dict[str, tuple[OrderFigures, OrderFigures]] = {}
        self._digests: dict[str, bytes] = {}
        self._changes: list[Change] = []
        self._hits: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._invalid = 0

    def take(self, at: datetime, batch: Iterable[Input]) -> int:
        """Let a batch happen in both worlds; gives how many orders it held."""
        items = list(batch)
        self._see(at, self._before.take(at, items), self._after.take(at, items))
        placed = [item for item in items if isinstance(item, Order)]
        self._invalid += sum(bool(order.problems) for order in placed)
        return len(placed)

    def finish(self) -> Compared:
        """Let the rest of the span pass, close what is still open and give the whole."""
        end = self._span.end
        self._see(end, self._before.until(end), self._after.until(end))
        for order_id in list(self._pairs):
            self._close(order_id)
        ids = sorted(self._digests)
        return Compared(
            orders=len(ids),
            invalid=self._invalid,
            figures=tuple([self._figures[order_id] for order_id in ids]),
            changes=tuple(sorted(self._changes, key=lambda found: (found.placed_at, found.order_id))),
            base_hits=dict(self._hits[0]),
            candidate_hits=dict(self._hits[1]),
            hash=sha256(b"".join([self._digests[order_id] for order_id in ids])).hexdigest(),
        )

    def _see(self, at: datetime, before: list[Event], after: list[Event]) -> None:
        steps = (_decided(before), _decided(after))
        for order_id in dict.fromkeys((*steps[0], *steps[1])):
            pair = self._pairs.setdefault(order_id, _Pair((set(), set())))
            made = tuple(side.get(order_id, []) for side in steps)
            for hits, decided in zip(pair.hits, made, strict=True):
                hits.update(*(took_effect(step.decision) for step in decided))
            if pair.difference is None:
                pair.difference = self._difference(at, order_id, *made)
        for order_id in {**touched(before), **touched(after)}:
            if self._settled(order_id):
                self._close(order_id)

    def _difference(
        self, at: datetime, order_id: str, before: list[Decided], after: list[Decided]
    ) -> Difference | None:
        """The first of these decisions that differs. Where one world alone decided again, the other is
        asked what it has."""
        for was, becomes in zip_longest(before, after):
            one = _seen(was) if was else _still(self._before, order_id, at)
            other = _seen(becomes) if becomes else _still(self._after, order_id, at)
            if one and other and not same(one.decision, other.decision):
                cause = self._causes.of(one.order, one.snapshot, one.decision, other.snapshot, other.decision)
                return Difference(one.decision, other.decision, cause)
        return None

    def _settled(self, order_id: str) -> bool:
        if order_id in self._span.recalled:
            return False
        return all(world.cases[order_id].settled for world in (self._before, self._after))

    def _close(self, order_id: str) -> None:
        before, after = (outcome(world.forget(order_id)) for world in (self._before, self._after))
        pair, end = self._pairs.pop(order_id), self._span.end
        self._figures[order_id] = figures(before, end), figures(after, end)
        self._digests[order_id] = sha256(f"{canonical(before)}\n{canonical(after)}".encode()).digest()
        for total, hits in zip(self._hits, pair.hits, strict=True):
            total.update(hits)
        if pair.difference:
            self._changes.append(change(pair.difference, before, after, self._span.setup))


@dataclass(frozen=True, slots=True)
class _Seen:
    """An order, what its decision saw, and the decision."""

    order: Order
    snapshot: Snapshot
    decision: Decision


def _seen(step: Decided) -> _Seen:
    return _Seen(step.order, step.snapshot, step.decision)


def _still(world: World, order_id: str, at: datetime) -> _Seen | None:
    """What a world that did not decide again has, seen now."""
    case = world.cases.get(order_id)
    if case is None or case.last is None:
        return None
    order = case.remaining()
    return _Seen(order, world.look(case, order, at), case.last)


def _decided(events: Iterable[Event]) -> dict[str, list[Decided]]:
    found: dict[str, list[Decided]] = {}
    for event in events:
        if isinstance(event, Decided):
            found.setdefault(event.case.order.id, []).append(event)
    return found
