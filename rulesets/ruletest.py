"""RuleTest: what a test of a ruleset says, as a value that never changes."""

import json
from typing import Any

from pydantic import Field as Arg

from rulesets.conditions import Part

LONGEST_NAME = 120


class RuleTest(Part):
    """One test. `about`: the id of the rule that it was made for, "" for none; the whole ruleset is tested
    either way. `told`: the order, its world and what is expected, as JSON in one spelling, so that tests
    that say the same are the same; `testing.shapes` says what may stand in it."""

    name: str = Arg(min_length=1, max_length=LONGEST_NAME)
    about: str = Arg(default="", max_length=60)
    told: str

    @property
    def data(self) -> dict[str, Any]:
        """What `told` says, as plain data: order, stock and expect, and perhaps now, places, seen, tariff."""
        found: dict[str, Any] = json.loads(self.told)
        return found

    @property
    def expected(self) -> dict[str, Any]:
        """What is expected of the decision."""
        found: dict[str, Any] = self.data["expect"]
        return found


def one_spelling(data: Any) -> str:
    """Plain data as JSON, the same for data that says the same in the same order of keys."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
