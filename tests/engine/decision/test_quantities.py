import pytest

from engine.quantities import Quantities
from tests.engine.decision.world import line


def test_lines_of_one_sku_are_added_up() -> None:
    assert Quantities.of([line(1, "X", 2), line(2, "Y", 1), line(3, "X", 3)]) == Quantities({"X": 5, "Y": 1})


def test_adding_taking_away_and_what_both_have() -> None:
    one, other = Quantities({"X": 5, "Y": 1}), Quantities({"X": 2})
    assert one + other == Quantities({"X": 7, "Y": 1})
    assert one - other == Quantities({"X": 3, "Y": 1})
    assert one & other == other
    assert (one - one, bool(one - one), (one + other).total) == (Quantities(), False, 8)


def test_there_are_never_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="-1 units of X"):
        Quantities({"X": -1})
    with pytest.raises(ValueError, match="-3 units of Y"):
        Quantities({"X": 5}) - Quantities({"Y": 3})


def test_a_sku_that_is_not_there_has_none_and_is_not_counted() -> None:
    assert Quantities({"X": 0})["X"] == 0
    assert Quantities({"X": 0}) == Quantities()
    assert "X" not in Quantities({"X": 0})
    assert hash(Quantities({"X": 1, "Y": 0})) == hash(Quantities({"X": 1}))
