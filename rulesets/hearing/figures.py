"""Numbers as sentences write them: with units, as money, as durations, as how often."""

import re
from collections.abc import Iterator
from typing import Any

from rulesets.hearing.ear import Ear, Heard, Want
from rulesets.hearing.lexicon import Option
from rulesets.hearing.tokens import normal
from rulesets.sentences.forms import MINUTES_IN
from rulesets.sentences.words import DURATIONS, counted, duration
from rulesets.values import CURRENCIES, Money

_NUMBER = re.compile(r"[-−]? ?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_SIGNS = "|".join(re.escape(sign) for sign, _ in CURRENCIES.values())
_CODES = "|".join(CURRENCIES)
_MONEY = re.compile(
    rf"(?P<minus>[-−]?) ?(?P<before>{_SIGNS}|(?:{_CODES})(?![^\W_]))? ?"
    rf"(?P<figure>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?)"
    rf"(?: ?(?P<after>{_SIGNS}|(?:{_CODES})(?![^\W_])))?",
    re.IGNORECASE,
)
_BY_SIGN = {sign: code for code, (sign, _) in CURRENCIES.items()}
MOST_DIGITS = 12


def matched(ear: Ear, pattern: re.Pattern[str], at: int) -> tuple[re.Match[str], int] | None:
    """What the pattern finds at a place, and the place after it when a token ends there."""
    if at >= ear.last:
        return None
    found = pattern.match(ear.text, ear.tokens[at].start)
    end = ear.ends.get(found.end()) if found is not None and found.end() > found.start() else None
    return (found, end) if found is not None and end is not None else None


def wanting(ear: Ear, at: int, *examples: str, label: str = "") -> None:
    """Remember that a value of this look was wanted."""
    ear.want(Want(at, at, lambda: (Option(example, label) for example in examples)))


def refused(ear: Ear, at: int, end: int, message: str, *instead: str) -> None:
    """Remember that what stands here is wrong, and what could stand there instead."""
    ear.want(Want(at, end, lambda: (Option(text) for text in instead), message, end))


def _plain(ear: Ear, at: int) -> tuple[int | float, int] | None:
    found = matched(ear, _NUMBER, at)
    if found is None:
        return None
    written = found[0][0].replace(",", "").replace("−", "-").replace(" ", "")
    return (float(written) if "." in written else int(written[:40])), found[1]


def hear_number(ear: Ear, unit: str, at: int) -> Heard[int | float]:
    """A number with its unit, which may be left out."""
    found = _plain(ear, at)
    if found is None:
        wanting(ear, at, counted(5, unit), label="A number")
        return []
    value, end = found
    if not unit:
        return [found]
    heard = [(value, end + 1)] if ear.norm(end) in _units(unit) else []
    if not heard:
        wanting(ear, end, unit, label="The unit")
    return [*heard, found]


def _units(unit: str) -> tuple[str, ...]:
    return normal(unit), normal(unit.removesuffix("s"))


def hear_figure(ear: Ear, _of: str, at: int) -> Heard[int]:
    """A whole number alone."""
    found = _plain(ear, at)
    if found is None or isinstance(found[0], float):
        wanting(ear, at, "2", label="A whole number")
        return []
    return [(found[0], found[1])]


def hear_money(ear: Ear, _of: str, at: int) -> Heard[str]:
    """`£50`, `£50.00`, `GBP 50`, `50 GBP`, `50`: an amount in the currency of the rules."""
    return [(str(money), end) for money, end in _money(ear, at)]


def hear_minor(ear: Ear, _of: str, at: int) -> Heard[int]:
    """The same as a number of pence."""
    return [(money.minor, end) for money, end in _money(ear, at)]


def _money(ear: Ear, at: int) -> Heard[Money]:
    found = matched(ear, _MONEY, at)
    if found is None:
        wanting(ear, at, Money(5000, ear.names.currency).shown, label="An amount of money")
        return []
    match, end = found
    said = (match["before"] or match["after"] or ear.names.currency).upper()
    code = _BY_SIGN.get(said, said)
    money = _amount(match, ear.names.currency)
    if money is None:
        refused(ear, at, end, f"“{match[0]}” is not an amount in {ear.names.currency}.")
        return []
    if code != ear.names.currency:
        refused(
            ear, at, end, f"Amounts are in {ear.names.currency}, the currency of these rules.", money.shown
        )
        return []
    return [(money, end)]


def _amount(match: re.Match[str], currency: str) -> Money | None:
    figure = match["figure"].replace(",", "")
    try:
        return Money.parse(f"{'-' if match['minus'] else ''}{figure} {currency}")
    except ValueError:
        return None


def hear_duration(ear: Ear, of: str, at: int) -> Heard[int]:
    """`30 minutes`, `4 hours`, `2 days`, in what the value counts."""
    found = _plain(ear, at)
    if found is None:
        wanting(ear, at, *(duration(minutes) for minutes in _EXAMPLES[of]), label="How long")
        return []
    return _in_units(ear, of, found[0], at, found[1])


_EXAMPLES = {"minutes": (30, 240, 2880), "hours": (240, 2880)}


def _in_units(ear: Ear, of: str, value: Any, at: int, end: int) -> Heard[int]:
    size = next((size for size, unit in DURATIONS if ear.norm(end) in _units(unit)), None)
    if size is None:
        whole_units = (unit for size, unit in DURATIONS if not value * size % MINUTES_IN[of])
        wanting(ear, end, *whole_units, label="The unit")
        return []
    whole, rest = divmod(value * size, MINUTES_IN[of])
    if rest:
        refused(
            ear, at, end + 1, f"It is counted in whole {of}.", duration(max(1, int(whole)) * MINUTES_IN[of])
        )
        return []
    return [(int(whole), end + 1)]


def hear_lately(ear: Ear, of: str, at: int) -> Heard[int]:
    """The same after `in the last`, where `1` is left out."""
    sizes = [size for size, unit in DURATIONS if ear.norm(at) == normal(unit.removesuffix("s"))]
    if sizes and sizes[0] >= MINUTES_IN[of]:
        return [(sizes[0] // MINUTES_IN[of], at + 1)]
    return hear_duration(ear, of, at)


def hear_times(ear: Ear, _of: str, at: int) -> Heard[int]:
    """`once`, `twice`, `3 times`."""
    often = {"once": 1, "twice": 2}.get(ear.norm(at))
    if often is not None:
        return [(often, at + 1)]
    return list(_so_often(ear, at))


def _so_often(ear: Ear, at: int) -> Iterator[tuple[int, int]]:
    for value, end in hear_number(ear, "times", at):
        if isinstance(value, int):
            yield value, end
