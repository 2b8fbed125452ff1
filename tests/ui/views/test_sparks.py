"""The small line of a KPI's weeks."""

import re

from engine.kpis import Summary
from ui.views.sparks import HEIGHT, WIDTH, spark


def week(mean: float | None, variance: float = 0.0) -> Summary:
    return Summary(0 if mean is None else 100, mean, variance)


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"([-\d.]+) ([-\d.]+)", path)]


def test_goes_from_left_to_right_and_higher_figures_stand_higher() -> None:
    found = spark([(0, week(1.0)), (1, week(3.0)), (2, week(2.0))], 3, None)
    assert found is not None
    (x0, y0), (x1, y1), (x2, y2) = points(found.line)
    assert 0 <= x0 < x1 < x2 <= WIDTH
    assert y1 < y2 < y0
    assert (found.x, found.y, found.base) == (x2, y2, -1)


def test_baseline_lies_where_its_figure_would() -> None:
    found = spark([(0, week(1.0)), (1, week(3.0))], 2, 3.0)
    assert found is not None
    assert found.base == points(found.line)[1][1]


def test_week_without_a_figure_leaves_a_gap() -> None:
    found = spark([(0, week(1.0)), (1, week(2.0)), (2, week(None)), (3, week(1.0)), (4, week(2.0))], 5, None)
    assert found is not None
    assert found.line.count("M") == 2


def test_band_is_wider_where_less_is_known_and_stays_near_the_frame() -> None:
    found = spark([(0, week(1.0, 0.01)), (1, week(2.0, 400.0))], 2, None)
    assert found is not None
    high0, high1, low1, low0 = (y for _, y in points(found.band))
    assert low0 - high0 < low1 - high1
    assert all(-4 <= y <= HEIGHT + 4 for y in (high0, high1, low1, low0))


def test_nothing_is_drawn_of_fewer_than_two_weeks() -> None:
    assert spark([(0, week(1.0)), (1, week(None))], 2, 1.0) is None


def test_weeks_that_are_all_the_same_lie_in_the_middle() -> None:
    found = spark([(0, week(2.0)), (1, week(2.0))], 2, 2.0)
    assert found is not None
    assert found.y == HEIGHT / 2
