"""Each ranker's measure, told by which location a decision takes and by how much the others lost."""

from typing import Any

import pytest

from engine.model import Decision, Destination, LocationState, OrderLine
from engine.routing.rankers import RANKERS
from rulesets.actions import Rank
from rulesets.actions.rank import RANKERS as OFFERED
from tests.engine.decision.world import decided, line, order, place, rule, snapshot, state


def ranked(
    *ranks: Rank, lines: tuple[OrderLine, ...] = (), states: tuple[LocationState, ...] = (), **known: Any
) -> Decision:
    routing = rule("routing", "ranked", *ranks)
    return decided(order(*(lines or (line(1, "X"),)), **known), snapshot(*states), [routing], explain=True)


def because(decision: Decision, code: str) -> str:
    assert decision.trace is not None
    return next(each.because for each in decision.trace.candidates if each.location == code)


EVERYWHERE = tuple(state(code, {"X": 5}) for code in ("BRS", "COV", "LDS"))


def test_every_ranker_that_rules_offer_is_there() -> None:
    assert {*RANKERS, "field"} == set(OFFERED)
    assert all(ranker.by == name for name, ranker in RANKERS.items())


def test_nearest() -> None:
    decision = ranked(Rank(by="nearest"), states=EVERYWHERE)
    assert decision.plan.locations == ("LDS",)
    assert because(decision, "COV") == "Lost on distance by 58 km."
    ((by, km),) = decision.plan.measures
    assert (by, round(km)) == ("nearest", 47)


def test_lowest_cost() -> None:
    decision = ranked(Rank(by="lowest_cost"), states=EVERYWHERE)
    assert decision.plan.locations == ("COV",)
    assert decision.plan.measures == (("lowest_cost", 320 + 85 + 12 + 1),)
    assert because(decision, "LDS") == "Lost on cost by £0.79."


def test_preferred_puts_those_not_listed_after_the_last() -> None:
    decision = ranked(Rank(by="preferred", locations=("brs", "LDS")), states=EVERYWHERE)
    assert decision.plan.locations == ("BRS",)
    assert because(decision, "LDS") == "Lost on the preferred order by 1 place."
    assert because(decision, "COV") == "Lost on the preferred order by 2 places."


def test_most_stock() -> None:
    states = (state("BRS", {"X": 5}), state("COV", {"X": 9}), state("LDS", {"X": 8}))
    decision = ranked(Rank(by="most_stock"), states=states)
    assert decision.plan.locations == ("COV",)
    assert because(decision, "LDS") == "Lost on stock by 1 unit."


def test_least_capacity_used() -> None:
    states = (
        state(place("BRS", capacity=10), {"X": 5}, used_today=4),
        state(place("COV", capacity=100), {"X": 5}, used_today=30),
        state(place("LDS", capacity=10), {"X": 5}, used_today=9),
    )
    decision = ranked(Rank(by="least_capacity_used"), states=states)
    assert decision.plan.locations == ("COV",)
    assert because(decision, "BRS") == "Lost on today’s capacity used by 10 points."


def test_earliest_arrival() -> None:
    decision = ranked(
        Rank(by="earliest_arrival"), Rank(by="preferred", locations=("BRS",)), states=EVERYWHERE
    )
    assert decision.plan.locations == ("COV",)
    assert because(decision, "BRS") == "Lost on arrival by 3 days."
    assert (
        because(decision, "LDS") == "Same arrival and the preferred order; the other comes first by its code."
    )


def test_fewest_shipments_before_nearness() -> None:
    lines = (line(1, "X"), line(2, "Y"))
    states = (state("LDS", {"X": 1}), state("COV", {"Y": 1}), state("BRS", {"X": 1, "Y": 1}))
    decision = ranked(Rank(by="fewest_shipments"), Rank(by="nearest"), lines=lines, states=states)
    assert decision.plan.locations == ("BRS",)


@pytest.mark.parametrize("by", ["nearest", "lowest_cost", "earliest_arrival"])
def test_a_ranker_that_knows_nothing_leaves_it_to_the_next(by: Any) -> None:
    nowhere = Destination() if by != "nearest" else Destination("GB")
    decision = ranked(
        Rank(by=by), Rank(by="preferred", locations=("LDS",)), states=EVERYWHERE, destination=nowhere
    )
    assert decision.plan.locations == ("LDS",)
    assert [name for name, _ in decision.plan.measures] == ["preferred"]


def test_a_location_whose_distance_is_not_known_comes_after_those_that_are() -> None:
    states = (state(place("BRS", latitude=None, longitude=None), {"X": 5}), state("COV", {"X": 5}))
    assert ranked(Rank(by="nearest"), states=states).plan.locations == ("COV",)


def test_without_any_rank_the_first_code_wins() -> None:
    assert ranked(states=EVERYWHERE).plan.locations == ("BRS",)
