"""A starter with a person's answers -> its rules for one retailer, or which answers are wrong. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rulesets.reading import read_rule
from rulesets.starters.needs import Need, placed, suggested
from rulesets.starters.rule_starters import RuleStarter, in_currency
from rulesets.values import Money
from rulesets.vocabulary import FIELDS, Choice

LONGEST = 80
Rules = dict[str, list[dict[str, Any]]]
"""Plain rules by kind, as in a rules file."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What of the retailer a starter must know. `locations`: (code, name, kind) of each."""

    currency: str
    locations: tuple[tuple[str, str, str], ...] = ()

    def of_kind(self, kind: str) -> tuple[tuple[str, str], ...]:
        """Code and name of the locations of a kind; of all with ""."""
        return tuple((code, name) for code, name, has in self.locations if kind in ("", has))


class WrongAnswers(ValueError):
    """Answers that cannot be taken: need -> what is wrong with its answer, and what to give instead."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def suggestions(starter: RuleStarter, shop: Shop) -> dict[str, Any]:
    """What each need has when nobody answers."""
    data = in_currency(starter.data, shop.currency)
    return {need.name: suggested(need, data) for need in starter.needs}


def choices(need: Need) -> tuple[Choice, ...]:
    """What a choice may be."""
    return FIELDS[need.of].choices if need.of else ()


def filled(starter: RuleStarter, answers: Mapping[str, Any], shop: Shop) -> Rules:
    """The starter's rules with these answers, and what is suggested for those that are missing. An answer is
    as rules write it: `50.00 GBP`, 250, a text, a list of texts or of codes. What comes back has been read,
    and is good. Raises WrongAnswers."""
    given = suggestions(starter, shop) | {key: answers[key] for key in _names(starter) if key in answers}
    wrong = {need.name: said for need in starter.needs if (said := _wrong(need, given[need.name], shop))}
    if wrong:
        raise WrongAnswers(wrong)
    data: Rules = in_currency(starter.data, shop.currency)
    for need in starter.needs:
        data = placed(data, need, given[need.name])
    for kind, rules in data.items():
        for rule in rules:
            read_rule(rule, kind, shop.currency)
    return data


def _names(starter: RuleStarter) -> tuple[str, ...]:
    return tuple(need.name for need in starter.needs)


def _wrong(need: Need, answer: Any, shop: Shop) -> str:
    """What is wrong with an answer, "" when it can be taken."""
    return _CHECKS[need.type](need, answer, shop)


def _money(_need: Need, answer: Any, shop: Shop) -> str:
    try:
        money = Money.parse(str(answer))
    except ValueError:
        return f"Give an amount, as in {Money(5000, shop.currency).shown}."
    if money.currency != shop.currency:
        return f"Give an amount in {shop.currency}."
    return "" if money.minor > 0 else "Give more than nothing."


def _number(need: Need, answer: Any, _shop: Shop) -> str:
    fits = isinstance(answer, int) and not isinstance(answer, bool) and need.least <= answer <= need.most
    return "" if fits else f"Give a whole number from {need.least:,} to {need.most:,}."


def _text(_need: Need, answer: Any, _shop: Shop) -> str:
    return "" if _can_be_shown(answer) else f"Give a few words, at most {LONGEST} letters."


def _texts(_need: Need, answer: Any, _shop: Shop) -> str:
    if not isinstance(answer, list | tuple) or not answer:
        return "Give at least one."
    if not all(map(_can_be_shown, answer)):
        return f"Give words of at most {LONGEST} letters each."
    return "" if len({each.casefold() for each in answer}) == len(answer) else "Give each only once."


def _choice(need: Need, answer: Any, _shop: Shop) -> str:
    return "" if answer in {each.value for each in choices(need)} else "Choose one of the list."


def _locations(need: Need, answer: Any, shop: Shop) -> str:
    known = {code for code, _ in shop.of_kind(need.kind)}
    if not isinstance(answer, list | tuple) or not set(answer) <= known:
        return "Name locations that you have."
    return "" if len(set(answer)) == len(answer) else "Name each only once."


def _can_be_shown(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= LONGEST and text == text.strip() and text.isprintable()


_CHECKS: dict[str, Callable[[Need, Any, Shop], str]] = {
    "money": _money,
    "number": _number,
    "text": _text,
    "texts": _texts,
    "choice": _choice,
    "locations": _locations,
}
