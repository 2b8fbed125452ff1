"""What is known to break durable-rules does not break the watcher: many rules, wide groups, threads."""

import resource
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from engine import watch, watch_trial
from engine.facts import Facts
from engine.watch import Watcher, WatcherClosed, WatcherError, Watchers
from engine.watch_trial import require_matchable, try_compile
from rulesets.conditions import Condition, Group, Node
from rulesets.model import Rule, RuleKind, Ruleset, default_rules
from rulesets.revisions import NotPossible
from rulesets.vocabulary import FIELDS
from tests.engine.exceptions.facts import ZONE

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZONE)


def known(**values: Any) -> Facts:
    """The facts of an event of which only these are known; `event__type` is event.type."""
    given = {path.replace("__", "."): value for path, value in values.items()}
    return Facts({path: given.get(path) for path in FIELDS if not path.startswith("line.")}, (), NOW)


def condition(field: str, operator: str, value: Any = None) -> Condition:
    return Condition(field=field, operator=operator, value=value)


def rule(name: str, *of: Node, match: Any = "all") -> Rule:
    return Rule(id=name, name=name, kind=RuleKind.EXCEPTION, when=Group(match=match, of=of))


def watching(*rules: Rule) -> Watcher:
    return Watcher("guards@1", rules, ZONE, "GBP")


REJECTED = condition("event.type", "is", "rejected")


def test_three_hundred_rules_may_all_match_one_event() -> None:
    rules = [rule(f"rule-{number}", REJECTED) for number in range(300)]
    watcher = watching(*rules)
    assert watcher.matching(known(event__type="rejected")) == tuple(one.id for one in rules)
    assert watcher.matching(known(event__type="short_pick")) == ()
    watcher.close()


def test_rules_that_fire_in_many_ways_at_once_are_each_named_once_and_in_order() -> None:
    ways = [condition("event.units_short", "at_least", units) for units in range(8)]
    rules = [rule(f"rule-{number}", *ways, match="any") for number in reversed(range(40))]
    watcher = watching(*rules)
    assert watcher.matching(known(event__units_short=100)) == tuple(one.id for one in rules)
    watcher.close()


def test_more_tests_of_one_value_than_a_node_can_hold_still_match_exactly() -> None:
    rules = [rule(f"rule-{units}", condition("event.units_short", "is", units)) for units in range(700)]
    watcher = watching(*rules)
    assert watcher.matching(known(event__units_short=613)) == ("rule-613",)
    watcher.close()


@pytest.mark.parametrize("match", ["all", "any", "none"])
def test_groups_of_any_width_match(match: str) -> None:
    wide = [condition("order.promise_slack", "is", hours) for hours in range(200)]
    watcher = watching(rule("wide", *wide, match=match))
    assert watcher.matching(known(order__promise_slack=199)) == (("wide",) if match == "any" else ())
    assert watcher.matching(known(order__promise_slack=-1)) == (("wide",) if match == "none" else ())
    assert watcher.matching(known()) == ()
    watcher.close()


def test_an_all_of_sixteen_anys_of_four_matches() -> None:
    def four(number: int) -> Group:
        conditions = [condition("event.count_for_order", "is", number * 4 + one) for one in range(4)]
        return Group(match="any", of=(REJECTED, *conditions))

    watcher = watching(rule("deep", *[four(number) for number in range(16)]))
    assert watcher.matching(known(event__type="rejected")) == ("deep",)
    assert watcher.matching(known(event__count_for_order=3)) == ()
    watcher.close()


@pytest.mark.parametrize(
    ("operator", "value", "seen", "matches"),
    [
        ("at_least", 0.5, 0.5, True),
        ("more_than", 0.5, 0.5, False),
        ("is", 1e-6, 1e-6, True),
        ("less_than", 1_000_000, 1e-30, True),
        ("is", 1, True, True),
        ("is_not", 5, 2**80, True),
        ("between", (2, 4), 4, True),
        ("between", (2, 4), 4.0000001, False),
    ],
)
def test_numbers_compare_exactly_whatever_their_size(
    operator: str, value: Any, seen: float, matches: bool
) -> None:
    watcher = watching(rule("number", condition("event.units_short", operator, value)))
    assert watcher.matching(known(event__units_short=seen)) == (("number",) if matches else ())
    watcher.close()


@pytest.mark.parametrize("word", ['say "no"', "back\\slash", "ß" * 90, "1", "null", "Leeds"])
@pytest.mark.parametrize("seen", ["", " ", "nul\0", "x" * 70_000, "\ud83d", "1 ", "leed", "{}"])
def test_words_compare_exactly_whatever_they_are_made_of(word: str, seen: str) -> None:
    watcher = watching(
        rule("is", condition("event.location", "is", word)),
        rule("not", condition("event.location", "is_not", word)),
    )
    assert watcher.matching(known(event__location=word.casefold())) == ("is",)
    assert watcher.matching(known(event__location=seen)) == ("not",)
    watcher.close()


