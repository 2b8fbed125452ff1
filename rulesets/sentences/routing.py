"""What a routing rule does, in words: who may serve, what is better, and the ways that need no plan."""

from functools import cache
from typing import Any

from rulesets.actions import Action, AnyAction, OnlyGroups, OnlyKinds, OnlyLocations, Rank, Route
from rulesets.actions.eligibility import WithinKm
from rulesets.model import Rule
from rulesets.operators import FieldType
from rulesets.sentences.clauses import Path
from rulesets.sentences.demands import demand_words, phrase_words
from rulesets.sentences.phrases import ALL_LOCATIONS, ALL_WITH_STOCK, BASES, CHOOSE_ONE, Saying
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.templates import filled
from rulesets.sentences.words import Names
from rulesets.vocabulary import FIELDS

Placed = tuple[AnyAction, Path]
RANK_WORDS = {
    "nearest": "nearest",
    "lowest_cost": "lowest total cost",
    "fewest_shipments": "fewest shipments",
    "most_stock": "most stock",
    "least_capacity_used": "least of today’s capacity used",
    "earliest_arrival": "earliest arrival",
}
BAND_UNITS = {
    "nearest": "km",
    "fewest_shipments": "shipments",
    "most_stock": "units",
    "earliest_arrival": "days",
    "least_capacity_used": "%",
}
PREFERRED = "in the order {locations:locations and}"
TIE = " with up to {tie_within:%} as a tie"
"""% stands for the form of what is ranked by."""


def routing_words(rule: Rule, names: Names) -> Spans:
    """What the rule does, without its otherwise."""
    placed: list[Placed] = [(action, ("then", index)) for index, action in enumerate(rule.then)]
    ways = [pair for pair in placed if isinstance(pair[0], Route)]
    asked = [pair for pair in placed if not isinstance(pair[0], Rank | Route)]
    ranks = [(action, path) for action, path in placed if isinstance(action, Rank)]
    said = [demand_words(action, names, path) for action, path in ways]
    wishes = [rank_words(rank, path, names, first=index == 0) for index, (rank, path) in enumerate(ranks)]
    if said and len(placed) == len(ways):
        return between(said, (Span(", "),))
    among, rest = _among(asked, names, default=rule.default)
    return between([*said, among, *rest, *wishes], (Span(", "),))


def _among(asked: list[Placed], names: Names, *, default: bool) -> tuple[Spans, list[Spans]]:
    """The locations that are chosen among, and what else is asked of them."""
    base = next((pair for pair in asked if is_base(pair[0])), None)
    among = _base(base, names, default=default)
    others = [pair for pair in asked if pair is not base]
    rest = [demand_words(action, names, path) for action, path in others]
    if others and isinstance(others[0][0], WithinKm):
        return (*among, Span(" "), *rest[0]), rest[1:]
    return among, rest


def is_base(action: Action) -> bool:
    """Whether the action may say what the rule chooses among."""
    return isinstance(action, OnlyKinds | OnlyLocations | OnlyGroups) and action.relax is None


def _base(base: Placed | None, names: Names, *, default: bool) -> Spans:
    if base is None:
        return (Span(ALL_WITH_STOCK if default else ALL_LOCATIONS, "plain"),)
    action, path = base
    one = isinstance(action, OnlyLocations) and len(action.locations) == 1
    return phrase_words(action, Saying((CHOOSE_ONE,)) if one else BASES[type(action)], names, path)


def rank_words(rank: Rank, path: Path, names: Names, *, first: bool) -> Spans:
    """A rank, as the first of its rule or as one that follows."""
    then: Spans = () if first else (Span("then ", "plain", path),)
    if rank.by == "preferred":
        return (*then, *filled(PREFERRED, {"locations": rank.locations}, names, path))
    band = filled(tie_frame(rank), {"tie_within": rank.tie_within}, names, path) if rank.tie_within else ()
    return (*then, Span(_rank(rank, first=first), "mark", path), *band)


def _rank(rank: Rank, *, first: bool) -> str:
    key = rank.by, rank.field if rank.by == "field" else None, rank.first if rank.by == "field" else "lowest"
    words = rank_table().get(key, f"{rank.first} “{rank.field or '…'}”")
    if not first:
        return words
    return f"first {words}" if words.startswith(YES_NO) else f"{words} first"


YES_NO = "where "
"""What ranks by a yes or no begin with; their `first` stands before it."""


@cache
def rank_table() -> dict[tuple[str, str | None, str], str]:
    """(by, field, first) -> the words of the rank, for every rank that has words of its own."""
    table: dict[tuple[str, str | None, str], str] = {
        (by, None, "lowest"): words for by, words in RANK_WORDS.items()
    }
    for path, field in FIELDS.items():
        if field.entity != "location":
            continue
        for first in ("lowest", "highest"):
            stated = field.said if first == "highest" else field.said_no
            yes_no = field.type is FieldType.YES_NO
            table["field", path, first] = (
                f"{YES_NO}{stated}" if yes_no else f"{first} {field.said.removeprefix('the ')}"
            )
    return table


def tie_frame(rank: Any) -> str:
    """The words of the band in which two plans are a tie."""
    field = FIELDS.get(rank.field or "") if rank.by == "field" else None
    if rank.by == "lowest_cost" or (field is not None and field.type is FieldType.MONEY):
        return TIE.replace("%", "minor")
    unit = field.unit if field is not None else BAND_UNITS.get(rank.by, "")
    return TIE.replace("%", f"number {unit}".strip())
