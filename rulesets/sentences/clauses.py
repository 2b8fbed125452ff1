"""One condition in words: a clause (`the total is £300.00 or more`), or after a line what is said of it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from rulesets.conditions import Condition, Value
from rulesets.operands import is_position, operand_value
from rulesets.operators import OPERATORS, FieldType, Operator
from rulesets.problems import Step
from rulesets.scalars import WrongOperand, plain
from rulesets.sentences.spans import Span, Spans
from rulesets.sentences.words import COUNTED, Names, counted, listed, measured, moment, quoted
from rulesets.vocabulary import FIELDS, Field

Path = tuple[Step, ...]


def clause(node: Condition, names: Names, path: Path) -> Spans:
    """A condition as a clause; one on a line's field as what follows the line. Words are found even
    for a condition that the check refuses, so that a half-written rule can be shown."""
    field = FIELDS.get(node.field)
    operator = OPERATORS.get(node.operator)
    if field is None or operator not in field.operators or not fits(field, operator, node.value):
        return _as_written(node, field, operator, path)
    return _BY_TYPE[field.type](field, operator, node.value, names, path)


def amount(field: Field, operator: Operator, value: Value, unit: str | None = None) -> str:
    """`£25.00 or more`, `between 2 and 5 lines`; `unit` overrides the one that the field shows."""

    def shown(part: Any) -> str:
        return measured(part, field) if unit is None else counted(part, unit)

    of = unit if unit is not None else field.unit
    few, less = ("fewer", "fewer than") if of in COUNTED else ("less", "less than")
    if isinstance(value, tuple):
        return f"between {shown(value[0])} and {shown(value[1])}"
    written = shown(value)
    return {
        "is": f"exactly {written}",
        "is_not": f"not exactly {written}",
        "less_than": f"{less} {written}",
        "at_most": f"{written} or {few}",
        "more_than": f"more than {written}",
        "at_least": f"{written} or more",
    }[operator.name]


def fits(field: Field, operator: Operator, value: Value) -> bool:
    """Whether the operand is one that the operator takes, so that it can be said."""
    try:
        operand_value(field, operator, value, UTC)
    except WrongOperand:
        return False
    return True


def _as_written(node: Condition, field: Field | None, operator: Operator | None, path: Path) -> Spans:
    subject = field.label if field is not None else f"“{plain(node.field)}”" if node.field else "…"
    words = operator.words if operator is not None else plain(node.operator) or "…"
    items = node.value if isinstance(node.value, tuple) else () if node.value is None else (node.value,)
    value = listed([f"“{plain(item)}”" for item in items]) or "…"
    return (Span(f"{subject} {words} ", "plain", path), Span(value, "mark", path))


def _amounts(field: Field, operator: Operator, value: Value, _names: Names, path: Path) -> Spans:
    if operator.sees_missing:
        return _missing(field, operator, path)
    said = f"{field.said} " if field.entity == "line" else f"{field.said} is "
    return (Span(said, "plain", path), Span(amount(field, operator, value), "mark", path))


def _worded(field: Field, operator: Operator, value: Value, names: Names, path: Path) -> Spans:
    if operator.sees_missing:
        return _missing(field, operator, path)
    if operator.name in ("in_group", "not_in_group"):
        groups = listed([quoted(str(item)) for item in _items(value)])
        of = " is of the group " if operator.name == "in_group" else " is not of the group "
        return (Span(f"{field.said}{of}", "plain", path), Span(groups, "mark", path))
    verb = _VERBS[operator.name]
    said = _of_line(field, verb) if field.entity == "line" else f"{field.said} {verb}"
    words = listed([_named(field, item, names) for item in _items(value)])
    return (
        (Span(f"{said} ", "plain", path), Span(words, "mark", path))
        if words
        else (Span(said, "plain", path),)
    )


_VERBS = {
    "is": "is",
    "one_of": "is",
    "is_not": "is not",
    "not_one_of": "is not",
    "starts_with": "begins with",
    "postcode_begins_with": "begins (blanks ignored) with",
    "ends_with": "ends with",
    "contains": "contains",
    "is_blank": "is blank",
}


def _of_line(field: Field, verb: str) -> str:
    if verb in ("is", "is not"):
        return field.said.replace("is", verb, 1)
    return f"has a {field.label.lower()} that {verb}"


def _named(field: Field, item: object, names: Names) -> str:
    if field.refers_to == "location":
        return names.location(str(item))
    choice = next((choice for choice in field.choices if choice.value == item), None)
    return quoted(str(item)) if choice is None else choice.said or choice.label.lower()


def _sets(field: Field, operator: Operator, value: Any, _names: Names, path: Path) -> Spans:
    if operator.sees_missing:
        state = "known" if operator.name == "is_known" else "missing"
        return (Span(f"{field.said}’s {field.unit or 'tags'} are {state}", "plain", path),)
    if operator.name in _COUNTS:
        subject = "" if field.entity == "line" else f"{field.said} "
        words = _COUNTS[operator.name].format(counted(value, field.unit or "tags"))
        return (Span(f"{subject}has ", "plain", path), Span(words, "mark", path))
    said = field.said if field.entity == "line" else f"{field.said} is"
    words = listed(
        [quoted(str(item)) for item in _items(value)], "and" if operator.name == "has_all" else "or"
    )
    denied = " not" if operator.name == "has_none" else ""
    return (Span(f"{said}{denied} {field.labelled} ", "plain", path), Span(words, "mark", path))


_COUNTS = {"count_at_least": "{} or more", "count_at_most": "at most {}", "count_is": "exactly {}"}


def _instants(field: Field, operator: Operator, value: Value, names: Names, path: Path) -> Spans:
    if operator.sees_missing:
        return _missing(field, operator, path)
    before, words = _when(operator.name, _items(value), names)
    verb = "" if field.entity == "line" else "is "
    return (Span(f"{field.said} {verb}{before}", "plain", path), Span(words, "mark", path))


def _when(name: str, items: Sequence[Any], names: Names) -> tuple[str, str]:
    if name in ("before", "after"):
        return f"{name} ", moment(datetime.fromisoformat(str(items[0])), names.zone)
    if name == "on_weekday":
        return "on a ", listed([str(day).capitalize() for day in items])
    if name == "in_business_hours":
        return "", "in business hours (Monday to Friday, 9:00 to 17:00)"
    if name == "between_times":
        return "", f"between {items[0]} and {items[1]}"
    hours = items[0]
    if name == "within_next":
        return "", f"within the next {counted(hours, 'hours')}"
    return "", f"more than {counted(hours, 'hours')} ago"


def _places(field: Field, operator: Operator, value: Any, names: Names, path: Path) -> Spans:
    if operator.sees_missing:
        return _missing(field, operator, path)
    items: tuple[Any, ...] = _items(value)
    if operator.name in ("within_km", "beyond_km"):
        far = "at most" if operator.name == "within_km" else "more than"
        words = f"{far} {counted(items[1], 'km')} from {_spot(str(items[0]), names)}"
    elif operator.name == "same_country":
        words = f"in the country of {names.location(str(items[0]))}"
    else:
        words = f"in the zone {listed([quoted(str(item)) for item in items])}"
    return (Span(f"{field.said} is ", "plain", path), Span(words, "mark", path))


def _spot(place: str, names: Names) -> str:
    return f"the position {place.replace(' ', '')}" if is_position(place) else names.location(place)


def _yes_no(field: Field, operator: Operator, _value: Value, _names: Names, path: Path) -> Spans:
    known = {"is_known": "it is known whether", "is_missing": "it is not known whether"}
    if field.entity == "line":
        known = {"is_known": "says whether it", "is_missing": "does not say whether it"}
    said = f"{known[operator.name]} {field.said}" if operator.sees_missing else ""
    return (Span(said or (field.said if operator.name == "is_yes" else field.said_no), "mark", path),)


def _missing(field: Field, operator: Operator, path: Path) -> Spans:
    if field.entity == "line":
        has = "has a known" if operator.name == "is_known" else "has no known"
        return (Span(f"{has} {field.label.lower()}", "plain", path),)
    return (Span(f"{field.said} {operator.words}", "plain", path),)


def _items(value: Value) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


_BY_TYPE: dict[FieldType, Callable[[Field, Operator, Value, Names, Path], Spans]] = {
    FieldType.NUMBER: _amounts,
    FieldType.MONEY: _amounts,
    FieldType.TEXT: _worded,
    FieldType.CHOICE: _worded,
    FieldType.REFERENCE: _worded,
    FieldType.SET: _sets,
    FieldType.INSTANT: _instants,
    FieldType.PLACE: _places,
    FieldType.YES_NO: _yes_no,
}