def test_a_missing_value_is_neither_equal_nor_different() -> None:
    watcher = watching(
        rule("is", condition("event.location", "is", "COV")),
        rule("not", condition("event.location", "is_not", "COV")),
        rule("none", condition("event.location", "is", "COV"), match="none"),
        rule("missing", condition("event.location", "is_missing")),
    )
    assert watcher.matching(known()) == ("missing",)
    watcher.close()


def test_an_error_inside_the_matcher_is_raised_and_the_next_event_is_matched_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failing = [True]

    def noting(noted: list[str], rule_id: str) -> Callable[[Any], None]:
        def note(_closure: Any) -> None:
            noted.append(rule_id)
            if failing[0] and rule_id == "rule-0":
                raise ValueError("the action broke")

        return note

    monkeypatch.setattr(watch, "_noting", noting)
    watcher = watching(rule("rule-0", REJECTED))
    with pytest.raises(WatcherError, match="the action broke"):
        watcher.matching(known(event__type="rejected"))
    failing[0] = False
    assert watcher.matching(known(event__type="rejected")) == ("rule-0",)
    watcher.close()


def test_a_closed_watcher_refuses_to_be_asked() -> None:
    watcher = watching(rule("rule-0", REJECTED))
    watcher.close()
    watcher.close()
    with pytest.raises(WatcherClosed, match="no longer in use"):
        watcher.matching(known(event__type="rejected"))


def test_rules_that_cannot_be_read_are_refused_with_what_is_wrong() -> None:
    with pytest.raises(WatcherError, match=r"could not be read: .*2,5"):
        watching(rule("rule-0", condition("event.units_short", "at_least", "2,5")))


def test_threads_share_a_watcher_while_revisions_change_under_them() -> None:
    watchers = Watchers()
    wanted = {"rejected": "rejected", "short_pick": "short"}
    rules = (rule("rejected", REJECTED), rule("short", condition("event.type", "is", "short_pick")))
    ruleset = _ruleset(rules)

    def ask(number: int) -> bool:
        kind = ("rejected", "short_pick")[number % 2]
        return watchers.matching(f"shop@{number // 40}", ruleset, known(event__type=kind)) == (wanted[kind],)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(2_000)))
    watchers.close()


def test_two_hundred_hot_swaps_keep_memory_bounded() -> None:
    watchers = Watchers()
    rules = [rule(f"rule-{n}", REJECTED, condition("event.units_short", "at_least", n)) for n in range(80)]
    ruleset, seen = _ruleset(rules), known(event__type="rejected", event__units_short=1_000)

    def swap(revision: int) -> None:
        for _ in range(3):
            assert len(watchers.matching(f"shop@{revision}", ruleset, seen)) == 80

    for revision in range(20):
        swap(revision)
    before = _megabytes()
    for revision in range(20, 220):
        swap(revision)
    grown = _megabytes() - before
    watchers.close()
    assert grown < 40, f"{grown:.0f} MB more after 200 swaps"


def test_ten_thousand_evaluations_leave_nothing_behind() -> None:
    watcher = watching(*[rule(f"rule-{number}", REJECTED) for number in range(20)])
    kinds = islice(cycle(("rejected", "short_pick")), 2_000)
    for kind in kinds:
        watcher.matching(known(event__type=kind))
    before = _megabytes()
    for kind in islice(cycle(("rejected", "short_pick")), 10_000):
        watcher.matching(known(event__type=kind))
    assert _megabytes() - before < 20
    watcher.close()


def test_rules_are_tried_in_a_process_of_their_own_before_they_are_published() -> None:
    assert try_compile(_ruleset([rule("rule-0", REJECTED)])) == ()
    wrong = _ruleset([rule("rule-0", condition("event.units_short", "at_least", "2,5"))])
    (problem,) = try_compile(wrong)
    assert "could not be read" in problem


def test_a_trial_that_hangs_or_crashes_is_a_problem_and_not_ours() -> None:
    ruleset = _ruleset([rule("rule-0", REJECTED)])
    (slow,) = try_compile(ruleset, seconds=0.01)
    assert "more than 0.01 seconds" in slow


def test_a_trial_that_crashes_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_trial, "__name__", "tests.engine.exceptions.crashing")
    (problem,) = try_compile(_ruleset([rule("rule-0", REJECTED)]))
    assert "cannot be compiled: it ended with -11" in problem
    with pytest.raises(NotPossible, match=r"it ended with -11.* Nothing was changed\."):
        require_matchable(_ruleset([rule("rule-0", REJECTED)]))


def _ruleset(rules: Any) -> Ruleset:
    return Ruleset(name="shop", currency="GBP", zone=ZONE.key, rules=(*rules, *default_rules()))


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20
