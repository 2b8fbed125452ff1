"""Two rulesets on the same orders: which orders change, to what, why, and at what difference."""

import pytest

from rulesets.actions import Hold, NotLocations, OnlyLocations, Rank
from rulesets.model import Ruleset
from tests.engine.simulation.shop import (
    LARGE_ARE_HELD,
    WAREHOUSE_ONLY,
    after,
    an_order,
    came,
    compared,
    condition,
    rule,
    rules,
    took_back,
)

BOTH = {"COV": {"MUG": 9}, "LDS": {"MUG": 9}}
WEB = condition("order.channel", "is", "web")
NEAREST = rules()
FROM_COVENTRY = rules(WAREHOUSE_ONLY)


def test_a_ruleset_against_itself_changes_nothing() -> None:
    found = compared(BOTH, NEAREST, NEAREST, [an_order("A"), an_order("B")])
    assert (found.orders, found.changed, found.groups, found.changes) == (2, 0, (), ())
    assert all(row.difference.mean in {0.0, None} for row in found.kpis)


def test_a_changed_order_says_from_where_to_where_by_which_edit_at_what_difference() -> None:
    found = compared(BOTH, NEAREST, FROM_COVENTRY, [an_order("A")])
    change = found.changes[0]
    assert (change.was, change.becomes) == ("Leeds", "Coventry")
    assert (change.from_rule, change.to_rule) == ("routing-default", "warehouse")
    assert change.cause.text == "Routing rule “warehouse” was added"
    # Postage is £3.00 from Leeds (46 km) and £4.00 from Coventry, handling 90p and 50p; a day later.
    assert (change.postage, change.money, change.days, change.splits) == (100, 60, 1.0, 0)


def test_groups_add_up_what_their_orders_changed_by() -> None:
    found = compared(BOTH, NEAREST, FROM_COVENTRY, [an_order("A"), an_order("B")])
    assert [(group.was, group.becomes, group.orders) for group in found.groups] == [("Leeds", "Coventry", 2)]
    assert (found.total.orders, found.total.money, found.total.days) == (2, 120, 2.0)
    assert [(cause.rule_id, cause.orders) for cause in found.groups[0].causes] == [("warehouse", 2)]


def test_an_order_that_goes_elsewhere_because_of_another_one_names_the_stock() -> None:
    small_to_leeds = rule(
        "routing", "small", OnlyLocations(locations=("LDS",)), when=condition("order.item_count", "is", 1)
    )
    stock = {"COV": {"MUG": 9}, "LDS": {"MUG": 2}}
    from_coventry_first = rule("routing", "leeds-else", Rank(by="nearest"), when=WEB)
    before = rules(
        rule(
            "routing", "small", OnlyLocations(locations=("COV",)), when=condition("order.item_count", "is", 1)
        ),
        from_coventry_first,
    )
    after_ = rules(small_to_leeds, from_coventry_first)
    orders = [an_order("A"), an_order("B", ("MUG", 2), at=after(minutes=1))]
    found = {change.order_id: change for change in compared(stock, before, after_, orders).changes}
    assert found["A"].cause.text == "Routing rule “small” was edited"
    assert (found["B"].was, found["B"].becomes) == ("Leeds", "Coventry")
    assert (found["B"].cause.sort, found["B"].cause.text) == (
        "stock",
        "Stock: earlier orders left less at Leeds",
    )


def test_a_held_order_says_which_hold_rule_stops_it_now() -> None:
    found = compared(BOTH, NEAREST, rules(LARGE_ARE_HELD), [an_order("A", ("MUG", 9))])
    change = found.changes[0]
    assert (change.was, change.becomes, change.cause.rule_id) == ("Leeds", "Held", "large")
    assert (change.money, change.days) == (None, None)
    assert found.total.money_known == 0


@pytest.mark.parametrize(
    ("base", "candidate", "edit"),
    [
        (rules(LARGE_ARE_HELD), rules(), "removed"),
        (rules(LARGE_ARE_HELD), rules(LARGE_ARE_HELD.model_copy(update={"enabled": False})), "switched off"),
        (rules(LARGE_ARE_HELD.model_copy(update={"enabled": False})), rules(LARGE_ARE_HELD), "switched on"),
    ],
)
def test_a_cause_says_how_the_rule_was_edited(base: Ruleset, candidate: Ruleset, edit: str) -> None:
    found = compared(BOTH, base, candidate, [an_order("A", ("MUG", 9))])
    assert [(change.cause.rule_id, change.cause.edit) for change in found.changes] == [("large", edit)]


def test_of_two_edits_only_the_one_that_alone_changes_the_order_is_responsible() -> None:
    elsewhere = rule(
        "routing",
        "elsewhere",
        NotLocations(locations=("LDS",)),
        when=condition("order.channel", "is", "wholesale"),
    )
    candidate = rules(WAREHOUSE_ONLY, elsewhere)
    found = compared(BOTH, rules(), candidate, [an_order("A")])
    assert (found.changes[0].cause.rule_id, found.changes[0].cause.also) == ("warehouse", ())


