"""What a routing rule asks of locations, in words, each demand as a part of the rule's sentence."""

from collections.abc import Callable, Sequence
from typing import Any

from rulesets.actions import Action, NotGroups, OnlyGroups
from rulesets.actions.eligibility import (
    AccurateCounts,
    ByThePromise,
    Demand,
    FreshFeed,
    IgnoreCapacity,
    KeepStock,
    NotKinds,
    NotLocations,
    NotRejectedLately,
    OnlyKinds,
    OnlyLocations,
    SameCountry,
    Where,
    WithinKm,
)
from rulesets.problems import ordinal
from rulesets.sentences.clauses import Path
from rulesets.sentences.groups import Branch, simplified, whole
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.words import Names, counted, duration, listed, quoted
from rulesets.vocabulary import LOCATION_KINDS

TURNS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""How a sentence says the turn of a demand that may be given up; later ones in digits."""


def demand_words(action: Action, names: Names, path: Path) -> Spans:
    """A demand on locations, with the turn in which it is given up when it may be."""
    said = _SAY[type(action)](action, names, path)
    turn = action.relax if isinstance(action, Demand) else None
    if turn is None:
        return said
    word = TURNS[turn - 1] if turn <= len(TURNS) else ordinal(turn - 1)
    return (
        *said,
        Span(" unless nobody else can serve (given up ", "plain", path),
        Span(word, "mark", path),
        Span(")", "plain", path),
    )


def _lately(minutes: int) -> str:
    return duration(minutes).removeprefix("1 ")


def _kinds(kinds: Sequence[str]) -> str:
    labels = {kind.value: kind.label.lower() for kind in LOCATION_KINDS}
    return listed([labels.get(kind, kind) for kind in kinds])


def _places(codes: Sequence[str], names: Names) -> str:
    return listed([names.location(code) for code in codes])


def _two(said: str, words: str, path: Path, after: str = "") -> Spans:
    end: Spans = (Span(after, "plain", path),) if after else ()
    return (Span(said, "plain", path), Span(words, "mark", path), *end)


def _only_kinds(action: OnlyKinds, _names: Names, path: Path) -> Spans:
    return _two("of the kind ", _kinds(action.kinds), path)


def _not_kinds(action: NotKinds, _names: Names, path: Path) -> Spans:
    return _two("not of the kind ", _kinds(action.kinds), path)


def _only_locations(action: OnlyLocations, names: Names, path: Path) -> Spans:
    return _two("only ", _places(action.locations, names), path)


def _not_locations(action: NotLocations, names: Names, path: Path) -> Spans:
    return _two("but not ", _places(action.locations, names), path)


def _only_groups(action: OnlyGroups, _names: Names, path: Path) -> Spans:
    return _two("of the group ", listed([quoted(group) for group in action.groups]), path)


def _not_groups(action: NotGroups, _names: Names, path: Path) -> Spans:
    return _two("not of the group ", listed([quoted(group) for group in action.groups]), path)


def _within(action: WithinKm, _names: Names, path: Path) -> Spans:
    return _two("within ", counted(action.km, "km"), path)


def _same_country(_action: SameCountry, _names: Names, path: Path) -> Spans:
    return (Span("in the customer’s country", "mark", path),)


def _by_the_promise(action: ByThePromise, _names: Names, path: Path) -> Spans:
    if not action.days_late:
        return (Span("arriving by the promise", "mark", path),)
    return _two("arriving at most ", counted(action.days_late, "days"), path, " after the promise")


def _not_rejected(action: NotRejectedLately, _names: Names, path: Path) -> Spans:
    return _two("without a rejected shipment in the last ", _lately(action.hours * 60), path)


def _fresh(action: FreshFeed, _names: Names, path: Path) -> Spans:
    return _two("with stock reported in the last ", _lately(action.minutes), path)


def _accurate(action: AccurateCounts, _names: Names, path: Path) -> Spans:
    return _two("with ", f"{action.percent}% or more", path, " of the counts right")


def _keep(action: KeepStock, _names: Names, path: Path) -> Spans:
    kept = {
        "units": counted(action.units, "units"),
        "percent": f"{action.units}%",
        "weeks": f"{counted(action.units, 'weeks')} of sales",
    }[action.of]
    return _two("keeping ", kept, path, " of each SKU back")


def _ignore_capacity(_action: IgnoreCapacity, _names: Names, path: Path) -> Spans:
    return (Span("even when today’s capacity is used up", "mark", path),)


def _where(action: Where, names: Names, path: Path) -> Spans:
    tree = simplified(action.where, (*path, "where"))
    if isinstance(tree, Branch) and tree.match == "all" and tree.parts:
        inside = between([whole(part, names) for part in tree.parts], (Span(" and ", "plain", tree.path),))
    else:
        inside = whole(tree, names)
    return (Span("where ", "plain", path), *inside)


_SAY: dict[type[Action], Callable[[Any, Names, Path], Spans]] = {
    OnlyKinds: _only_kinds,
    NotKinds: _not_kinds,
    OnlyLocations: _only_locations,
    NotLocations: _not_locations,
    OnlyGroups: _only_groups,
    NotGroups: _not_groups,
    WithinKm: _within,
    SameCountry: _same_country,
    ByThePromise: _by_the_promise,
    NotRejectedLately: _not_rejected,
    FreshFeed: _fresh,
    AccurateCounts: _accurate,
    KeepStock: _keep,
    IgnoreCapacity: _ignore_capacity,
    Where: _where,
}
