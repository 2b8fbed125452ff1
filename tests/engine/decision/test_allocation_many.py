from dataclasses import replace
from random import Random

import pytest

from rulesets.actions import Rank, Split
from tests.engine.decision import world

CHEAPEST = world.rule("routing", "cheapest", Rank(by="lowest_cost"))
THREE = world.rule("split", "three", Split(policy="units", at_most=3))


@pytest.mark.parametrize("seed", [1, 4, 6])
def test_three_of_fifty_locations_with_little_each_still_send_everything(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  the same stock every time is what is wanted
    states = []
    for number in range(50):
        place = replace(world.place("LDS"), code=f"L{number:02}", latitude=51 + number / 25)
        states.append(world.state(place, {sku: chance.choice((0, 0, 1)) for sku in "WXYZ"}))
    wanted = [
        world.line(at, sku, units)
        for at, (sku, units) in enumerate(zip("WXYZ", (1, 1, 3, 2), strict=True), 1)
    ]
    decision = world.decided(world.order(*wanted), world.snapshot(*states), [CHEAPEST, THREE])
    assert (decision.outcome, len(decision.plan.shipments)) == ("routed", 3)
