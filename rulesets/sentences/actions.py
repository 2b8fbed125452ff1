"""What a rule does, in words: one function a kind of rule."""

from collections.abc import Callable, Sequence

from rulesets.actions import (
    Action,
    AnyAction,
    Authorise,
    Cancel,
    Hold,
    KeepStock,
    NotLocations,
    OnlyKinds,
    OnlyLocations,
    Queue,
    Rank,
    Reroute,
    Split,
    Suspend,
    Tag,
    Tell,
    Where,
    WithinKm,
)
from rulesets.model import OTHERWISE_WORDS, Rule
from rulesets.sentences.clauses import Path
from rulesets.sentences.groups import Branch, simplified, whole
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.words import Names, counted, duration, listed, quoted, speech
from rulesets.values import Money
from rulesets.vocabulary import LOCATION_KINDS

PLURALS = {
    "warehouse": "warehouses",
    "store": "stores",
    "supplier": "suppliers",
    "third_party": "third parties",
}
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
}
NOTHING = {
    "hold": "no hold",
    "routing": "every location with stock",
    "split": "nothing about splitting",
    "exception": "nothing",
    "transaction": "nothing more",
}


def effects(rule: Rule, names: Names) -> Spans:
    """What the rule does, without its otherwise."""
    if rule.kind == "routing":
        return _routing(rule, names)
    if not rule.then:
        return (Span(NOTHING[rule.kind], "mark", ("then",)),)
    parts = [action_words(action, names, ("then", index)) for index, action in enumerate(rule.then)]
    return between(parts, (Span(", and "),))


def otherwise(rule: Rule) -> Spans:
    """What the rule does when nobody can serve."""
    words = OTHERWISE_WORDS.get(rule.otherwise or "", "…")
    return (Span(words, "mark", ("otherwise",)),)


def action_words(action: Action, names: Names, path: Path) -> Spans:
    """One action in words, as it stands in its rule's sentence."""
    return _SAY[type(action)](action, names, path)


def _routing(rule: Rule, names: Names) -> Spans:
    placed = [(action, ("then", index)) for index, action in enumerate(rule.then)]
    asked = [pair for pair in placed if not isinstance(pair[0], Rank)]
    ranks = [(action, path) for action, path in placed if isinstance(action, Rank)]
    base = next((pair for pair in asked if isinstance(pair[0], OnlyKinds | OnlyLocations)), None)
    among = _base(base, names, default=rule.default)
    others = [pair for pair in asked if pair != base]
    rest = [action_words(action, names, path) for action, path in others]
    wishes = [_rank(rank, path, names, first=index == 0) for index, (rank, path) in enumerate(ranks)]
    if others and isinstance(others[0][0], WithinKm):
        among, rest = (*among, Span(" "), *rest[0]), rest[1:]
    return between([among, *rest, *wishes], (Span(", "),))


def _base(base: tuple[AnyAction, Path] | None, names: Names, *, default: bool) -> Spans:
    if base is None:
        return (Span("every location with stock" if default else "choose among all locations", "plain"),)
    action, path = base
    words = (
        [PLURALS.get(kind, kind) for kind in action.kinds]
        if isinstance(action, OnlyKinds)
        else [names.location(code) for code in action.locations]
        if isinstance(action, OnlyLocations)
        else []
    )
    choose = "choose among " if isinstance(action, OnlyKinds) or len(words) > 1 else "choose "
    return (Span(choose, "plain", path), Span(listed(words, "and"), "mark", path))


def _rank(rank: Rank, path: Path, names: Names, *, first: bool) -> Spans:
    then = () if first else (Span("then ", "plain", path),)
    if rank.by == "preferred":
        order = listed([names.location(code) for code in rank.locations], "and")
        return (*then, Span("in the order ", "plain", path), Span(order, "mark", path))
    words = RANK_WORDS[rank.by] + (" first" if first else "")
    band = f" with up to {_band(rank, names)} as a tie" if rank.tie_within else ""
    return (
        (*then, Span(words, "mark", path), Span(band, "plain", path))
        if band
        else (*then, Span(words, "mark", path))
    )


def _band(rank: Rank, names: Names) -> str:
    if rank.by == "lowest_cost":
        return Money(rank.tie_within, names.currency).shown
    return counted(rank.tie_within, BAND_UNITS.get(rank.by, "%"))


def _only_kinds(action: OnlyKinds, _names: Names, path: Path) -> Spans:
    labels = {kind.value: kind.label.lower() for kind in LOCATION_KINDS}
    words = listed([labels.get(kind, kind) for kind in action.kinds])
    return (Span("of the kind ", "plain", path), Span(words, "mark", path))


def _only_locations(action: OnlyLocations, names: Names, path: Path) -> Spans:
    return (Span("only ", "plain", path), Span(_places(action.locations, names), "mark", path))


