"""What a routing rule does, in words: who may serve, what is better, and the ways that need no plan."""

from collections.abc import Callable

from rulesets.actions import (
    Action,
    AnyAction,
    CancelRoute,
    ChooseService,
    DecideTogether,
    DropShip,
    HoldRoute,
    Offer,
    OnlyGroups,
    OnlyKinds,
    OnlyLocations,
    PickUp,
    Rank,
    Route,
    TransferThenPickUp,
    WaitForStock,
)
from rulesets.actions.eligibility import WithinKm
from rulesets.model import Rule
from rulesets.operators import FieldType
from rulesets.sentences.clauses import Path
from rulesets.sentences.demands import demand_words
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.words import Names, counted, duration, listed, quoted, speech
from rulesets.values import Money
from rulesets.vocabulary import FIELDS

Placed = tuple[AnyAction, Path]
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


def routing_words(rule: Rule, names: Names) -> Spans:
    """What the rule does, without its otherwise."""
    placed: list[Placed] = [(action, ("then", index)) for index, action in enumerate(rule.then)]
    ways = [pair for pair in placed if isinstance(pair[0], Route)]
    asked = [pair for pair in placed if not isinstance(pair[0], Rank | Route)]
    ranks = [(action, path) for action, path in placed if isinstance(action, Rank)]
    said = [way_words(action, path, names) for action, path in ways]
    wishes = [rank_words(rank, path, names, first=index == 0) for index, (rank, path) in enumerate(ranks)]
    if said and len(placed) == len(ways):
        return between(said, (Span(", "),))
    among, rest = _among(asked, names, default=rule.default)
    return between([*said, among, *rest, *wishes], (Span(", "),))


def _among(asked: list[Placed], names: Names, *, default: bool) -> tuple[Spans, list[Spans]]:
    """The locations that are chosen among, and what else is asked of them."""
    base = next((pair for pair in asked if _is_base(pair[0])), None)
    among = _base(base, names, default=default)
    others = [pair for pair in asked if pair is not base]
    rest = [asked_words(action, path, names) for action, path in others]
    if others and isinstance(others[0][0], WithinKm):
        return (*among, Span(" "), *rest[0]), rest[1:]
    return among, rest


def _is_base(action: Action) -> bool:
    return isinstance(action, OnlyKinds | OnlyLocations | OnlyGroups) and action.relax is None


def _base(base: Placed | None, names: Names, *, default: bool) -> Spans:
    action, path = base if base is not None else (None, ())
    if isinstance(action, OnlyGroups):
        groups = listed([quoted(group) for group in action.groups])
        return (Span("choose among the group ", "plain", path), Span(groups, "mark", path))
    if isinstance(action, OnlyKinds):
        kinds = listed([PLURALS.get(kind, kind) for kind in action.kinds], "and")
        return (Span("choose among ", "plain", path), Span(kinds, "mark", path))
    if isinstance(action, OnlyLocations):
        places = [names.location(code) for code in action.locations]
        choose = "choose among " if len(places) > 1 else "choose "
        return (Span(choose, "plain", path), Span(listed(places, "and"), "mark", path))
    return (Span("every location with stock" if default else "choose among all locations", "plain"),)


def asked_words(action: Action, path: Path, names: Names) -> Spans:
    """A demand, or another wish that is neither a way nor a rank."""
    if isinstance(action, DecideTogether):
        every = duration(action.every_minutes)
        return (Span("deciding together with other orders every ", "plain", path), Span(every, "mark", path))
    if isinstance(action, ChooseService):
        services = (
            f" of {listed([quoted(each) for each in action.services], 'and')}" if action.services else ""
        )
        cheapest = f"sent by the cheapest service{services} that keeps the promise"
        return (Span(cheapest, "mark", path),)
    return demand_words(action, names, path)


def _to_collect(action: PickUp | TransferThenPickUp, names: Names) -> str:
    return (
        "the location that the customer chose" if action.location is None else names.location(action.location)
    )


def _pick_up(action: PickUp, names: Names, path: Path) -> Spans:
    said = "let the customer collect at "
    return (Span(said, "plain", path), Span(_to_collect(action, names), "mark", path))


def _transfer(action: TransferThenPickUp, names: Names, path: Path) -> Spans:
    return (
        Span("send what is not there to ", "plain", path),
        Span(_to_collect(action, names), "mark", path),
        Span(" and let the customer collect", "plain", path),
    )


def _drop_ship(_action: DropShip, _names: Names, path: Path) -> Spans:
    return (Span("let suppliers send it straight to the customer", "mark", path),)


def _offer(action: Offer, _names: Names, path: Path) -> Spans:
    many, time = counted(action.locations, "locations"), duration(action.minutes)
    return (Span("offer it to at most ", "plain", path), Span(f"{many} for {time}", "mark", path))


def _wait(_action: WaitForStock, _names: Names, path: Path) -> Spans:
    return (Span("let the whole order wait for stock", "mark", path),)


def _hold(action: HoldRoute, _names: Names, path: Path) -> Spans:
    return (
        Span("hold the order for a person because of ", "plain", path),
        Span(speech(action.reason), "mark", path),
    )


def _cancel(_action: CancelRoute, _names: Names, path: Path) -> Spans:
    return (Span("cancel the order", "mark", path),)


def way_words(action: Action, path: Path, names: Names) -> Spans:
    """A way of routing: collect, drop-ship, wait, hold, cancel."""
    return _WAYS[type(action)](action, names, path)


def rank_words(rank: Rank, path: Path, names: Names, *, first: bool) -> Spans:
    """A rank, as the first of its rule or as one that follows."""
    then: Spans = () if first else (Span("then ", "plain", path),)
    if rank.by == "preferred":
        order = listed([names.location(code) for code in rank.locations], "and")
        return (*then, Span("in the order ", "plain", path), Span(order, "mark", path))
    if rank.by == "field":
        words = _by_field(rank, first=first)
    else:
        words = RANK_WORDS[rank.by] + (" first" if first else "")
    band = f" with up to {_band(rank, names)} as a tie" if rank.tie_within else ""
    tie: Spans = (Span(band, "plain", path),) if band else ()
    return (*then, Span(words, "mark", path), *tie)


def _by_field(rank: Rank, *, first: bool) -> str:
    field = FIELDS.get(rank.field or "")
    if field is None:
        return f"{rank.first} “{rank.field or '…'}”" + (" first" if first else "")
    if field.type is FieldType.YES_NO:
        return f"{'first ' if first else ''}where {field.said if rank.first == 'highest' else field.said_no}"
    return f"{rank.first} {field.said.removeprefix('the ')}" + (" first" if first else "")


def _band(rank: Rank, names: Names) -> str:
    field = FIELDS.get(rank.field or "") if rank.by == "field" else None
    if rank.by == "lowest_cost" or (field is not None and field.type is FieldType.MONEY):
        return Money(rank.tie_within, names.currency).shown
    unit = field.unit if field is not None else BAND_UNITS.get(rank.by, "%")
    return counted(rank.tie_within, unit)


_WAYS: dict[type[Action], Callable[..., Spans]] = {
    PickUp: _pick_up,
    TransferThenPickUp: _transfer,
    DropShip: _drop_ship,
    Offer: _offer,
    WaitForStock: _wait,
    HoldRoute: _hold,
    CancelRoute: _cancel,
}
