"""A hundred rules as a shop writes them, always the same: two to four conditions, some on missing values."""

from collections.abc import Callable
from random import Random
from typing import Any

from rulesets.actions import Tag
from rulesets.conditions import Condition, Group, Node
from rulesets.model import Rule, RuleKind

COUNTRIES = ("GB", "IE", "FR", "DE", "NL", "BE", "ES", "NO", "SE", "CH", "PT", "AU")
REGIONS = ("Greater London", "Kent", "West Midlands", "Scotland", "Wales", "Essex", "Devon", "Surrey")
AREAS = ("BT", "IM", "HS", "ZE", "KW", "IV", "LS", "BS", "BN", "CV", "S1", "M1")
TAGS = ("gift-wrap", "trade", "sample", "press", "subscription", "preorder")
WORDS = ("fragile", "neighbour", "please call", "gift", "not before", "urgent")

Make = Callable[[Random], Condition]


def _pounds(chance: Random, low: int, high: int) -> str:
    return f"{chance.randrange(low, high, 5)}.00 GBP"


def _some(chance: Random, words: tuple[str, ...], most: int = 4) -> tuple[str, ...]:
    return tuple(chance.sample(words, chance.randint(1, most)))


def _between(chance: Random, low: int, high: int) -> tuple[int, int]:
    first, second = sorted((chance.randint(low, high), chance.randint(low, high)))
    return first, second


SUBJECTS: tuple[Make, ...] = (
    lambda c: _of("order.channel", "is", c.choice(("web", "wholesale", "marketplace", "phone"))),
    lambda c: _of("order.channel", "one_of", _some(c, ("marketplace", "phone", "pos"), 3)),
    lambda _: _of("order.service", "is", "express"),
    lambda c: _of("order.total", "at_least", _pounds(c, 200, 2000)),
    lambda c: _of("order.weight", "more_than", c.randrange(5_000, 40_000, 500)),
    lambda c: _of("order.item_count", "at_least", c.randint(100, 900)),
    lambda c: _of("order.tags", "has_any", _some(c, TAGS, 3)),
    lambda c: _of("order.note", "contains", _some(c, WORDS, 2)),
    lambda _: _of("order.gift", "is_yes"),
    lambda c: _of("destination.country", "one_of", _some(c, COUNTRIES[1:], 6)),
    lambda c: _of("destination.region", "is", c.choice(REGIONS)),
    lambda c: _of("destination.postcode", "starts_with", _some(c, AREAS, 5)),
    lambda _: _of("destination.international", "is_yes"),
    lambda _: _of("customer.vip", "is_yes"),
    lambda c: _of("customer.lifetime_orders", "at_least", c.randint(5, 60)),
)
"""What a rule is about: true of few orders."""

REFINEMENTS: tuple[Make, ...] = (
    lambda c: _of("order.total", "less_than", _pounds(c, 20, 400)),
    lambda c: _of("order.subtotal", "more_than", _pounds(c, 10, 600)),
    lambda c: _of("order.shipping_paid", "at_most", _pounds(c, 0, 20)),
    lambda c: _of("order.line_count", "between", _between(c, 1, 40)),
    lambda c: _of("order.weight", "between", _between(c, 200, 20_000)),
    lambda c: _of("order.tags", "has_none", _some(c, TAGS, 2)),
    lambda _: _of("order.note", "is_missing"),
    lambda c: _of("order.business", c.choice(("is_yes", "is_no"))),
    lambda c: _of("destination.country", "not_one_of", _some(c, COUNTRIES, 3)),
    lambda c: _of("destination.region", "not_one_of", _some(c, REGIONS, 4)),
    lambda _: _of("destination.international", "is_no"),
    lambda c: _of("customer.vip", c.choice(("is_no", "is_missing"))),
    lambda c: _of("customer.lifetime_value", "less_than", _pounds(c, 50, 5000)),
    lambda _: _of("customer.id", "is_known"),
    lambda c: _of("now.hour", "at_least", c.randint(6, 18)),
    lambda c: _of("order.promise_slack", "at_most", c.randint(12, 160)),
)
"""What narrows it down further."""


def _of(field: str, operator: str, value: Any = None) -> Condition:
    return Condition(field=field, operator=operator, value=value)


def _rule(number: int, chance: Random) -> Rule:
    subject = chance.choice(SUBJECTS)(chance)
    others = [make(chance) for make in chance.sample(REFINEMENTS, len(REFINEMENTS))]
    refined = list({other.field: other for other in others if other.field != subject.field}.values())
    parts: list[Node] = [subject, *refined[: chance.choice((1, 1, 2, 2, 3))]]
    if len(parts) > 2 and chance.random() < 0.4:
        nested = Group(match=chance.choice(("any", "any", "none")), of=tuple(parts[-2:]))
        parts = [*parts[:-2], nested]
    return Rule(
        id=f"r{number}",
        name=f"Rule {number}",
        kind=RuleKind.TRANSACTION,
        when=Group(match="all", of=tuple(parts)),
        then=(Tag(tag=f"t{number}"),),
    )


def hundred_rules() -> tuple[Rule, ...]:
    """The rules; the first twenty are the small set."""
    return many_rules(100)


def many_rules(count: int) -> tuple[Rule, ...]:
    """So many rules made alike, of which the first hundred are `hundred_rules`."""
    chance = Random(20_260_304)  # noqa: S311  the same rules every time is what is wanted
    return tuple(_rule(number, chance) for number in range(1, count + 1))
