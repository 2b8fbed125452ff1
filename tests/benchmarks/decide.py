"""The full decision (facts, matching, eligibility, allocation), against zen-engine only matching the rules.

`python -m tests.benchmarks.decide` times the decision at 10, 100 and 1,000 rules and at 4 and 50 locations,
with and without its trace, on orders of the sample year (`decide_world`, `decide_rules`), and zen-engine on
the facts of the same orders and rules, after both agreed on what matches. Each order's time is its best of
several rounds, the measured things taking turns; a figure is the mean over the orders, in time of the
processor, so that what else the machine does is not counted. Reading the snapshot from the database and
keeping the decision are not in it.

`trace_over_plain` is the decision with its trace whole, written as it is kept, as compressed JSON: the
verdict of every condition, group and rule, each value seen, what followed, every location, the reason. The
words of conditions are not in it, since the revision has them. `trace_noted_over_plain` is the same before it
is written; `trace_told_over_plain` instead makes all its words, every condition of every rule as a person
reads it, which is done for the rules that somebody opens. `trace_bytes` is how large a written trace is, in
the middle.

What limits it: one of fifty orders is split (`decide_world`), two shipments at most, so that the joint search
over many locations has a small share; few locations are full and feeds are fresh; rules ask nothing of lines.
Prints one line of JSON last."""

import json
from collections.abc import Callable, Iterator, Sequence
from time import process_time
from typing import Any

from engine.compiler import Compiled, compile_ruleset
from engine.decide import decide
from engine.documents import kept_trace
from engine.facts import Facts, order_facts
from engine.model import Trace
from engine.records.types import pack
from rulesets.conditions import fields_read
from rulesets.model import Rule, RuleKind
from tests.benchmarks import match_zen
from tests.benchmarks.decide_rules import rules as rules_of
from tests.benchmarks.decide_rules import ruleset
from tests.benchmarks.decide_world import Asked, asked, places
from tests.benchmarks.match import agree, orders, zen_ways

RULES, LOCATIONS = (10, 100, 1_000), (4, 50)
ORDERS, EVERY, ROUNDS = 200, 7, 7
LONGEST = 12.0
"""Seconds of the processor after which no further round begins."""

ZEN_ORDERS = 60
"""It takes so much longer at 1,000 rules that a part of the orders is enough."""

Work = Callable[[int], object]


def cases(locations: int) -> list[Asked]:
    """The decisions to make: every seventh order of the year's first ones, small and large as they come."""
    some = [order for order in orders()[::EVERY] if order.lines][:ORDERS]
    holds = [rule.id for rule in rules_of(max(RULES)) if rule.kind is RuleKind.HOLD]
    return asked(some, places(locations), frozenset(holds))


def timed(works: dict[str, Work], count: int) -> dict[str, float]:
    """Microseconds an order of each, taking turns; each order's best of the rounds, averaged."""
    best = {name: [float("inf")] * count for name in works}
    begun = process_time()
    for done in range(ROUNDS):
        if done and process_time() - begun > LONGEST:
            break
        for name, work in works.items():
            for at in range(count):
                start = process_time()
                work(at)
                best[name][at] = min(best[name][at], process_time() - start)
    return {name: sum(each) / count * 1e6 for name, each in best.items()}


def our_works(compiled: Compiled, made: Sequence[Asked]) -> dict[str, Work]:
    return {
        "plain": lambda at: decide(made[at].order, made[at].snapshot, compiled),
        "trace": lambda at: pack(kept_trace(_traced(compiled, made[at]))),
        "noted": lambda at: kept_trace(_traced(compiled, made[at])),
        "told": lambda at: _traced(compiled, made[at]).read(),
    }


def _traced(compiled: Compiled, one: Asked) -> Trace:
    trace = decide(one.order, one.snapshot, compiled, explain=True).trace
    if trace is None:
        raise RuntimeError("the decision was to be made with its trace")
    return trace


