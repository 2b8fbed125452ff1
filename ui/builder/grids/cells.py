"""What stands in a cell <-> what the rules hold: `£50.00`, `Bristol`, `Yes`, `web, phone`, `09:00 to 17:00`.

What cannot be read stays as typed; the checks say what is wrong with it.
"""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from rulesets.operators import OPERATORS, WEEKDAYS, Operand
from rulesets.values import Money
from rulesets.vocabulary import FIELDS, Field
from ui.builder.fields import Names, operand_values
from ui.builder.grids.model import Head
from ui.builder.grids.results import Result
from ui.builder.grids.texts import Pairs, read_list, read_name, show_list, show_name
from ui.builder.model import Value
from ui.builder.values import read_instant, read_money, read_number, shown_instant
from ui.words import grid as words
from ui.words import rules as rule_words

_TO = re.compile(r"\s+to\s+|\s*(?:–|—|\.\.)\s*|(?<=\d)\s*-\s*(?=[\d£€$¥])", re.IGNORECASE)
_KM = re.compile(r"\s*km$", re.IGNORECASE)
_YES = frozenset(("yes", "y", "true", "1", "x", "✓"))
_NO = frozenset(("no", "n", "false", "0", "–", "-"))


def cell_text(head: Head, value: Value, names: Names) -> str:
    """What a cell of a column that asks shows; "" when it is not asked."""
    if value is None:
        return ""
    field, operator = FIELDS.get(head.field), OPERATORS.get(head.operator)
    if field is None or operator is None:
        return _plain(value)
    if operator.operand is Operand.NONE:
        return words.YES if value is True else _plain(value)
    items = value if isinstance(value, tuple) else (value,)
    texts = [_scalar_text(head, field, each, names) for each in items]
    if not isinstance(value, tuple) and operator.operand not in _LISTED:
        return texts[0]
    if operator.operand in (Operand.RANGE, Operand.TIMES) and len(texts) == 2:
        return f" {words.TO} ".join(texts)
    if operator.operand is Operand.RADIUS and len(items) == 2:
        return show_list((texts[0], f"{_figure(items[1])} km"))
    return show_list(texts)


_LISTED = (Operand.MANY, Operand.NAMES)


def _scalar_text(head: Head, field: Field, value: Value, names: Names) -> str:
    operand = OPERATORS[head.operator].operand
    if operand is Operand.WEEKDAYS:
        return rule_words.WEEKDAYS.get(str(value), str(value))
    if operand not in (Operand.ONE, Operand.RANGE):
        return show_name(value, operand_values(field, head.operator, names))
    if field.type == "money":
        return money_text(value, names.currency)
    if field.type == "instant":
        return _instant_text(value, names.zone)
    return _figure(value) if field.type == "number" else show_name(value, pairs_of(head, names))


def pairs_of(head: Head, names: Names) -> tuple[tuple[str, str], ...]:
    """The values that a cell of this column is known to have, with what they are called."""
    field, operator = FIELDS.get(head.field), OPERATORS.get(head.operator)
    if field is None or operator is None:
        return ()
    if operator.operand is Operand.NONE:
        return (("true", words.YES),)
    return (
        tuple(rule_words.WEEKDAYS.items())
        if operator.operand is Operand.WEEKDAYS
        else operand_values(field, head.operator, names)
    )


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return words.YES if value else words.NO
    return show_list(str(each) for each in value) if isinstance(value, tuple) else str(value)


def _figure(value: Value) -> str:
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    return _plain(value)


def money_text(value: Value, currency: str) -> str:
    """`£1,250.00`; what is no amount of this currency, as it is written."""
    try:
        money = Money.parse(str(value))
    except ValueError:
        return _plain(value)
    return money.shown if money.currency == currency else str(value)


def _instant_text(value: Value, zone: str) -> str:
    """`2026-12-01 09:00` of the retailer's zone, where that is the same instant."""
    text = shown_instant(value, zone).replace("T", " ")
    return text if text and same_instant(read_instant(text, zone), value) else str(value)


def same_instant(one: Value, other: Value) -> bool:
    """Whether both are written instants, and the same."""
    try:
        return datetime.fromisoformat(str(one)) == datetime.fromisoformat(str(other))
    except (ValueError, TypeError):
        return False


def read_cell(head: Head, text: str, names: Names) -> Value:
    """What is meant by a text in a column that asks; None when it is blank."""
    field, operator = FIELDS.get(head.field), OPERATORS.get(head.operator)
    if not text.strip():
        return None
    if field is None or operator is None:
        return text.strip()
    read = _READ.get(operator.operand)
    return _one(head, field, text, names) if read is None else read(head, field, text, names)


