"""What a split rule says: how far an order may be split, and which lines go together or apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from engine.allocation.model import Policy
from engine.compiler.writer import Holds, Writer
from engine.facts import situation_facts
from engine.model import OrderLine
from engine.situation import Situation
from rulesets.actions import KeepTogether, ShipApart, Split
from rulesets.conditions import Group, Lines
from rulesets.model import Rule
from rulesets.values import Money

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LinesWhere:
    """Which lines of an order fulfil a group of conditions, compiled; unknown does not."""

    holds: Holds
    fields: tuple[str, ...]
    line_fields: tuple[str, ...]

    def numbers(self, situation: Situation) -> Numbers:
        """Their numbers, ascending."""
        facts = situation_facts(situation, self.fields, self.line_fields)
        values = facts.lines or ({},) * len(situation.order.lines)
        found = [
            line.number
            for line, each in zip(situation.order.lines, values, strict=True)
            if self.holds(facts.values, (each,), facts.now)
        ]
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Grouping:
    """Lines that stay together or travel apart. `where` None: those of each ship-together group."""

    apart: bool
    where: LinesWhere | None

    def policy(self, situation: Situation) -> Policy:
        """What it asks of this order."""
        if self.where is None:
            return Policy(together=_ship_groups(situation.order.lines))
        numbers = self.where.numbers(situation)
        groups = (numbers,) if len(numbers) > (0 if self.apart else 1) else ()
        return Policy(apart=groups) if self.apart else Policy(together=groups)


@dataclass(frozen=True, slots=True)
class SplitSaid:
    """What one split rule says; each question that it leaves open is empty or None. `complete_for_days`: so
    long nothing is sent in part. `review_above`: a plan of more shipments is for a person."""

    rule: Rule
    policies: tuple[Policy, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    complete_for_days: int | None = None
    review_above: int | None = None


def split_of(rule: Rule, zone: tzinfo, currency: str) -> SplitSaid:
    """Raises KeyError or ValueError where the rule cannot be read."""
    splits = [action for action in rule.then if isinstance(action, Split)]
    waits = [action.complete_for_days for action in splits if action.complete_for_days is not None]
    reviews = [action.review_above for action in splits if action.review_above is not None]
    return SplitSaid(
        rule,
        tuple([_policy(action, currency) for action in splits]),
        tuple(
            [
                Grouping(isinstance(action, ShipApart), _where(action.where, zone, currency))
                for action in rule.then
                if isinstance(action, KeepTogether | ShipApart)
            ]
        ),
        max(waits, default=None),
        min(reviews, default=None),
    )


def _where(group: Group | None, zone: tzinfo, currency: str) -> LinesWhere | None:
    """Asked of one line at a time, so that any line stands for just that one."""
    if group is None:
        return None
    writer = Writer(zone, currency)
    holds = writer.holding(Group(match="all", of=(Lines(lines="any", where=group),)))
    return LinesWhere(holds, tuple(sorted(writer.fields)), tuple(sorted(writer.line_fields)))


def _ship_groups(lines: Iterable[OrderLine]) -> tuple[Numbers, ...]:
    found: dict[str, list[int]] = {}
    for line in lines:
        if line.ship_group is not None:
            found.setdefault(line.ship_group, []).append(line.number)
    return tuple(sorted([tuple(sorted(numbers)) for numbers in found.values() if len(numbers) > 1]))


def _policy(split: Split, currency: str) -> Policy:
    return Policy(
        lines=split.policy,
        at_most=split.at_most,
        only_if_needed=split.only_if_needed,
        cheaper_by=_minor(split.cheaper_by, currency),
        dearer_by=_minor(split.dearer_by, currency),
        saves_days=split.saves_days,
        least_value=_minor(split.least_value, currency),
    )


def _minor(amount: str | None, currency: str) -> int | None:
    if amount is None:
        return None
    money = Money.parse(amount)
    if money.currency != currency:
        raise ValueError(f"{amount} is not in {currency}, the currency of these rules")
    return money.minor
