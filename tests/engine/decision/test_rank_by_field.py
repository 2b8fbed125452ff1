"""Ranking by a field of the location: what adds up, what counts at its worst, what is not known."""

import pytest

from engine.candidate import Candidate
from engine.model import LocationState
from engine.routing.rankers import Asked, ranker_of
from engine.situation import Situation
from rulesets.actions import Rank
from rulesets.checking.arguments import RANK_FIELDS
from rulesets.vocabulary import FIELDS
from tests.engine.decision.world import order, place, snapshot, state


def parts(rank: Rank, *states: LocationState) -> list[float | None]:
    """What each location adds to the measure."""
    seen = snapshot(*states)
    situation = Situation(order("X"), seen)
    candidates = [Candidate(situation, each) for each in seen.locations]
    asked, ranker = Asked(rank, candidates), ranker_of(rank)
    return [ranker.worth(candidate, asked) for candidate in candidates]


def by(field: str, first: str = "lowest") -> Rank:
    return Rank.model_validate({"action": "rank", "by": "field", "field": field, "first": first})


STATES = (
    state(place("BRS"), {"X": 2}, rejection_rate=8.5, accuracy=91.0),
    state(place("COV"), {"X": 9}, rejection_rate=1.0, accuracy=97.5),
    state(place("LDS"), {"X": 4}),
)


def test_the_lowest_comes_first_and_what_is_not_known_is_no_number() -> None:
    assert parts(by("location.rejection_rate"), *STATES) == [8.5, 1.0, None]


def test_the_highest_comes_first_by_what_the_others_lack() -> None:
    assert parts(by("location.accuracy", "highest"), *STATES) == [6.5, 0.0, None]
    assert parts(by("location.atp", "highest"), *STATES) == [7, 0, 5]


def test_below_nothing_it_is_counted_from_the_lowest() -> None:
    states = (state("BRS", {"X": 0}), state("COV", {"X": 3}))
    assert parts(by("location.atp_after"), *states) == [0, 3]


@pytest.mark.parametrize(("first", "wanted"), [("highest", [0.0, 1.0]), ("lowest", [1.0, 0.0])])
def test_of_a_yes_or_no_the_other_one_is_counted(first: str, wanted: list[float]) -> None:
    states = (state("BRS", {"X": 5}), state("COV", {"X": 0}))
    assert parts(by("location.fills_all", first), *states) == wanted


@pytest.mark.parametrize(
    ("field", "joined"),
    [
        ("location.cost", "sum"),
        ("location.distance", "sum"),
        ("location.open_orders", "sum"),
        ("location.open_now", "sum"),
        ("location.rejection_rate", "most"),
        ("location.accuracy", "most"),
        ("location.feed_age", "most"),
        ("location.arrival_days", "most"),
    ],
)
def test_amounts_add_up_and_of_shares_and_ages_the_worst_counts(field: str, joined: str) -> None:
    assert ranker_of(by(field)).joined == joined


def test_every_field_that_rules_may_rank_by_has_a_ranker_with_words() -> None:
    for path in RANK_FIELDS:
        ranker = ranker_of(by(path))
        assert ranker.by == path
        assert ranker.said(2, "GBP")
        assert FIELDS[path].label in ranker.best


def test_a_field_that_is_no_number_ranks_nothing() -> None:
    with pytest.raises(ValueError, match="cannot be ranked by Kind"):
        ranker_of(by("location.kind"))
    with pytest.raises(KeyError):
        ranker_of(by("location.colour"))