def trace_bytes() -> int:
    """Of the traces at 100 rules and 4 locations, as the database has them, the middle one."""
    compiled = compile_ruleset(ruleset(100))
    sizes = sorted([len(pack(kept_trace(_traced(compiled, one)))) for one in cases(4)])
    return sizes[len(sizes) // 2]


def facts_for(made: Sequence[Asked], rules: Sequence[Rule]) -> list[Facts]:
    """What zen-engine is given: the facts, worked out before its time is taken."""
    fields = sorted({path for rule in rules if rule.when for path in fields_read(rule.when)})
    return [order_facts(each.order, each.snapshot, fields) for each in made]


def zen_works(rules: tuple[Rule, ...], facts: Sequence[Facts]) -> dict[str, Work]:
    """Each way of asking zen-engine, with facts as a dict and as JSON text."""
    contexts: list[Any] = [match_zen.context(dict(each.values)) for each in facts]
    texts: list[Any] = [json.dumps(context) for context in contexts]

    def work(ask: Callable[[Any], object], given: list[Any]) -> Work:
        return lambda at: ask(given[at])

    return {
        f"{way}, {form}": work(ask, given)
        for way, ask in zen_ways(rules).items()
        for form, given in (("dict", contexts), ("text", texts))
    }


def check(compiled: Compiled, rules: tuple[Rule, ...], facts: Sequence[Facts]) -> None:
    """Stop unless zen-engine finds the rules that ours finds."""
    kinds = compiled.matchers.values()
    ours = [sorted([rule.id for kind in kinds for rule in kind.matching(each)]) for each in facts]
    for way, ask in zen_ways(rules).items():
        said = [sorted(ask(match_zen.context(dict(each.values)))) for each in facts]
        agree(f"zen-engine ({way})", said, ours)


def measured(count: int) -> Iterator[tuple[str, float]]:
    """The microseconds of everything at so many rules."""
    compiled, rules = compile_ruleset(ruleset(count)), rules_of(count)
    for locations in LOCATIONS:
        made = cases(locations)
        found = timed(our_works(compiled, made), len(made))
        yield from ((f"us_{name}_{count}_{locations}", each) for name, each in found.items())
    facts = facts_for(cases(LOCATIONS[0])[:ZEN_ORDERS], rules)
    check(compiled, rules, facts)
    zens = timed(zen_works(rules, facts), len(facts))
    print(f"zen-engine, {count} rules: " + ", ".join(f"{name} {each:.0f} µs" for name, each in zens.items()))
    yield f"us_zen_{count}", min(zens.values())


def outcomes() -> dict[str, int]:
    """What the decisions came to, so that it is seen what was timed."""
    compiled, found = compile_ruleset(ruleset(100)), dict[str, int]()
    for each in cases(4):
        plan = decide(each.order, each.snapshot, compiled)
        name = f"{plan.outcome}, {len(plan.plan.shipments)} shipments"
        found[name] = found.get(name, 0) + 1
    return found


def main() -> None:
    made = cases(4)
    lines = sorted([len(each.order.lines) for each in made])
    print(f"{len(made)} orders of {lines[0]} to {lines[-1]} lines, {lines[len(lines) // 2]} in the middle")
    print(f"decisions at 100 rules, 4 locations: {outcomes()}")
    us = {key: each for count in RULES for key, each in measured(count)}
    print(
        json.dumps(
            {
                "vs_zen": round(us["us_plain_100_4"] / us["us_zen_100"], 2),
                "locations_50_over_4": round(us["us_plain_100_50"] / us["us_plain_100_4"], 2),
                "rules_1000_over_10": round(us["us_plain_1000_4"] / us["us_plain_10_4"], 2),
                "trace_over_plain": round(us["us_trace_100_4"] / us["us_plain_100_4"], 2),
                "trace_noted_over_plain": round(us["us_noted_100_4"] / us["us_plain_100_4"], 2),
                "trace_told_over_plain": round(us["us_told_100_4"] / us["us_plain_100_4"], 2),
                "trace_bytes": trace_bytes(),
                "orders": len(made),
                **{key: round(each, 1) for key, each in us.items()},
            }
        )
    )


if __name__ == "__main__":
    main()
