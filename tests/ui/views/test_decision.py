"""A decision in words and shapes: what is read at once, the rules' conditions, the map."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from engine.model import Decision, Destination, Order
from engine.store.decisions import KeptDecision
from rulesets.actions import Hold, OnlyKinds, Rank
from rulesets.conditions import Condition, Group, Lines
from rulesets.model import Rule
from tests.engine.decision import world
from ui.views.decision import WORDS_READ, DecisionView, Scene, TriedRule, decision_view
from ui.views.orders import Names

NAMES = Names({place.code: place.name for place in world.PLACES}, {})
NOW = datetime(2026, 3, 5, tzinfo=UTC)
SEEN = world.snapshot(world.state("LDS", {"MUG": 2}), world.state("COV", {"MUG": 9}))


def viewed(placed: Order, *rules: Rule, why: tuple[str, ...] = ()) -> DecisionView:
    """The decision by these rules, shown; `why` in place of its sentences."""
    decision = world.decided(placed, SEEN, rules, explain=True)
    if why and decision.trace is not None:
        decision = replace(decision, trace=replace(decision.trace, why=why))
    scene = Scene(placed, {place.code: place for place in world.PLACES}, NAMES, "Europe/London", NOW)
    return decision_view(_kept(decision), decision, scene, same=True)


def _kept(decision: Decision) -> KeptDecision:
    return KeptDecision(7, "W-1", 1, True, world.NOW, "", 3, "abc", decision)


def rule(name: str, *parts: Any) -> Rule:
    return world.rule("routing", name, Rank(by="nearest"), when=Group(match="all", of=parts))


def tried(view: DecisionView, rule_id: str) -> TriedRule:
    return next(each for each in view.tried if each.rule_id == rule_id)


def test_what_is_read_in_ten_seconds_stands_first_and_the_rest_below() -> None:
    sentence = "Seven words stand in each such sentence."
    view = viewed(world.order("MUG"), why=tuple(f"{at} {sentence}" for at in range(9)))
    assert view.first == f"0 {sentence}"
    at_once = f"{view.first} {view.more}".split()
    assert WORDS_READ - 8 < len(at_once) <= WORDS_READ
    assert len(view.besides) == 9 - len(at_once) // 8


def test_a_long_first_sentence_is_never_left_out() -> None:
    view = viewed(world.order("MUG"), why=("word " * 80, "More."))
    assert view.first == "word " * 80
    assert view.besides == ("More.",)


def test_a_rule_that_did_not_match_says_by_what_it_missed() -> None:
    view = viewed(
        world.order("MUG"),
        rule("big", Condition(field="order.total", operator="more_than", value="300.00 GBP")),
    )
    missed = tried(view, "big")
    assert missed.missed == (
        "The total is more than £300.00: here £10.00; more than £300.00 would match: £290.01 more."
    )
    assert [(row.text, row.seen) for row in missed.rows] == [("the total is more than £300.00", "£10.00")]


def test_a_rule_that_matched_says_only_what_it_saw() -> None:
    view = viewed(
        world.order("MUG"), rule("web", Condition(field="order.channel", operator="is", value="web"))
    )
    assert tried(view, "web").missed == ""
    assert [row.wanted for row in tried(view, "web").rows] == [""]


def test_a_line_is_told_in_one_row() -> None:
    where = Group(match="all", of=(Condition(field="line.quantity", operator="at_least", value=5),))
    rows = tried(viewed(world.order("MUG"), rule("many", Lines(lines="any", where=where))), "many").rows
    assert [row.text.startswith("line 1") for row in rows] == [False, True]
    assert rows[1].wanted == "5 units or more would match: 4 units more"


def test_locations_say_how_much_of_the_order_they_have() -> None:
    view = viewed(world.order(world.line(1, "MUG", 3)))
    assert {row.name: row.free for row in view.asked} == {"Coventry": "all", "Leeds": "2 of 3"}


def test_a_later_decision_counts_only_what_was_left_to_decide() -> None:
    placed = world.order(world.line(1, "MUG", 3))
    left = replace(placed, lines=(world.line(1, "MUG", 2),))
    decision = world.decided(left, SEEN, (), explain=True)
    scene = Scene(placed, {place.code: place for place in world.PLACES}, NAMES, "Europe/London", NOW)
    view = decision_view(_kept(decision), decision, scene, same=True)
    assert {row.name: row.free for row in view.asked} == {"Coventry": "all", "Leeds": "all"}


def test_the_map_marks_each_location_by_what_it_does() -> None:
    only = world.rule("routing", "only", OnlyKinds(kinds=("warehouse",)), Rank(by="nearest"))
    view = viewed(world.order("MUG"), only)
    assert view.map is not None
    assert {mark.name: mark.role for mark in view.map.marks if mark.role != "dest"} == {
        "Coventry": "use",
        "Leeds": "out",
    }
    assert view.map.asked


def test_where_no_location_was_asked_the_map_says_so() -> None:
    web = Group(match="all", of=(Condition(field="order.channel", operator="is", value="web"),))
    hold = world.rule("hold", "look", Hold(reason="Look", owner="Ann"), when=web)
    view = viewed(world.order("MUG", destination=Destination("GB")), hold)
    assert view.map is not None
    assert {mark.role for mark in view.map.marks} == {"idle"}
    assert not view.map.asked
    assert "Not asked: Bristol, Coventry, Leeds." in view.map.said
