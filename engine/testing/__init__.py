"""The tests of a ruleset, run through the one decision; and tests made of a decision that was tried."""

from engine.testing.kept import ran_tests, red_tests, require_tests
from engine.testing.making import made_test
from engine.testing.running import RanTest, run_test, run_tests
from engine.testing.worlds import world_of

__all__ = [
    "RanTest",
    "made_test",
    "ran_tests",
    "red_tests",
    "require_tests",
    "run_test",
    "run_tests",
    "world_of",
]
