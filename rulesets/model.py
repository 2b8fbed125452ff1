"""Rule and Ruleset: one retailer's rules of the five kinds, as frozen values."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, field_validator
from pydantic import Field as Arg

from rulesets.actions import AnyAction, Queue, Rank, Split
from rulesets.conditions import Group, Part
from rulesets.scope import Scope
from rulesets.table import Table


class RuleKind(StrEnum):
    """The five kinds of rule, in the order in which an order meets them."""

    HOLD = "hold"
    ROUTING = "routing"
    SPLIT = "split"
    EXCEPTION = "exception"
    TRANSACTION = "transaction"


HIT_POLICIES: dict[RuleKind, str] = {
    RuleKind.HOLD: "All that match apply; the order goes on when every hold is lifted.",
    RuleKind.ROUTING: "The first match that can serve wins.",
    RuleKind.SPLIT: "Of all that match, the most restrictive answer wins.",
    RuleKind.EXCEPTION: "All that match apply, once per cause.",
    RuleKind.TRANSACTION: "All that match apply, once.",
}

Otherwise = Literal[
    "next_rule",
    "backorder",
    "ship_and_backorder",
    "ship_and_hold",
    "ship_and_cancel",
    "retry",
    "hold",
    "cancel",
]
OTHERWISE_WORDS: dict[str, str] = {
    "next_rule": "go on to the next rule",
    "backorder": "let the whole order wait for stock",
    "ship_and_backorder": "send what is here now and backorder the rest",
    "ship_and_hold": "send what is here now and hold the rest for a person",
    "ship_and_cancel": "send what is here now and cancel the rest",
    "retry": "try again later",
    "hold": "hold the order for a person",
    "cancel": "cancel the order",
}
"""What a routing rule does when no location it allows can serve; the default rule may not say next_rule."""


class Rule(Part):
    """One rule. `when` is None for the default rule of its kind, which is always last, always on, and
    applies when no other rule of the kind did (exception: when none matched); and where a table alone
    says when. `scope`: for which orders it is meant, None for every one.
    `table`: cases with actions of their own; the rule matches when its *when* and a row are
    matched, and does its `then` and that row's. `retry_minutes`: after how many minutes it is tried again
    when *otherwise* says retry."""

    id: str = Arg(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Arg(min_length=1, max_length=80)
    kind: RuleKind
    enabled: bool = True
    default: bool = False
    scope: Scope | None = None
    when: Group | None = None
    then: tuple[AnyAction, ...] = ()
    table: Table | None = None
    otherwise: Otherwise | None = None
    retry_minutes: int | None = Arg(default=None, ge=1, le=10_080)
    valid_from: AwareDatetime | None = None
    valid_until: AwareDatetime | None = None
    owner: str = Arg(default="", max_length=80)
    note: str = Arg(default="", max_length=2000)

    @property
    def actions(self) -> tuple[AnyAction, ...]:
        """All that the rule may do: its `then`, and what the rows of its table do."""
        rows = self.table.rows if self.table is not None else ()
        return (*self.then, *(action for row in rows for action in row.then))

    def in_force(self, now: datetime) -> bool:
        """Whether the rule is on and `now` lies within its validity (from included, until not)."""
        started = self.valid_from is None or self.valid_from <= now
        ended = self.valid_until is not None and self.valid_until <= now
        return self.enabled and started and not ended


class Ruleset(Part):
    """All rules of one retailer, kind after kind; those of one kind in order, the default rule last.
    `currency` is an ISO 4217 code, `zone` an IANA name, `country` an ISO 3166 code of two letters."""

    name: str = Arg(min_length=1, max_length=80)
    currency: str
    zone: str
    country: str = "GB"
    rules: tuple[Rule, ...]

    @field_validator("rules")
    @classmethod
    def _by_kind(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        kinds = tuple(RuleKind)
        return tuple(sorted(rules, key=lambda rule: kinds.index(rule.kind)))

    def of_kind(self, kind: RuleKind | str) -> tuple[Rule, ...]:
        """The rules of one kind in their order, the default rule last."""
        return tuple(rule for rule in self.rules if rule.kind == kind)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule with this id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


def default_rules() -> tuple[Rule, ...]:
    """The five default rules, as a new ruleset begins."""
    return (
        Rule(id="hold-default", name="No hold", kind=RuleKind.HOLD, default=True),
        Rule(
            id="routing-default",
            name="Every location with stock, nearest first",
            kind=RuleKind.ROUTING,
            default=True,
            then=(Rank(by="nearest"),),
            otherwise="backorder",
        ),
        Rule(
            id="split-default",
            name="Split only if one location cannot serve",
            kind=RuleKind.SPLIT,
            default=True,
            then=(Split(policy="units", only_if_needed=True),),
        ),
        Rule(
            id="exception-default",
            name="Put it in the queue",
            kind=RuleKind.EXCEPTION,
            default=True,
            then=(Queue(owner="Operations", reason="Decide what to do with this order"),),
        ),
        Rule(
            id="transaction-default",
            name="Payments and messages stay with the shop",
            kind=RuleKind.TRANSACTION,
            default=True,
        ),
    )
