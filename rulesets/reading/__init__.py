"""Plain data or YAML -> Ruleset, or everything that is wrong with it: the only way in for rules."""

from zoneinfo import ZoneInfo

from rulesets.checking.known import Known
from rulesets.checking.rule import Surroundings, check_read, check_rule
from rulesets.checking.ruleset import check_parts
from rulesets.model import Rule, Ruleset
from rulesets.problems import Place, Problem, Refused, in_reading_order
from rulesets.reading.again import Checked, check_again
from rulesets.reading.rules import TOP, kind_named, read_header, read_standings, rule_of
from rulesets.reading.shape import mapping
from rulesets.reading.yaml_text import plain_data

__all__ = ["Checked", "check_again", "problems_in", "read_rule", "read_ruleset", "read_yaml"]


def read_yaml(text: str, known: Known | None = None) -> Ruleset:
    """The ruleset that YAML text holds. Raises Refused with every problem; see `read_ruleset`."""
    return read_ruleset(plain_data(text), known)


def read_ruleset(data: object, known: Known | None = None) -> Ruleset:
    """The ruleset that plain data holds (the shape of the YAML file). What comes back is complete and
    checked: it can be said in sentences, compiled and published. Raises Refused with every problem."""
    ruleset, problems = _read(data, known)
    if ruleset is None or problems:
        raise Refused(problems)
    return ruleset


def problems_in(data: object, known: Known | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with the ruleset that plain data holds, in reading order."""
    return _read(data, known)[1]


def read_rule(data: object, kind: str, currency: str | None = None) -> Rule:
    """One rule of this kind, read and checked by itself; `currency` is the one its money must be in,
    None for any. Raises Refused with every problem, ValueError when there is no such kind."""
    rule_kind, found, place = kind_named(kind), list[Problem](), Place()
    around = Surroundings(ZoneInfo("UTC"), currency, None)
    rule, when, then = rule_of(data, rule_kind, place, found)
    if rule is not None:
        found += check_rule(rule, place, around)
    else:
        found += check_read(rule_kind, when, then, place, around)
    if rule is None or found:
        raise Refused(found)
    return rule


def _read(data: object, known: Known | None) -> tuple[Ruleset | None, tuple[Problem, ...]]:
    found: list[Problem] = []
    top = mapping(data, Place(), found, TOP)
    if top is None:
        return None, tuple(found)
    header = read_header(top, found)
    standings = read_standings(top, found)
    found += check_parts(header, standings, known)
    rules = tuple(standing.rule for standing in standings if standing.rule is not None)
    return (None if found or header is None else header.ruleset(rules)), in_reading_order(found)
