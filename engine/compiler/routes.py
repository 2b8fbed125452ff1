"""What a routing rule asks: the way, the demands in the stages in which they are given up, the ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from engine.allocation.model import Criterion
from engine.compiler.writer import Writer
from engine.routing.eligibility import DEMANDS, Demand, OnlyWhere
from engine.routing.eligibility.saying import location_sentence
from engine.routing.rankers import ranker_of
from rulesets.actions import (
    AnyAction,
    ChooseService,
    DecideTogether,
    IgnoreCapacity,
    KeepStock,
    Rank,
    Where,
    ends_here,
)
from rulesets.actions import Demand as DemandAction
from rulesets.actions import Route as WayAction
from rulesets.model import Otherwise, Rule, Ruleset


@dataclass(frozen=True, slots=True)
class Asked:
    """A demand with the action that asks it. Without a turn (`relax`) it is hard: never given up."""

    action: DemandAction
    demand: Demand

    @property
    def turn(self) -> int | None:
        return self.action.relax


@dataclass(frozen=True, slots=True)
class Route:
    """What a routing rule asks of locations, how it ranks plans, and what it does when nobody can serve.
    `demands`: all of them; `stages`: first all, then without those of the lowest turn, and so on. `way`: how
    else than by parcel, or what ends the matter. `every`: minutes after which orders are decided together,
    None at once. `services`: as a candidate has them. `full_too`: capacity of today has no say."""

    rule: Rule
    demands: tuple[Demand, ...]
    criteria: tuple[Criterion, ...]
    otherwise: Otherwise
    asked: tuple[Asked, ...] = ()
    stages: tuple[tuple[Demand, ...], ...] = ((),)
    way: WayAction | None = None
    every: int | None = None
    services: tuple[str, ...] | None = None
    full_too: bool = False

    def given_up(self, demands: Sequence[Demand]) -> list[Asked]:
        """What is not among these demands, in the order of the rule's actions."""
        return [asked for asked in self.asked if asked.demand not in demands]


def route_of(rule: Rule, zone: tzinfo, ruleset: Ruleset) -> Route:
    """Raises KeyError or ValueError where the rule cannot be read."""
    if rule.otherwise == "retry" and rule.retry_minutes is None and not ends_here(rule.then):
        raise ValueError("it does not say after how many minutes it is tried again")
    asked = tuple(
        [
            Asked(action, _demand(action, zone, ruleset))
            for action in sorted(rule.then, key=_keeps_stock)
            if isinstance(action, DemandAction)
        ]
    )
    ranks = [action for action in rule.then if isinstance(action, Rank)]
    services = [action.services for action in rule.then if isinstance(action, ChooseService)]
    together = [action.every_minutes for action in rule.then if isinstance(action, DecideTogether)]
    return Route(
        rule=rule,
        demands=tuple([each.demand for each in asked]),
        criteria=tuple([Criterion(rank, ranker_of(rank)) for rank in ranks]),
        otherwise=rule.otherwise or "hold",
        asked=asked,
        stages=_stages(asked),
        way=next((action for action in rule.then if isinstance(action, WayAction)), None),
        every=min(together, default=None),
        services=services[0] if services else None,
        full_too=any(isinstance(action, IgnoreCapacity) for action in rule.then),
    )


def _stages(asked: Sequence[Asked]) -> tuple[tuple[Demand, ...], ...]:
    turns = sorted({each.turn for each in asked if each.turn is not None})
    stages = [tuple([each.demand for each in asked])]
    for turn in turns:
        left = [each.demand for each in asked if each.turn is None or each.turn > turn]
        stages.append(tuple(left))
    return tuple(stages)


def _keeps_stock(action: AnyAction) -> bool:
    """Comes last, so that conditions on stock see all of it wherever they stand."""
    return isinstance(action, KeepStock)


def _demand(action: DemandAction, zone: tzinfo, ruleset: Ruleset) -> Demand:
    return _where(action, zone, ruleset) if isinstance(action, Where) else DEMANDS[type(action)](action)


def _where(action: Where, zone: tzinfo, ruleset: Ruleset) -> OnlyWhere:
    writer = Writer(zone, ruleset.currency)
    holds = writer.holding(action.where)
    return OnlyWhere(frozenset(writer.fields), holds, location_sentence(action.where, ruleset))
