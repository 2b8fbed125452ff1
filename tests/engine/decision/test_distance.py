import pytest

from engine.distance import distance_km, haversine
from engine.model import Destination
from tests.engine.decision.world import SHEFFIELD, place


def test_known_distances_are_right_to_a_kilometre() -> None:
    london, edinburgh, sydney = (51.5074, -0.1278), (55.9533, -3.1883), (-33.8688, 151.2093)
    assert haversine(*london, *edinburgh) == pytest.approx(534, abs=1)
    assert haversine(*london, *sydney) == pytest.approx(16_994, abs=2)


def test_a_quarter_of_the_earth_and_half_of_it() -> None:
    assert haversine(0, 0, 0, 90) == pytest.approx(10_007.6, abs=0.1)
    assert haversine(0, 0, 0, 180) == pytest.approx(20_015.1, abs=0.1)
    assert haversine(53.38, -1.5, 53.38, -1.5) == 0


def test_the_way_back_is_as_long() -> None:
    assert haversine(52.4, -1.5, 53.8, -1.54) == pytest.approx(haversine(53.8, -1.54, 52.4, -1.5))


def test_a_position_that_is_not_known_gives_no_distance() -> None:
    assert distance_km(place("LDS"), SHEFFIELD) == pytest.approx(46.6, abs=0.1)
    assert distance_km(place("LDS"), Destination("GB")) is None
    assert distance_km(place("LDS", latitude=None, longitude=None), SHEFFIELD) is None
