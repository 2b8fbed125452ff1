"""Figures as people read them."""

import pytest

from engine.kpis import Difference
from ui.views import figures


@pytest.mark.parametrize(
    ("key", "mean", "shown"),
    [
        ("cycle_time", 31.24, "31.2 h"),
        ("on_time", 0.9413, "94.1%"),
        ("shipping_cost", 462.4, "£4.62"),
        ("labour", 6.4, "6.4 min"),
        ("labour", None, "–"),
    ],
)
def test_a_kpi_is_shown_with_its_unit(key: str, mean: float | None, shown: str) -> None:
    assert figures.value(figures.by_key(key), mean, "GBP") == shown


@pytest.mark.parametrize(
    ("key", "mean", "shown"),
    [
        ("cycle_time", -1.64, "−1.6 h"),
        ("split_rate", 0.012, "+1.2 pts"),
        ("shipping_cost", -11.0, "−£0.11"),
        ("labour", 0.04, "0.0 min"),
    ],
)
def test_a_difference_has_a_true_sign_and_rates_differ_by_points(key: str, mean: float, shown: str) -> None:
    assert figures.difference(figures.by_key(key), mean, "GBP") == shown


def test_an_interval_is_said_without_its_unit() -> None:
    found = Difference(-11.0, -14.2, -7.8, 100, "better")
    assert figures.interval(figures.by_key("shipping_cost"), found) == "−0.14 to −0.08"


def test_the_picture_of_a_difference_keeps_its_side_of_zero() -> None:
    found = figures.picture(Difference(-2.0, -4.0, 0.0, 10, "not clear"))
    assert found is not None
    assert (found.left, found.middle, found.right, found.hollow) == (3, 18, 32, True)


def test_no_difference_has_no_picture() -> None:
    assert figures.picture(Difference(None, None, None, 0)) is None


def test_unknown_money_and_days_say_so() -> None:
    assert (figures.money(None, "GBP"), figures.days(None)) == ("not known", "not known")


def test_signed_money_and_days() -> None:
    assert figures.money(465, "GBP", signed=True) == "+£4.65"
    assert figures.money(-465, "GBP", signed=True) == "−£4.65"
    assert figures.days(-0.84, signed=True) == "−0.8"
    assert figures.days(0.01, signed=True) == "0.0"


def test_one_order_is_not_two_orders() -> None:
    assert (figures.count(1, "order"), figures.count(8411, "order")) == ("1 order", "8,411 orders")