def _not_locations(action: NotLocations, names: Names, path: Path) -> Spans:
    return (Span("but not ", "plain", path), Span(_places(action.locations, names), "mark", path))


def _places(codes: Sequence[str], names: Names) -> str:
    return listed([names.location(code) for code in codes])


def _within(action: WithinKm, _names: Names, path: Path) -> Spans:
    return (Span("within ", "plain", path), Span(counted(action.km, "km"), "mark", path))


def _keep(action: KeepStock, _names: Names, path: Path) -> Spans:
    words = counted(action.units, "units")
    return (
        Span("keeping ", "plain", path),
        Span(words, "mark", path),
        Span(" of each SKU back", "plain", path),
    )


def _where(action: Where, names: Names, path: Path) -> Spans:
    tree = simplified(action.where, (*path, "where"))
    if isinstance(tree, Branch) and tree.match == "all" and tree.parts:
        inside = between([whole(part, names) for part in tree.parts], (Span(" and ", "plain", tree.path),))
    else:
        inside = whole(tree, names)
    return (Span("where ", "plain", path), *inside)


def _hold(action: Hold, _names: Names, path: Path) -> Spans:
    after = action.lifts_after_minutes
    until = f" or {duration(after)} have passed" if after else ""
    return (
        Span("hold the order because of ", "plain", path),
        Span(speech(action.reason), "mark", path),
        Span(" until ", "plain", path),
        Span(f"{quoted(action.owner)} lifts it{until}", "mark", path),
    )


def _split(action: Split, _names: Names, path: Path) -> Spans:
    if action.policy == "none":
        return (Span("do not split the order", "mark", path),)
    how = (_AT_ONCE if action.at_most == 1 else _IN_PARTS)[action.policy]
    limits = [f"into at most {action.at_most} shipments"] if action.at_most and action.at_most > 1 else []
    limits += ["only if no single location can serve"] if action.only_if_needed else []
    limits += [f"only if it is cheaper by {_money(action.cheaper_by)} or more"] if action.cheaper_by else []
    return between([(Span(words, "mark", path),) for words in (how, *limits)], (Span(", ", "plain", path),))


_AT_ONCE = {
    "whole_lines": "send one shipment of whole lines only",
    "units": "send one shipment, with a part of a line if need be",
}
_IN_PARTS = {
    "whole_lines": "split the order between lines only",
    "units": "split the order, within lines too",
}


def _money(written: str) -> str:
    try:
        return Money.parse(written).shown
    except ValueError:
        return f"“{written}”"


def _reroute(action: Reroute, _names: Names, path: Path) -> Spans:
    times = "once" if action.at_most == 1 else f"{action.at_most} times"
    said = "route the order again without the location, at most "
    return (Span(said, "plain", path), Span(times, "mark", path))


def _queue(action: Queue, _names: Names, path: Path) -> Spans:
    return (
        Span("put the order in the queue of ", "plain", path),
        Span(quoted(action.owner), "mark", path),
        Span(" with the task ", "plain", path),
        Span(speech(action.reason), "mark", path),
        Span(", due in ", "plain", path),
        Span(duration(action.due_in_minutes), "mark", path),
    )


def _suspend(action: Suspend, _names: Names, path: Path) -> Spans:
    said = "suspend the SKU at the location for "
    return (Span(said, "plain", path), Span(duration(action.hours * 60), "mark", path))


def _cancel(action: Cancel, _names: Names, path: Path) -> Spans:
    return (Span("cancel the order because of ", "plain", path), Span(speech(action.reason), "mark", path))


def _tag(action: Tag, _names: Names, path: Path) -> Spans:
    return (Span("tag the order ", "plain", path), Span(quoted(action.tag), "mark", path))


def _authorise(_action: Authorise, _names: Names, path: Path) -> Spans:
    return (Span("authorise the payment now and capture it at shipment", "mark", path),)


def _tell(action: Tell, _names: Names, path: Path) -> Spans:
    return (Span("tell the customer ", "plain", path), Span(speech(action.message), "mark", path))


def _only_rank(action: Rank, names: Names, path: Path) -> Spans:
    return _rank(action, path, names, first=True)


_SAY: dict[type[Action], Callable[..., Spans]] = {
    Hold: _hold,
    OnlyKinds: _only_kinds,
    OnlyLocations: _only_locations,
    NotLocations: _not_locations,
    WithinKm: _within,
    KeepStock: _keep,
    Where: _where,
    Rank: _only_rank,
    Split: _split,
    Reroute: _reroute,
    Queue: _queue,
    Suspend: _suspend,
    Cancel: _cancel,
    Tag: _tag,
    Authorise: _authorise,
    Tell: _tell,
}
