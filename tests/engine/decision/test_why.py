"""The reason of a decision, sentence by sentence, for each outcome and way."""

from datetime import timedelta
from typing import Any

from engine.model import CandidateTrace, Decision, Order, Snapshot, Trace
from rulesets.actions import (
    CancelRoute,
    ChooseService,
    DecideTogether,
    DropShip,
    Hold,
    OnlyKinds,
    PickUp,
    Rank,
    Split,
    TransferThenPickUp,
    WithinKm,
)
from rulesets.conditions import Condition, Group
from rulesets.model import Rule
from tests.engine.decision import world

WEB = Group(match="all", of=(Condition(field="order.channel", operator="is", value="web"),))
NEAREST = Rank(by="nearest")
COLLECTS = world.place("LDS", can_hand_over=True)
SHORT = world.snapshot(world.state("BRS", {"MUG": 2}))
THREE = world.order(world.line(1, "MUG", 3))


def routing(name: str, *then: Any, **known: Any) -> Rule:
    """A routing rule for the web."""
    return world.rule("routing", name, *then, when=WEB, **known)


def told(placed: Order, seen: Snapshot, *rules: Rule) -> tuple[Decision, Trace]:
    """The decision with its trace."""
    decision = world.decided(placed, seen, rules, explain=True)
    assert decision.trace is not None
    return decision, decision.trace


def why(placed: Order, seen: Snapshot, *rules: Rule) -> tuple[str, ...]:
    return told(placed, seen, *rules)[1].why


def asked(trace: Trace, code: str) -> CandidateTrace:
    return next(each for each in trace.candidates if each.location == code)


def test_says_from_where_why_and_why_not_nearer() -> None:
    seen = world.snapshot(world.state("LDS", {"MUG": 1}), world.state("COV", {"MUG": 1}))
    warehouse = routing("warehouse", OnlyKinds(kinds=("warehouse",)), NEAREST)
    assert why(world.order("MUG"), seen, warehouse) == (
        "One shipment from Coventry, because rule “Warehouse” applies: the channel is web shop.",
        "Coventry is the only one that can serve everything.",
        "It arrives by Fri 6 Mar.",
        "Leeds is nearer, 47 km, but a store; the rule asks warehouses.",
    )


def test_says_that_it_is_split_because_nobody_has_everything() -> None:
    seen = world.snapshot(world.state("LDS", {"MUG": 1}), world.state("COV", {"BOWL": 1}))
    said = why(world.order("MUG", "BOWL"), seen, routing("near", NEAREST))
    assert said[1] == (
        "No location that may serve has everything: Leeds sends 1 of 2 units and Coventry sends 1 of 2 units."
    )


def test_says_how_much_a_split_saves() -> None:
    light, heavy = world.line(1, "MUG", weight_g=900), world.line(2, "BOWL", weight_g=4900)
    dear = world.place("LDS", shipment_cost=0, line_cost=900)
    seen = world.snapshot(
        world.state(dear, {"MUG": 1, "BOWL": 1}),
        world.state(world.place("BRS", shipment_cost=0, line_cost=0), {"MUG": 1}),
        world.state(world.place("COV", shipment_cost=0, line_cost=0), {"BOWL": 1}),
    )
    units = world.rule("split", "units", Split(policy="units"))
    decision, trace = told(world.order(light, heavy), seen, routing("cheap", Rank(by="lowest_cost")), units)
    assert decision.plan.locations == ("BRS", "COV")
    assert trace.why[1].startswith("Split, because that costs £")
    assert "less than the cheapest single shipment: " in trace.why[1]


def test_says_where_the_customer_collects() -> None:
    placed = world.order("MUG", type="pickup", pickup_at="LDS")
    decision, trace = told(
        placed,
        world.snapshot(world.state(COLLECTS, {"MUG": 2}), world.state("COV", {"MUG": 3})),
        routing("collect", PickUp(), NEAREST),
    )
    assert decision.outcome == "routed"
    assert trace.why[0].startswith("The customer collects it at Leeds, because rule “Collect” applies")
    assert trace.why[1:] == ("Leeds has everything.", "It can be collected from Wed 4 Mar at 10:00.")
    assert asked(trace, "COV").because == "The customer collects at Leeds."


