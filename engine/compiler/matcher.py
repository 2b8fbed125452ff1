"""The rules of one kind, ready to be matched: compiled together, and one by one to find which one failed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from engine.compiler.tables import SeveralRows
from engine.compiler.writer import Match, Writer
from engine.facts import Facts
from rulesets.model import Rule


class RuleFailed(Exception):
    """A rule could not be read on an order. `message` says what happened; the text is for people."""

    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(f"Rule “{rule.name}” could not be read on this order: {message.rstrip('.')}.")
        self.rule_id = rule.id
        self.message = message


UNREADABLE = (KeyError, ValueError, TypeError, RecursionError)
"""What compiling a rule raises that no check has let through."""


def unreadable(error: Exception) -> str:
    """Why a rule cannot be compiled, as a person reads it."""
    if isinstance(error, KeyError):
        return f"there is no field or operator “{error.args[0]}”"
    return str(error)


@dataclass(frozen=True, slots=True)
class Matcher:
    """The rules of one kind that are on, without the default rule, as one function. `fields` and
    `line_fields` are the facts it reads. `broken`: rules that could not be compiled, and why."""

    rules: tuple[Rule, ...]
    fields: frozenset[str]
    line_fields: frozenset[str]
    run: Match
    one_by_one: tuple[tuple[Rule, Match], ...]
    broken: tuple[tuple[Rule, str], ...]

    def matching(self, facts: Facts) -> list[Rule]:
        """The rules that match and are in force, in their order; one with a table as the rule that it is
        on this order: its `then` is that of the rows that fit, too. Raises RuleFailed."""
        for rule, message in self.broken:
            if rule.in_force(facts.now):
                raise RuleFailed(rule, message)
        try:
            return self.run(facts.values, facts.lines, facts.now)
        except Exception:  # noqa: BLE001  whatever it was, the walk finds whose it was
            return self._walked(facts)

    def _walked(self, facts: Facts) -> list[Rule]:
        """Rule by rule: a condition worked out ahead may have failed though no rule came to need it."""
        found: list[Rule] = []
        for rule, run in self.one_by_one:
            try:
                found += run(facts.values, facts.lines, facts.now)
            except SeveralRows as error:
                raise RuleFailed(rule, str(error)) from error
            except Exception as error:
                raise RuleFailed(rule, f"{type(error).__name__}: {error}") from error
        return found


def matcher(rules: Iterable[Rule], zone: tzinfo, currency: str) -> Matcher:
    """Compile the rules of one kind; the default rule and those that are off are left out."""
    wanted = tuple(rule for rule in rules if rule.enabled and not rule.default)
    alone: list[tuple[Rule, Match]] = []
    broken: list[tuple[Rule, str]] = []
    for rule in wanted:
        try:
            alone.append((rule, Writer(zone, currency, [rule]).matching()))
        except UNREADABLE as error:
            broken.append((rule, unreadable(error)))
    writer = Writer(zone, currency, [rule for rule, _ in alone])
    run = writer.matching()
    return Matcher(
        wanted, frozenset(writer.fields), frozenset(writer.line_fields), run, tuple(alone), tuple(broken)
    )
