"""What the customer collects: from there alone, or with what has to be sent there first."""

from typing import Any

from engine.model import Decision, LocationState
from rulesets.actions import KeepStock, Rank, Split, TransferThenPickUp
from tests.engine.decision.world import decided, line, order, place, rule, snapshot, state

THERE = place("LDS", can_hand_over=True)


def collected(
    *states: LocationState, lines: tuple[Any, ...], split: Split, more: tuple[Any, ...] = (), **known: Any
) -> Decision:
    way = rule("routing", "collect", TransferThenPickUp(), *more, Rank(by="nearest"), **known)
    placed = order(*lines, type="pickup", pickup_at="lds")
    return decided(placed, snapshot(*states), [way, rule("split", "how", split)])


def sent(decision: Decision) -> dict[str, tuple[str, int]]:
    return {
        each.location: (each.mode, sum(part.quantity for part in each.lines))
        for each in decision.plan.shipments
    }


UNITS = Split(policy="units")


def test_what_is_all_there_is_only_collected() -> None:
    states = (state(THERE, {"X": 3}), state("COV", {"X": 9}))
    assert sent(collected(*states, lines=(line(1, "X", 3),), split=UNITS)) == {"LDS": ("pickup", 3)}


def test_what_lacks_is_sent_there_whole_where_lines_may_not_be_broken() -> None:
    states = (state(THERE, {"X": 2, "Y": 1}), state("COV", {"X": 9}))
    decision = collected(*states, lines=(line(1, "X", 3), "Y"), split=Split(policy="whole_lines"))
    assert sent(decision) == {"LDS": ("pickup", 1), "COV": ("transfer", 3)}


def test_an_order_that_may_not_be_split_is_sent_there_as_one() -> None:
    states = (state(THERE, {"X": 2}), state("COV", {"X": 9}), state("BRS", {"X": 9}))
    decision = collected(*states, lines=(line(1, "X", 3),), split=Split(policy="none"))
    assert sent(decision) == {"COV": ("transfer", 3)}


def test_what_is_there_counts_as_a_shipment() -> None:
    states = (state(THERE, {"X": 1}), state("COV", {"X": 1}), state("BRS", {"X": 1}))
    lines = (line(1, "X", 3),)
    assert collected(*states, lines=lines, split=Split(policy="units", at_most=2)).outcome == "backordered"
    decision = collected(*states, lines=lines, split=Split(policy="units", at_most=3))
    assert sent(decision) == {"LDS": ("pickup", 1), "COV": ("transfer", 1), "BRS": ("transfer", 1)}


def test_where_what_is_there_stands_in_the_way_the_others_send_all_of_it() -> None:
    """With the two there, the third would need a shipment too many; without them two are enough."""
    states = (
        state(THERE, {"X": 1, "Y": 0, "Z": 0}),
        state("COV", {"X": 1, "Y": 1}),
        state("BRS", {"Z": 1}),
    )
    decision = collected(*states, lines=("X", "Y", "Z"), split=Split(policy="units", at_most=2))
    assert sent(decision) == {"COV": ("transfer", 2), "BRS": ("transfer", 1)}


def test_stock_that_the_rule_keeps_stays_where_it_is_collected_too() -> None:
    states = (state(THERE, {"X": 3}), state("COV", {"X": 9}))
    decision = collected(*states, lines=(line(1, "X", 3),), split=UNITS, more=(KeepStock(units=2),))
    assert sent(decision) == {"LDS": ("pickup", 1), "COV": ("transfer", 2)}


def test_what_is_here_and_there_is_sent_in_part() -> None:
    states = (state(THERE, {"X": 1}), state("COV", {"X": 1}))
    decision = collected(
        *states, lines=(line(1, "X", 3),), split=UNITS, default=True, otherwise="ship_and_backorder"
    )
    assert decision.outcome == "part_backordered"
    assert sent(decision) == {"LDS": ("pickup", 1), "COV": ("transfer", 1)}
    assert [short.quantity for short in decision.plan.shortfall] == [1]


def test_a_location_that_said_no_still_hands_over_what_others_send() -> None:
    states = (state(THERE, {"X": 3}, rejected=True), state("COV", {"X": 9}))
    assert sent(collected(*states, lines=("X",), split=UNITS)) == {"COV": ("transfer", 1)}


def test_a_transfer_is_priced_and_ranked_to_where_it_goes() -> None:
    """Sheffield is the customer's; Bristol is where the goods go, 3 bands from Leeds, 2 from Coventry."""
    there = place("BRS", can_hand_over=True)
    states = (state(there, {}), state("COV", {"X": 9}), state("LDS", {"X": 9}))
    way = rule("routing", "collect", TransferThenPickUp(location="BRS"), Rank(by="nearest"))
    (shipment,) = decided(order("X"), snapshot(*states), [way]).plan.shipments
    assert (shipment.location, shipment.hand_over_at) == ("COV", "BRS")
    assert shipment.distance_km is not None
    assert 130 < shipment.distance_km < 140
    assert shipment.postage == 320