def test_says_who_sends_the_rest_to_where_the_customer_collects() -> None:
    placed = world.order("MUG", "BOWL", type="pickup", pickup_at="LDS")
    seen = world.snapshot(world.state(COLLECTS, {"MUG": 2}), world.state("COV", {"BOWL": 4}))
    said = why(placed, seen, routing("transfer", TransferThenPickUp(), NEAREST))
    assert said[0].startswith("Coventry sends the rest of it to Leeds, where the customer collects, because")
    assert said[1] == "Coventry sends 1 of 2 units and Leeds has 1 of 2 units."


def test_says_that_a_supplier_sends_it() -> None:
    supplier = world.place("BRS", kind="supplier", name="Etruria")
    seen = world.snapshot(world.state(supplier, {"MUG": 2}), world.state("COV", {"MUG": 3}))
    _, trace = told(world.order("MUG"), seen, routing("drop", DropShip(), NEAREST))
    assert trace.why[0].startswith("Etruria sends it straight to the customer, because rule “Drop” applies")
    assert asked(trace, "COV").because == "A warehouse; the rule asks suppliers."


def test_says_why_a_dearer_service_was_taken() -> None:
    seen = world.snapshot(world.state("COV", {"MUG": 3}))
    rule = routing("shop", ChooseService(), Rank(by="lowest_cost"))
    tomorrow = world.order("MUG", promised_at=world.NOW + timedelta(days=1, hours=10))
    assert (
        "It goes by express for £7.20, the cheapest in time; standard is £4.00 cheaper, but 1 day late."
        in why(tomorrow, seen, rule)
    )
    later = world.order("MUG", promised_at=world.NOW + timedelta(days=4))
    assert "It goes by standard for £3.20, the cheapest in time; express costs £4.00 more." in why(
        later, seen, rule
    )
    assert "It goes by standard for £3.20, the cheapest; express costs £4.00 more." in why(
        world.order("MUG"), seen, rule
    )


def test_says_until_when_the_decision_keeps_the_promise() -> None:
    seen = world.snapshot(world.state("COV", {"MUG": 3}))
    later = world.order("MUG", promised_at=world.NOW + timedelta(days=4))
    assert why(later, seen)[-1] == "Decided until Wed 4 Mar at 16:00 it would still have kept the promise."
    before = world.order("MUG", promised_at=world.NOW + timedelta(hours=3))
    assert why(before, seen)[-1].startswith("To keep the promise it had to be decided by Sun 1 Mar at 16:00")


def test_says_which_demand_was_given_up() -> None:
    rule = routing("near", WithinKm(km=100, relax=1), NEAREST)
    said = why(world.order("MUG"), SHORT, rule)
    assert (
        "Given up, because nobody else could serve: within 100 km. Bristol: 227 km: 127 km too far." in said
    )


def test_says_until_when_nothing_is_planned() -> None:
    again = routing("near", NEAREST, otherwise="retry", retry_minutes=30)
    assert why(THREE, SHORT, again)[0] == (
        "Nothing is planned until Wed 4 Mar at 10:30: 1 unit of MUG is missing at Bristol."
    )
    together = routing("joint", DecideTogether(every_minutes=60), NEAREST)
    assert why(THREE, SHORT, together)[0] == (
        "Nothing is planned yet: rule “Joint” decides orders together every 60 minutes, "
        "next on Wed 4 Mar at 11:00."
    )


def test_says_that_it_was_preordered_and_for_when() -> None:
    placed = world.order(world.line(1, "MUG", preorder=True, expected_at=world.NOW + timedelta(days=20)))
    seen = world.snapshot(world.state("BRS", {"MUG": 0}))
    decision, trace = told(placed, seen, routing("near", NEAREST))
    assert decision.outcome == "preordered"
    assert trace.why[0].startswith("Preordered: everything in it is sold before it was ever in stock.")
    assert "Tue 24 Mar" in trace.why[0]


