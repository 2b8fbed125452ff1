"""One written value of a field -> its compiled form, or a sentence that says why not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from rulesets.nearest import did_you_mean
from rulesets.operators import FieldType, Operator
from rulesets.values import Money
from rulesets.vocabulary import Field

LONGEST_TEXT = 200
LARGEST_NUMBER = 10**15
MOST_DECIMALS = 6


class WrongOperand(ValueError):
    """What is wrong with an operand, and what to do about it; both are sentences."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Asked:
    """What an operand is read for. `currency` None: any that the program knows."""

    field: Field
    operator: Operator
    zone: tzinfo
    currency: str | None


def scalar(value: object, asked: Asked) -> Any:
    """The compiled form of one value of the field's type. Raises WrongOperand."""
    if value is None:
        raise WrongOperand("The value is missing.", f"Give {_WANTED[asked.field.type]}.")
    return _READ[asked.field.type](value, asked)


def figure(value: object, wanted: str) -> int | float:
    """A number that is finite, not too large and has few decimals; a yes or no is not a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongOperand(f"{shown(value)} is not a number.", f"Give {wanted}, without quotes.")
    if not (-LARGEST_NUMBER <= value <= LARGEST_NUMBER):  # also false for a float that is not a number
        raise WrongOperand("The number is too large.", f"Give at most {LARGEST_NUMBER:,}.")
    if round(value, MOST_DECIMALS) != value:
        raise WrongOperand(f"{value} has too many decimals.", f"Give at most {MOST_DECIMALS} of them.")
    return value


def shown(value: object) -> str:
    """The written value as a message quotes it."""
    return "Nothing" if value is None else f"“{plain(value)}”"


def plain(value: object) -> str:
    """The value as it is written in a file, cut when long, with signs that do not show spelt out."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | dict):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = "a number of many digits" if isinstance(value, int) and abs(value) > 10**40 else str(value)
    text = text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
    return text if len(text) <= 60 else text[:59] + "…"


def _number(value: object, asked: Asked) -> int | float:
    return figure(value, f"a number{f' of {asked.field.unit}' if asked.field.unit else ''}")


def _money(value: object, asked: Asked) -> int:
    remedy = f"Write it with its currency, as in 300.00 {asked.currency or 'GBP'}."
    if not isinstance(value, str):
        raise WrongOperand(f"{shown(value)} is not an amount of money.", remedy)
    try:
        money = Money.parse(value)
    except ValueError as wrong:
        raise WrongOperand(f"{str(wrong).partition(';')[0]}.", remedy) from None
    if asked.currency is not None and money.currency != asked.currency:
        raise WrongOperand(f"{value} is not in {asked.currency}, the currency of these rules.", remedy)
    return money.minor


def read_text(value: object, asked: Asked) -> str:
    """A text that shows, casefolded. Raises WrongOperand."""
    if not isinstance(value, str):
        raise WrongOperand(f"{shown(value)} is not text.", f"Put it in quotes: '{plain(value)}'.")
    if not value.strip():
        raise WrongOperand("The text is empty.", "Give some text, or ask whether it is blank or missing.")
    if value != value.strip() or not value.isprintable():
        raise WrongOperand(
            f"{asked.field.label} “{plain(value.strip())}” has blanks around it or signs that do not show.",
            "Take them away.",
        )
    if len(value) > LONGEST_TEXT:
        raise WrongOperand(f"The text has {len(value)} letters.", f"Give at most {LONGEST_TEXT}.")
    return value.casefold()


def _choice(value: object, asked: Asked) -> str:
    values = [choice.value for choice in asked.field.choices]
    if not isinstance(value, str) or value not in values:
        message = f"{shown(value)} is not a value of {asked.field.label}."
        raise WrongOperand(message, did_you_mean(plain(value), values))
    return value.casefold()


def _instant(value: object, asked: Asked) -> datetime:
    remedy = "Write date, time and offset, as in '2026-12-01T09:00:00+00:00'."
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        read = None
    if read is None:
        raise WrongOperand(f"{shown(value)} is not a date with a time.", remedy)
    if read.tzinfo is None:
        raise WrongOperand(f"{shown(value)} does not say how far its zone is from UTC.", remedy)
    if not 1970 <= read.year <= 2999:
        raise WrongOperand(f"The year {read.year} is too far away.", "Give one from 1970 to 2999.")
    return read.astimezone(asked.zone)


def _place(value: object, _asked: Asked) -> None:
    raise WrongOperand(
        f"A place is not compared with {shown(value)}.", "Ask how far it is, or in which zone."
    )


def _yes_no(value: object, _asked: Asked) -> bool:
    raise WrongOperand(f"A yes or no is not compared with {shown(value)}.", "Use “is yes” or “is no”.")


_READ: dict[FieldType, Callable[[object, Asked], Any]] = {
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.TEXT: read_text,
    FieldType.CHOICE: _choice,
    FieldType.REFERENCE: read_text,
    FieldType.SET: read_text,
    FieldType.INSTANT: _instant,
    FieldType.PLACE: _place,
    FieldType.YES_NO: _yes_no,
}
_WANTED: dict[FieldType, str] = {
    FieldType.NUMBER: "a number",
    FieldType.MONEY: "an amount of money",
    FieldType.TEXT: "some text",
    FieldType.CHOICE: "one of its values",
    FieldType.REFERENCE: "a code",
    FieldType.SET: "a label",
    FieldType.INSTANT: "a date with a time",
    FieldType.PLACE: "a place",
    FieldType.YES_NO: "nothing",
}