def _one(head: Head, field: Field, text: str, names: Names) -> Value:
    if field.type == "number":
        return read_number(text)
    if field.type == "money":
        return money_value(text, names.currency)
    if field.type == "instant":
        return read_instant(text, names.zone)
    return read_name(text, pairs_of(head, names))


def money_value(text: str, currency: str) -> Value:
    """`£50`, `−£4.50` -> `50.00 GBP`, `-4.50 GBP`; what is no amount stays as typed."""
    plain = text.strip().replace("−", "-")
    read = read_money(plain.removeprefix("-"), currency)
    try:
        minor = Money.parse(str(read)).minor
    except ValueError:
        return text.strip()
    return str(Money(-minor, currency)) if plain.startswith("-") else read


def _none(_head: Head, _field: Field, text: str, _names: Names) -> Value:
    return True if text.strip().casefold() in _YES else text.strip()


def _many(head: Head, field: Field, text: str, names: Names) -> Value:
    pairs = operand_values(field, head.operator, names)
    return tuple(read_name(each, pairs) for each in read_list(text))


def _both(head: Head, field: Field, text: str, names: Names) -> Value:
    """Two values with `to` between them."""
    parts = _TO.split(text.strip())
    if len(parts) != 2 or not all(parts):
        return text.strip()
    if OPERATORS[head.operator].operand is Operand.TIMES:
        return tuple(part.strip() for part in parts)
    return tuple(_one(head, field, part, names) for part in parts)


def _days(_head: Head, _field: Field, text: str, _names: Names) -> Value:
    known = [*((day, day) for day in WEEKDAYS), *rule_words.WEEKDAYS.items()]
    return tuple(dict.fromkeys(read_name(each, dict.fromkeys(known)) for each in read_list(text)))


def _radius(_head: Head, _field: Field, text: str, names: Names) -> Value:
    parts = read_list(text)
    if len(parts) < 2:
        return text.strip()
    place = ",".join(parts[:-1])
    return read_name(place, names.locations), read_number(_KM.sub("", parts[-1]))


def _location(_head: Head, _field: Field, text: str, names: Names) -> Value:
    return read_name(text, names.locations)


def _number(_head: Head, _field: Field, text: str, _names: Names) -> Value:
    return read_number(text)


_READ: dict[Operand, Callable[[Head, Field, str, Names], Value]] = {
    Operand.NONE: _none,
    Operand.MANY: _many,
    Operand.NAMES: _many,
    Operand.RANGE: _both,
    Operand.TIMES: _both,
    Operand.WEEKDAYS: _days,
    Operand.RADIUS: _radius,
    Operand.LOCATION: _location,
    Operand.HOURS: _number,
    Operand.COUNT: _number,
}


def result_pairs(result: Result, names: Names) -> Pairs:
    """The values that a column that decides is known to have, with what they are called."""
    if result.argument is None or result.argument.entry == "switch":
        return (
            (("true", words.YES),) if result.argument is None else (("true", words.YES), ("false", words.NO))
        )
    own = {
        "kinds": names.kinds,
        "location": names.locations,
        "locations": names.locations,
        "groups": tuple((each, each) for each in names.groups),
        "services": tuple((each, each) for each in names.services),
    }
    return own.get(result.argument.entry, result.argument.options)


_SEVERAL = ("kinds", "locations", "groups", "services")


def result_text(result: Result, value: Value, names: Names) -> str:
    """What a cell of a column that decides shows; "" when it says nothing."""
    entry = "switch" if result.argument is None else result.argument.entry
    if value is None:
        return ""
    if entry in _SEVERAL:
        items = value if isinstance(value, tuple) else (value,)
        return show_list(show_name(each, result_pairs(result, names)) for each in items)
    if entry == "money":
        return money_text(value, names.currency)
    if isinstance(value, str) and entry in ("choice", "location"):
        return show_name(value, result_pairs(result, names))
    return _figure(value)


def read_result(result: Result, text: str, names: Names) -> Value:
    """What is meant by a text in a column that decides; None when it is blank, or when No is said of an
    action."""
    entry = "" if result.argument is None else result.argument.entry
    plain, pairs = text.strip(), result_pairs(result, names)
    if not plain:
        return None
    if result.argument is None:
        return None if plain.casefold() in _NO else True
    if entry in _SEVERAL:
        return tuple(read_name(each, pairs) for each in read_list(plain))
    if entry == "switch":
        return plain.casefold() in _YES if plain.casefold() in _YES | _NO else plain
    if entry == "figure":
        return read_number(plain.removesuffix(result.argument.unit or "\0"))
    if entry == "money":
        return money_value(plain, names.currency)
    return read_name(plain, pairs) if entry in ("choice", "location") else plain
