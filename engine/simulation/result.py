"""The result of a simulation: KPIs side by side, changes in groups, what each rule did; and as plain data."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.kpis import KPIS, Difference, Kpi, Summary, paired, summarise
from engine.simulation.causes import DECIDING
from engine.simulation.changes import Change
from engine.simulation.compare import Compared
from engine.simulation.edits import edits
from rulesets.model import Rule, RuleKind, Ruleset

SIMULATED = (*DECIDING, RuleKind.TRANSACTION)
"""Kinds of rule that a simulation meets. Exception rules wait for events that nobody can foretell."""


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One KPI under both rulesets, and the difference with its 95 % interval."""

    key: str
    base: Summary
    candidate: Summary
    difference: Difference


@dataclass(frozen=True, slots=True)
class CauseCount:
    """A cause of changes and how many it has; `rule_id` is "" for stock and capacity."""

    text: str
    rule_id: str
    orders: int


@dataclass(frozen=True, slots=True)
class Group:
    """The changed orders that go from one answer to another. `money`, `postage` (minor units) and
    `days` are totals over the `money_known` and `days_known` orders where they can be said.
    `causes`: the most frequent first."""

    was: str
    becomes: str
    orders: int
    money: int
    money_known: int
    postage: int
    days: float
    days_known: int
    splits: int
    causes: tuple[CauseCount, ...]


@dataclass(frozen=True, slots=True)
class RuleHits:
    """On how many orders a rule took effect; None where a ruleset does not have it or has it off.
    `edit`: how the candidate edits it, None when it does not."""

    rule_id: str
    kind: str
    name: str
    default: bool
    base: int | None
    candidate: int | None
    edit: str | None = None

    @property
    def never(self) -> bool:
        """Whether it fired on neither side. A default rule that nothing falls to is no dead rule."""
        return not self.default and not self.base and not self.candidate


@dataclass(frozen=True, slots=True)
class Result:
    """A whole simulation. `orders` placed in the span, `invalid` of them held for their problems,
    `changed` decided differently. `total` adds up all groups. `hash`: the same for the same inputs."""

    orders: int
    invalid: int
    changed: int
    kpis: tuple[KpiRow, ...]
    groups: tuple[Group, ...]
    total: Group
    rules: tuple[RuleHits, ...]
    changes: tuple[Change, ...]
    hash: str

    @property
    def never_fired(self) -> tuple[RuleHits, ...]:
        """Rules that took effect on no order under either ruleset."""
        return tuple(rule for rule in self.rules if rule.never)

    def document(self) -> dict[str, Any]:
        """Plain data of everything but the changes, which have rows of their own."""
        plain = asdict(self)
        del plain["changes"]
        plain["never_fired"] = [rule.rule_id for rule in self.never_fired]
        return plain


def result(found: Compared, base: Ruleset, candidate: Ruleset) -> Result:
    """Put together what a person asks of a comparison."""
    return Result(
        orders=found.orders,
        invalid=found.invalid,
        changed=len(found.changes),
        kpis=tuple(_kpi_row(kpi, found) for kpi in KPIS if not kpi.not_simulated),
        groups=groups(found.changes),
        total=_group("All that change", "", found.changes),
        rules=_rules(found, base, candidate),
        changes=found.changes,
        hash=found.hash,
    )


def groups(changes: Iterable[Change]) -> tuple[Group, ...]:
    """The changes by what they go from and to, the largest group first."""
    sorted_out: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        sorted_out.setdefault((change.was, change.becomes), []).append(change)
    made = [_group(was, becomes, members) for (was, becomes), members in sorted_out.items()]
    return tuple(sorted(made, key=lambda group: (-group.orders, group.was, group.becomes)))


def _group(was: str, becomes: str, members: Sequence[Change]) -> Group:
    money = [change.money for change in members if change.money is not None]
    days = [change.days for change in members if change.days is not None]
    causes = Counter((change.cause.text, change.cause.rule_id) for change in members)
    return Group(
        was=was,
        becomes=becomes,
        orders=len(members),
        money=sum(money),
        money_known=len(money),
        postage=sum(change.postage or 0 for change in members),
        days=round(sum(days), 2),
        days_known=len(days),
        splits=sum(change.splits for change in members),
        causes=tuple(
            CauseCount(text, rule_id, count)
            for (text, rule_id), count in sorted(causes.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def _kpi_row(kpi: Kpi, found: Compared) -> KpiRow:
    pairs = [(kpi.of(before), kpi.of(after)) for before, after in found.figures]
    hours = kpi.unit == "hours"
    base = summarise([before for before, _ in pairs if before is not None], with_median=hours)
    candidate = summarise([after for _, after in pairs if after is not None], with_median=hours)
    return KpiRow(kpi.key, base, candidate, paired(kpi, pairs))


def _rules(found: Compared, base: Ruleset, candidate: Ruleset) -> tuple[RuleHits, ...]:
    before, after = _on(base), _on(candidate)
    edited = edits(base, candidate)
    ids = dict.fromkeys((*after, *before))
    made = []
    for rule_id in ids:
        rule = after.get(rule_id) or before[rule_id]
        made.append(
            RuleHits(
                rule_id=rule_id,
                kind=rule.kind.value,
                name=rule.name,
                default=rule.default,
                base=found.base_hits.get(rule_id, 0) if rule_id in before else None,
                candidate=found.candidate_hits.get(rule_id, 0) if rule_id in after else None,
                edit=edited[rule_id].sort if rule_id in edited else None,
            )
        )
    return tuple(made)


def _on(ruleset: Ruleset) -> dict[str, Rule]:
    return {rule.id: rule for rule in ruleset.rules if rule.enabled and rule.kind in SIMULATED}


def change_row(change: Change) -> dict[str, Any]:
    """A changed order as its table keeps it."""
    return {
        "order_id": change.order_id,
        "from_text": change.was,
        "to_text": change.becomes,
        "from_rule": change.from_rule,
        "to_rule": change.to_rule,
        "cause": change.cause.text,
        "cause_rule": change.cause.rule_id,
        "money": change.money,
        "postage": change.postage,
        "days": change.days,
        "splits": change.splits,
    }
