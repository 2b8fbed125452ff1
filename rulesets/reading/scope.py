"""Plain data -> Scope."""

from typing import Any

from pydantic import ValidationError

from rulesets.problems import Place
from rulesets.reading.shape import Found, explained, listed, mapping, refuse_unknown
from rulesets.scope import SCOPED, Scope

KEYS = tuple(Scope.model_fields)
_WANTED = f"a scope: {', '.join(KEYS[:-1])} or {KEYS[-1]}"


def read_scope(data: object, place: Place, found: Found) -> Scope | None:
    """The scope, or None when there is a problem in it."""
    read = mapping(data, place, found, _WANTED)
    if read is None:
        return None
    before = len(found)
    refuse_unknown(read, KEYS, place, found)
    if all(value is None for value in read.values()):
        remedy = "Say for which orders, or take it away."
        found.append(place.problem("R116", "The scope says nothing.", remedy))
    given = [key for key in SCOPED if read.get(key) is not None]
    parts: dict[str, Any] = {key: _list(read[key], key, place, found) for key in given}
    parts["percent"] = read.get("percent")
    return _scope(parts, place, found) if len(found) == before else None


def _list(data: object, key: str, place: Place, found: Found) -> tuple[Any, ...]:
    at = place.into(key, words=key)
    read = listed(data, at, found, f"{key} as a list")
    if read == []:
        found.append(at.problem("R009", f"“{key.capitalize()}” is an empty list.", "Give at least one."))
    return tuple(read or ())


def _scope(parts: dict[str, Any], place: Place, found: Found) -> Scope | None:
    try:
        return Scope.model_validate(parts, strict=True)
    except ValidationError as wrong:
        found.extend(explained(wrong, Scope, place))
        return None
