"""What a table's rows decide, as columns: an argument of an action, or whether the action is done at all.

What columns cannot show (conditions inside an action, the same action again in one row) stays in its row as
it is, and is shown in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from rulesets.actions import actions_for
from ui.builder import forms
from ui.builder.model import Value
from ui.words import grid as words

Plain = Mapping[str, Any]
"""An action as plain data."""

_RANKS = {"rank_preferred": "preferred", "rank_field": "field", "rank": ""}
"""The three sorts of ranks, which have other arguments; of the last, `by` is an argument itself."""
_FIRST = {"rank_preferred": "locations", "rank_field": "field", "rank": "by"}


@dataclass(frozen=True, slots=True)
class Result:
    """A column that decides. `variant` says which actions it shows; `argument` is None when the column says
    whether the action is done. `kind` is that of the rule. `main`: the action
    cannot be without it."""

    key: str
    kind: str
    variant: str
    action: str
    by: str
    heading: str
    argument: forms.Argument | None
    main: bool

    @property
    def name(self) -> str:
        """The argument's name, "" for none."""
        return "" if self.argument is None else self.argument.name


@lru_cache(maxsize=8)
def known(kind: str) -> Mapping[str, Result]:
    """Every column that may decide in a table of this kind of rule, in the order of menus."""
    made = [each for action in actions_for(kind) if not action.missing_because for each in _of(action, kind)]
    return {each.key: each for each in made}


def _of(action: Any, kind: str) -> Iterable[Result]:
    name = action.model_fields["action"].default
    asked = forms.arguments(action)
    if any(argument.entry == "group" for argument in asked):
        return
    for variant, by in _RANKS.items() if name == "rank" else ((name, ""),):
        own = [each for each in asked if _belongs(each, name, by)]
        main = {each.name for each in own if each.needed or each.name == _FIRST.get(variant)}
        if not main:
            yield Result(f"{variant}.", kind, variant, name, by, action.label, None, main=True)
        alone = sum(not each.advanced for each in own) == 1 and bool(main)
        for each in own:
            key = f"{variant}.{each.name}"
            heading = action.label if alone and not each.advanced else f"{action.label}: {each.title}"
            said = words.RANKS.get(key, heading)
            yield Result(key, kind, variant, name, by, said, _offered(each, variant), each.name in main)


def _belongs(argument: forms.Argument, action: str, by: str) -> bool:
    if action != "rank":
        return True
    if argument.name == "by":
        return not by
    return argument.only_when is None or argument.only_when[1] == by


def _offered(argument: forms.Argument, variant: str) -> forms.Argument:
    if variant != "rank" or argument.name != "by":
        return argument
    options = tuple(each for each in argument.options if each[0] not in _RANKS.values())
    return replace(argument, options=options)


def variant_of(act: Plain, kind: str) -> str | None:
    """Which columns show the action; None for none of them."""
    name, by = str(act["action"]), act.get("by")
    sort = next((sort for sort, value in _RANKS.items() if value and value == by), "rank")
    variant = sort if name == "rank" else name
    own = {each.name for each in known(kind).values() if each.variant == variant}
    told = set(act) - {"action"} - ({"by"} if name == "rank" else set())
    fits = bool(own) and told <= own and not any(isinstance(value, Mapping) for value in act.values())
    return variant if fits else None


def _place(then: Sequence[Plain], variant: str, kind: str) -> int | None:
    return next((at for at, act in enumerate(then) if variant_of(act, kind) == variant), None)


def value_of(then: Sequence[Plain], result: Result) -> Value:
    """What a row says in this column."""
    place = _place(then, result.variant, result.kind)
    if place is None:
        return None
    return True if result.argument is None else then[place].get(result.name)


def hidden(then: Sequence[Plain], kind: str) -> tuple[Plain, ...]:
    """The actions that no column shows: of each sort, columns show the first."""
    seen: set[str] = set()
    rest: list[Plain] = []
    for act in then:
        variant = variant_of(act, kind)
        if variant is None or variant in seen:
            rest.append(act)
        else:
            seen.add(variant)
    return tuple(rest)


def in_order(kind: str, asked: Iterable[str], thens: Iterable[Sequence[Plain]]) -> tuple[str, ...]:
    """The columns that were asked for, and after them those that rows need besides, as they come."""
    needed: dict[str, set[str]] = {}
    for act in (act for then in thens for act in then):
        variant = variant_of(act, kind)
        if variant is not None:
            needed.setdefault(variant, set()).update(key for key in act if key != "action")
    told = [
        key
        for variant, names in needed.items()
        for key, each in known(kind).items()
        if each.variant == variant and (each.main or each.name in names)
    ]
    return tuple(dict.fromkeys(key for key in (*asked, *told) if key in known(kind)))


def put(then: tuple[Plain, ...], result: Result, value: Value, order: Sequence[str]) -> tuple[Plain, ...]:
    """The actions with this value in the column. An action comes with its first value, and goes with its
    last. `order` is that of the columns, by variant: a new action stands where its column does."""
    place = _place(then, result.variant, result.kind)
    if place is None:
        made = () if value is None else _filled(_new(result), result, value)
        return _added(then, made, order, result.kind)
    changed = _filled(then[place], result, value)
    return (*then[:place], *changed, *then[place + 1 :])


def _new(result: Result) -> Plain:
    return {"action": result.action} | ({"by": result.by} if result.by else {})


def _filled(act: Plain, result: Result, value: Value) -> tuple[Plain, ...]:
    if result.argument is None:
        return () if value is None else (act,)
    given = {key: old for key, old in act.items() if key != result.name}
    if value is not None:
        given = _sorted({**given, result.name: value}, result)
    whether = f"{result.variant}." in known(result.kind)
    return (given,) if whether or set(given) - set(_new(result)) else ()


def _sorted(given: dict[str, Value], result: Result) -> dict[str, Value]:
    """The arguments in the order of the action's schema."""
    names = ["action", "by", *(each.name for each in known(result.kind).values())]
    return dict(sorted(given.items(), key=lambda pair: names.index(pair[0]) if pair[0] in names else 999))


def _added(
    then: tuple[Plain, ...], made: tuple[Plain, ...], order: Sequence[str], kind: str
) -> tuple[Plain, ...]:
    ranks = {variant: at for at, variant in reversed(list(enumerate(order)))}
    own = ranks.get(str(variant_of(made[0], kind)), len(order)) if made else 0
    after = [at for at, act in enumerate(then) if ranks.get(str(variant_of(act, kind)), len(order)) > own]
    place = after[0] if after else len(then)
    return (*then[:place], *made, *then[place:])


def arranged(then: tuple[Plain, ...], order: Sequence[str], kind: str) -> tuple[Plain, ...]:
    """The actions that columns show in the order of the columns; the others keep their places."""
    ranks = {variant: at for at, variant in reversed(list(enumerate(order)))}
    slots = [at for at, act in enumerate(then) if variant_of(act, kind) in ranks]
    moved = sorted((then[at] for at in slots), key=lambda act: ranks[str(variant_of(act, kind))])
    made = list(then)
    for at, act in zip(slots, moved, strict=True):
        made[at] = act
    return tuple(made)
