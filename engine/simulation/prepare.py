"""What a simulation needs, read from the tables: setup, both rulesets, opening stock, and what happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from engine import documents, rulebook
from engine.compiler import compile_ruleset
from engine.database import Database
from engine.decide import decide
from engine.model import Order, StockLevel
from engine.needs import needs_in
from engine.news import heard
from engine.simulation.compare import Span
from engine.simulation.inputs import (
    Cancellation,
    EarlierShipment,
    Heard,
    Opening,
    Outside,
    PersonLifts,
    Setup,
    StockChange,
    Wish,
)
from engine.simulation.recording import recorded
from engine.simulation.run import Inputs
from engine.simulation.world import Decide
from engine.store import setup as setups
from engine.store import spans
from rulesets.model import Ruleset
from rulesets.revisions import UnknownRevision

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that a simulation is run with."""

    span: Span
    inputs: Inputs
    base: Ruleset
    candidate: Ruleset


def prepare(database: Database, base: int, candidate: int, starts: datetime, ends: datetime) -> Prepared:
    """Read what a simulation of two revisions needs. Orders are read page by page while it runs."""
    with database.read() as session:
        wishes = _wishes(session, starts, ends)
        before, after = (rulebook.numbered(session, number).ruleset for number in (base, candidate))
        needs, setup = needs_in(before).and_those(needs_in(after)), world_setup(session)
        span = Span(
            setup=replace(setup, recorded=recorded(session, setup, needs, starts, ends)),
            opening=_opening(session, starts),
            end=ends,
            recalled=frozenset(wish.order_id for wish in wishes if isinstance(wish, Cancellation)),
        )
        changes = _changes(session, starts, ends)
        changed = {wish.order_id for wish in wishes if isinstance(wish, Heard)}
        originals = spans.as_they_came(session, changed) if changed else {}
        inputs = Inputs(_orders(database, starts, ends, originals), changes, wishes)
        return Prepared(span, inputs, before, after)


def has_revision(session: Session, number: int) -> bool:
    """Whether there is a revision of this number."""
    try:
        rulebook.numbered(session, number)
    except UnknownRevision:
        return False
    return True


def compile_rules(ruleset: Ruleset) -> Decide:
    """A ruleset's way to decide."""
    return partial(decide, compiled=compile_ruleset(ruleset))


def world_setup(session: Session) -> Setup:
    """The retailer's setup as a world takes it. Raises NotSetUp."""
    known = setups.setup(session)
    retailer = known.retailer
    # A location that is closed for the time being was not when these orders came.
    places = tuple(replace(place, closed_until=None) for place in known.locations)
    return Setup(retailer.zone, retailer.country, retailer.currency, places, known.tariff)


def _opening(session: Session, starts: datetime) -> Opening:
    opening: dict[str, dict[str, StockLevel]] = {}
    for row in spans.balances(session, starts):
        opening.setdefault(row.location, {})[row.sku] = StockLevel(row.on_hand, row.allocated)
    return opening


def _changes(session: Session, starts: datetime, ends: datetime) -> list[Outside]:
    stock: list[Outside] = [
        StockChange(row.at, row.location, row.sku, row.on_hand, row.allocated)
        for row in spans.outside_movements(session, starts, ends)
    ]
    shipments = (EarlierShipment(*row) for row in spans.earlier_shipments(session, starts, ends))
    return sorted([*stock, *shipments], key=lambda change: change.at)


def _wishes(session: Session, starts: datetime, ends: datetime) -> list[Wish]:
    taken: list[Wish] = [
        Cancellation(row.at, row.order_id, row.sku, row.units, row.reference)
        for row in spans.units_cancelled(session, starts, ends)
    ]
    lifted = (
        PersonLifts(row.at, row.order_id, row.rule_id)
        for row in spans.lifted_by_people(session, starts, ends)
    )
    said = (
        Heard(row.at, row.order_id, heard(row.kind, row.data)) for row in spans.news(session, starts, ends)
    )
    # At one instant what was said comes first: it may have lifted the hold.
    return sorted([*said, *taken, *lifted], key=lambda wish: wish.at)


def _orders(
    database: Database, starts: datetime, ends: datetime, originals: Mapping[str, Any]
) -> Iterator[Order]:
    """The orders of the span as they came in, in order of time, a page at a time, so that few are in memory
    at once. `originals`: the documents of those of which something became known later."""
    after: tuple[datetime, str] | None = None
    while True:
        with database.read() as session:
            page = spans.order_documents(session, starts, ends, after, _PAGE)
        yield from (documents.read_order(originals.get(id_, document)) for _, id_, document in page)
        if len(page) < _PAGE:
            return
        after = page[-1][:2]
