"""Each KPI on one order, and how windows and simulations are compared."""

from datetime import UTC, datetime
from math import isclose

import pytest

from engine.kpis import KPI, KPIS, OrderFigures, from_sums, paired, summarise, unpaired

PLACED = datetime(2026, 3, 2, 9, tzinfo=UTC)


def an_order(**differs: object) -> OrderFigures:
    plain: dict[str, object] = {
        "placed_at": PLACED,
        "cycle_hours": 5.0,
        "on_time": True,
        "cancelled": False,
        "shipments": 1,
        "cost": 400,
        "minutes": 6.5,
        "by_person": False,
        "backordered": False,
    }
    return OrderFigures(**{**plain, **differs})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "order", "figure"),
    [
        ("cycle_time", an_order(cycle_hours=31.5), 31.5),
        ("cycle_time", an_order(cycle_hours=None), None),
        ("on_time", an_order(on_time=False), 0.0),
        ("on_time", an_order(on_time=None), None),
        ("cancellation_rate", an_order(cancelled=True), 1.0),
        ("split_rate", an_order(shipments=2), 1.0),
        ("split_rate", an_order(shipments=1), 0.0),
        ("split_rate", an_order(shipments=None), None),
        ("shipping_cost", an_order(cost=462), 462),
        ("labour", an_order(minutes=6.4), 6.4),
        ("auto_rate", an_order(by_person=True), 0.0),
        ("backorder_rate", an_order(backordered=True), 1.0),
    ],
)
def test_a_kpi_measures_one_order(key: str, order: OrderFigures, figure: float | None) -> None:
    assert KPI[key].of(order) == figure


def test_inventory_accuracy_says_why_it_is_not_simulated() -> None:
    assert KPI["inventory_accuracy"].not_simulated.startswith("not simulated")
    assert [kpi.key for kpi in KPIS if kpi.not_simulated] == ["inventory_accuracy"]


def test_sums_of_a_database_give_the_same_summary_as_the_values() -> None:
    values = [3.0, 4.5, 4.5, 9.0]
    by_values = summarise(values, with_median=True)
    by_sums = from_sums(4, sum(values), sum(value**2 for value in values), 4.5)
    assert by_values == by_sums
    assert summarise([]) == from_sums(0, 0.0, 0.0)


def test_the_difference_over_the_same_orders_has_the_interval_of_a_mean_of_differences() -> None:
    pairs = [(10.0, 8.0), (20.0, 18.0), (30.0, 27.0), (None, 5.0), (7.0, None)]
    found = paired(KPI["cycle_time"], pairs)
    assert found.mean is not None
    assert found.low is not None
    assert found.high is not None
    assert isclose(found.mean, -7 / 3)
    # differences -2, -2, -3: sample variance 1/3, standard error 1/3
    assert isclose(found.high - found.mean, 1.96 / 3)
    assert isclose(found.mean - found.low, 1.96 / 3)
    assert (found.orders, found.verdict) == (3, "better")


def test_an_interval_that_holds_zero_is_not_clear() -> None:
    assert paired(KPI["shipping_cost"], [(100, 110), (100, 90), (100, 101)]).verdict == "not clear"
    assert paired(KPI["shipping_cost"], [(100, 100), (90, 90)]).verdict == "not clear"


def test_more_is_better_where_more_is_better() -> None:
    late_before = [(0.0, 1.0)] * 8 + [(1.0, 1.0)] * 4
    assert paired(KPI["on_time"], late_before).verdict == "better"
    assert paired(KPI["split_rate"], late_before).verdict == "worse"


def test_two_windows_are_compared_with_the_variance_of_each() -> None:
    before, after = from_sums(100, 1000.0, 10_400.0), from_sums(400, 4400.0, 50_000.0)
    found = unpaired(KPI["cycle_time"], before, after)
    error = (before.variance / 100 + after.variance / 400) ** 0.5
    assert found.mean == 1.0
    assert found.high is not None
    assert isclose(found.high, 1.0 + 1.96 * error)
    assert found.verdict == "worse"


def test_a_window_without_orders_gives_no_difference() -> None:
    assert unpaired(KPI["labour"], from_sums(0, 0.0, 0.0), from_sums(9, 9.0, 9.0)).mean is None
    assert paired(KPI["labour"], []).mean is None
