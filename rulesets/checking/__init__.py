"""What the types of a ruleset cannot say: everything that would make it fail or mean nothing."""

from rulesets.checking.known import Known
from rulesets.checking.ruleset import Header, check_parts, standings_of
from rulesets.model import Ruleset
from rulesets.problems import Problem

__all__ = ["Known", "check"]


def check(ruleset: Ruleset, known: Known | None = None) -> tuple[Problem, ...]:
    """Every problem of a ruleset; none means that it can be said, compiled and published. `known`
    has the locations and SKUs that exist; without it they are not looked up."""
    header = Header(ruleset.name, ruleset.currency, ruleset.zone, ruleset.country)
    return check_parts(header, standings_of(ruleset), known)