def test_says_what_becomes_of_the_rest() -> None:
    rest = {
        "ship_and_backorder": "1 unit waits for stock: 1 unit of MUG is missing at Bristol.",
        "ship_and_cancel": "1 unit is cancelled: 1 unit of MUG is missing at Bristol.",
        "ship_and_hold": "The rest, 1 unit, is held by rule “Near”: 1 unit of MUG is missing at Bristol.",
    }
    for otherwise, sentence in rest.items():
        said = why(THREE, SHORT, routing("near", NEAREST, otherwise=otherwise))
        assert said[0].startswith("One shipment from Bristol")
        assert sentence in said


def test_says_why_it_was_cancelled() -> None:
    assert why(THREE, SHORT, routing("near", NEAREST, otherwise="cancel"))[0] == (
        "Cancelled, because 1 unit of MUG is missing at Bristol."
    )
    assert why(THREE, SHORT, routing("none", CancelRoute(), otherwise=None))[0] == (
        "Cancelled, because rule “None” cancels the order."
    )


def test_says_what_ends_a_hold() -> None:
    hold = Hold(reason="Not paid", owner="Ann", until="payment", lifts_after_minutes=600, at_expiry="cancel")
    assert why(THREE, SHORT, world.rule("hold", "pay", hold, when=WEB)) == (
        "Held by rule “Pay”: Not paid.",
        "It matched because the channel is web shop.",
        "It is lifted when the payment is confirmed.",
        "On Wed 4 Mar at 20:00 the order is cancelled.",
    )


def test_a_plan_for_a_person_to_see_is_not_said_to_be_impossible() -> None:
    seen = world.snapshot(world.state("BRS", {"MUG": 2}), world.state("LDS", {"BOWL": 2}))
    few = world.rule("split", "few", Split(policy="units", review_above=1), when=WEB)
    said = why(world.order("MUG", "BOWL"), seen, few)
    assert said[0].startswith("Held by rule “Few”: The best plan takes 2 shipments")
    assert not any("came first" in sentence for sentence in said)


def test_says_how_many_of_the_units_each_location_has() -> None:
    seen = world.snapshot(world.state("BRS", {"MUG": 2}), world.state("COV", {"MUG": 9}))
    _, trace = told(THREE, seen)
    assert (asked(trace, "BRS").has, asked(trace, "COV").has) == (2, 3)


def test_a_condition_that_failed_says_what_would_have_matched() -> None:
    conditions = {
        ("order.total", "more_than", "300.00 GBP"): "more than £300.00 would match: £270.01 more",
        ("order.total", "at_least", "300.00 GBP"): "£300.00 or more would match: £270.00 more",
        ("order.total", "at_most", "20.00 GBP"): "£20.00 or less would match: £10.00 less",
        ("order.total", "less_than", "20.00 GBP"): "less than £20.00 would match: £10.01 less",
        ("order.item_count", "between", (5, 9)): "5 units to 9 units would match",
        ("order.service", "is", "express"): "Express would match",
        ("order.channel", "one_of", ("wholesale", "marketplace")): "Marketplace or Wholesale would match",
        ("customer.vip", "is_yes", None): "yes would match",
        ("order.note", "is_known", None): "any value would match",
    }
    for (field, operator, value), wanted in conditions.items():
        when = Group(match="all", of=(Condition(field=field, operator=operator, value=value),))
        _, trace = told(THREE, SHORT, world.rule("routing", "r", NEAREST, when=when))
        rule = next(each for each in trace.rules if each.rule_id == "r")
        assert rule.when is not None
        assert rule.verdict in ("not_matched", "unknown")
        assert rule.when.children[0].wanted == wanted


def test_a_condition_that_should_not_have_held_says_so() -> None:
    inside = Condition(field="order.channel", operator="is", value="web")
    when = Group(match="none", of=(inside,))
    _, trace = told(THREE, SHORT, world.rule("routing", "r", NEAREST, when=when))
    rule = next(each for each in trace.rules if each.rule_id == "r")
    assert rule.when is not None
    assert rule.when.children[0].wanted == "would match unless the channel is web shop"
