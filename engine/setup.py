"""Sets up the retailer: its locations, tariff and products; and closes and opens locations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import Session

from engine.model import Location, Product, Retailer, Tariff
from engine.public_holidays import problem_with
from engine.refusals import FieldProblem, NotKnown, RefusedSetup
from engine.store import events
from engine.store import setup as store
from rulesets.values import CURRENCIES
from rulesets.vocabulary import LOCATION_KINDS

_DAY = 1_440  # minutes
_LONGEST_WORK = 20_000
_KINDS = tuple(choice.value for choice in LOCATION_KINDS)


def install_retailer(
    session: Session,
    retailer: Retailer,
    locations: Sequence[Location],
    tariff: Tariff,
    products: Sequence[Product],
    now: datetime | None = None,
) -> None:
    """Set up a database that has no retailer yet. Raises RefusedSetup, with every problem found."""
    problems = [*_retailer_problems(retailer, tariff), *_location_problems(locations)]
    problems += [*_tariff_problems(tariff), *_product_problems(products)]
    if store.is_set_up(session):
        problems.append(FieldProblem("retailer", "There is one already; use an empty database."))
    if problems:
        raise RefusedSetup(*problems)
    store.insert_setup(session, retailer, locations, tariff, products, now or datetime.now(UTC))


def set_location_closed(
    session: Session, code: str, until: datetime | None, now: datetime, who: str, reason: str = ""
) -> int:
    """Close a location until then, or open it (None); gives the event's id. Raises NotKnown."""
    setup = store.setup(session)
    if setup.location(code) is None:
        known = ", ".join(place.code for place in setup.locations)
        raise NotKnown(FieldProblem("location", f"“{code}” is not a location; use one of {known}."))
    if until is not None and until <= now:
        raise RefusedSetup(FieldProblem("until", "It must lie in the future; leave it empty to open."))
    store.set_closed_until(session, code, until)
    data = {"reason": reason, "until": until.isoformat()} if until else {"reason": reason}
    type_ = "location_closed" if until else "location_opened"
    return events.write(session, events.Happened(type_, now, who, location=code, data=data))


def change_locations(
    session: Session, locations: Sequence[Location], now: datetime, who: str
) -> dict[str, tuple[str, ...]]:
    """Set locations up anew, each by its code; others stay as they are, and a location that is closed for a
    time stays closed. Gives the fields that changed, by code. Raises RefusedSetup, NotKnown."""
    setup = store.setup(session)
    for place in locations:
        if setup.location(place.code) is None:
            known = ", ".join(each.code for each in setup.locations)
            raise NotKnown(FieldProblem(place.code, f"There is no such location; use one of {known}."))
    if problems := list(_location_problems(locations)):
        raise RefusedSetup(*problems)
    changed = {
        place.code: names
        for place in locations
        if (was := setup.location(place.code)) and (names := _changed(was, place))
    }
    for place in locations:
        if place.code in changed:
            store.update_location(session, place)
            data = {"fields": list(changed[place.code])}
            events.write(
                session, events.Happened("location_changed", now, who, location=place.code, data=data)
            )
    return changed


def _changed(was: Location, becomes: Location) -> tuple[str, ...]:
    names = [each.name for each in fields(Location) if each.name != "closed_until"]
    return tuple([name for name in names if getattr(was, name) != getattr(becomes, name)])


def _retailer_problems(retailer: Retailer, tariff: Tariff) -> Iterator[FieldProblem]:
    if not retailer.name.strip():
        yield FieldProblem("retailer.name", "Give the retailer a name.")
    if retailer.currency not in CURRENCIES:
        yield FieldProblem("retailer.currency", f"Use one of {', '.join(CURRENCIES)}.")
    if tariff.currency != retailer.currency:
        yield FieldProblem("tariff.currency", f"It must be {retailer.currency}, as the retailer's is.")
    if not _is_country(retailer.country):
        yield FieldProblem("retailer.country", "Use the two capital letters of the country, as in GB.")
    if not _is_zone(retailer.zone):
        yield FieldProblem("retailer.zone", f"“{retailer.zone}” is not a time zone; write Europe/London.")


