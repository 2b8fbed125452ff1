"""Rules to add to any ruleset: each starter answers one question, and is a file with tests of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rulesets.model import Rule, RuleKind, Ruleset, default_rules
from rulesets.nearest import did_you_mean
from rulesets.reading import read_rule, read_ruleset
from rulesets.reading.yaml_text import plain_data
from rulesets.starters.needs import Need, read_needs
from rulesets.values import CURRENCIES
from rulesets.writing import to_data

_FOLDER = files("rulesets.starters") / "rules"
_AMOUNT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) GBP")
"""How amounts stand in the files; other retailers get the same figures in their own currency."""


@dataclass(frozen=True, slots=True)
class RuleStarter:
    """A few rules ready to be added. `question` is what a shopkeeper is asked; `data` the rules by kind, as
    in a rules file, with amounts in pounds; `tests` what the rules must decide: each has a `name`, and then
    what a scenario has. `needs`: what is asked before they are added."""

    name: str
    title: str
    question: str
    data: Mapping[str, Any]
    tests: tuple[Mapping[str, Any], ...]
    needs: tuple[Need, ...] = ()

    def rules(self, currency: str = "GBP") -> tuple[Rule, ...]:
        """The rules, with amounts in this currency."""
        given = in_currency(self.data, currency)
        return tuple(read_rule(rule, kind, currency) for kind, rules in given.items() for rule in rules)

    def added_to(self, ruleset: Ruleset) -> Ruleset:
        """The ruleset with these rules before all others of their kinds. Raises Refused when it has rules
        with the same ids."""
        rules = (*self.rules(ruleset.currency), *ruleset.rules)
        return read_ruleset(to_data(ruleset.model_copy(update={"rules": _by_kind(rules)})))

    def alone(self) -> Ruleset:
        """The rules with nothing else but the default rules, in pounds."""
        begun = Ruleset(
            name=self.title, currency="GBP", zone="Europe/London", country="GB", rules=default_rules()
        )
        return self.added_to(begun)


def _by_kind(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for kind in RuleKind for rule in rules if rule.kind is kind)


@cache
def rule_starters() -> tuple[RuleStarter, ...]:
    """Every starter, in the order of their titles."""
    names = (file.name.removesuffix(".yaml") for file in _FOLDER.iterdir() if file.name.endswith(".yaml"))
    return tuple(sorted(map(_read, names), key=lambda found: found.title))


def rule_starter(name: str) -> RuleStarter:
    """The starter of this name. Raises ValueError with the nearest names when there is none."""
    found = {each.name: each for each in rule_starters()}
    if name not in found:
        raise ValueError(f"There is no starter “{name}”. {did_you_mean(name, tuple(found))}")
    return found[name]


def _read(name: str) -> RuleStarter:
    told: Any = plain_data((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    needs = read_needs(told.get("needs"))
    return RuleStarter(name, told["title"], told["question"], told["rules"], tuple(told["tests"]), needs)


def in_currency(data: Any, currency: str) -> Any:
    """The same data with amounts in another currency."""
    if isinstance(data, dict):
        return {key: in_currency(value, currency) for key, value in data.items()}
    if isinstance(data, list):
        return [in_currency(value, currency) for value in data]
    found = _AMOUNT.fullmatch(data) if isinstance(data, str) else None
    if found is None:
        return data
    places = CURRENCIES.get(currency, ("", 2))[1]
    return f"{found[1] if places else found[1].partition('.')[0]} {currency}"
