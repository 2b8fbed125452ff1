"""Locations as a person writes them, in YAML: times as 09:00, weekdays by name; and back, without loss."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.functional_validators import BeforeValidator
from pydantic_core import PydanticCustomError

from engine.intake.document import Country, Name, Short, sentences
from engine.model import Closure, Location
from engine.refusals import FieldProblem, RefusedSetup
from rulesets.problems import Refused as RefusedYaml
from rulesets.reading.yaml_text import plain_data

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_DAY = 1_440  # minutes


def _minute(value: object) -> int:
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    minute = -1 if found is None or int(found[2]) > 59 else int(found[1]) * 60 + int(found[2])
    if not 0 <= minute <= _DAY:
        raise PydanticCustomError("clock", "Write a time of day, as in “16:30”.")
    return minute


def _span(value: object) -> tuple[int, int]:
    opens, dash, closes = value.partition("-") if isinstance(value, str) else ("", "", "")
    if not dash:
        raise PydanticCustomError("span", "Write when it opens and closes, as in “09:00-18:00”.")
    return _minute(opens), _minute(closes)


def _date(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise PydanticCustomError("date", "Write a day, as in 2026-12-24.") from None


Minute = Annotated[int, BeforeValidator(_minute)]
Span = Annotated[tuple[int, int], BeforeValidator(_span)]
Day = Annotated[date, BeforeValidator(_date)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Work = Annotated[float, Field(ge=0, le=10_000)]


class Part(BaseModel):
    """Nothing is converted, and what is not known is refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ClosureDocument(Part):
    """Days on which it is closed; `last` may be left out for a single one."""

    first: Day
    last: Day | None = None
    reason: Annotated[str, Field(max_length=200)] = ""


class LocationDocument(Part):
    """A location; see `engine.model.Location` for what each field means. A weekday that is left out of
    `hours` is closed; without `pickups` what is ready leaves at the cut-off."""

    code: Short
    name: Name
    kind: Short
    country: Country
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    postcode: Annotated[str, Field(max_length=20)] = ""
    group: Short | None = None
    hours: dict[Weekday, Span]
    cutoff: Minute
    cutoffs: dict[Short, Minute] = {}
    ready_minutes: Count = 0
    pickups: dict[Weekday, list[Minute]] | None = None
    holidays: Short | None = None
    closures: list[ClosureDocument] = []
    shipment_minutes: Work = 0.0
    line_minutes: Work = 0.0
    unit_minutes: Work = 0.0
    shipment_cost: Count = 0
    line_cost: Count = 0
    unit_cost: Count = 0
    capacity: Count | None = None
    unit_capacity: Count | None = None
    safety_stock: Count = 0
    safety_percent: Annotated[float, Field(ge=0, le=100)] = 0.0
    safety_weeks: Annotated[float, Field(ge=0, le=520)] = 0.0
    feed_limit: Count | None = None
    can_ship: bool = True
    can_hand_over: bool = False
    carriers: list[Short] | None = None

    def location(self) -> Location:
        """The location, not closed for a time."""
        same = {name: getattr(self, name) for name in type(self).model_fields if name not in _MADE}
        pickups, carriers = self.pickups, self.carriers
        return Location(
            **same,
            hours=tuple([self.hours.get(day) for day in WEEKDAYS]),
            cutoffs=tuple(self.cutoffs.items()),
            pickups=None if pickups is None else tuple([tuple(pickups.get(d, ())) for d in WEEKDAYS]),
            closures=tuple(
                [Closure(each.first, each.last or each.first, each.reason) for each in self.closures]
            ),
            carriers=None if carriers is None else tuple(carriers),
        )


_MADE = frozenset({"hours", "cutoffs", "pickups", "closures", "carriers"})


def read_locations(text: str) -> tuple[Location, ...]:
    """The locations that a YAML list holds. Raises RefusedSetup, with every problem found by its field."""
    try:
        found = plain_data(text) if text.strip() else None
    except RefusedYaml as broken:
        problems = [FieldProblem("file", f"{each.message} {each.remedy}") for each in broken.problems]
        raise RefusedSetup(*problems) from broken
    if not isinstance(found, list) or not found:
        raise RefusedSetup(FieldProblem("file", "Give a list of locations, each begun with a dash."))
    return read_all(found)


def read_all(rows: Sequence[object]) -> tuple[Location, ...]:
    """The locations of plain data. Raises RefusedSetup likewise."""
    places: list[Location] = []
    problems: list[FieldProblem] = []
    for index, row in enumerate(rows):
        try:
            places.append(LocationDocument.model_validate(row).location())
        except ValidationError as error:
            place = _named(row, index)
            for problem in sentences(error.errors(include_url=False), ""):
                field = ".".join(part for part in (place, problem.field.removesuffix(".[key]")) if part)
                problems.append(FieldProblem(field, problem.message))
    if problems:
        raise RefusedSetup(*problems)
    return tuple(places)


def write_locations(places: Sequence[Location]) -> str:
    """Locations as YAML, as `read_locations` reads it; `closed_until` is no part of it."""
    rows = [_written(place) for place in places]
    text: str = yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    return text


def _written(place: Location) -> dict[str, Any]:
    row: dict[str, Any] = {
        "code": place.code,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
    }
    row["hours"] = {
        day: f"{_time(span[0])}-{_time(span[1])}"
        for day, span in zip(WEEKDAYS, place.hours, strict=True)
        if span is not None
    }
    row["cutoff"] = _time(place.cutoff)
    row |= _written_times(place)
    for each in fields(Location):
        value = getattr(place, each.name)
        if each.name not in {*row, *_MADE, "closed_until"} and value != each.default:
            row[each.name] = value
    if place.carriers is not None:
        row["carriers"] = list(place.carriers)
    return row


def _written_times(place: Location) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if place.cutoffs:
        row["cutoffs"] = {service: _time(minute) for service, minute in place.cutoffs}
    if place.pickups is not None:
        days = zip(WEEKDAYS, place.pickups, strict=True)
        row["pickups"] = {day: [_time(minute) for minute in minutes] for day, minutes in days if minutes}
    if place.closures:
        row["closures"] = [_closure(closure) for closure in place.closures]
    return row


def _closure(closure: Closure) -> dict[str, str]:
    row = {"first": closure.first.isoformat(), "last": closure.last.isoformat()}
    return {**row, "reason": closure.reason} if closure.reason else row


def _named(row: object, index: int) -> str:
    code = row.get("code") if isinstance(row, Mapping) else None
    return code if isinstance(code, str) and code else f"locations[{index}]"


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
