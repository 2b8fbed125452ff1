"""Each kind of difference, on orders where one knows what it must be."""

from datetime import timedelta

from engine.compiler import compile_ruleset
from engine.differing import Difference, applied, differing, one_less
from engine.model import Customer, Order, Snapshot
from rulesets.actions import FreshFeed, Hold, KeepStock, OnlyKinds, Rank, Split, WithinKm
from rulesets.conditions import Condition, Group
from rulesets.model import Rule
from tests.engine.decision import world

ALONE = world.rule("split", "alone", Split(policy="none"))
NEAREST = world.rule("routing", "near", Rank(by="nearest"))
CHEAPEST = world.rule("routing", "cheap", Rank(by="lowest_cost"))
SOONEST = world.rule("routing", "soon", Rank(by="earliest_arrival"), Rank(by="nearest"))


def found(placed: Order, seen: Snapshot, *rules: Rule) -> dict[str, Difference]:
    """The first difference of each kind."""
    said = differing(placed, seen, compile_ruleset(world.ruleset(ALONE, *rules)))
    assert said.complete
    return {each.change.kind: each for each in reversed(said.differences)}


def test_one_more_unit_at_the_nearer_location() -> None:
    seen = world.snapshot(world.state("LDS", {"MUG": 1}), world.state("COV", {"MUG": 5}))
    stock = found(world.order(world.line(1, "MUG", 2)), seen, NEAREST)["stock"]
    assert (stock.change.location, stock.change.units) == ("LDS", (("MUG", 1),))
    assert stock.says == "1 more unit of MUG at Leeds"
    assert stock.then.startswith("Leeds would have sent it: ")


def test_units_of_several_skus_are_each_as_few_as_do() -> None:
    seen = world.snapshot(world.state("LDS", {"MUG": 1}), world.state("COV", {"MUG": 5, "BOWL": 5}))
    placed = world.order(world.line(1, "MUG", 3), world.line(2, "BOWL", 1))
    stock = found(placed, seen, NEAREST)["stock"]
    assert dict(stock.change.units) == {"MUG": 2, "BOWL": 1}
    assert stock.says == "2 more units of MUG and 1 more unit of BOWL at Leeds"


def test_units_that_a_rule_keeps_back_are_asked_for_too() -> None:
    rule = world.rule("routing", "shelf", KeepStock(units=3), Rank(by="nearest"))
    seen = world.snapshot(world.state("LDS", {"MUG": 2}), world.state("COV", {"MUG": 9}))
    assert found(world.order("MUG"), seen, rule)["stock"].change.units == (("MUG", 2),)


def test_so_many_km_nearer_for_the_one_that_was_farther() -> None:
    seen = world.snapshot(world.state("LDS", {"MUG": 1}), world.state("COV", {"MUG": 1}))
    nearer = found(world.order("MUG"), seen, NEAREST)["nearer"]
    assert nearer.change.location == "COV"
    assert 55 <= nearer.change.amount <= 65
    assert nearer.says == f"Coventry {nearer.change.amount} km nearer to the customer"


def test_so_much_cheaper_for_the_one_that_was_dearer() -> None:
    seen = world.snapshot(world.state("LDS", {"MUG": 1}), world.state("COV", {"MUG": 1}))
    cheaper = found(world.order("MUG"), seen, CHEAPEST)["cheaper"]
    assert cheaper.change.location in {"LDS", "COV"}
    assert cheaper.change.amount > 0
    assert cheaper.says.startswith(f"A shipment from {cheaper.then.split(' ')[0]} £")


def test_room_for_one_more_shipment_at_a_full_location() -> None:
    full = world.state(world.place("LDS", capacity=3), {"MUG": 1}, used_today=4)
    room = found(world.order("MUG"), world.snapshot(full, world.state("COV", {"MUG": 1})), NEAREST)["room"]
    assert room.change.amount == 2
    assert room.says == "Room for 2 more shipments at Leeds today"


def test_what_is_switched_at_a_location() -> None:
    far = world.state("COV", {"MUG": 1})
    kinds = {
        "suspension": world.state("LDS", {"MUG": 1}, suspended=frozenset({"MUG"})),
        "rejected": world.state("LDS", {"MUG": 1}, rejected=True),
        "closed": world.state(world.place("LDS", closed_until=world.NOW + timedelta(days=2)), {"MUG": 1}),
    }
    says = {
        "suspension": "MUG not suspended at Leeds",
        "rejected": "Leeds had not rejected it before",
        "closed": "Leeds open now",
    }
    for kind, near in kinds.items():
        assert found(world.order("MUG"), world.snapshot(near, far), NEAREST)[kind].says == says[kind]


