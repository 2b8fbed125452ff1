"""Actions as they are heard, one by one: their phrases in a net for each kind of rule, as plain data."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic_core import PydanticUndefined

from rulesets.actions import Action, Route, actions_for
from rulesets.actions.eligibility import Demand, WithinKm
from rulesets.hearing.clauses import Data
from rulesets.hearing.ear import Ear, Heard, Hole
from rulesets.hearing.frames import Net, hear_frames
from rulesets.hearing.lexicon import Lexicon, Option
from rulesets.sentences.actions import AND_THEN, NOTHING
from rulesets.sentences.phrases import RELAXED, SAYINGS, Given, Phrase, Saying

Heads = Net[tuple[type[Action], Phrase]]


def hear_actions(ear: Ear, kind: str, at: int, *, default: bool) -> Heard[list[Data]]:
    """What a rule does that is not one of routing: nothing, or actions joined by `, and`."""
    found: Heard[list[Data]] = [([], end) for _, end in ear.phrase(_nothing(kind, default), at)]
    heard: Heard[list[Data]] = [([action], end) for action, end in hear_action(ear, (kind,), at)]
    while heard:
        found += heard
        heard = [
            ([*actions, action], end)
            for actions, place in heard
            for _, after in ear.phrase(_and_then(), place)
            for action, end in hear_action(ear, (kind,), after)
        ]
    return found


@cache
def _nothing(kind: str, default: bool) -> Lexicon[None]:
    return Lexicon([(Option(NOTHING[kind], "Nothing", offered=default), None)])


@cache
def _and_then() -> Lexicon[None]:
    label = "Another action"
    return Lexicon([(Option(AND_THEN.strip(), label), None), (Option("and", label, offered=False), None)])


def hear_action(ear: Ear, of: tuple[str, ...], at: int) -> Heard[Data]:
    """One action of a family, see `_family`."""
    ear.parts.add(at)
    return ear.once(("action", of, at), lambda: list(_actions(ear, of, at)))


def _actions(ear: Ear, of: tuple[str, ...], at: int) -> Iterator[tuple[Data, int]]:
    if at in ear.holes:
        yield Hole(), ear.holes[at]
    for data, end in hear_phrased(ear, _heads(of), at):
        yield ear.marked(data, at, end), end


def hear_phrased(ear: Ear, heads: Heads, at: int) -> Iterator[tuple[Data, int]]:
    """Actions by their heads, with the tails that follow."""
    for ((kind, phrase), given), end in hear_frames(ear, heads, at):
        heard = {**phrase.so, **given}
        for tailed, last in _tails(ear, kind, heard, end):
            yield action_data(kind, tailed), last


def _tails(ear: Ear, kind: type[Action], heard: Data, at: int) -> Heard[Data]:
    """What is heard with each of the tails that follow, the longest first."""
    found: Heard[Data] = [(heard, at)]
    for idle, tail in _tail_nets(kind):
        longer = [
            ({**so_far, **phrase.so, **given}, end)
            for so_far, place in found
            if not any(so_far.get(key) == value for key, value in idle.items())
            for (phrase, given), end in hear_frames(ear, tail, place)
        ]
        found = [*longer, *found]
    return found


@cache
def _tail_nets(kind: type[Action]) -> tuple[tuple[Given, Net[Phrase]], ...]:
    """Each tail, with the arguments that make it needless."""
    tails = (*SAYINGS[kind].tails, *(((RELAXED,),) if issubclass(kind, Demand) else ()))
    return tuple((tail[0].idle, _net(tail)) for tail in tails)


def _net(phrases: Iterable[Phrase]) -> Net[Phrase]:
    net: Net[Phrase] = Net()
    for phrase in phrases:
        if "…" not in phrase.template:
            net.add(phrase.template, phrase, ())
    return net


@cache
def _heads(of: tuple[str, ...]) -> Heads:
    return heads({kind: SAYINGS[kind] for kind in _family(*of)})


def heads(sayings: Mapping[type[Action], Saying]) -> Heads:
    """The heads of these sayings as one net."""
    net: Heads = Net()
    for kind, saying in sayings.items():
        for phrase in saying.heads:
            label = (kind.label, _about(kind))
            net.add(phrase.template, (kind, phrase), (label,), offered=not kind.missing_because)
    return net


def _about(kind: type[Action]) -> str:
    return kind.help or (kind.__doc__ or "").strip().partition("\n")[0]


def _family(kind: str, sort: str = "") -> Iterator[type[Action]]:
    """The actions of a kind of rule; of routing, its `ways`, its `demands`, or of these the `distance`."""
    for action in actions_for(kind):
        if action in SAYINGS and _is_of(sort, action):
            yield action


def _is_of(sort: str, action: type[Action]) -> bool:
    if sort == "distance":
        return action is WithinKm
    return not sort or (sort == "ways") == issubclass(action, Route)


def action_data(kind: type[Action], heard: Mapping[str, Any]) -> Data:
    """An action as plain data, without what has its default value."""
    data: Data = {"action": kind.model_fields["action"].default}
    for name, argument in kind.model_fields.items():
        default = PydanticUndefined if argument.is_required() else argument.default
        if name in heard and heard[name] != default:
            data[name] = heard[name]
    return data
