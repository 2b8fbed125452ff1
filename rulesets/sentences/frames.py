"""What each field and operator says, as templates: saying and hearing read the same table."""

from collections.abc import Callable
from functools import cache

from rulesets.operands import COUNT_FIELD
from rulesets.operators import FieldType, Operator
from rulesets.sentences.words import COUNTED
from rulesets.vocabulary import Field

AMOUNTS = {
    "is": "exactly {value:%}",
    "is_not": "not exactly {value:%}",
    "less_than": "less than {value:%}",
    "at_most": "{value:%} or less",
    "more_than": "more than {value:%}",
    "at_least": "{value:%} or more",
    "between": "between {low:%} and {high:%}",
}
"""How amounts are compared; % stands for the form of the field's values."""

FEWER = {"less_than": "fewer than {value:%}", "at_most": "{value:%} or fewer"}

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
    "in_group": "is of the group",
    "not_in_group": "is not of the group",
}
_INSTANTS = {
    "before": "before {value:moment}",
    "after": "after {value:moment}",
    "on_weekday": "on a {value:weekdays}",
    "in_business_hours": "[in business hours (Monday to Friday, 9:00 to 17:00)]",
    "between_times": "[between {low:clock} and {high:clock}]",
    "within_next": "[within the next {value:number hours}]",
    "older_than": "[more than {value:number hours} ago]",
}
_PLACES = {
    "within_km": "[at most {high:number km} from {low:spot}]",
    "beyond_km": "[more than {high:number km} from {low:spot}]",
    "same_country": "[in the country of {value:location}]",
    "in_zone": "[in the zone {value:texts or}]",
}
_COUNTS = {
    "count_at_least": "[{value:number %} or more]",
    "count_at_most": "[at most {value:number %}]",
    "count_is": "[exactly {value:number %}]",
}


@cache
def frame(field: Field, operator: Operator) -> str:
    """The template of a condition with this field and operator, of values `value`, or `low` and `high`."""
    if operator.sees_missing:
        return _missing(field, operator)
    return _BY_TYPE[field.type](field, operator)


def amount_frame(field: Field, operator: Operator, *, count: bool = False) -> str:
    """`{value:money} or more`; of a `count` of lines with its unit, though the field's name says it."""
    unit = field.unit if count or not ("number of" in field.said or field.unit == "times") else ""
    form = "money" if field.type is FieldType.MONEY else f"number {unit}".strip()
    few = FEWER if field.unit in COUNTED else {}
    return few.get(operator.name, AMOUNTS[operator.name]).replace("%", form)


def lines_frame(summed: Field | None, operator: Operator) -> str:
    """What a count of lines (no field) or a sum over lines says before it says which lines."""
    if summed is None:
        return f"there are| [{amount_frame(COUNT_FIELD, operator, count=True)}]"
    return f"{added(summed)}| adds up to [{amount_frame(summed, operator)}]"


def added(field: Field) -> str:
    """What a sum over lines begins with."""
    return f"the {field.label.lower()}"


def _missing(field: Field, operator: Operator) -> str:
    known, of_line = operator.name == "is_known", field.entity == "line"
    if field.type is FieldType.YES_NO:
        if of_line:
            return f"[{'says' if known else 'does not say'} whether it {field.said}]"
        return f"[it is {'' if known else 'not '}known whether {field.said}]"
    if field.type is FieldType.SET:
        return f"{field.said}’s {field.unit or 'tags'} are {'known' if known else 'missing'}"
    if of_line:
        return f"has {'a' if known else 'no'} known {field.label.lower()}"
    return f"{field.said}| {operator.words}"


def _amounts(field: Field, operator: Operator) -> str:
    verb = "" if field.entity == "line" else " is"
    return f"{field.said}|{verb} [{amount_frame(field, operator)}]"


def _worded(field: Field, operator: Operator) -> str:
    verb = _VERBS[operator.name]
    said = _of_line(field, verb) if field.entity == "line" else f"{field.said}| {verb}"
    if operator.name == "is_blank":
        return said
    if operator.name in ("in_group", "not_in_group"):
        form = "texts or"
    elif field.refers_to == "location":
        form = "locations or"
    else:
        form = f"choices {field.path}" if field.choices else "texts or"
    return f"{said} {{value:{form}}}"


def _of_line(field: Field, verb: str) -> str:
    if verb == "is":
        return field.said
    if verb == "is not":
        return field.said_no or field.said.replace("is", verb, 1)
    return f"has a {field.label.lower()}| that {verb}"


def _sets(field: Field, operator: Operator) -> str:
    of_line = field.entity == "line"
    if operator.name in _COUNTS:
        said = _COUNTS[operator.name].replace("%", field.unit or "tags")
        return f"has {said}" if of_line else f"{field.said}| has {said}"
    said = field.said if of_line else f"{field.said}| is"
    denied = " not" if operator.name == "has_none" else ""
    joint = "and" if operator.name == "has_all" else "or"
    return f"{said}{denied} {field.labelled} {{value:texts {joint}}}"


def _instants(field: Field, operator: Operator) -> str:
    verb = "" if field.entity == "line" else " is"
    return f"{field.said}|{verb} {_INSTANTS[operator.name]}"


def _places(field: Field, operator: Operator) -> str:
    return f"{field.said}| is {_PLACES[operator.name]}"


def _yes_no(field: Field, operator: Operator) -> str:
    return f"[{field.said if operator.name == 'is_yes' else field.said_no}]"


_BY_TYPE: dict[FieldType, Callable[[Field, Operator], str]] = {
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