def test_stock_just_reported_where_a_rule_asks_for_a_fresh_feed() -> None:
    near = world.state("LDS", {"MUG": 1}, fed_at=world.NOW - timedelta(hours=5))
    fresh = world.rule("routing", "fresh", FreshFeed(minutes=60), Rank(by="nearest"))
    seen = world.snapshot(near, world.state("COV", {"MUG": 1}))
    assert found(world.order("MUG"), seen, fresh)["feed"].says == "Stock just reported by Leeds"


def test_a_later_cut_off_or_an_earlier_order() -> None:
    early = world.state(world.place("LDS", cutoff=570), {"MUG": 1})
    late = world.state(world.place("COV", cutoff=960), {"MUG": 1})
    differ = found(world.order("MUG"), world.snapshot(early, late), SOONEST)
    assert differ["cutoff"].change.amount == 30
    assert differ["cutoff"].says == "A cut-off of 10:00 at Leeds, not 09:30"
    assert differ["earlier"].change.amount == 30
    assert differ["earlier"].says == "The order by 09:30, 30 minutes earlier"


def test_a_rule_off_and_a_demand_taken_away() -> None:
    when = Group(match="all", of=(Condition(field="order.channel", operator="is", value="web"),))
    warehouse = world.rule(
        "routing", "warehouse", OnlyKinds(kinds=("warehouse",)), Rank(by="nearest"), when=when
    )
    seen = world.snapshot(world.state("LDS", {"MUG": 1}), world.state("COV", {"MUG": 1}))
    differ = found(world.order("MUG"), seen, warehouse, NEAREST)
    assert differ["rules_off"].says == "Rule “Warehouse” off"
    assert differ["rules_off"].locations == ("LDS",)
    assert differ["demand_off"].says == "Rule “Warehouse” without “of the kind warehouse”"


def test_an_order_that_waits_says_where_units_are_missing() -> None:
    rule = world.rule("routing", "near", WithinKm(km=100), Rank(by="nearest"))
    seen = world.snapshot(world.state("LDS", {"MUG": 1}), world.state("COV", {"MUG": 9}))
    differ = found(world.order(world.line(1, "MUG", 4)), seen, rule)
    assert differ["stock"].says == "3 more units of MUG at Leeds"
    assert differ["demand_off"].then == "Coventry would have sent it."


def test_a_held_order_says_which_value_or_rule_would_have_let_it_go() -> None:
    when = Group(
        match="all",
        of=(
            Condition(field="order.total", operator="more_than", value="15.00 GBP"),
            Condition(field="customer.vip", operator="is_no"),
        ),
    )
    hold = world.rule("hold", "big", Hold(reason="Look at it", owner="Ann"), when=when)
    placed = world.order(world.line(1, "MUG", 2), customer=Customer("c1", vip=False))
    said = differing(
        placed, world.snapshot(world.state("LDS", {"MUG": 2})), compile_ruleset(world.ruleset(hold))
    )
    assert [each.says for each in said.differences] == [
        "Total £15.00 instead of £20.00",
        "VIP yes instead of no",
        "Rule “Big” off",
    ]
    assert all(each.then == "Leeds would have sent it." for each in said.differences)


def test_several_holds_are_taken_away_together() -> None:
    web = Group(match="all", of=(Condition(field="order.channel", operator="is", value="web"),))
    holds = [world.rule("hold", each, Hold(reason="Look", owner="Ann"), when=web) for each in ("one", "two")]
    seen = world.snapshot(world.state("LDS", {"MUG": 2}))
    assert found(world.order("MUG"), seen, *holds)["rules_off"].says == "Rules “One” and “Two” off"


def test_a_change_is_data_that_can_be_applied() -> None:
    seen = world.snapshot(world.state("LDS", {"MUG": 1}), world.state("COV", {"MUG": 5}))
    placed, rules = world.order(world.line(1, "MUG", 3)), world.ruleset(ALONE, NEAREST)
    change = found(placed, seen, NEAREST)["stock"].change
    _, changed, same = applied(change, placed, seen, rules)
    assert next(each for each in changed.locations if each.location.code == "LDS").stock["MUG"].on_hand == 3
    assert same is rules
    assert [each.units for each in one_less(change)] == [(("MUG", 1),)]
