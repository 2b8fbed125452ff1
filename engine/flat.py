"""The *when* of a rule as a flat formula: checks of typed facts that are there or not; no lists, no joins.

A condition is matched, not matched or unknown. A formula is built twice, once for where a part is matched
and once for where it is not: each is made of checks that are false on a missing fact, joined by *and* and
*or*, and has no negation. What is unknown fulfils neither.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod
from typing import Literal

Op = Literal["eq", "ne", "lt", "le", "gt", "ge"]
By = Literal["and", "or"]


@dataclass(frozen=True, slots=True)
class Check:
    """`fact op value`; false when the fact is missing. Texts only compare with eq and ne."""

    fact: str
    op: Op
    value: int | str


@dataclass(frozen=True, slots=True)
class Joined:
    """Formulas joined by and / or; one without parts is always true (and) or never (or)."""

    by: By
    parts: tuple["Formula", ...] = ()


Formula = Check | Joined
ALWAYS = Joined("and")
NEVER = Joined("or")


def joined(by: By, parts: Iterable[Formula]) -> Formula:
    """The formulas joined: nested ones of the same kind drawn in, doubles and constants taken out."""
    neutral, final = (ALWAYS, NEVER) if by == "and" else (NEVER, ALWAYS)
    kept: dict[Formula, None] = {}
    for part in parts:
        if part == final:
            return final
        for inner in part.parts if isinstance(part, Joined) and part.by == by else (part,):
            kept[inner] = None
    if not kept:
        return neutral
    return next(iter(kept)) if len(kept) == 1 else Joined(by, tuple(kept))


def branches(formula: Formula) -> int:
    """In how many ways it can become true: how often a matcher may fire for it."""
    if isinstance(formula, Check):
        return 1
    counts = [branches(part) for part in formula.parts]
    return prod(counts) if formula.by == "and" else sum(counts)


def checks(formula: Formula) -> Iterator[Check]:
    """Every check in it, in reading order."""
    if isinstance(formula, Check):
        yield formula
    else:
        for part in formula.parts:
            yield from checks(part)


def size(formula: Formula) -> int:
    """How many checks it is made of."""
    return sum(1 for _ in checks(formula))
