"""The sample year in these tests: a candidate to try on it, a span of it, and its world."""

from datetime import UTC, datetime, timedelta

from engine.database import Database
from engine.simulation.events import Event
from engine.simulation.inputs import in_order_of_time
from engine.simulation.prepare import compile_rules, prepare
from engine.simulation.world import World
from engine.store.spans import first_and_last_order
from rulesets import revisions
from rulesets.reading import read_ruleset
from rulesets.starters import starter
from rulesets.writing import to_data

BEGINS = timedelta(weeks=20)
"""Into the year, when there is something of everything."""


def span_of(database: Database, weeks: int, begins: timedelta = BEGINS) -> tuple[datetime, datetime]:
    """So many weeks of the year, from a midnight on."""
    with database.read() as session:
        known = first_and_last_order(session)
    assert known is not None
    starts = known[0].replace(hour=0, minute=0) + begins
    return starts, starts + timedelta(weeks=weeks)


def candidate(database: Database) -> int:
    """A revision that sends express orders from the nearest place from £60 on only."""
    data = to_data(starter("wren-and-thistle"))
    express = next(rule for rule in data["rules"]["routing"] if rule["id"] == "express")
    amount = next(part for part in express["when"]["all"] if part["field"] == "order.total")
    assert amount["value"] == "20.00 GBP"
    amount["value"] = "60.00 GBP"
    ruleset, now = read_ruleset(data), datetime.now(UTC)
    return database.transact(lambda session: revisions.keep(session, ruleset, "Ada", now)).number


def happened(database: Database, weeks: int, begins: timedelta = BEGINS) -> list[Event]:
    """What the starting rules do with so many weeks of the year."""
    found = prepare(database, 1, 1, *span_of(database, weeks, begins))
    world = World(found.span.setup, compile_rules(found.base), found.span.opening)
    events: list[Event] = []
    for at, batch in in_order_of_time(found.inputs.orders, found.inputs.changes, found.inputs.wishes):
        events += world.take(at, batch)
    return events + world.until(found.span.end)
