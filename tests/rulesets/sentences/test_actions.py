"""Sentences of actions and of whole rules: each part of a rule has its words, and its own."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.actions import (
    AccurateCounts,
    AnyAction,
    ByThePromise,
    Cancel,
    ChooseService,
    DecideTogether,
    DropShip,
    FreshFeed,
    Hold,
    HoldRoute,
    IgnoreCapacity,
    KeepStock,
    KeepTogether,
    NotKinds,
    NotLocations,
    NotRejectedLately,
    OnlyGroups,
    OnlyKinds,
    OnlyLocations,
    PickUp,
    Queue,
    Rank,
    Reroute,
    SameCountry,
    ShipApart,
    Split,
    Suspend,
    Tag,
    TransferThenPickUp,
    WaitForStock,
    WithinKm,
)
from rulesets.conditions import Condition, Group, Lines, Node, children
from rulesets.model import Rule, RuleKind
from rulesets.sentences import Names, action_words, rule_sentence, rule_spans
from tests.rulesets.generated import rules, thens

NAMES = Names({"COV": "Coventry", "LDS": "Leeds", "BTN": "Brighton"}, ZoneInfo("Europe/London"))
FRAGILE = Condition(field="line.fragile", operator="is_yes")
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
        (
            Hold(
                reason="Wait",
                owner="Ops",
                until="stock",
                lifts_at_time="09:00",
                at_expiry="escalate",
                escalate_to="Finance",
                queue="Fraud",
                role="reviewer",
                due_in_minutes=240,
            ),
            (
                "hold the order because of “Wait” until Ops lifts it or stock arrives, in the queue Fraud, "
                "for the role reviewer, due in 4 hours; when the clock shows 09:00, escalate it to Finance"
            ),
        ),
        (OnlyKinds(kinds=("store", "third_party")), "of the kind store or third party"),
        (
            WithinKm(km=100, relax=1),
            "within 100 km unless nobody else can serve (given up first)",
        ),
        (
            NotKinds(kinds=("store",), relax=11),
            "not of the kind store unless nobody else can serve (given up 11th)",
        ),
        (OnlyGroups(groups=("north", "with us")), "of the group north or “with us”"),
        (SameCountry(), "in the customer’s country"),
        (ByThePromise(), "arriving by the promise"),
        (ByThePromise(days_late=1), "arriving at most 1 day after the promise"),
        (NotRejectedLately(hours=24), "without a rejected shipment in the last day"),
        (FreshFeed(minutes=90), "with stock reported in the last 90 minutes"),
        (AccurateCounts(percent=95), "with 95% or more of the counts right"),
        (KeepStock(units=2, of="weeks"), "keeping 2 weeks of sales of each SKU back"),
        (KeepStock(units=2, of="percent"), "keeping 2% of each SKU back"),
        (IgnoreCapacity(), "even when today’s capacity is used up"),
        (
            Rank(by="field", field="location.distance", tie_within=5),
            "lowest distance first with up to 5 km as a tie",
        ),
        (
            Rank(by="field", field="location.open_now", first="highest"),
            "first where the location is open now",
        ),
        (
            Rank(by="field", field="location.cost", tie_within=50),
            "lowest cost to send first with up to £0.50 as a tie",
        ),
        (PickUp(), "let the customer collect at the location that the customer chose"),
        (
            TransferThenPickUp(location="COV"),
            "send what is not there to Coventry and let the customer collect",
        ),
        (DropShip(), "let suppliers send it straight to the customer"),
        (DecideTogether(every_minutes=30), "deciding together with other orders every 30 minutes"),
        (ChooseService(), "sent by the cheapest service that keeps the promise"),
        (
            ChooseService(services=("express", "standard")),
            "sent by the cheapest service of express and standard that keeps the promise",
        ),
        (HoldRoute(reason="Odd"), "hold the order for a person because of “Odd”"),
        (
            Split(
                policy="units",
                dearer_by="3.00 GBP",
                saves_days=2,
                least_value="10.00 GBP",
                complete_for_days=3,
                review_above=3,
            ),
            (
                "split the order, within lines too, only if it costs less than £3.00 more, only if it "
                "arrives 2 days or more earlier, with goods worth £10.00 or more in each shipment, "
                "waiting up to 3 days "
                "to be complete, held for a person above 3 shipments"
            ),
        ),
        (KeepTogether(), "keep the lines of each ship-together group in one shipment"),
        (ShipApart(where=Group(match="all", of=(FRAGILE,))), "ship apart every line that is fragile"),
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


def test_a_rule_that_ends_the_matter_has_no_otherwise() -> None:
    assert _routing(WaitForStock(), otherwise=None).endswith("web shop: let the whole order wait for stock.")
    assert _routing(PickUp(location="COV"), WithinKm(km=5)).endswith(
        ": let the customer collect at Coventry, choose among all locations within 5 km. "
        "Otherwise go on to the next rule."
    )


def test_a_rule_that_is_tried_again_says_when() -> None:
    assert _routing(otherwise="retry", retry_minutes=90).endswith("Otherwise try again after 90 minutes.")


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
    for path in _conditions(rule.when, ("when",)) if rule.when is not None else ():
        assert path in paths
    for number, row in enumerate(rule.table.rows if rule.table is not None else ()):
        at = ("table", "rows", number)
        assert rule.table is not None
        for column, _ in rule.table.asked(row):
            assert any(path[:5] == (*at, "cells", column) for path in paths)
        for index in range(len(row.then)):
            assert any(path[:5] == (*at, "then", index) for path in paths)
    assert (("otherwise",) in paths) == (rule.otherwise is not None)


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
    assert said.startswith(("When ", "Unless ", "For ", "On every event: ", "From ", "Until "))
    assert said.endswith(".")
