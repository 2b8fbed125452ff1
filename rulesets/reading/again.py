"""Checks a draft again after an edit: only rules that are written anew, or stand elsewhere, are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rulesets.checking.conditions import Surroundings
from rulesets.checking.known import Known
from rulesets.checking.ruleset import Standing, check_standing, check_whole, surroundings
from rulesets.problems import Place, Problem, in_reading_order, rule_place
from rulesets.reading.rules import TOP, read_header, standing_of, written_rules
from rulesets.reading.shape import Found, mapping


@dataclass(frozen=True, slots=True)
class _Read:
    """A rule as it was written, as it was read, and what is wrong with it."""

    written: Any
    standing: Standing
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What `rulesets.reading.problems_in` says of a draft, and what it takes to say it sooner next time: each
    rule by the identity of its plain data, which must not be changed in place."""

    problems: tuple[Problem, ...] = ()
    around: Surroundings | None = None
    rules: Mapping[int, _Read] = field(default_factory=dict)


def check_again(data: object, known: Known | None = None, before: Checked | None = None) -> Checked:
    """The problems of plain data; `before` is what the last check of the same draft gave."""
    found: Found = []
    top = mapping(data, Place(), found, TOP)
    if top is None:
        return Checked(tuple(found))
    header = read_header(top, found)
    around = surroundings(header, known)
    kept = before.rules if before is not None and before.around == around else {}
    read = [_read(*each, around, kept) for each in written_rules(top, found)]
    found += check_whole(header, [each.standing for each in read])
    found += [problem for each in read for problem in each.problems]
    return Checked(in_reading_order(found), around, {id(each.written): each for each in read})


def _read(written: Any, kind: Any, index: int, around: Surroundings, kept: Mapping[int, _Read]) -> _Read:
    known = kept.get(id(written))
    if known is not None and known.written is written and known.standing.kind is kind:
        place = rule_place(kind, index, known.standing.place.rule)
        if place == known.standing.place:
            return known
        if not known.problems:
            return replace(known, standing=replace(known.standing, place=place))
    found: Found = []
    standing = standing_of(written, kind, index, found)
    found += check_standing(standing, around)
    return _Read(written, standing, tuple(found))
