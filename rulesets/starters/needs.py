"""What a starter asks for before its rules are added: each need has a question and the places it goes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rulesets.problems import Step

NeedType = Literal["money", "number", "text", "texts", "choice", "locations"]
Path = tuple[Step, ...]
"""From a rule's id into its plain data, as in ("warehouse-first", "then", 1, "where", "all", 0, "value")."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a starter asks for. `at`: where the answer stands in the rules, in each place alike;
    what the file has there is what is suggested. `unit`, `least` and `most` of a number; `of`: the field
    whose choices may be taken. `kind`: locations of this kind may be named, in place of an action that names
    all of the kind; none named means all of them, those to come included."""

    name: str
    question: str
    type: NeedType
    at: tuple[Path, ...]
    unit: str = ""
    least: int = 1
    most: int = 1_000_000
    of: str = ""
    kind: str = ""


def read_needs(told: Any) -> tuple[Need, ...]:
    """The needs as a starter's file has them."""
    return tuple(Need(**{**each, "at": tuple(_path(at) for at in each["at"])}) for each in told or ())


def suggested(need: Need, data: Mapping[str, Any]) -> Any:
    """What stands in the rules now; no locations are named at first."""
    return () if need.type == "locations" else _found(data, need.at[0])


def placed(data: Mapping[str, Any], need: Need, answer: Any) -> dict[str, Any]:
    """Rules by kind with the answer where the need says."""
    if need.type == "locations":
        if not answer:
            return dict(data)
        answer = {"action": "only_locations", "locations": list(answer)}
    for path in need.at:
        data = {
            kind: [_put(rule, path[1:], answer) if rule["id"] == path[0] else rule for rule in rules]
            for kind, rules in data.items()
        }
    return dict(data)


def _path(written: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in written.split("."))


def _found(data: Mapping[str, Any], path: Path) -> Any:
    found: Any = next(rule for rules in data.values() for rule in rules if rule["id"] == path[0])
    for step in path[1:]:
        found = found[step]
    return found


def _put(inside: Any, path: Path, value: Any) -> Any:
    """The same data with another value at the path."""
    if not path:
        return list(value) if isinstance(value, tuple) else value
    step, rest = path[0], path[1:]
    if isinstance(inside, dict):
        return {key: _put(each, rest, value) if key == step else each for key, each in inside.items()}
    return [_put(each, rest, value) if at == step else each for at, each in enumerate(inside)]
