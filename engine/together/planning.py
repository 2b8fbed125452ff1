"""The steps of joint planning: one by one, pools, choice, settling, and which of them stands."""

from collections.abc import Sequence
from dataclasses import replace

from engine.compiler import Compiled
from engine.decide import decide
from engine.together.model import Settled, Uses, Waiting, uses
from engine.together.pools import Effort, Pool, contended
from engine.together.sharing import Shared, left_by, limits_of
from engine.together.solving import Column, choose
from engine.together.worth import Yardstick, added, expected_by_rule

GROWTHS = 3
"""How often plans are looked for again because the new ones want what others have."""

ROUNDS = 3
"""How often the choice is made again with the plans that settling found."""

SWEEPS = 10
"""How often each order is asked again before one says that they do not settle."""


def one_by_one(waiting: Sequence[Waiting], compiled: Compiled) -> tuple[Settled, ...]:
    """Each decided on what those that came before it left."""
    shared = Shared([{} for _ in waiting])
    found: dict[int, Settled] = {}
    for at in sorted(range(len(waiting)), key=lambda at: _arrival(waiting[at])):
        found[at] = _asked(waiting[at], shared.others(at), compiled)
        shared.change(at, uses(found[at].decision))
    return tuple([found[at] for at in range(len(waiting))])


def told(settled: Sequence[Settled], compiled: Compiled) -> tuple[Settled, ...]:
    """The same decisions with their traces."""
    return tuple(
        [
            replace(
                each,
                decision=replace(
                    decide(each.order, each.snapshot, compiled, explain=True), together=each.decision.together
                ),
            )
            for each in settled
        ]
    )


def plan(
    waiting: Sequence[Waiting], compiled: Compiled, alone: tuple[Settled, ...], seconds: float
) -> tuple[Settled, ...]:
    """The joint plan, or one by one where that is as good."""
    limits = limits_of(waiting)
    takes = Shared([uses(each.decision) for each in alone]).taken
    limits = {each: max(count, takes[each]) for each, count in limits.items()}
    effort = Effort(seconds / 2)
    pools = [Pool(each, compiled, limits) for each in waiting]
    places = [pool.add(each.decision) for pool, each in zip(pools, alone, strict=True)]
    for _ in range(GROWTHS):
        wanted = contended(pools, limits)
        for pool in pools:
            pool.grow(wanted, effort)
    best, best_places = alone, places
    for _ in range(ROUNDS):
        chosen = choose(_columns(pools), limits, best_places, seconds / 2 / ROUNDS)
        settled = _settled(pools, chosen.columns, compiled)
        if settled is None or not Shared([uses(each.decision) for each in settled]).fits(limits):
            break
        best_places_now = [pool.add(each.decision) for pool, each in zip(pools, settled, strict=True)]
        if _worth(pools, best_places_now) >= _worth(pools, best_places):
            break
        best, best_places = settled, best_places_now
    return best


def _columns(pools: Sequence[Pool]) -> list[list[Column]]:
    yardstick = Yardstick.of([decision for pool in pools for decision in pool.decisions])
    return [_pool_columns(pool, yardstick) for pool in pools]


def _pool_columns(pool: Pool, yardstick: Yardstick) -> list[Column]:
    expected, order = expected_by_rule(pool.decisions), pool.waiting.order
    return [
        Column(takes, yardstick.worth(order, decision, expected[decision.rule_id]))
        for takes, decision in zip(pool.takes, pool.decisions, strict=True)
    ]


def _worth(pools: Sequence[Pool], places: Sequence[int]) -> tuple[int, ...]:
    columns = _columns(pools)
    return added([columns[number][place].worth for number, place in enumerate(places)])


def _settled(pools: Sequence[Pool], places: Sequence[int], compiled: Compiled) -> tuple[Settled, ...] | None:
    """Each order as `decide` has it on what the others leave; None when they do not come to rest."""
    shared = Shared([pool.takes[place] for pool, place in zip(pools, places, strict=True)])
    now: dict[int, Settled] = {}
    arrival = sorted(range(len(pools)), key=lambda at: _arrival(pools[at].waiting))
    for _ in range(SWEEPS):
        at_rest = True
        for at in arrival:
            now[at] = _asked(pools[at].waiting, shared.others(at), compiled, together=True)
            takes = uses(now[at].decision)
            if takes != shared.takes(at):
                at_rest = False
                shared.change(at, takes)
        if at_rest:
            return tuple([now[at] for at in range(len(pools))])
    return None


def _asked(waiting: Waiting, others: Uses, compiled: Compiled, *, together: bool = False) -> Settled:
    snapshot = left_by(others, waiting)
    decision = replace(decide(waiting.order, snapshot, compiled), together=together)
    return Settled(waiting.order, snapshot, decision)


def _arrival(waiting: Waiting) -> tuple[object, str]:
    return waiting.order.placed_at, waiting.order.id
