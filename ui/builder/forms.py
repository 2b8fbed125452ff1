"""The form of an action, drawn from its schema: one argument an entry. Pure."""

from dataclasses import dataclass, replace
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from annotated_types import MinLen
from pydantic.fields import FieldInfo

from rulesets.actions import ACTIONS, RANKERS, Action
from rulesets.checking.arguments import RANK_FIELDS
from rulesets.conditions import Group
from rulesets.values import Money
from rulesets.vocabulary import FIELDS
from ui.builder.arrange import NewId
from ui.builder.model import Act, Grp, Value
from ui.builder.values import read_many, read_money, read_number
from ui.words import rules as words


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of an action. `entry`: text, figure, money, choice, switch, location, a list of names
    (see `LISTS`) or group.
    `needed`: without it the action is not whole. `only_when`: (argument, value) that it depends on;
    `idle_when`: (argument, value) beside which it says nothing. `titled`: its title is shown even when it
    stands alone."""

    name: str
    entry: str
    title: str
    help: str = ""
    unit: str = ""
    options: tuple[tuple[str, str], ...] = ()
    needed: bool = True
    begins: Value = None
    only_when: tuple[str, str] | None = None
    idle_when: tuple[str, str] | None = None
    advanced: bool = False
    titled: bool = False


def arguments(action: type[Action]) -> tuple[Argument, ...]:
    """The arguments of an action in the order of its schema, those that few need last."""
    made = [_argument(name, info) for name, info in action.model_fields.items() if name != "action"]
    return tuple(sorted(made, key=lambda each: each.advanced))


def _argument(name: str, info: FieldInfo) -> Argument:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    hint, optional = _without_none(info.annotation)
    literals = get_args(hint) if get_origin(hint) is Literal else ()
    condition = extra.get("only_when")
    needed = info.is_required() or any(isinstance(mark, MinLen) for mark in info.metadata)
    return Argument(
        name=name,
        entry=_entry(hint, extra),
        title=info.title or name.replace("_", " ").capitalize(),
        help=info.description or "",
        unit=str(extra.get("unit", "")),
        options=_listed(extra) or tuple((each, words.CHOICES.get((name, each), each)) for each in literals),
        needed=needed and not optional,
        begins=None if info.is_required() else info.default,
        only_when=_pair(condition),
        idle_when=_pair(extra.get("idle_when")),
        advanced=bool(extra.get("advanced")),
        titled=bool(extra.get("titled")),
    )


def _pair(condition: Any) -> tuple[str, str] | None:
    """`{"by": "preferred"}` as a pair."""
    return next(((name, str(value)) for name, value in condition.items()), None) if condition else None


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) is UnionType:
        kinds = [each for each in get_args(hint) if each is not type(None)]
        return kinds[0], len(kinds) < len(get_args(hint))
    return hint, False


def _entry(hint: Any, extra: dict[str, Any]) -> str:
    if extra.get("type_hint") == "money":
        return "money"
    if extra.get("from") == "location_field":
        return "choice"
    if "from" in extra:
        return _FROM[str(extra["from"])] if hint is not str else "location"
    if get_origin(hint) is Literal:
        return "choice"
    return {int: "figure", bool: "switch", Group: "group"}.get(hint, "text")


_FROM = {"location_kind": "kinds", "location_group": "groups", "service": "services", "location": "locations"}
LISTS = tuple(_FROM.values())
"""Entries that hold a list of names."""


def _listed(extra: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    if extra.get("from") != "location_field":
        return ()
    return tuple((path, FIELDS[path].label) for path in RANK_FIELDS)


def unit_of(act: Act, argument: Argument) -> str:
    """The unit after a figure; that of a rank's band is the ranker's."""
    if act.action == "rank" and argument.name == "tie_within":
        if act.given.get("by") == "field":
            known = FIELDS.get(str(act.given.get("field")))
            return known.unit if known is not None else ""
        return RANKERS.get(str(act.given.get("by")), ("", ""))[1]
    return argument.unit


def applies(act: Act, argument: Argument) -> bool:
    """Whether the argument is asked for, as the others stand."""
    if argument.idle_when is not None and argument.name not in act.given:
        name, value = argument.idle_when
        if act.given.get(name) == value:
            return False
    if argument.only_when is None:
        return True
    name, value = argument.only_when
    return act.given.get(name) == value


def blank(action: type[Action], new_id: NewId, currency: str) -> Act:
    """The action as it is first offered: the first choice, and what must be filled in left empty."""
    given: dict[str, Value] = {}
    where = None
    for argument in arguments(action):
        if argument.entry == "group":
            where = Grp(new_id())
        elif argument.needed:
            given[argument.name] = _beginning(argument, currency)
    return Act(new_id(), action.model_fields["action"].default, given, where)


def _beginning(argument: Argument, currency: str) -> Value:
    if argument.options:
        return argument.options[0][0]
    if argument.entry in LISTS:
        return ()
    return {"figure": 1, "money": str(Money(0, currency)), "switch": False}.get(argument.entry, "")


def set_argument(act: Act, name: str, text: str, currency: str) -> Act:
    """The action with what was typed or chosen for an argument; an optional one that is emptied goes."""
    argument = next(each for each in arguments(ACTIONS[act.action]) if each.name == name)
    value = _read(argument, text, currency)
    given = {key: old for key, old in act.given.items() if key != name}
    if value not in (None, "") or argument.needed:
        given[name] = "" if value is None else value
    kept = {key: given[key] for key in _in_order(act.action, given)}
    return replace(
        act, given={key: old for key, old in kept.items() if _still_applies(act.action, key, kept)}
    )


def _read(argument: Argument, text: str, currency: str) -> Value:
    if not text.strip():
        return None
    if argument.entry == "money":
        return read_money(text, currency)
    if argument.entry == "switch":
        return True if text == "true" else None
    return read_number(text) if argument.entry == "figure" else text.strip()


def _in_order(action: str, given: dict[str, Value]) -> list[str]:
    names = [each.name for each in arguments(ACTIONS[action])]
    return sorted(given, key=lambda name: names.index(name) if name in names else len(names))


def _still_applies(action: str, name: str, given: dict[str, Value]) -> bool:
    argument = next((each for each in arguments(ACTIONS[action]) if each.name == name), None)
    if argument is None or argument.only_when is None:
        return True
    other, value = argument.only_when
    return given.get(other) == value


def add_values(act: Act, name: str, text: str) -> Act:
    """The action with more names in a list; each once."""
    old = act.given.get(name) or ()
    return replace(act, given={**act.given, name: tuple(dict.fromkeys((*old, *read_many(text))))})


def remove_value(act: Act, name: str, value: str) -> Act:
    """The action with one name fewer in a list."""
    return replace(act, given={**act.given, name: tuple(each for each in act.given[name] if each != value)})
