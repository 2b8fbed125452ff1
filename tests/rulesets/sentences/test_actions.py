"""Sentences of actions and of whole rules: each part of a rule has its words, and its own."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.actions import (
    AnyAction,
    Cancel,
    Hold,
    KeepStock,
    NotLocations,
    OnlyKinds,
    OnlyLocations,
    Queue,
    Rank,
    Reroute,
    Split,
    Suspend,
    Tag,
    WithinKm,
)
from rulesets.conditions import Condition, Group, Lines, Node, children
from rulesets.model import Rule, RuleKind
from rulesets.sentences import Names, action_words, rule_sentence, rule_spans
from tests.rulesets.generated import rules, thens

NAMES = Names({"COV": "Coventry", "LDS": "Leeds", "BTN": "Brighton"}, ZoneInfo("Europe/London"))
WEB = Condition(field="order.channel", operator="is", value="web")


def _words(action: AnyAction) -> str:
    return "".join(span.text for span in action_words(action, NAMES, ("then", 0)))


@pytest.mark.parametrize("kind", list(RuleKind))
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_two_actions_that_read_the_same_do_the_same(kind: RuleKind, data: st.DataObject) -> None:
    drawn = [action for _ in range(4) for action in data.draw(thens(kind))]
    by_words: dict[str, AnyAction] = {}
    for action in drawn:
        assert _meaning(by_words.setdefault(_words(action), action)) == _meaning(action)


def _meaning(action: AnyAction) -> Any:
    """A group of conditions may read the same and be grouped otherwise; those have their own test."""
    return action.model_dump(exclude={"where"})


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (
            Hold(reason="Look, please", owner="Ops"),
            "hold the order because of “Look, please” until Ops lifts it",
        ),
        (
            Hold(reason="Wait", owner="the boss", lifts_after_minutes=90),
            "hold the order because of “Wait” until “the boss” lifts it or 90 minutes have passed",
        ),
        (OnlyKinds(kinds=("store", "third_party")), "of the kind store or third party"),
        (NotLocations(locations=("COV", "LDS")), "but not Coventry or Leeds"),
        (KeepStock(units=1), "keeping 1 unit of each SKU back"),
        (Rank(by="lowest_cost", tie_within=40), "lowest total cost first with up to £0.40 as a tie"),
        (
            Rank(by="least_capacity_used", tie_within=10),
            "least of today’s capacity used first with up to 10% as a tie",
        ),
        (Rank(by="preferred", locations=("COV", "BTN", "XYZ")), "in the order Coventry, Brighton and XYZ"),
        (Split(policy="none"), "do not split the order"),
        (Split(policy="whole_lines", at_most=1), "send one shipment of whole lines only"),
        (
            Split(policy="units", at_most=3, only_if_needed=True, cheaper_by="2.50 GBP"),
            (
                "split the order, within lines too, into at most 3 shipments, only if no single location "
                "can serve, only if it is cheaper by £2.50 or more"
            ),
        ),
        (Reroute(at_most=1), "route the order again without the location, at most once"),
        (
            Queue(owner="Ops", reason="Call", due_in_minutes=2880),
            "put the order in the queue of Ops with the task “Call”, due in 2 days",
        ),
        (Suspend(hours=36), "suspend the SKU at the location for 36 hours"),
        (Cancel(reason="Out of stock"), "cancel the order because of “Out of stock”"),
        (Tag(tag="gift wrap"), "tag the order gift wrap"),
    ],
)
def test_an_action_reads_as_english(action: AnyAction, words: str) -> None:
    assert _words(action) == words


def _routing(*then: AnyAction, **more: Any) -> str:
    rule = Rule(
        id="a",
        name="A",
        kind=RuleKind.ROUTING,
        when=Group(match="all", of=(WEB,)),
        then=then,
        otherwise="next_rule",
    )
    return rule_sentence(rule.model_copy(update=more), NAMES)


def test_the_sentence_of_the_design_reads_as_drawn() -> None:
    express = Condition(field="order.service", operator="is", value="express")
    late = Condition(field="order.promise_slack", operator="less_than", value=48)
    candles = Condition(field="line.category", operator="is", value="candles")
    dear = Condition(field="line.unit_price", operator="at_least", value="25.00 GBP")
    islands = Condition(field="destination.postcode", operator="starts_with", value=("BT", "IM", "JE", "GY"))
    parts: tuple[Node, ...] = (
        Condition(field="order.channel", operator="one_of", value=("web", "phone")),
        Group(match="any", of=(express, late)),
        Lines(lines="any", where=Group(match="all", of=(candles, dear))),
        Group(match="none", of=(islands,)),
    )
    then = (
        OnlyKinds(kinds=("store", "warehouse")),
        WithinKm(km=250),
        Rank(by="nearest"),
        Rank(by="lowest_cost"),
    )
    assert _routing(*then, when=Group(match="all", of=parts)) == (
        "When the channel is web shop or phone, and either the service is express or the time to the promise "
        "is less than 48 hours, and any line is candles and costs £25.00 or more, unless the postcode begins "
        "with BT, IM, JE or GY: choose among stores and warehouses within 250 km, nearest first, then lowest "
        "total cost. Otherwise go on to the next rule."
    )


def test_one_location_is_chosen_and_several_are_chosen_among() -> None:
    assert ": choose Coventry. Otherwise" in _routing(OnlyLocations(locations=("COV",)))
    assert ": choose among Coventry and Leeds. Otherwise" in _routing(OnlyLocations(locations=("COV", "LDS")))
    assert ": choose among all locations. Otherwise" in _routing()
    assert ": choose among all locations within 5 km, but not Leeds. " in _routing(
        WithinKm(km=5), NotLocations(locations=("LDS",))
    )


def test_a_rule_for_a_time_says_from_when_until_when() -> None:
    said = _routing(
        valid_from=datetime(2026, 7, 1, tzinfo=UTC), valid_until=datetime(2026, 12, 1, tzinfo=UTC)
    )
    assert said.startswith(
        "From 1 July 2026 at 01:00 BST until 1 December 2026 at 00:00 GMT, when the channel is"
    )


@pytest.mark.parametrize("kind", list(RuleKind))
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_part_of_a_rule_has_words_that_lead_to_it(kind: RuleKind, data: st.DataObject) -> None:
    rule = data.draw(rules(kind))
    paths = {span.path for span in rule_spans(rule, NAMES)}
    for index in range(len(rule.then)):
        assert any(path[:2] == ("then", index) for path in paths)
    assert rule.when is not None
    for path in _conditions(rule.when, ("when",)):
        assert path in paths
    if kind is RuleKind.ROUTING:
        assert ("otherwise",) in paths


def _conditions(node: Node, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    if isinstance(node, Condition):
        return [path]
    if isinstance(node, Lines):
        return [path, *_conditions(node.where, (*path, "where"))]
    return [
        found
        for index, child in enumerate(children(node))
        for found in _conditions(child, (*path, node.match, index))
    ]


@pytest.mark.parametrize("kind", list(RuleKind))
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_sentence_begins_with_a_capital_and_ends_with_a_full_stop(
    kind: RuleKind, data: st.DataObject
) -> None:
    said = rule_sentence(data.draw(rules(kind)), NAMES)
    assert said.startswith(("When ", "Unless ", "For every order: ", "On every event: ", "From ", "Until "))
    assert said.endswith(".")
