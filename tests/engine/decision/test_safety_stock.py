"""Safety stock: the most of units, percent and weeks of sales, each rounded up."""

from dataclasses import replace

import pytest

from engine.available import available, percent_of, safety_units, weeks_of
from engine.model import StockLevel
from engine.situation import free_units
from tests.engine.decision.world import place, state


@pytest.mark.parametrize(
    ("units", "percent", "weeks", "sales", "kept"),
    [
        (0, 0.0, 0.0, 9.0, 0),
        (3, 10.0, 1.0, 2.5, 3),
        (1, 10.0, 1.0, 2.5, 3),
        (1, 25.0, 1.0, 2.5, 5),
        (1, 21.0, 0.0, 2.5, 5),
        (1, 0.0, 2.0, 3.0, 6),
    ],
)
def test_the_most_of_the_three_is_kept(
    units: int, percent: float, weeks: float, sales: float, kept: int
) -> None:
    where = place("LDS", safety_stock=units, safety_percent=percent, safety_weeks=weeks)
    assert safety_units(where, StockLevel(20), sales) == kept


def test_binary_fractions_do_not_round_up_what_is_whole() -> None:
    assert percent_of(StockLevel(1000), 1.1) == 11
    assert weeks_of(0.1, 30) == 3
    assert weeks_of(0.1, 31) == 4


def test_a_percentage_is_of_what_is_on_hand_and_not_of_what_is_free() -> None:
    where = place("LDS", safety_percent=50.0)
    level = StockLevel(on_hand=10, allocated=4)
    seen = replace(state(where, {}), stock={"MUG": level})
    assert free_units(seen, {"MUG": 1}) == {"MUG": 1}
    assert available(level) == 6


def test_weekly_sales_that_are_not_known_keep_nothing() -> None:
    seen = state(place("LDS", safety_weeks=4.0), {"MUG": 5, "TRAY": 5}, weekly_sales={"TRAY": 0.5})
    assert free_units(seen, {"MUG": 1, "TRAY": 1}) == {"MUG": 5, "TRAY": 3}


def test_what_is_suspended_is_not_free_however_it_is_kept() -> None:
    seen = state(place("LDS", safety_percent=10.0), {"MUG": 5}, suspended=frozenset({"MUG"}))
    assert free_units(seen, {"MUG": 1}) == {"MUG": 0}
