"""The tests of a ruleset, run through the one decision; and tests made of a decision that was tried. Pure."""

from engine.testing.making import made_test
from engine.testing.running import RanTest, run_test, run_tests
from engine.testing.worlds import world_of

__all__ = ["RanTest", "made_test", "run_test", "run_tests", "world_of"]
