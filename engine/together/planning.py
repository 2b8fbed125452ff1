"""The steps of joint planning: one by one, pools, choice, settling, and which of them stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.compiler import Compiled
from engine.decide import decide
from engine.model import Decision
from engine.routing.words import counted
from engine.together.model import Resource, Settled, Uses, Waiting, uses
from engine.together.pools import Effort, Pool, contended
from engine.together.sharing import Shared, left_by, limits_of
from engine.together.solving import choose
from engine.together.worth import columns, worth_of

GROWTHS = 3
"""How often plans are looked for again because the new ones want what others have."""

ROUNDS = 3
"""How often the choice is made again with the plans that settling found."""

SWEEPS = 8
"""How often each order is asked again before one says that they do not settle."""


def one_by_one(waiting: Sequence[Waiting], compiled: Compiled) -> tuple[Settled, ...]:
    """Each decided on what those before it left."""
    shared, found = Shared([{} for _ in waiting]), list[Settled]()
    for at, each in enumerate(waiting):
        found.append(_asked(each, shared.others(at), compiled))
        shared.change(at, uses(found[at].decision))
    return tuple(found)


def plan(
    waiting: Sequence[Waiting], compiled: Compiled, alone: tuple[Settled, ...], seconds: float
) -> tuple[Settled, ...]:
    """The joint plan; one by one where that is better, or nothing else is found in so many seconds of work.
    A third of them looks for plans, a third chooses, and a third lets the choice settle."""
    limits = _limits(waiting, alone)
    pools = _pools(waiting, compiled, limits, Effort(seconds / 3))
    best, places = alone, _added(pools, alone)
    effort, known = Effort(seconds / 3), 0
    for _ in range(ROUNDS):
        if sum(len(pool.decisions) for pool in pools) == known:
            break
        known = sum(len(pool.decisions) for pool in pools)
        chosen = choose(columns(pools), limits, places, seconds / 3 / ROUNDS)
        settled = _settled(pools, chosen.columns, compiled, effort)
        if settled is None or not Shared([uses(each.decision) for each in settled]).fits(limits):
            break
        found = _added(pools, settled)
        if _no_worse(pools, settled, best):
            best, places = settled, found
    return best


def told(settled: Sequence[Settled], compiled: Compiled) -> tuple[Settled, ...]:
    """The same decisions with their traces; those planned jointly say so."""
    others = len(settled) - 1
    return tuple([replace(each, decision=_told(each, compiled, others)) for each in settled])


def _told(settled: Settled, compiled: Compiled, others: int) -> Decision:
    decision = decide(settled.order, settled.snapshot, compiled, explain=True)
    trace, together = decision.trace, settled.decision.together
    if together and trace is not None:
        joined = counted(others, "other order")
        said = f"Planned together with {joined}: what they take was not free for this one."
        trace = trace.saying(said)
    return replace(decision, together=together, trace=trace)


def _limits(waiting: Sequence[Waiting], alone: Sequence[Settled]) -> dict[Resource, int]:
    """What there is, or what is taken one by one where rules let it be more: some ignore capacity."""
    taken = Shared([uses(each.decision) for each in alone]).taken
    return {each: max(count, taken[each]) for each, count in limits_of(waiting).items()}


def _pools(
    waiting: Sequence[Waiting], compiled: Compiled, limits: Mapping[Resource, int], effort: Effort
) -> list[Pool]:
    pools = [Pool(each, compiled, limits, effort) for each in waiting]
    for _ in range(GROWTHS):
        wanted = contended(pools, limits)
        for pool in pools:
            pool.grow(wanted)
    return pools


def _added(pools: Sequence[Pool], settled: Sequence[Settled]) -> list[int]:
    """The places of these decisions among the plans."""
    return [pool.add(each.decision, each.others) for pool, each in zip(pools, settled, strict=True)]


def _settled(
    pools: Sequence[Pool], places: Sequence[int], compiled: Compiled, effort: Effort
) -> tuple[Settled, ...] | None:
    """Each order as `decide` has it on what the others leave; None when they do not come to rest."""
    shared = Shared([pool.takes[place] for pool, place in zip(pools, places, strict=True)])
    for _ in range(SWEEPS):
        found, at_rest = list[Settled](), True
        for at, pool in enumerate(pools):
            if not effort.spend(pool.waiting):
                return None
            found.append(_asked(pool.waiting, shared.others(at), compiled, together=True))
            takes = uses(found[at].decision)
            if takes != shared.takes(at):
                at_rest = False
                shared.change(at, takes)
        if at_rest:
            return tuple(found)
    return None


def _no_worse(pools: Sequence[Pool], settled: Sequence[Settled], than: Sequence[Settled]) -> bool:
    new, old = ([each.decision for each in some] for some in (settled, than))
    return worth_of(pools, new) <= worth_of(pools, old)


def _asked(waiting: Waiting, others: Uses, compiled: Compiled, *, together: bool = False) -> Settled:
    snapshot = left_by(others, waiting)
    decision = replace(decide(waiting.order, snapshot, compiled), together=together)
    return Settled(waiting.order, snapshot, decision, others)
