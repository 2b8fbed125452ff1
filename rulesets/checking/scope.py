"""What is wrong with the scope of a rule."""

import re
from collections.abc import Iterator
from datetime import UTC

from rulesets.model import Rule
from rulesets.operands import operand_value
from rulesets.operators import OPERATORS
from rulesets.problems import Place, Problem
from rulesets.scalars import WrongOperand, shown
from rulesets.scope import SCOPED, Scope
from rulesets.vocabulary import FIELDS

_COUNTRY = re.compile(r"[A-Z]{2}")


def check_scope(rule: Rule, place: Place) -> Iterator[Problem]:
    """Every problem of the rule's scope, in the order in which its sentence says it."""
    if rule.scope is None:
        return
    at = place.into("scope", words="scope")
    if rule.default:
        yield at.problem("R109", "The default rule is for every order.", "Take its scope away.")
    for key, path in SCOPED.items():
        yield from _check_list(rule.scope, key, path, at.into(key, words=key))


def _check_list(scope: Scope, key: str, path: str, place: Place) -> Iterator[Problem]:
    values = getattr(scope, key)
    if not values:
        return
    try:
        operand_value(FIELDS[path], OPERATORS["one_of"], values, UTC)
    except WrongOperand as wrong:
        yield place.problem("R116", wrong.message, wrong.remedy)
        return
    for value in values if key == "countries" else ():
        if not _COUNTRY.fullmatch(value):
            said = f"{shown(value)} is not a country code."
            yield place.problem("R116", said, "Give two capitals, as in GB.")
