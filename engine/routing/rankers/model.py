"""What every ranker is: a measure of a plan, made of what each of its locations adds; smaller is better."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.candidate import Candidate
from rulesets.actions import Rank


@dataclass(frozen=True, slots=True)
class Asked:
    """What a location's part is worked out from: the rank as the rule has it, and all who may serve.
    `kept`: what a ranker works out of all of them, once."""

    rank: Rank
    candidates: Sequence[Candidate]
    kept: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Ranker:
    """A measure of plans. `worth`: what a location adds to it by taking part, 0 or more, None when that is
    not known; `joined`: the parts of a plan are added up, or the largest counts. `priced`: the measure is
    the cost of the plan, which depends on what each location sends; `worth` is then the least it adds.
    `said`: a difference in words, given amount and currency; `noun`: what it is a difference in; `best`:
    what the location that comes first by it is."""

    by: str
    noun: str
    best: str
    worth: Callable[[Candidate, Asked], float | None]
    said: Callable[[float, str], str]
    joined: Literal["sum", "most"] = "sum"
    priced: bool = False
