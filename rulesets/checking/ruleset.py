"""What is wrong with a ruleset as a whole: its header, its default rules, its ids."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rulesets.actions import AnyAction
from rulesets.checking.conditions import Surroundings
from rulesets.checking.known import Known
from rulesets.checking.rule import check_read, check_rule
from rulesets.conditions import Group
from rulesets.model import Rule, RuleKind, Ruleset
from rulesets.nearest import did_you_mean
from rulesets.problems import Place, Problem, rule_place
from rulesets.scalars import shown
from rulesets.values import CURRENCIES

LONGEST_NAME = 80
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the rules."""

    name: str
    currency: str
    zone: str
    country: str

    def ruleset(self, rules: tuple[Rule, ...]) -> Ruleset:
        """The ruleset that this heads."""
        return Ruleset(
            name=self.name, currency=self.currency, zone=self.zone, country=self.country, rules=rules
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """One rule where it stands. `rule` is None when it could not be read; `when` and `then` are what
    could be read of it, with None for an action that could not."""

    kind: RuleKind
    place: Place
    id: str
    default: bool
    rule: Rule | None
    when: Group | None = None
    then: tuple[AnyAction | None, ...] = ()


def standings_of(ruleset: Ruleset) -> tuple[Standing, ...]:
    """The rules of a ruleset where they stand."""
    return tuple(
        Standing(kind, rule_place(kind, index, rule.id), rule.id, rule.default, rule)
        for kind in RuleKind
        for index, rule in enumerate(ruleset.of_kind(kind))
    )


def check_parts(
    header: Header | None, standings: Sequence[Standing], known: Known | None
) -> tuple[Problem, ...]:
    """Every problem of the parts that could be read."""
    around = surroundings(header, known)
    each = (problem for standing in standings for problem in check_standing(standing, around))
    return (*check_whole(header, standings), *each)


def check_whole(header: Header | None, standings: Sequence[Standing]) -> Iterator[Problem]:
    """What is wrong with the ruleset besides what is wrong within its rules."""
    if header is not None:
        yield from _check_header(header)
    for kind in RuleKind:
        yield from _check_defaults(kind, [standing for standing in standings if standing.kind is kind])
    yield from _check_ids(standings)


def check_standing(standing: Standing, around: Surroundings) -> Iterator[Problem]:
    """What is wrong within one rule, as far as it could be read."""
    if standing.rule is not None:
        return check_rule(standing.rule, standing.place, around)
    return check_read(standing.kind, standing.when, standing.then, standing.place, around)


@cache
def zones() -> frozenset[str]:
    """The time zones that this machine knows, by their IANA names."""
    return frozenset(available_timezones())


def surroundings(header: Header | None, known: Known | None) -> Surroundings:
    """What rules are checked against: the ruleset's zone and currency, and what the retailer has."""
    zone = header.zone if header is not None and header.zone in zones() else "UTC"
    currency = header.currency if header is not None and header.currency in CURRENCIES else None
    return Surroundings(ZoneInfo(zone), currency, known)


def _check_header(header: Header) -> Iterator[Problem]:
    place = Place()
    if not _is_name(header.name):
        remedy = f"Give 1 to {LONGEST_NAME} letters, with no blanks around them."
        yield place.into("name", words="name").problem(
            "R101", "The name is not one that can be shown.", remedy
        )
    if header.currency not in CURRENCIES:
        message = f"{shown(header.currency)} is not a currency this program knows."
        yield place.into("currency", words="currency").problem(
            "R102", message, _near(header.currency, CURRENCIES)
        )
    if header.zone not in zones():
        message = f"{shown(header.zone)} is not a time zone."
        yield place.into("zone", words="zone").problem("R103", message, _near(header.zone, zones()))
    if not _COUNTRY.fullmatch(header.country):
        message = f"{shown(header.country)} is not a country code."
        yield place.into("country", words="country").problem("R104", message, "Give two capitals, as in GB.")


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_NAME and text == text.strip() and text.isprintable()


def _near(word: str, known: Sequence[str] | frozenset[str] | dict[str, tuple[str, int]]) -> str:
    return did_you_mean(word, sorted(known))


def _check_defaults(kind: RuleKind, rules: Sequence[Standing]) -> Iterator[Problem]:
    defaults = [standing for standing in rules if standing.default]
    if not defaults:
        place = Place("", (f"{kind} rules",), ("rules", kind.value))
        remedy = "Add a last rule with default: true and no when."
        yield place.problem("R105", f"The default rule of {kind} is missing.", remedy)
    for extra in defaults[1:]:
        at = extra.place.into("default", words="default")
        yield at.problem("R106", f"{kind.capitalize()} has more than one default rule.", "Keep one of them.")
    if len(defaults) == 1 and defaults[0] is not rules[-1]:
        at = defaults[0].place.into("default", words="default")
        yield at.problem("R107", "The default rule is not the last of its kind.", "Move it to the end.")


def _check_ids(standings: Sequence[Standing]) -> Iterator[Problem]:
    first: dict[str, Standing] = {}
    for standing in standings:
        before = first.setdefault(standing.id, standing) if standing.id else standing
        if before is not standing:
            message = f"The id {shown(standing.id)} is also that of {before.place.words[0]}."
            yield standing.place.into("id", words="id").problem(
                "R112", message, "Give every rule its own id."
            )
