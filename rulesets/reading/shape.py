"""The shapes of plain data: mappings with known keys, and what pydantic refuses in a shopkeeper's words."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from rulesets.nearest import did_you_mean
from rulesets.problems import Place, Problem
from rulesets.scalars import plain, shown

Found = list[Problem]


def mapping(data: object, place: Place, found: Found, wanted: str) -> dict[str, Any] | None:
    """`data` when it is a mapping with text keys; otherwise None, and a problem."""
    if isinstance(data, Mapping) and all(isinstance(key, str) for key in data):
        return dict(data)
    found.append(place.problem("R006", f"{_kind_of(data)} stands here.", f"Give {wanted}."))
    return None


def listed(data: object, place: Place, found: Found, wanted: str) -> list[Any] | None:
    """`data` when it is a list; otherwise None, and a problem."""
    if isinstance(data, list | tuple):
        return list(data)
    found.append(place.problem("R006", f"{_kind_of(data)} stands here.", f"Give {wanted}."))
    return None


def refuse_unknown(data: Mapping[str, Any], known: Iterable[str], place: Place, found: Found) -> None:
    """A problem for each key that is not known here."""
    options = tuple(known)
    for key in data:
        if key not in options:
            at = place.into(key)
            found.append(at.problem("R008", f"{shown(key)} is not known here.", did_you_mean(key, options)))


def explained(wrong: ValidationError, model: type[BaseModel], place: Place) -> Iterable[Problem]:
    """Each error of pydantic as a problem at its argument."""
    for error in wrong.errors(include_url=False, include_context=True):
        yield _explained(error, model, place)


def _explained(error: Any, model: type[BaseModel], place: Place) -> Problem:
    name = str(error["loc"][0])
    field = model.model_fields.get(name)
    at = place.into(*error["loc"], words=name)
    if field is None:
        options = [key for key in model.model_fields if key != "action"]
        return at.problem("R008", f"{shown(name)} is not known here.", did_you_mean(name, options))
    title = field.title or name.replace("_", " ").capitalize()
    message, remedy = said_of(error)
    if error["type"] == "string_pattern_mismatch" and _hint(field) == "time":
        message, remedy = "is not a time of day", "Write it like '17:30', in quotes."
    return at.problem("R007" if error["type"] == "missing" else "R009", f"“{title}” {message}.", remedy)


def _hint(field: FieldInfo) -> object:
    extra = field.json_schema_extra
    return extra.get("type_hint") if isinstance(extra, dict) else None


def said_of(error: Any) -> tuple[str, str]:
    """What pydantic found wrong with a value, and the remedy, in a shopkeeper's words."""
    kind, limits = error["type"], error.get("ctx", {})
    if kind == "missing":
        return "is missing", "Give it a value."
    if kind == "literal_error":
        options = str(limits["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return f"cannot be {shown(error['input'])}", did_you_mean(plain(error["input"]), options)
    said = _WRONG.get(kind, "is not what belongs here")
    return said, _REMEDY.get(kind, "Correct it.").format(**limits)


_WRONG = {
    "string_too_short": "is empty",
    "string_too_long": "is too long",
    "string_pattern_mismatch": "has letters or signs that it may not have",
    "string_type": "is not text",
    "int_type": "is not a whole number",
    "list_type": "is not a list",
    "dict_type": "is not a mapping",
    "model_type": "is not a mapping",
    "too_long": "is too long a list",
    "bool_type": "is neither true nor false",
    "tuple_type": "is not a list",
    "too_short": "is an empty list",
    "greater_than_equal": "is too small",
    "less_than_equal": "is too large",
}
_REMEDY = {
    "string_too_short": "Give it some text.",
    "string_too_long": "Give at most {max_length} letters.",
    "string_pattern_mismatch": "Use small letters, digits and hyphens, beginning with a letter or digit.",
    "string_type": "Give text, in quotes when it looks like a number.",
    "int_type": "Give a whole number, without quotes.",
    "list_type": "Give a list.",
    "dict_type": "Give keys with values.",
    "model_type": "Give keys with values.",
    "too_long": "Give at most {max_length}.",
    "bool_type": "Write true or false, without quotes.",
    "tuple_type": "Give a list.",
    "too_short": "Give at least one.",
    "greater_than_equal": "Give at least {ge}.",
    "less_than_equal": "Give at most {le}.",
}


def _kind_of(data: object) -> str:
    if data is None:
        return "Nothing"
    if isinstance(data, Mapping):
        return "A mapping"
    return "A list" if isinstance(data, list | tuple) else shown(data)
