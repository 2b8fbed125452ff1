"""What is typed into an entry <-> the operand as rules write it. What cannot be read stays as typed. Pure."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rulesets.operators import OPERATORS, FieldType, Operand
from rulesets.values import CURRENCIES, Money
from rulesets.vocabulary import Field
from ui.builder.model import Value

_PAUSES = re.compile(r"[\n\r\t;,]+")
MOST_PASTED = 1000


def editor(field: Field, operator: str) -> str:
    """Which entry edits the operand: none, text, figure, money, choice, pickone, instant, chips, picks,
    range, money_range, weekdays, times, hours, count or radius."""
    row = OPERATORS.get(operator)
    if row is None or row.operand is Operand.NONE:
        return "none"
    if row.operand is Operand.RANGE:
        return "money_range" if field.type is FieldType.MONEY else "range"
    if row.operand is Operand.MANY:
        return "picks" if field.choices or field.refers_to in ("location", "channel") else "chips"
    if row.operand in (Operand.NAMES, Operand.LOCATION):
        return "chips" if row.operand is Operand.NAMES else "choice"
    if row.operand is not Operand.ONE:
        return row.operand.value
    return _ONE.get(field.type, "choice" if field.choices else "text") if not _listed(field) else "choice"


_ONE = {FieldType.NUMBER: "figure", FieldType.MONEY: "money", FieldType.INSTANT: "instant"}


def _listed(field: Field) -> bool:
    return bool(field.choices) or field.refers_to in ("location", "channel")


def first_operand(field: Field, operator: str, known: tuple[str, ...], currency: str) -> Value:
    """What a new row begins with: the first of the values known, or something near that can be edited."""
    shape = OPERATORS[operator].operand
    if shape is Operand.NONE:
        return None
    if shape in (Operand.ONE, Operand.RANGE):
        one = known[0] if known else _nothing_yet(field, currency)
        return one if shape is Operand.ONE else (one, one)
    return {
        Operand.MANY: known[:1],
        Operand.HOURS: 24,
        Operand.COUNT: 1,
        Operand.TIMES: ("09:00", "17:00"),
        Operand.WEEKDAYS: ("saturday", "sunday"),
        Operand.NAMES: known[:1],
        Operand.LOCATION: known[0] if known else "",
        Operand.RADIUS: (known[0] if known else "", 50),
    }[shape]


def _nothing_yet(field: Field, currency: str) -> Value:
    if field.type is FieldType.MONEY:
        return str(Money(0, currency))
    return 0 if field.type is FieldType.NUMBER else ""


def kept(field: Field, before: str, after: str, value: Value, known: tuple[str, ...], currency: str) -> Value:
    """The operand after the operator changed: as much of the old one as fits the new one."""
    old, new = OPERATORS.get(before), OPERATORS[after]
    fresh = first_operand(field, after, known, currency)
    if old is None or new.operand is Operand.NONE or value is None:
        return fresh
    if old.operand is new.operand:
        return value
    several = tuple(each for each in (value if isinstance(value, tuple) else (value,)) if each != "")
    fits = {Operand.ONE, Operand.MANY, Operand.RANGE}
    if old.operand not in fits or new.operand not in fits or not several:
        return fresh
    if new.operand is Operand.MANY:
        return tuple(dict.fromkeys(several))
    return several[0] if new.operand is Operand.ONE else (several[0], several[-1])


def read_number(text: str) -> Value:
    """`1,250` -> 1250, `2.5` -> 2.5; what is no number stays as typed."""
    plain = text.strip().replace("−", "-").replace(",", "")
    try:
        number = float(plain)
    except ValueError:
        return text.strip()
    if "_" in plain or plain.lower().lstrip("+-")[:1] in ("i", "n"):
        return text.strip()
    return int(number) if number.is_integer() else number


def read_money(text: str, currency: str) -> Value:
    """`£1,250` or `25` -> `25.00 GBP`; what is no amount stays as typed."""
    symbol = CURRENCIES.get(currency, ("", 2))[0]
    plain = text.strip().removeprefix(symbol).removesuffix(currency).strip().replace("−", "-")
    plain = re.sub(r"(?<=\d),(?=\d{3}(\D|$))", "", plain)
    try:
        return str(Money.parse(f"{plain} {currency}"))
    except ValueError:
        return text.strip()


def read_one(field: Field, text: str, currency: str, zone: str) -> Value:
    """One typed value of the field's type, as rules write it."""
    if field.type is FieldType.NUMBER:
        return read_number(text)
    if field.type is FieldType.MONEY:
        return read_money(text, currency)
    return read_instant(text, zone) if field.type is FieldType.INSTANT else text.strip()


def read_many(text: str) -> tuple[str, ...]:
    """Several values, as pasted: parted by commas, semicolons, tabs or lines; each once, case ignored."""
    found: dict[str, str] = {}
    for part in _PAUSES.split(text)[:MOST_PASTED]:
        if part.strip():
            found.setdefault(part.strip().casefold(), part.strip())
    return tuple(found.values())


def read_instant(text: str, zone: str) -> str:
    """`2026-12-01T09:00` of the retailer's zone -> with its offset; what is no time stays as typed."""
    try:
        local = datetime.fromisoformat(text.strip())
    except ValueError:
        return text.strip()
    return local.replace(tzinfo=local.tzinfo or ZoneInfo(zone)).isoformat()


def shown_instant(written: Any, zone: str) -> str:
    """What a date-and-time entry takes: the local time without offset; "" when it cannot be read."""
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        return ""
    local = at.astimezone(ZoneInfo(zone)) if at.tzinfo else at
    return local.strftime("%Y-%m-%dT%H:%M")


def shown(value: Value, kind: str, zone: str) -> str:
    """What stands in the entry: money without its currency, other values as written."""
    if value is None:
        return ""
    if kind.startswith("money"):
        return _amount(str(value))
    return shown_instant(value, zone) if kind == "instant" else str(value)


def _amount(written: str) -> str:
    try:
        money = Money.parse(written)
    except ValueError:
        return written
    figure = str(money).rpartition(" ")[0]
    whole, _, decimals = figure.partition(".")
    return f"{int(whole):,}{'.' + decimals if decimals else ''}".replace("-", "−") if figure != "-0" else "0"
