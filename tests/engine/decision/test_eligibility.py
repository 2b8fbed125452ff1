"""Every eligibility action has a demand; what it says of a location that may not serve has the numbers."""

from datetime import timedelta
from typing import Any

import pytest

from engine.candidate import Candidate
from engine.model import Destination, LocationState
from engine.routing.eligibility import DEMANDS
from engine.situation import Situation
from rulesets.actions import (
    ACTIONS,
    AccurateCounts,
    ByThePromise,
    Demand,
    FreshFeed,
    KeepStock,
    NotRejectedLately,
    Where,
    WithinKm,
)
from tests.engine.decision.world import NOW, order, place, snapshot, state


def asked(action: Demand, where: LocationState, **known: Any) -> str | None:
    """Why the location may not serve; None when it may."""
    situation = Situation(order("X", **known), snapshot(where))
    candidate, demand = Candidate(situation, where), DEMANDS[type(action)](action)
    return None if demand.admit(candidate) is not None else demand.because(candidate)


def test_every_demand_is_carried_out() -> None:
    declared = {action for action in ACTIONS.values() if issubclass(action, Demand)}
    assert declared - {Where} == set(DEMANDS)


def test_an_arrival_that_is_not_known_is_not_in_time() -> None:
    promised, nowhere = NOW + timedelta(days=9), Destination()
    because = asked(ByThePromise(), state("COV", {}), promised_at=promised, destination=nowhere)
    assert because == "When it arrives is not known; the rule asks that it arrives by the promise."


def test_so_many_days_late_are_days_of_the_calendar() -> None:
    promised = NOW.replace(hour=18) - timedelta(days=1)  # Tuesday; Coventry delivers on Friday
    assert asked(ByThePromise(days_late=3), state("COV", {}), promised_at=promised) is None
    because = asked(ByThePromise(days_late=2), state("COV", {}), promised_at=promised)
    assert because == "Arrives on Fri 6 Mar, promised for Tue 3 Mar: 3 days late, the rule allows 2 days."


@pytest.mark.parametrize(("minutes", "admitted"), [(60 * 24 - 1, False), (60 * 24, True)])
def test_a_rejection_is_late_for_so_many_hours(minutes: int, admitted: bool) -> None:
    where = state("LDS", {}, rejected_at=NOW - timedelta(minutes=minutes))
    assert (asked(NotRejectedLately(hours=24), where) is None) == admitted


def test_a_location_that_is_not_known_to_have_rejected_has_not() -> None:
    assert asked(NotRejectedLately(hours=24), state("LDS", {})) is None


@pytest.mark.parametrize(("seconds", "admitted"), [(7200, True), (7201, False)])
def test_stock_is_fresh_up_to_the_second(seconds: int, admitted: bool) -> None:
    where = state("LDS", {}, fed_at=NOW - timedelta(seconds=seconds))
    assert (asked(FreshFeed(minutes=120), where) is None) == admitted


def test_counts_that_are_hardly_short_are_short() -> None:
    because = asked(AccurateCounts(percent=95), state("LDS", {}, accuracy=94.8))
    assert because == "94.8% of its counts are right, the rule asks for 95%: 1 point short."


def test_a_distance_that_is_not_known_is_not_within_anything() -> None:
    where = state(place("LDS", latitude=None), {"X": 5})
    assert asked(WithinKm(km=20_000), where) == (
        "The distance is not known; the rule asks for at most 20,000 km."
    )


def test_what_is_kept_comes_on_top_of_the_safety_stock() -> None:
    where = state(place("LDS", safety_stock=2), {"X": 4})
    assert asked(KeepStock(units=1), where) is None
    assert asked(KeepStock(units=2), where) == "2 free, the rule keeps 2 back: none left to send."
    assert asked(KeepStock(units=50, of="percent"), where) == (
        "2 free, the rule keeps 2 back (50%): none left to send."
    )
