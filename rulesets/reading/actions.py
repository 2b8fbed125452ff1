"""Plain data -> an action with its arguments, each refused in words when it is not what belongs there."""

from typing import Any, TypeVar, cast

from pydantic import ValidationError

from rulesets.actions import ACTIONS, Action, AnyAction
from rulesets.conditions import Group, one_form
from rulesets.nearest import did_you_mean
from rulesets.problems import Place, ordinal
from rulesets.reading.conditions import read_group
from rulesets.reading.shape import Found, explained, listed, mapping
from rulesets.scalars import plain, shown

_A = TypeVar("_A", bound=Action)


def read_actions(data: object, place: Place, found: Found) -> tuple[AnyAction | None, ...]:
    """The actions of a rule, from a list; None stands for one that cannot be read."""
    at = place.into("then", words="then")
    items = listed(data, at, found, "a list of actions") or []
    return tuple(
        _action(item, at.into(index, words=f"{ordinal(index)} action"), found)
        for index, item in enumerate(items)
    )


def _action(data: object, place: Place, found: Found) -> AnyAction | None:
    read = mapping(data, place, found, "an action with its arguments")
    if read is None:
        return None
    name = read.get("action")
    kind = ACTIONS.get(name) if isinstance(name, str) else None
    if kind is None:
        said = "The action is missing." if name is None else f"{shown(name)} is not an action."
        at = place.into("action", words="action")
        found.append(at.problem("R301", said, did_you_mean(plain(name), ACTIONS)))
        return None
    arguments = {key: one_form(value) for key, value in read.items()}
    where = kind.model_fields.get("where")
    if where is not None and (where.is_required() or read.get("where") is not None):
        return _with_conditions(kind, arguments, place, found)
    return cast("AnyAction | None", _validated(kind, arguments, place, found))


def _with_conditions(
    kind: type[Action], read: dict[str, Any], place: Place, found: Found
) -> AnyAction | None:
    group = read_group(read.get("where"), place.into("where", words="where"), found)
    stand_in = group if group is not None else Group(match="all")
    action = _validated(kind, {**read, "where": stand_in}, place, found)
    return cast("AnyAction", action) if group is not None else None


def _validated(kind: type[_A], arguments: dict[str, Any], place: Place, found: Found) -> _A | None:
    try:
        return kind.model_validate(arguments, strict=True)
    except ValidationError as wrong:
        found.extend(explained(wrong, kind, place))
        return None
