"""What is wrong with a ruleset: each problem names the rule, the place and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

Step = str | int
KINDS_OF_CODE = {
    "R0": "how the file is written",
    "R1": "the ruleset, its rules and their defaults",
    "R2": "conditions",
    "R3": "actions",
    "R4": "things that the rules name and the retailer does not have",
}
"""What the first digit of a code stands for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `rule` is the rule's id (its name when it has none, "" for the whole
    ruleset); `place` is read by people; `path` holds the keys and indexes that lead there in plain
    data, as in ("rules", "routing", 1, "when", "all", 2)."""

    code: str
    rule: str
    place: str
    message: str
    remedy: str
    path: tuple[Step, ...] = ()

    def __str__(self) -> str:
        """The problem in one line."""
        where = f"{self.place}: " if self.place else ""
        return f"{self.code} {where}{self.message} {self.remedy}"


class Refused(ValueError):
    """A ruleset that cannot be taken as it is, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader stands, for people and for machines."""

    rule: str = ""
    words: tuple[str, ...] = ()
    path: tuple[Step, ...] = ()

    def into(self, *steps: Step, words: str = "") -> "Place":
        """The place that these keys and indexes lead to; `words` for people, none when they say nothing."""
        said = (*self.words, words) if words else self.words
        return replace(self, words=said, path=(*self.path, *steps))

    def problem(self, code: str, message: str, remedy: str) -> Problem:
        """A problem at this place."""
        return Problem(code, self.rule, ", ".join(self.words), message, remedy, self.path)


def ordinal(index: int) -> str:
    """`1st` for index 0, `2nd` for index 1."""
    number = index + 1
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def rule_place(kind: str, index: int, name: str) -> Place:
    """The place of the rule at `index` of its kind."""
    return Place(name, (f"{kind} rule {index + 1}",), ("rules", kind, index))


GROUP_WORDS = {"all": "all of these", "any": "any of these", "none": "none of these"}


_KINDS = ("hold", "routing", "split", "exception", "transaction")


def in_reading_order(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems as one meets them reading the rules; those of the whole first."""
    return tuple(sorted(found, key=_position))


def _position(problem: Problem) -> tuple[int, int]:
    at = problem.path
    if len(at) < 2 or at[0] != "rules":
        return -1, 0
    kind = _KINDS.index(at[1]) if at[1] in _KINDS else 9
    if len(at) == 2:
        return kind, 10**9
    return kind, at[2] if isinstance(at[2], int) else 0
