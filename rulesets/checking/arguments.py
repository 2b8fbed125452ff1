"""What is wrong with the arguments of one action by itself, beyond their types."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from rulesets.actions import (
    RANKERS,
    Action,
    ChooseService,
    Hold,
    KeepStock,
    KeepTogether,
    NotGroups,
    NotKinds,
    NotLocations,
    OnlyGroups,
    OnlyKinds,
    OnlyLocations,
    PickUp,
    Rank,
    ShipApart,
    Split,
    TransferThenPickUp,
    Where,
)
from rulesets.checking.conditions import Scope, Surroundings, check_group, unknown_code
from rulesets.nearest import did_you_mean
from rulesets.operators import FieldType
from rulesets.problems import Place, Problem
from rulesets.scalars import plain, shown
from rulesets.values import Money
from rulesets.vocabulary import FIELDS, LOCATION_KINDS

RANKED = (FieldType.NUMBER, FieldType.MONEY, FieldType.YES_NO)
"""Types of a location's field by which plans may be ranked."""
RANK_FIELDS = tuple(
    path
    for path, field in FIELDS.items()
    if field.entity == "location" and field.type in RANKED and not field.missing_because
)
"""Fields of a location by which plans may be ranked now."""


def check_arguments(action: Action, place: Place, around: Surroundings) -> Iterator[Problem]:
    """Every problem of the action's arguments, in reading order."""
    yield from _check_texts(action, place)
    for kinds, check in _CHECKS:
        if isinstance(action, kinds):
            yield from check(action, place, around)


def _check_texts(action: Action, place: Place) -> Iterator[Problem]:
    for name, field in type(action).model_fields.items():
        value = getattr(action, name)
        if isinstance(value, str) and (value != value.strip() or not value.isprintable()):
            message = f"“{field.title or name}” has blanks around it, or signs that do not show."
            yield place.into(name, words=name).problem("R305", message, "Take them away.")


def _check_kinds(action: OnlyKinds | NotKinds, place: Place, _around: Surroundings) -> Iterator[Problem]:
    at, values = place.into("kinds", words="kinds"), [kind.value for kind in LOCATION_KINDS]
    yield from _check_twice(action.kinds, at)
    for kind in action.kinds:
        if kind not in values:
            yield at.problem("R306", f"{shown(kind)} is not a kind of location.", did_you_mean(kind, values))


def _check_locations(
    action: OnlyLocations | NotLocations | Rank, place: Place, around: Surroundings
) -> Iterator[Problem]:
    at = place.into("locations", words="locations")
    yield from _check_twice(action.locations, at)
    known = around.known.locations if around.known is not None else None
    yield from _check_codes(action.locations, "location", known, at)


def _check_groups(action: OnlyGroups | NotGroups, place: Place, around: Surroundings) -> Iterator[Problem]:
    at = place.into("groups", words="groups")
    yield from _check_twice(action.groups, at)
    known = around.known.groups if around.known is not None else None
    yield from _check_codes(action.groups, "group", known, at)


def _check_services(action: ChooseService, place: Place, _around: Surroundings) -> Iterator[Problem]:
    at = place.into("services", words="services")
    yield from _check_twice(action.services, at)
    yield from _check_codes(action.services, "service", None, at)


def _check_pickup(
    action: PickUp | TransferThenPickUp, place: Place, around: Surroundings
) -> Iterator[Problem]:
    known = around.known.locations if around.known is not None else None
    if action.location is not None:
        at = place.into("location", words="location")
        yield from _check_codes((action.location,), "location", known, at)


def _check_codes(
    codes: tuple[str, ...], list_name: str, known: frozenset[str] | None, place: Place
) -> Iterator[Problem]:
    for code in codes:
        if not code.strip() or code != code.strip() or not code.isprintable():
            yield place.problem(
                "R305", "A code is empty or has blanks around it.", "Take it away or correct it."
            )
        elif known is not None:
            yield from unknown_code(code, known, list_name, place)


def _check_twice(values: tuple[str, ...], place: Place) -> Iterator[Problem]:
    for value, times in Counter(value.casefold() for value in values).items():
        if times > 1:
            yield place.problem("R307", f"{shown(value)} stands {times} times in the list.", "Keep one.")


def _check_where(
    action: Where | KeepTogether | ShipApart, place: Place, around: Surroundings
) -> Iterator[Problem]:
    if action.where is None:
        return
    at, of_lines = place.into("where", words="where"), not isinstance(action, Where)
    if not action.where.of:
        what = "line" if of_lines else "location"
        message = f"There is no condition on the {what}."
        yield at.problem("R306", message, "Add one, or take the action away.")
    elif of_lines:
        yield from check_group(action.where, at, Scope("split", "line", around))
    else:
        yield from check_group(action.where, at, Scope("routing", "location", around))


def _check_keep(action: KeepStock, place: Place, _around: Surroundings) -> Iterator[Problem]:
    if action.of == "percent" and action.units > 100:
        at = place.into("units", words="units")
        yield at.problem("R309", f"{action.units}% of the stock is more than all of it.", "Give at most 100.")


