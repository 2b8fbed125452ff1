"""The seven KPIs: said in a sentence and drawn as tiles, from figures alone."""

import pytest

from engine.kpis import KPI, Summary
from ui.views.today import SEVEN, Measured, Tile, measure, says, tiles


def measured(**windows: tuple[tuple[int, float], tuple[int, float]]) -> tuple[Measured, ...]:
    """KPI -> (orders, mean) before and after; the others have no figure. The variance is a hundredth."""
    none = Summary(0, None)
    before = dict.fromkeys(SEVEN, none) | {key: _summary(*pair[0]) for key, pair in windows.items()}
    after = dict.fromkeys(SEVEN, none) | {key: _summary(*pair[1]) for key, pair in windows.items()}
    return measure(before, after)


def _summary(orders: int, mean: float) -> Summary:
    return Summary(orders, mean, 0.01) if orders else Summary(0, None)


def tile(found: tuple[Measured, ...], key: str) -> Tile:
    return next(each for each in tiles(found, (), 13, "GBP") if each.key == key)


def test_the_seven_stand_in_the_order_of_the_page_and_are_known() -> None:
    assert [each.kpi.key for each in measured()] == list(SEVEN)
    assert all(key in KPI for key in SEVEN)


def test_sentence_counts_what_is_clear_and_says_what_moved() -> None:
    found = measured(
        cycle_time=((500, 33.7), (600, 31.2)),
        shipping_cost=((500, 492.0), (600, 461.0)),
        split_rate=((500, 0.099), (600, 0.117)),
    )
    said = says(found, "GBP")
    assert said.lead == "Better than before on 2 of 7, worse on 1."
    assert said.more == (
        "Orders ship 2.5 hours sooner and cost £0.31 less to send. More are split: 11.7% against 9.9%."
    )


def test_sentence_joins_better_and_worse_with_but() -> None:
    said = says(measured(cycle_time=((500, 30.0), (600, 31.0)), labour=((500, 8.0), (600, 6.5))), "GBP")
    assert said.more == "Orders take 1.5 minutes less work, but ship 1.0 hours later."


def test_sentence_claims_nothing_when_every_interval_holds_zero() -> None:
    said = says(measured(cycle_time=((30, 31.20), (30, 31.21))), "GBP")
    assert (said.lead, said.more) == ("Nothing clearly better or worse on any of 7.", "")


def test_sentence_says_when_there_is_nothing_before_to_compare_with() -> None:
    assert says(measured(cycle_time=((0, 0), (600, 31.2))), "GBP").lead == (
        "There is nothing to compare with yet."
    )


def test_sentence_says_when_there_were_no_orders() -> None:
    assert says(measured(), "GBP").lead == "No orders in these days."


@pytest.mark.parametrize(
    ("key", "mean", "shown"),
    [
        ("cycle_time", 31.24, ("", "31.2", "h")),
        ("on_time", 0.943, ("", "94.3", "%")),
        ("shipping_cost", 461.4, ("£", "4.61", "")),
        ("labour", 6.43, ("", "6.4", "min")),
    ],
)
def test_tile_shows_its_figure_with_its_unit_apart(
    key: str, mean: float, shown: tuple[str, str, str]
) -> None:
    found = tile(measured(**{key: ((500, mean), (500, mean))}), key)
    assert (found.before, found.figure, found.unit) == shown


def test_tile_names_difference_verdict_interval_and_baseline() -> None:
    found = tile(measured(cycle_time=((500, 33.7), (600, 31.2))), "cycle_time")
    assert found.verdict == "−2.5 h, better"
    assert (found.icon, found.kind) == ("better", "good")
    assert found.interval == "−2.5 to −2.5"
    assert found.baseline == "33.7 h"
    assert found.over == "600 orders, 500 before"


def test_tile_without_a_figure_says_why_and_compares_nothing() -> None:
    found = tile(measured(), "inventory_accuracy")
    assert (found.figure, found.verdict, found.spark) == ("–", "", None)
    assert found.why_none == "No counts in these days:"


def test_fewer_than_twenty_are_not_compared() -> None:
    found = tile(measured(inventory_accuracy=((500, 0.9), (3, 1.0))), "inventory_accuracy")
    assert found.verdict == "too few to compare"
    assert (found.compared, found.interval) == (False, "3 counts, 500 before")
