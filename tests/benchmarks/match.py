"""Matching orders against rules: the compiled matcher, zen-engine and a hand-written one, on equal facts.

`python -m tests.benchmarks.match` checks that all agree on every order, takes the best of several rounds,
and prints one line of JSON last. zen-engine decides in each of the ways that it has (decision table with hit
policy collect, node of expressions; facts as a dict, or as JSON text made before), and its fastest counts.
Beside it stands its expression language without the engine, all rules as one compiled expression."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import zen

from connectors.sample.mapping import Imported
from connectors.sample.retailer import shop
from connectors.sample.year import year
from engine.compiler.matcher import matcher
from engine.facts import Facts, order_facts
from engine.model import LocationState, Order, Snapshot
from rulesets.conditions import fields_read
from rulesets.model import Rule
from tests.benchmarks import match_by_hand, match_zen
from tests.benchmarks.match_rules import TAGS, WORDS, hundred_rules

ORDERS = 1_500
ROUNDS = 30
ZEN_ORDERS, ZEN_ROUNDS = 300, 7
"""It takes so much longer that a part of the orders is enough for its time."""

Ask = Callable[[Any], list[str]]


def orders() -> list[Order]:
    """Real orders of the sample year, some with the notes, tags and gifts that its source does not have."""
    found: list[Order] = []
    for item in year():
        if isinstance(item, Imported) and item.order.lines:
            at = len(found)
            note = f"{WORDS[at % 6].capitalize()} at the back door" if at % 4 == 0 else None
            tags = (TAGS[at % 6], TAGS[at % 5]) if at % 3 == 0 else ()
            found.append(replace(item.order, note=note, tags=tags, gift=(None, True, False)[at % 3]))
        if len(found) == ORDERS:
            break
    return found


def facts_of(placed: Sequence[Order], rules: Sequence[Rule]) -> list[Facts]:
    """What every one of the three is given."""
    known, us = shop(), shop().retailer
    states = tuple(
        [LocationState(place, {}) for place in sorted(known.locations, key=lambda each: each.code)]
    )
    fields = sorted({path for rule in rules if rule.when for path in fields_read(rule.when)})
    found = []
    for order in placed:
        at = order.placed_at + timedelta(minutes=7)
        seen = Snapshot(at, us.zone, us.country, us.currency, states, known.tariff)
        found.append(order_facts(order, seen, fields))
    return found


def compiled(rules: Sequence[Rule]) -> Ask:
    made = matcher(rules, ZoneInfo("Europe/London"), "GBP")

    def ask(facts: Facts) -> list[str]:
        return [rule.id for rule in made.matching(facts)]

    return ask


def zen_ways(rules: tuple[Rule, ...]) -> dict[str, Ask]:
    """The ways in which zen-engine can be asked, each giving the ids of the matching rules."""
    engine = zen.ZenEngine()
    table = engine.create_decision(match_zen.table(rules))
    node = engine.create_decision(match_zen.expressions(rules))
    return {
        "table": lambda context: [row["rule"] for row in table.evaluate(context)["result"]],
        "expressions": lambda context: [i for i, yes in node.evaluate(context)["result"].items() if yes],
    }


def zen_expression(rules: tuple[Rule, ...]) -> Ask:
    """All rules as one compiled expression, without the engine."""
    single = zen.compile_expression(match_zen.one_expression(rules))
    ids = [rule.id for rule in rules]
    return lambda context: [i for i, yes in zip(ids, single.evaluate(context), strict=True) if yes]


def seconds(ask: Ask, asked: Sequence[Any], rounds: int = ROUNDS) -> float:
    """Seconds an order, the best of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        for each in asked:
            ask(each)
        best = min(best, perf_counter() - start)
    return best / len(asked)


def zen_seconds(
    rules: tuple[Rule, ...], facts: Sequence[Facts], expected: Sequence[list[str]]
) -> tuple[float, float]:
    """Seconds an order of the engine's fastest way and of the bare expression, after all agreed."""
    contexts = [match_zen.context(dict(each.values)) for each in facts]
    forms = {"dict": contexts, "text": [json.dumps(context) for context in contexts]}
    wanted = [sorted(ids) for ids in expected]
    found: dict[str, float] = {}
    for way, ask in zen_ways(rules).items():
        agree(f"zen-engine ({way})", [sorted(ask(each)) for each in contexts], wanted)
        for form, asked in forms.items():
            found[f"{way}, {form}"] = seconds(ask, asked[:ZEN_ORDERS], ZEN_ROUNDS)
    bare = zen_expression(rules)
    agree("zen's expression", [sorted(bare(each)) for each in contexts], wanted)
    expression = seconds(bare, contexts[:ZEN_ORDERS], ZEN_ROUNDS)
    print(f"zen-engine, {len(rules)} rules: {_microseconds(found | {'bare expression': expression})}")
    return min(found.values()), expression


def agree(who: str, said: Sequence[list[str]], expected: Sequence[list[str]]) -> None:
    """Stop when two disagree on an order."""
    for at, (one, other) in enumerate(zip(said, expected, strict=True)):
        if one != other:
            raise SystemExit(f"{who} disagrees on order {at}: {one} against {other}")


def _microseconds(found: dict[str, float]) -> str:
    return ", ".join(f"{name} {each * 1e6:.2f} µs" for name, each in found.items())


def measure(rules: tuple[Rule, ...], facts: Sequence[Facts]) -> dict[str, float]:
    """Seconds an order of each, and how many rules match one."""
    made = matcher(rules, ZoneInfo("Europe/London"), "GBP")
    ask = compiled(rules)
    expected = [ask(each) for each in facts]
    ours = seconds(made.matching, facts)
    theirs, expression = zen_seconds(rules, facts, expected)
    ours = min(ours, seconds(made.matching, facts))
    matches = sum(map(len, expected)) / len(expected)
    return {"ours": ours, "zen": theirs, "expression": expression, "matches": matches}


def by_hand(rules: tuple[Rule, ...], facts: Sequence[Facts]) -> tuple[float, float]:
    """Seconds an order of ours and of the hand-written function, timed in turn."""
    made = matcher(rules, ZoneInfo("Europe/London"), "GBP")
    ask = compiled(rules)
    agree(
        "the hand-written function",
        [match_by_hand.matching(each.values) for each in facts],
        [ask(each) for each in facts],
    )
    values = [each.values for each in facts]
    ours = theirs = float("inf")
    for _ in range(ROUNDS):
        ours = min(ours, seconds(made.matching, facts, 1))
        theirs = min(theirs, seconds(match_by_hand.matching, values, 1))
    return ours, theirs


def main() -> None:
    rules = hundred_rules()
    facts = facts_of(orders(), rules)
    ours, hand = by_hand(rules, facts)
    print(f"100 rules: compiled {ours * 1e6:.2f} µs, by hand {hand * 1e6:.2f} µs an order")
    found: dict[str, float] = {"ratio_vs_hand_100": round(ours / hand, 2), "orders": len(facts)}
    for count in (20, 100):
        one = measure(rules[:count], facts)
        found[f"ratio_vs_zen_{count}"] = round(one["zen"] / one["ours"], 1)
        found[f"ratio_vs_zen_expression_{count}"] = round(one["expression"] / one["ours"], 1)
        found[f"us_{count}"] = round(one["ours"] * 1e6, 2)
        found[f"us_zen_{count}"] = round(one["zen"] * 1e6, 1)
        found[f"matches_{count}"] = round(one["matches"], 2)
    print(json.dumps(found | {"us_hand_100": round(hand * 1e6, 2)}))


if __name__ == "__main__":
    main()
