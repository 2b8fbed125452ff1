"""Locations as a person writes them: out and in the same, mistakes named by location and field."""

from datetime import date

import pytest
from hypothesis import given, settings

from connectors.sample.retailer import shop
from engine.location_document import read_locations, write_locations
from engine.model import Closure, Location
from engine.refusals import RefusedSetup
from tests.engine.time.test_timetable import locations

TEXT = """- code: LDS
  name: Leeds
  kind: store
  country: GB
  hours: {mon: 09:00-18:00, sat: 10:00-16:00}
  cutoff: 14:00
  cutoffs: {express: 15:30}
  ready_minutes: 90
  pickups: {mon: [12:00, 16:30]}
  holidays: GB-ENG
  closures:
    - {first: 2026-08-03, last: 2026-08-14, reason: Summer}
    - first: 2026-12-24
"""


def test_it_reads_as_a_person_writes() -> None:
    (found,) = read_locations(TEXT)
    week = ((540, 1080), None, None, None, None, (600, 960), None)
    assert found == Location(
        "LDS",
        "Leeds",
        "store",
        "GB",
        hours=week,
        cutoff=840,
        cutoffs=(("express", 930),),
        ready_minutes=90,
        pickups=((720, 990), (), (), (), (), (), ()),
        holidays="GB-ENG",
        closures=(
            Closure(date(2026, 8, 3), date(2026, 8, 14), "Summer"),
            Closure(date(2026, 12, 24), date(2026, 12, 24)),
        ),
    )


@settings(max_examples=80, deadline=None)
@given(locations())
def test_reading_what_was_written_gives_the_same_location(place: Location) -> None:
    assert read_locations(write_locations([place])) == (place,)


def test_the_samples_locations_come_out_and_in_the_same() -> None:
    assert read_locations(write_locations(shop().locations)) == shop().locations


@pytest.mark.parametrize(
    ("was", "becomes", "field", "said"),
    [
        ("cutoff: 14:00", "cutoff: 25:00", "LDS.cutoff", "as in “16:30”"),
        ("cutoff: 14:00", "cutoff: 14", "LDS.cutoff", "as in “16:30”"),
        ("09:00-18:00", "nine to six", "LDS.hours.mon", "as in “09:00-18:00”"),
        ("sat:", "holiday:", "LDS.hours.holiday", "one of"),
        ("16:30]", "16:60]", "LDS.pickups.mon[1]", "as in “16:30”"),
        ("2026-08-03", "03.08.2026", "LDS.closures[0].first", "as in 2026-12-24"),
        ("ready_minutes: 90", "ready_minutes: -1", "LDS.ready_minutes", "0 or more"),
        ("ready_minutes", "redy_minutes", "LDS.redy_minutes", "no such field"),
        ("country: GB", "country: England", "LDS.country", ""),
        ("code: LDS", "code: ", "locations[0].code", ""),
        ("- code: LDS\n  name", "name", "file", ""),
        (TEXT, "", "file", "list of locations"),
    ],
)
def test_a_mistake_is_named_by_location_and_field(was: str, becomes: str, field: str, said: str) -> None:
    with pytest.raises(RefusedSetup) as refused:
        read_locations(TEXT.replace(was, becomes, 1))
    found = {problem.field: problem.message for problem in refused.value.problems}
    assert field in found
    assert said in found[field]
