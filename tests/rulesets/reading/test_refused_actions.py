"""Refused actions: each names the rule, the place and the remedy, in plain words."""

from typing import Any

import pytest

from rulesets.checking import Known
from rulesets.reading import problems_in
from tests.rulesets.good import LINE, NEAREST, WEB, data_with, only, when


@pytest.mark.parametrize(
    ("kind", "action", "code", "message", "remedy"),
    [
        ("routing", {"action": "within_km"}, "R007", "“Distance” is missing.", "Give it a value."),
        ("routing", {"action": "within_km", "km": "250"}, "R009", "“Distance” is not a whole number.", None),
        ("routing", {"action": "within_km", "km": True}, "R009", "“Distance” is not a whole number.", None),
        ("routing", {"action": "within_km", "km": 0}, "R009", "“Distance” is too small.", "Give at least 1."),
        ("routing", {"action": "within_km", "km": 5, "mi": 3}, "R008", "“mi” is not known here.", None),
        ("routing", {"action": "fly"}, "R301", "“fly” is not an action.", None),
        ("routing", {"by": "nearest"}, "R301", "The action is missing.", None),
        (
            "routing",
            {"action": "rank", "by": "neares"},
            "R009",
            "“By” cannot be “neares”.",
            "Did you mean nearest?",
        ),
        (
            "routing",
            {"action": "rank", "by": "preferred"},
            "R308",
            "The preferred order names no location.",
            None,
        ),
        (
            "routing",
            {"action": "rank", "by": "nearest", "locations": ["COV"]},
            "R308",
            "“Nearest first” takes no list of locations.",
            None,
        ),
        (
            "routing",
            {"action": "rank", "by": "preferred", "locations": ["COV"], "tie_within": 2},
            "R309",
            "“Preferred order of locations” has no differences to call a tie.",
            "Take “A tie within” away.",
        ),
        (
            "routing",
            {"action": "rank", "by": "field"},
            "R316",
            "The rank does not say by which field.",
            None,
        ),
        (
            "routing",
            {"action": "rank", "by": "field", "field": "location.distanc"},
            "R316",
            "“location.distanc” is not a number, an amount or a yes or no of the location.",
            "Did you mean location.distance?",
        ),
        (
            "routing",
            {"action": "rank", "by": "field", "field": "location.code"},
            "R316",
            "“location.code” is not a number, an amount or a yes or no of the location.",
            None,
        ),
        (
            "routing",
            {"action": "rank", "by": "field", "field": "location.open_now", "tie_within": 2},
            "R309",
            "“Open now” has no differences to call a tie.",
            "Take “A tie within” away.",
        ),
        (
            "routing",
            {"action": "rank", "by": "nearest", "field": "location.distance"},
            "R316",
            "“Nearest first” asks for no field.",
            None,
        ),
        ("routing", {"action": "within_km", "km": 5, "relax": 0}, "R009", None, "Give at least 1."),
        (
            "routing",
            {"action": "keep_stock", "units": 101, "of": "percent"},
            "R309",
            "101% of the stock is more than all of it.",
            "Give at most 100.",
        ),
        (
            "routing",
            {"action": "not_kinds", "kinds": ["shop"]},
            "R306",
            "“shop” is not a kind of location.",
            None,
        ),
        (
            "routing",
            {"action": "only_groups", "groups": ["north", "North"]},
            "R307",
            "“north” stands 2 times in the list.",
            "Keep one.",
        ),
        (
            "routing",
            {"action": "offer", "locations": 3, "minutes": 30},
            "R304",
            (
                "“Offer it to several locations” cannot be carried out. "
                "Locations have no screen yet on which they could take an offer."
            ),
            "Take the action away.",
        ),
        (
            "split",
            {"action": "split", "policy": "units", "cheaper_by": "1.00 GBP", "dearer_by": "1.00 GBP"},
            "R310",
            "What must be cheaper is never dearer, so one of the two answers says nothing.",
            None,
        ),
        (
            "split",
            {"action": "split", "policy": "units", "least_value": "0.00 GBP"},
            "R311",
            "0.00 GBP is nothing.",
            None,
        ),
        (
            "split",
            {"action": "ship_apart", "where": {"all": []}},
            "R306",
            "There is no condition on the line.",
            None,
        ),
        (
            "split",
            {"action": "keep_together", "where": {"all": [WEB]}},
            "R202",
            "“Channel” (Order) cannot be asked here, of the order’s lines.",
            None,
        ),
        (
            "hold",
            {"action": "hold", "reason": "R", "owner": "O", "at_expiry": "cancel"},
            "R317",
            "The hold says what happens when its time is over, and not when that is.",
            None,
        ),
        (
            "hold",
            {"action": "hold", "reason": "R", "owner": "O", "lifts_at_time": "9:00"},
            "R009",
            "“Its time is over at” is not a time of day.",
            "Write it like '17:30', in quotes.",
        ),
        (
            "hold",
            {
                "action": "hold",
                "reason": "R",
                "owner": "O",
                "lifts_at_time": "09:00",
                "lifts_after_minutes": 5,
            },
            "R317",
            "The hold has two times at which it is over.",
            "Keep one of them.",
        ),
        (
            "hold",
            {
                "action": "hold",
                "reason": "R",
                "owner": "O",
                "lifts_after_minutes": 5,
                "at_expiry": "escalate",
            },
            "R318",
            "The hold does not say to whom it is escalated.",
            "Give “Escalate to”.",
        ),
        (
            "hold",
            {"action": "hold", "reason": "R", "owner": "O", "escalate_to": "Boss"},
            "R318",
            "The hold is never escalated.",
            None,
        ),
        (
            "routing",
            {"action": "only_kinds", "kinds": ["shop"]},
            "R306",
            "“shop” is not a kind of location.",
            "Use warehouse, store, supplier or third_party.",
        ),
        (
            "routing",
            {"action": "only_kinds", "kinds": []},
            "R009",
            "“Kinds” is an empty list.",
            "Give at least one.",
        ),
        (
            "routing",
            {"action": "only_locations", "locations": ["COV", "cov"]},
            "R307",
            "“cov” stands 2 times in the list.",
            "Keep one.",
        ),
        (
            "routing",
            {"action": "where", "where": {"all": []}},
            "R306",
            "There is no condition on the location.",
            None,
        ),
        (
            "routing",
            {"action": "where", "where": {"all": [WEB]}},
            "R202",
            "“Channel” (Order) cannot be asked here, of the location.",
            "Ask it directly in the rule’s when.",
        ),
        (
            "routing",
            {"action": "hold", "reason": "a", "owner": "b"},
            "R302",
            "“Hold the order” is an action of hold rules, and this is one of routing.",
            None,
        ),
        (
            "hold",
            {"action": "hold", "reason": "", "owner": "b"},
            "R009",
            "“Reason” is empty.",
            "Give it some text.",
        ),
        ("hold", {"action": "hold", "reason": " ", "owner": "b"}, "R305", None, "Take them away."),
        ("hold", {"action": "hold", "reason": 5, "owner": "b"}, "R009", "“Reason” is not text.", None),
        ("split", {"action": "split"}, "R007", "“May split” is missing.", None),
        (
            "split",
            {"action": "split", "policy": "none", "at_most": 2},
            "R310",
            "An order that may not be split needs no more answers.",
            None,
        ),
        (
            "split",
            {"action": "split", "policy": "units", "cheaper_by": "2.00"},
            "R311",
            "“2.00” is not an amount of money.",
            "Write it like 2.00 GBP.",
        ),
        (
            "split",
            {"action": "split", "policy": "units", "cheaper_by": "2.00 EUR"},
            "R311",
            "2.00 EUR is not in GBP, the currency of these rules.",
            None,
        ),
        (
            "split",
            {"action": "split", "policy": "units", "cheaper_by": "0.00 GBP"},
            "R311",
            "0.00 GBP is no saving.",
            None,
        ),
        ("exception", {"action": "reroute"}, "R007", "“At most” is missing.", None),
        (
            "transaction",
            {"action": "authorise"},
            "R304",
            (
                "“Authorise at order, capture at shipment” cannot be carried out. No payment provider is "
                "connected, so payments are left to the shop."
            ),
            "Take the action away.",
        ),
    ],
)
def test_a_wrong_action_is_refused(
    kind: str, action: dict[str, Any], code: str, message: str | None, remedy: str | None
) -> None:
    problem = only(data_with(kind, then=[action]))
    assert (problem.code, problem.rule) == (code, "mine")
    assert message is None or problem.message == message
    assert remedy is None or problem.remedy == remedy
    assert problem.place.startswith(f"{kind} rule 1, then, 1st action")
    assert problem.path[:5] == ("rules", kind, 0, "then", 0)


