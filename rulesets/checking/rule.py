"""What is wrong with one rule by itself."""

from collections.abc import Iterator

from rulesets.actions import AnyAction, ends_here
from rulesets.checking.actions import check_actions, check_each
from rulesets.checking.conditions import Scope, Surroundings, check_group
from rulesets.checking.scope import check_scope
from rulesets.checking.tables import check_table
from rulesets.conditions import Group
from rulesets.model import OTHERWISE_WORDS, Rule, RuleKind
from rulesets.nearest import either
from rulesets.problems import Place, Problem

__all__ = ["Surroundings", "check_read", "check_rule"]


def check_rule(rule: Rule, place: Place, around: Surroundings) -> Iterator[Problem]:
    """Every problem of the rule, in reading order."""
    yield from _check_texts(rule, place)
    yield from _check_validity(rule, place)
    yield from check_scope(rule, place)
    yield from _check_default(rule, place) if rule.default else _check_when(rule, place, around)
    yield from check_actions(rule, place, around)
    yield from check_table(rule, place, around)
    yield from _check_otherwise(rule, place)


def check_read(
    kind: RuleKind, when: Group | None, then: tuple[AnyAction | None, ...], place: Place, around: Surroundings
) -> Iterator[Problem]:
    """Every problem of what could be read of a rule that as a whole could not."""
    if when is not None:
        yield from check_group(when, place.into("when", words="when"), Scope(kind, "order", around))
    yield from check_each(kind, then, place, around)


def _check_texts(rule: Rule, place: Place) -> Iterator[Problem]:
    for key in ("name", "owner", "note"):
        text = getattr(rule, key)
        shows = all(line.isprintable() for line in text.split("\n")) if key == "note" else text.isprintable()
        if text != text.strip() or not shows:
            message = f"The {key} has blanks around it, or signs that do not show."
            yield place.into(key, words=key).problem("R305", message, "Take them away.")


def _check_validity(rule: Rule, place: Place) -> Iterator[Problem]:
    if rule.valid_from and rule.valid_until and rule.valid_until <= rule.valid_from:
        at = place.into("valid_until", words="valid_until")
        yield at.problem(
            "R115", "The rule ends before it begins.", "Exchange the two dates, or leave one out."
        )


def _check_when(rule: Rule, place: Place, around: Surroundings) -> Iterator[Problem]:
    at = place.into("when", words="when")
    if rule.when is None and rule.table is not None:
        return
    if rule.when is None:
        remedy = "Give it conditions; for every order write when: {all: []}."
        yield at.problem("R111", "The rule does not say when it applies.", remedy)
    else:
        yield from check_group(rule.when, at, Scope(rule.kind, "order", around))


def _check_default(rule: Rule, place: Place) -> Iterator[Problem]:
    if rule.when is not None:
        at = place.into("when", words="when")
        yield at.problem(
            "R108", "The default rule takes no conditions.", "Take them away, or add another rule."
        )
    if not rule.enabled:
        at = place.into("enabled", words="enabled")
        yield at.problem("R109", "The default rule is always on.", "Switch it on.")
    if rule.valid_from or rule.valid_until:
        at = place.into("valid_from" if rule.valid_from else "valid_until", words="validity")
        yield at.problem("R109", "The default rule always holds.", "Take its dates away.")


def _check_otherwise(rule: Rule, place: Place) -> Iterator[Problem]:
    at = place.into("otherwise", words="otherwise")
    choices = [key for key in OTHERWISE_WORDS if not (rule.default and key == "next_rule")]
    if rule.kind is not RuleKind.ROUTING:
        if rule.otherwise is not None:
            message = f"Only routing rules have an otherwise, and this is one of {rule.kind}."
            yield at.problem("R114", message, "Take it away.")
    elif rule.otherwise is None:
        message = "The rule does not say what happens when nobody can serve."
        rows = rule.table.rows if rule.table is not None else ()
        if not ends_here(rule.then) and not (rows and all(ends_here(row.then) for row in rows)):
            yield at.problem("R113", message, f"Give {either(choices)} as otherwise.")
    elif rule.otherwise not in choices:
        message = "After the default rule there is no next rule."
        yield at.problem("R110", message, f"Give {either(choices)} as otherwise.")
    yield from _check_retry(rule, place)


def _check_retry(rule: Rule, place: Place) -> Iterator[Problem]:
    at = place.into("retry_minutes", words="retry_minutes")
    if rule.otherwise == "retry" and rule.retry_minutes is None:
        message = "The rule does not say after how many minutes it is tried again."
        yield at.problem("R319", message, "Give retry_minutes, as in 30.")
    if rule.otherwise != "retry" and rule.retry_minutes is not None:
        yield at.problem("R319", "The rule is not tried again.", "Take retry_minutes away, or choose retry.")
