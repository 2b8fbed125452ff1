"""Hypothesis strategies for valid rules of every kind, over every field, operator and action."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from rulesets.actions import ends_here
from rulesets.checking.tables import TABLED
from rulesets.model import OTHERWISE_WORDS, Rule, RuleKind, Ruleset
from rulesets.scope import Scope
from rulesets.vocabulary import FIELDS
from tests.rulesets.generated_actions import eligibility, holds, names, ranks, splits, thens
from tests.rulesets.generated_conditions import (
    CURRENCY,
    LOCATIONS,
    POOLS,
    SKUS,
    WORDS,
    conditions,
    groups,
    instants,
    lines_nodes,
    nodes,
    odd_texts,
    operands,
    scalars,
    texts,
    whens,
)
from tests.rulesets.generated_tables import tables

__all__ = [
    "CURRENCY",
    "LOCATIONS",
    "POOLS",
    "SKUS",
    "WORDS",
    "conditions",
    "eligibility",
    "groups",
    "holds",
    "instants",
    "lines_nodes",
    "nodes",
    "odd_texts",
    "operands",
    "ranks",
    "rules",
    "rulesets",
    "scalars",
    "scopes",
    "splits",
    "texts",
    "thens",
    "whens",
]


def _several(values: SearchStrategy[str]) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=3, unique_by=str.casefold).map(tuple)


scopes = st.builds(
    Scope,
    channels=_several(st.sampled_from([choice.value for choice in FIELDS["order.channel"].choices])),
    countries=_several(st.sampled_from(POOLS["destination.country"])),
    regions=_several(st.sampled_from(POOLS["destination.region"]) | odd_texts),
    categories=_several(st.sampled_from(POOLS["line.category"]) | odd_texts),
    percent=st.none() | st.integers(1, 100),
).filter(lambda scope: bool(scope.reads()))
"""Scopes that say something."""


@st.composite
def rules(draw: DrawFn, kind: RuleKind | str, rule_id: str = "a-rule", *, default: bool = False) -> Rule:
    """A valid rule of this kind."""
    tabled = not default and kind in TABLED and draw(st.integers(0, 3)) == 3
    choices = [key for key in OTHERWISE_WORDS if not (default and key == "next_rule")]
    table = draw(tables(str(kind), thens(kind))) if tabled else None
    then = () if tabled else draw(thens(kind, default=default))
    ends = all(ends_here(row.then) for row in table.rows) if table else ends_here(then)
    otherwise = draw(st.sampled_from(choices)) if kind == "routing" and not ends else None
    dates = sorted(draw(st.lists(instants, max_size=2, unique=True))) if not default else []
    return Rule(
        id=rule_id,
        name=draw(names),
        kind=RuleKind(kind),
        default=default,
        enabled=default or draw(st.booleans()),
        scope=draw(st.none() | scopes) if not default else None,
        when=None if default or (table and draw(st.booleans())) else draw(whens(kind)),
        then=then,
        table=table,
        otherwise=otherwise,
        retry_minutes=draw(st.integers(1, 10_080)) if otherwise == "retry" else None,
        valid_from=dates[0] if dates else None,
        valid_until=dates[1] if len(dates) > 1 else None,
        owner=draw(st.just("") | names),
        note=draw(st.sampled_from(["", "Why: the summer sale\nuntil September", "yes", "# not a comment"])),
    )


@st.composite
def rulesets(draw: DrawFn, most: int = 2) -> Ruleset:
    """A valid ruleset with up to `most` rules of each kind beside its default rule."""
    made: list[Rule] = []
    for kind in RuleKind:
        made += [draw(rules(kind, f"{kind}-{number}")) for number in range(draw(st.integers(0, most)))]
        made.append(draw(rules(kind, f"{kind}-default", default=True)))
    return Ruleset(name=draw(names), currency=CURRENCY, zone="Europe/London", rules=tuple(made))