def test_actions_that_stand_twice_or_undo_each_other_are_refused() -> None:
    twice = data_with(then=[NEAREST, {**NEAREST, "tie_within": 5}])
    assert only(twice).message == "“Nearest first” stands 2 times in one rule (nearest)."
    undone = data_with(
        "exception", then=[{"action": "reroute", "at_most": 1}, {"action": "cancel", "reason": "No"}]
    )
    assert only(undone).message == "An order that is cancelled cannot be routed again."


def test_a_rule_goes_one_way() -> None:
    two = data_with(then=[{"action": "drop_ship"}, {"action": "pick_up"}])
    problem = only(two)
    assert (problem.code, problem.message) == ("R314", "A rule goes one way, and this one has 2.")
    assert problem.remedy == "Keep “Suppliers send it” or “Collect at a location”."
    ends = only(data_with(then=[{"action": "cancel_route"}, NEAREST], otherwise=...))
    assert ends.code == "R315"
    assert ends.message == "After “Cancel it” no location is asked, so the other actions do nothing."
    assert problems_in(data_with(then=[{"action": "cancel_route"}], otherwise=...)) == ()


def test_the_default_split_rule_says_how_far_an_order_may_be_split() -> None:
    data = data_with("split")
    data["rules"]["split"][-1]["then"] = [{"action": "keep_together"}]
    assert only(data).message == "The default rule does not say how far an order may be split."


def test_locations_and_skus_that_do_not_exist_are_refused_with_the_nearest() -> None:
    known = Known(locations=frozenset({"COV", "LDS"}), skus=frozenset({"MUG-1"}))
    missing = data_with(then=[{"action": "only_locations", "locations": ["cov", "LSD"]}])
    problem = only(missing, known)
    assert (problem.code, problem.message, problem.remedy) == (
        "R401",
        "There is no location “LSD”.",
        "Did you mean LDS?",
    )
    lines = {"lines": "any", "where": {"all": [{**LINE, "operator": "one_of", "value": ["mug-1", "VASE"]}]}}
    assert only(when(lines), known).message == "There is no SKU “VASE”."
    ranked = data_with(then=[{"action": "rank", "by": "preferred", "locations": ["XYZ"]}])
    assert only(ranked, known).remedy == "Look it up in Stock & locations."
    assert problems_in(data_with(), Known()) == ()
