"""By any field of the location that is a number, an amount or a yes or no: one ranker for each such field.

What a plan's locations say becomes one measure: amounts of money, distances, units, shipments and minutes of
work add up; of percentages, ages, hours and days the worst location counts; of a yes or no those count that
say the other one. `first: highest` measures what each location lacks against the highest of all who may
serve; `first: lowest` what it has, from the lowest of them where that is below 0. So no part is negative, and
the measure of a plan is never better than that of its best location."""

from collections.abc import Callable

from engine.candidate import Candidate
from engine.facts import LOCATION_SOURCES
from engine.routing.rankers.model import Asked, Ranker
from engine.routing.words import counted, kilometres, money
from rulesets.actions import Rank
from rulesets.operators import FieldType
from rulesets.vocabulary import FIELDS, Field

ADDED_UNITS = frozenset({"km", "units", "shipments", "orders"})
WORK = "location.handling"
"""Fields of minutes that are work, which adds up; minutes of all others are ages."""


def by_field(rank: Rank) -> Ranker:
    """The ranker of a field, with bands in the field's own unit (money in minor units). Raises KeyError for a
    field that is not there, ValueError for one that cannot be compared."""
    path = rank.field or ""
    field, source = FIELDS[path], LOCATION_SOURCES[path]
    noun = field.said.removeprefix("the ")
    worth = _yes_no(source, rank) if field.type is FieldType.YES_NO else _amount(source, rank)
    if field.type not in (FieldType.NUMBER, FieldType.MONEY, FieldType.YES_NO):
        raise ValueError(f"plans cannot be ranked by {field.label}, which is no number")
    return Ranker(
        by=path,
        noun=f"“{field.label}”" if field.type is FieldType.YES_NO else f"the {noun}",
        best=f"first by “{field.label}”",
        worth=worth,
        said=lambda amount, currency: _said(field, amount, currency),
        joined="sum" if _adds_up(field) else "most",
    )


def _adds_up(field: Field) -> bool:
    if field.type in (FieldType.MONEY, FieldType.YES_NO):
        return True
    return field.unit in ADDED_UNITS or field.path.startswith(WORK)


Source = Callable[[Candidate], object]
Worth = Callable[[Candidate, Asked], float | None]


def _yes_no(source: Source, rank: Rank) -> Worth:
    wanted = rank.first == "highest"

    def worth(candidate: Candidate, _asked: Asked) -> float | None:
        seen = source(candidate)
        return None if seen is None else float(seen is not wanted)

    return worth


def _amount(source: Source, rank: Rank) -> Worth:
    def worth(candidate: Candidate, asked: Asked) -> float | None:
        seen = _number(source(candidate))
        if seen is None:
            return None
        if "end" not in asked.kept:
            asked.kept["end"] = _end(source, rank, asked)
        end: float = asked.kept["end"]
        return end - seen if rank.first == "highest" else seen - end

    return worth


def _end(source: Source, rank: Rank, asked: Asked) -> float:
    """The value that measures 0."""
    known = [seen for other in asked.candidates if (seen := _number(source(other))) is not None]
    return max(known, default=0) if rank.first == "highest" else min([0, *known])


def _number(seen: object) -> float | None:
    return seen if isinstance(seen, int | float) else None


def _said(field: Field, amount: float, currency: str) -> str:
    if field.type is FieldType.MONEY:
        return money(round(amount), currency)
    if field.type is FieldType.YES_NO:
        return counted(round(amount), "location")
    if field.unit == "km":
        return kilometres(amount)
    unit = "points" if field.unit == "%" else field.unit
    if round(amount) != amount:
        return f"{amount:,.1f} {unit}".rstrip()
    return counted(round(amount), unit.removesuffix("s"), unit).rstrip()
