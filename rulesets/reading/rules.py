"""Plain data -> Rule and Ruleset; every problem is collected, and none is raised before the end."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from rulesets.actions import AnyAction
from rulesets.checking.ruleset import Header, Standing
from rulesets.conditions import Group
from rulesets.model import Rule, RuleKind
from rulesets.nearest import did_you_mean
from rulesets.problems import Place, rule_place
from rulesets.reading.actions import read_actions
from rulesets.reading.conditions import read_group
from rulesets.reading.scope import read_scope
from rulesets.reading.shape import Found, explained, listed, mapping, refuse_unknown
from rulesets.reading.tables import read_table
from rulesets.scalars import plain, shown
from rulesets.scope import Scope

WRITTEN_AS = 1
"""The version of the written form: the value of `switchyard` on top."""

TOP = "the ruleset: switchyard, name, currency, zone, country and rules"
HEADER = ("switchyard", "name", "currency", "zone", "country", "rules")
RULE_KEYS = tuple(key for key in Rule.model_fields if key != "kind")
_PLAIN_KEYS = ("id", "name", "enabled", "default", "otherwise", "retry_minutes", "owner", "note")
Read = tuple[Rule | None, Group | None, tuple[AnyAction | None, ...]]
_RULE = "a rule: id, name, when and then"


def read_header(data: Mapping[str, Any], found: Found) -> Header | None:
    """What stands above the rules; None when a part of it cannot be read."""
    place = Place()
    refuse_unknown(data, HEADER, place, found)
    _version(data.get("switchyard"), place, found)
    parts = {key: data.get(key, "GB" if key == "country" else None) for key in HEADER[1:-1]}
    wrong = [key for key, value in parts.items() if not isinstance(value, str)]
    for key in wrong:
        said = f"The {key} is missing." if parts[key] is None else f"{shown(parts[key])} is not text."
        at = place.into(key, words=key)
        found.append(at.problem("R007", said, f"Give the {key}, in quotes when it looks like a number."))
    return None if wrong else Header(**{key: str(value) for key, value in parts.items()})


def _version(version: object, place: Place, found: Found) -> None:
    if version != WRITTEN_AS or isinstance(version, bool):
        said = "“switchyard” is missing." if version is None else f"Form {shown(version)} is not known."
        at = place.into("switchyard", words="switchyard")
        found.append(at.problem("R010", said, f"Begin with switchyard: {WRITTEN_AS}."))


def read_standings(data: Mapping[str, Any], found: Found) -> tuple[Standing, ...]:
    """Every rule where it stands, with None for those that cannot be read."""
    return tuple(standing_of(*each, found) for each in written_rules(data, found))


def written_rules(data: Mapping[str, Any], found: Found) -> Iterator[tuple[Any, RuleKind, int]]:
    """Each rule of a ruleset as it is written, with its kind and its place in it."""
    place = Place().into("rules", words="rules")
    kinds = mapping(data.get("rules"), place, found, "the rules: a list for each kind")
    if kinds is None:
        return
    refuse_unknown(kinds, tuple(RuleKind), place, found)
    for kind in RuleKind:
        of_kind, at = kinds.get(kind), place.into(kind.value, words=kind.value)
        rules = [] if of_kind is None else listed(of_kind, at, found, f"a list of {kind} rules")
        yield from ((rule, kind, index) for index, rule in enumerate(rules or ()))


def standing_of(data: object, kind: RuleKind, index: int, found: Found) -> Standing:
    """One rule where it stands."""
    given = data if isinstance(data, Mapping) else {}
    name = next((key for key in (given.get("id"), given.get("name")) if isinstance(key, str) and key), "")
    place = rule_place(kind, index, plain(name))
    rule, when, then = rule_of(data, kind, place, found)
    return Standing(kind, place, name, given.get("default") is True, rule, when, then)


def rule_of(data: object, kind: RuleKind, place: Place, found: Found) -> Read:
    """One rule, None when there is a problem in it; and what could be read of its when and then."""
    read = mapping(data, place, found, _RULE)
    if read is None:
        return None, None, ()
    before = len(found)
    refuse_unknown(read, RULE_KEYS, place, found)
    scope = _scope(read.get("scope"), place.into("scope", words="scope"), found)
    when = _when(read.get("when"), place.into("when", words="when"), found)
    then = read_actions(read.get("then", ()), place, found)
    table = None
    if read.get("table") is not None:
        table = read_table(read["table"], place.into("table", words="table"), found)
    dates = {key: _date(read[key], place.into(key, words=key), found) for key in _dates(read)}
    parts = {key: read[key] for key in _PLAIN_KEYS if key in read}
    rule = _rule(
        {
            **parts,
            **dates,
            "kind": kind,
            "scope": scope,
            "when": when,
            "then": tuple(filter(None, then)),
            "table": table,
        },
        place,
        found,
    )
    return (rule if len(found) == before else None), when, then


def _when(data: object, place: Place, found: Found) -> Group | None:
    return None if data is None else read_group(data, place, found)


def _scope(data: object, place: Place, found: Found) -> Scope | None:
    return None if data is None else read_scope(data, place, found)


def _rule(parts: dict[str, Any], place: Place, found: Found) -> Rule | None:
    try:
        return Rule.model_validate(parts, strict=True)
    except ValidationError as wrong:
        found.extend(explained(wrong, Rule, place))
        return None


def _dates(read: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key for key in ("valid_from", "valid_until") if read.get(key) is not None)


def _date(value: object, place: Place, found: Found) -> datetime | None:
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        read = None
    if read is not None and read.tzinfo is not None and 1970 <= read.year <= 2999:
        return read.astimezone(UTC)
    said = f"{shown(value)} is not a date with a time and an offset, from 1970 to 2999."
    found.append(place.problem("R115", said, "Write it like '2026-12-01T00:00:00+00:00'."))
    return None


def kind_named(kind: str) -> RuleKind:
    """The kind of rule with this name. Raises ValueError with the nearest names."""
    if kind not in tuple(RuleKind):
        raise ValueError(f"{shown(kind)} is not a kind of rule. {did_you_mean(plain(kind), tuple(RuleKind))}")
    return RuleKind(kind)