def _location_problems(locations: Sequence[Location]) -> Iterator[FieldProblem]:
    if not locations:
        yield FieldProblem("locations", "At least one location must be able to fulfil orders.")
    yield from _repeated("locations", (place.code for place in locations))
    for index, place in enumerate(locations):
        for field, message in _place_problems(place):
            yield FieldProblem(f"locations[{index}].{field}", message)


def _place_problems(place: Location) -> Iterator[tuple[str, str]]:
    if not place.code.strip() or place.code != place.code.strip():
        yield "code", "Give the location a short code without spaces around it."
    if place.kind not in _KINDS:
        yield "kind", f"“{place.kind}” is not a kind of location; use one of {', '.join(_KINDS)}."
    if not _is_country(place.country):
        yield "country", "Use the two capital letters of the country, as in GB."
    if (place.latitude is None) != (place.longitude is None):
        yield "latitude", "Give latitude and longitude both, or neither."
    yield from _calendar_problems(place)
    if (place.capacity is not None and place.capacity < 0) or place.safety_stock < 0:
        yield "capacity", "Capacity and safety stock cannot be below 0."


def _calendar_problems(place: Location) -> Iterator[tuple[str, str]]:
    if len(place.hours) != 7:
        yield "hours", "Give the hours of seven days, Monday first."
    elif any(span and not 0 <= span[0] < span[1] <= _DAY for span in place.hours):
        yield "hours", "A location opens before it closes, on the same day, between 0:00 and 24:00."
    elif place.pickups is not None:
        yield from _pickup_problems(place)
    if any(not 0 <= minute <= _DAY for minute in (place.cutoff, *(minute for _, minute in place.cutoffs))):
        yield "cutoff", "A cut-off lies between 0:00 and 24:00."
    if not 0 <= place.ready_minutes <= _LONGEST_WORK:
        yield "ready_minutes", "Give between 0 and 20,000 working minutes until a shipment is ready."
    if place.holidays is not None and (problem := problem_with(place.holidays)):
        yield "holidays", problem
    if any(closure.last < closure.first for closure in place.closures):
        yield "closures", "The last day of a closure lies before its first."


def _pickup_problems(place: Location) -> Iterator[tuple[str, str]]:
    pickups = place.pickups or ()
    if len(pickups) != 7:
        yield "pickups", "Give the pick-ups of seven days, Monday first; an empty list where nobody collects."
    elif not any(pickups):
        yield "pickups", "Give one pick-up at least, or none at all for a carrier who comes at the cut-off."
    for span, minutes in zip(place.hours, pickups, strict=False):
        if any(span is None or not span[0] <= minute <= span[1] for minute in minutes):
            yield "pickups", "A carrier can only collect while the location is open; mend hours or pick-ups."
            return


def _tariff_problems(tariff: Tariff) -> Iterator[FieldProblem]:
    if not tariff.steps:
        yield FieldProblem("tariff.steps", "The tariff has no prices.")
    if list(tariff.bands) != sorted(set(tariff.bands)):
        yield FieldProblem("tariff.bands", "The bounds of the zones must rise.")
    for (service, zone), steps in tariff.steps.items():
        if not steps or [grams for grams, _ in steps] != sorted({grams for grams, _ in steps}):
            yield FieldProblem(f"tariff.steps[{service}, {zone}]", "The weights must rise from step to step.")


def _product_problems(products: Sequence[Product]) -> Iterator[FieldProblem]:
    if not products:
        yield FieldProblem("products", "The catalogue is empty.")
    yield from _repeated("products", (product.sku for product in products))
    for index, product in enumerate(products):
        if not product.sku.strip() or product.sku != product.sku.strip():
            yield FieldProblem(f"products[{index}].sku", "Give the SKU, without spaces around it.")


def _repeated(field: str, names: Iterable[str]) -> Iterator[FieldProblem]:
    for name, times in Counter(names).items():
        if times > 1:
            yield FieldProblem(field, f"“{name}” stands {times} times; each must be different.")


def _is_country(text: str) -> bool:
    return len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)
