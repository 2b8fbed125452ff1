"""What durable-rules fires, and what the walker says rule by rule, on generated rules and events."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from engine.explain import Walker
from engine.facts import Facts
from engine.tabling import verdict_of
from engine.watch import Watcher
from rulesets.conditions import Group
from rulesets.model import Rule, RuleKind, Ruleset, default_rules
from rulesets.vocabulary import FIELDS, READABLE
from tests.engine.exceptions.facts import ZONE, facts
from tests.rulesets.generated import CURRENCY, groups, rules

EXAMPLES = 110
ENTITIES = READABLE["exception"]

numbered = st.lists(rules(RuleKind.EXCEPTION), min_size=3, max_size=6).map(
    lambda drawn: tuple(rule.model_copy(update={"id": f"rule-{number}"}) for number, rule in enumerate(drawn))
)
quick = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def test_fires_what_the_walker_says_is_matched_on_every_generated_event() -> None:
    asked: Counter[str] = Counter()

    @quick
    @given(numbered, st.lists(facts, min_size=6, max_size=8))
    def holds(drawn: tuple[Rule, ...], events: list[Facts]) -> None:
        walker, watcher = Walker(_ruleset(drawn)), Watcher("generated@1", drawn, ZONE, CURRENCY)
        for seen in events:
            asked["rules"] += len(drawn)
            fired = watcher.matching(seen)
            asked["fired"] += len(fired)
            assert fired == _walked(walker, drawn, seen)
        watcher.close()

    holds()
    assert asked["rules"] >= 2_000
    assert asked["fired"] >= 100


def test_agrees_on_none_groups_around_missing_values() -> None:
    asked: Counter[str] = Counter()

    @quick
    @given(groups(ENTITIES), facts)
    def holds(group: Group, seen: Facts) -> None:
        always = {path for path, field in FIELDS.items() if field.always}
        kept = {path: value if path in always else None for path, value in seen.values.items()}
        missing = replace(seen, values=kept)
        whens = (Group(match="none", of=(group,)), Group(match="all", of=(group,)))
        drawn = tuple(_rule(f"rule-{number}", when) for number, when in enumerate(whens))
        walker, watcher = Walker(_ruleset(drawn)), Watcher("none@1", drawn, ZONE, CURRENCY)
        for known in (seen, missing):
            fired = watcher.matching(known)
            assert fired == _walked(walker, drawn, known)
            asked["neither"] += not fired
            event("neither is certain" if not fired else "one of them is")
        watcher.close()

    holds()
    assert asked["neither"] >= EXAMPLES / 12


def test_a_rule_fires_only_while_it_is_in_force() -> None:
    always = Group(match="all")
    rule = _rule("rule-0", always)

    @settings(max_examples=20, deadline=None, database=None)
    @given(facts)
    def holds(seen: Facts) -> None:
        day = timedelta(days=1)
        drawn = (
            rule,
            rule.model_copy(update={"id": "ended", "valid_until": seen.now}),
            rule.model_copy(update={"id": "to-come", "valid_from": seen.now + day}),
            rule.model_copy(update={"id": "from-now", "valid_from": seen.now}),
            rule.model_copy(update={"id": "off", "enabled": False}),
        )
        watcher = Watcher("dates@1", drawn, ZONE, CURRENCY)
        assert watcher.matching(seen) == ("rule-0", "from-now")
        watcher.close()

    holds()


def _walked(walker: Walker, drawn: tuple[Rule, ...], seen: Facts) -> tuple[str, ...]:
    return tuple(
        rule.id for rule in drawn if rule.in_force(seen.now) and verdict_of(walker, rule, seen) == "matched"
    )


def _rule(rule_id: str, when: Group) -> Rule:
    return Rule(id=rule_id, name=rule_id, kind=RuleKind.EXCEPTION, when=when)


def _ruleset(drawn: tuple[Rule, ...]) -> Ruleset:
    return Ruleset(name="generated", currency=CURRENCY, zone=ZONE.key, rules=(*drawn, *default_rules()))