def _check_rank(action: Rank, place: Place, _around: Surroundings) -> Iterator[Problem]:
    label, unit = RANKERS[action.by]
    locations = place.into("locations", words="locations")
    if action.by == "preferred" and not action.locations:
        yield locations.problem("R308", "The preferred order names no location.", "List them, best first.")
    if action.by != "preferred" and action.locations:
        remedy = "Take the list away, or prefer by the preferred order of locations."
        yield locations.problem("R308", f"“{label}” takes no list of locations.", remedy)
    if action.by == "field":
        yield from _check_rank_field(action, place)
        return
    for key in ("field", "first"):
        if getattr(action, key) != Rank.model_fields[key].default:
            at = place.into(key, words=key)
            yield at.problem("R316", f"“{label}” asks for no field.", "Take it away, or prefer by a field.")
    if action.tie_within and not unit:
        at = place.into("tie_within", words="tie_within")
        yield at.problem("R309", f"“{label}” has no differences to call a tie.", "Take “A tie within” away.")


def _check_rank_field(action: Rank, place: Place) -> Iterator[Problem]:
    at = place.into("field", words="field")
    field = FIELDS.get(action.field or "")
    if action.field is None:
        yield at.problem("R316", "The rank does not say by which field.", "Give a field of the location.")
    elif field is not None and field.missing_because and field.entity == "location":
        message = f"“{field.label}” cannot be asked now. {field.missing_because}"
        yield at.problem("R203", message, "Take the rank away.")
    elif action.field not in RANK_FIELDS:
        message = f"{shown(action.field)} is not a number, an amount or a yes or no of the location."
        yield at.problem("R316", message, did_you_mean(plain(action.field), RANK_FIELDS))
    if action.tie_within and field is not None and field.type is FieldType.YES_NO:
        message = f"“{field.label}” has no differences to call a tie."
        tie = place.into("tie_within", words="tie_within")
        yield tie.problem("R309", message, "Take “A tie within” away.")


_NEEDLESS = (
    "at_most",
    "only_if_needed",
    "cheaper_by",
    "dearer_by",
    "saves_days",
    "least_value",
    "review_above",
)


def _check_split(action: Split, place: Place, around: Surroundings) -> Iterator[Problem]:
    if action.policy == "none" and any(getattr(action, key) for key in _NEEDLESS):
        remedy = "Take the other answers away, or let the order be split."
        yield place.problem("R310", "An order that may not be split needs no more answers.", remedy)
    if action.cheaper_by is not None and action.dearer_by is not None:
        message = "What must be cheaper is never dearer, so one of the two answers says nothing."
        yield place.problem("R310", message, "Keep “Only if cheaper by” or “Only if it costs less … more”.")
    for key in ("cheaper_by", "dearer_by", "least_value"):
        written = getattr(action, key)
        if written is not None:
            yield from _check_amount(written, place.into(key, words=key), around)


def _check_amount(written: str, place: Place, around: Surroundings) -> Iterator[Problem]:
    example = f"Write it like 2.00 {around.currency or 'GBP'}."
    try:
        money = Money.parse(written)
    except ValueError:
        yield place.problem("R311", f"{shown(written)} is not an amount of money.", example)
        return
    if around.currency is not None and money.currency != around.currency:
        message = f"{written} is not in {around.currency}, the currency of these rules."
        yield place.problem("R311", message, example)
    elif money.minor <= 0:
        message = f"{written} is no saving." if place.path[-1] == "cheaper_by" else f"{written} is nothing."
        yield place.problem("R311", message, "Give more than nothing, or leave it empty.")


def _check_hold(action: Hold, place: Place, _around: Surroundings) -> Iterator[Problem]:
    ends = [action.lifts_after_minutes, action.lifts_at_time]
    at = place.into("at_expiry", words="at_expiry")
    if None not in ends:
        message = "The hold has two times at which it is over."
        yield place.into("lifts_at_time", words="lifts_at_time").problem("R317", message, "Keep one of them.")
    if action.at_expiry != "lift" and ends == [None, None]:
        message = "The hold says what happens when its time is over, and not when that is."
        yield at.problem("R317", message, "Give “Its time is over after” or “at”, or let it end by lifting.")
    to = place.into("escalate_to", words="escalate_to")
    if action.at_expiry == "escalate" and not action.escalate_to:
        yield to.problem("R318", "The hold does not say to whom it is escalated.", "Give “Escalate to”.")
    if action.at_expiry != "escalate" and action.escalate_to:
        yield to.problem("R318", "The hold is never escalated.", "Take “Escalate to” away, or choose it.")


_CHECKS: tuple[tuple[Any, Callable[..., Iterator[Problem]]], ...] = (
    (OnlyKinds | NotKinds, _check_kinds),
    (OnlyLocations | NotLocations | Rank, _check_locations),
    (OnlyGroups | NotGroups, _check_groups),
    (ChooseService, _check_services),
    (PickUp | TransferThenPickUp, _check_pickup),
    (Where | KeepTogether | ShipApart, _check_where),
    (KeepStock, _check_keep),
    (Rank, _check_rank),
    (Split, _check_split),
    (Hold, _check_hold),
)