def test_a_rule_that_was_moved_is_responsible_for_what_is_decided_before_it_now() -> None:
    to_leeds = rule("routing", "leeds", OnlyLocations(locations=("LDS",)), when=WEB)
    found = compared(BOTH, rules(WAREHOUSE_ONLY, to_leeds), rules(to_leeds, WAREHOUSE_ONLY), [an_order("A")])
    assert found.changes[0].cause.text == "Routing rule “warehouse” was moved"


def test_an_otherwise_that_was_edited_is_responsible_though_its_rule_serves_nobody() -> None:
    waits = WAREHOUSE_ONLY
    goes_on = WAREHOUSE_ONLY.model_copy(update={"otherwise": "next_rule"})
    found = compared({"LDS": {"MUG": 9}}, rules(waits), rules(goes_on), [an_order("A")])
    change = found.changes[0]
    assert (change.was, change.becomes) == ("Backordered", "Leeds")
    assert (change.cause.rule_id, change.cause.edit) == ("warehouse", "edited")


def test_two_different_plans_from_the_same_places_are_told_apart() -> None:
    stock = {"COV": {"MUG": 2, "TRAY": 1}, "LDS": {"MUG": 2, "POT": 1}}
    mugs_from_leeds = (Rank(by="preferred", locations=("LDS", "COV")), Rank(by="nearest"))
    base, candidate = (
        rules(rule("routing", "web", *ranks, when=WEB))
        for ranks in (mugs_from_leeds, (Rank(by="lowest_cost"),))
    )
    order = an_order("A", ("MUG", 2), ("TRAY", 1), ("POT", 1))
    change = compared(stock, base, candidate, [order]).changes[0]
    assert change.was == "Coventry + Leeds"
    assert change.becomes == "Coventry + Leeds, other units each"


def test_money_is_not_known_while_one_side_still_waits() -> None:
    found = compared({"LDS": {"MUG": 9}}, NEAREST, FROM_COVENTRY, [an_order("A")])
    change = found.changes[0]
    assert (change.was, change.becomes) == ("Leeds", "Backordered")
    assert (change.money, change.postage, change.days) == (None, None, None)


def test_days_run_until_what_waited_arrives() -> None:
    changes = came("COV", after(days=7), MUG=1)
    found = compared({"LDS": {"MUG": 9}}, NEAREST, FROM_COVENTRY, [an_order("A")], changes)
    assert found.changes[0].days == 8.0
    assert found.changes[0].money == 60


def test_each_rule_says_on_how_many_orders_it_took_effect_and_dead_ones_are_named() -> None:
    never = rule(
        "hold", "never", Hold(reason="Never", owner="Ada"), when=condition("order.item_count", "at_least", 99)
    )
    found = compared(BOTH, rules(never), rules(never, WAREHOUSE_ONLY), [an_order("A"), an_order("B")])
    hits = {row.rule_id: (row.base, row.candidate) for row in found.rules}
    assert hits["warehouse"] == (None, 2)
    assert hits["routing-default"] == (2, 0)
    assert [row.rule_id for row in found.never_fired] == ["never"]


def test_orders_with_problems_are_counted_and_held_on_both_sides() -> None:
    orders = [an_order("A", problems=("The price is £0.00.",)), an_order("B")]
    found = compared(BOTH, NEAREST, FROM_COVENTRY, orders)
    assert (found.orders, found.invalid, found.changed) == (2, 1, 1)


def test_kpis_stand_side_by_side_over_the_same_orders() -> None:
    rows = {
        row.key: row for row in compared(BOTH, NEAREST, FROM_COVENTRY, [an_order("A"), an_order("B")]).kpis
    }
    assert (rows["shipping_cost"].base.mean, rows["shipping_cost"].candidate.mean) == (390, 450)
    assert rows["shipping_cost"].difference.mean == 60
    assert rows["shipping_cost"].difference.verdict == "worse"
    assert (rows["labour"].base.mean, rows["labour"].candidate.mean) == (6.0, 3.0)
    assert "inventory_accuracy" not in rows


def test_the_same_inputs_give_the_same_hash_and_others_another_one() -> None:
    orders = [an_order("A"), an_order("B", ("MUG", 2), at=after(hours=1))]
    wishes = [took_back("A", "MUG", 1, after(days=2))]
    first, again = (compared(BOTH, NEAREST, FROM_COVENTRY, orders, (), wishes) for _ in range(2))
    fewer = compared(BOTH, NEAREST, FROM_COVENTRY, orders[:1], (), wishes)
    assert first.hash == again.hash
    assert first == again
    assert first.hash != fewer.hash


def test_a_promise_that_passed_while_the_order_waits_counts_as_broken() -> None:
    promised = an_order("A", promised_at=after(days=3))
    rows = {row.key: row for row in compared({"LDS": {"MUG": 1}}, NEAREST, FROM_COVENTRY, [promised]).kpis}
    assert (rows["on_time"].base.mean, rows["on_time"].candidate.mean) == (1.0, 0.0)
    assert rows["backorder_rate"].candidate.mean == 1.0
