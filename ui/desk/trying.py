"""What Try it asks of the other packages: orders to choose, what the draft does with one; in threads."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal

from sqlmodel import Session

from engine import documents, rulebook
from engine.compiler import Compiled, compile_ruleset
from engine.decide import decide
from engine.intake.looking import as_sent, seen_now
from engine.model import NodeTrace, Order, Snapshot
from engine.refusals import FieldProblem as Wrong
from engine.refusals import NotKnown, RefusedOrder
from engine.refusals import Refused as EngineRefused
from engine.store import decisions, orders, saved_orders
from engine.store.orders import OrderFilter
from engine.store.setup import Setup, setup
from engine.testing import RanTest, made_test, ran_tests, world_of
from engine.trying import tried
from rulesets.model import Ruleset
from rulesets.reading import read_ruleset
from rulesets.revisions import live_number
from rulesets.ruletest import RuleTest
from rulesets.writing import data_hash, plain_test
from ui import clock
from ui.refusal import Refused
from ui.views import figures
from ui.views.decision import Scene
from ui.views.orders import Names, place
from ui.views.trying import Ran, TryView, outcome_of, try_view
from ui.wiring import database
from ui.words import trying as words
from ui.words.shell import WHO

Source = Literal["recent", "saved", "pasted", "test"]
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """An order to choose. `key`: its id among those of its source."""

    key: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The order that is tried: `key` is the id of a recent or saved one, the JSON of a pasted one, or the
    name of a test."""

    source: Source
    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a pasted order."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it: the panel, and the walked conditions of the rule in the builder; or the problems of
    the order."""

    view: TryView | None = None
    when: NodeTrace | None = None
    problems: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _World:
    """An order with what its decision sees."""

    order: Order
    seen: Snapshot
    name: str
    note: str


def recent(text: str) -> tuple[Choice, ...]:
    """The latest orders that have these words."""
    with database().read() as session:
        zone, now = setup(session).retailer.zone, datetime.now(UTC)
        found = orders.orders_page(session, OrderFilter(text=text), 0, SHOWN)
    return tuple(
        Choice(
            row.id,
            row.external_id,
            ", ".join(
                (
                    clock.minute(row.placed_at, zone, now),
                    place(row.city, row.postcode, row.country),
                    figures.money(row.total, row.currency),
                )
            ),
        )
        for row in found.rows
    )


def saved() -> tuple[Choice, ...]:
    """The saved orders, by name."""
    with database().read() as session:
        zone, now = setup(session).retailer.zone, datetime.now(UTC)
        found = saved_orders.saved(session)
    return tuple(Choice(str(one.id), one.name, clock.minute(one.saved_at, zone, now)) for one in found)


def save(chosen: Chosen, rules: Mapping[str, Any], name: str) -> Choice:
    """Keep the order that is tried under this name. Raises Refused with a sentence."""
    compiled = _ready(rules)
    with _refusals(), database().write() as session:
        document = as_sent(_world(session, chosen, compiled).order)
        made = saved_orders.add(session, name, document, WHO, datetime.now(UTC))
    return Choice(str(made.id), made.name, "")


def rename(key: str, name: str) -> None:
    """Call a saved order otherwise. Raises Refused with a sentence."""
    with _refusals(), database().write() as session:
        saved_orders.rename(session, int(key), name)


def remove(key: str) -> None:
    """Keep a saved order no longer. Raises Refused with a sentence."""
    with _refusals(), database().write() as session:
        saved_orders.remove(session, int(key))


@contextmanager
def _refusals() -> Iterator[None]:
    """Refusals of the engine as those of the page."""
    try:
        yield
    except EngineRefused as error:
        raise Refused(" ".join(each.message for each in error.problems)) from error


def try_order(chosen: Chosen, rules: Mapping[str, Any], rule_id: str) -> Tried:
    """Decide the order by the draft, given as plain data without problems, and by the live rules."""
    compiled = _ready(rules)
    with database().read() as session:
        shop = setup(session)
        number = live_number(session)
        live = None if number is None else rulebook.numbered(session, number)
        try:
            world = _world(session, chosen, compiled)
        except RefusedOrder as refused:
            return Tried(problems=tuple(FieldProblem(each.field, each.message) for each in refused.problems))
        except NotKnown as gone:
            raise Refused(words.GONE) from gone
    found = tried(world.order, world.seen, compiled, rule_id)
    before = None if live is None else decide(world.order, world.seen, live.compiled)
    ran = Ran(found.decision, found.when, compiled.ruleset, rule_id, before, f"v{number}", world.note)
    names = [live.ruleset] if live is not None else []
    return Tried(try_view(ran, _scene(world, shop, [*names, compiled.ruleset]), world.name), found.when)


def as_test(chosen: Chosen, rules: Mapping[str, Any], rule_id: str) -> Mapping[str, Any]:
    """The test, as plain data, that expects of this order what the draft decides now."""
    compiled = _ready(rules)
    with database().read() as session:
        shop = setup(session)
        world = _world(session, chosen, compiled)
    decided = decide(world.order, world.seen, compiled)
    said = outcome_of(decided, _scene(world, shop, [compiled.ruleset]))[0]
    name = words.test_name(world.name.removeprefix(words.TEST_OF), said)
    return plain_test(made_test(name, rule_id, world.order, world.seen, decided, compiled.ruleset))


def run_tests(rules: Mapping[str, Any]) -> tuple[RanTest, ...]:
    """What came of every test of the draft; those of which it is known are not run again."""
    return ran_tests(_ready(rules))


def _ready(rules: Mapping[str, Any]) -> Compiled:
    return _compiled(_Hashed(data_hash(rules), rules))


@dataclass(frozen=True, slots=True)
class _Hashed:
    """A draft, compared by its hash."""

    hash: str
    rules: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash(self.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self.hash == other.hash


@lru_cache(maxsize=4)
def _compiled(draft: _Hashed) -> Compiled:
    return compile_ruleset(read_ruleset(draft.rules))


def _world(session: Session, chosen: Chosen, compiled: Compiled) -> _World:
    """Raises RefusedOrder for a pasted or saved order that cannot be, NotKnown for one that is gone."""
    if chosen.source == "recent":
        return _recent(session, chosen.key)
    if chosen.source == "test":
        return _tested(compiled.ruleset, chosen.key)
    document = _pasted(chosen.key) if chosen.source == "pasted" else None
    kept = None if document is not None else saved_orders.one(session, int(chosen.key))
    order, seen = seen_now(session, document if kept is None else kept.document, compiled, datetime.now(UTC))
    return _World(order, seen, order.external_id if kept is None else kept.name, words.STOCK_NOW)


def _recent(session: Session, order_id: str) -> _World:
    """What its first decision read; with the whole tariff where that is still in force."""
    known = decisions.kept_decisions(session, order_id)
    if not known:
        raise NotKnown(Wrong("order", words.GONE))
    document = decisions.reading(session, known[0].id)
    order, seen = documents.read_order(document["order"]), documents.read_snapshot(document)
    tariff = setup(session).tariff
    whole = replace(seen, tariff=tariff) if tariff.version == seen.tariff.version else seen
    return _World(order, whole, order.external_id, words.READ_THEN)


def _tested(rules: Ruleset, name: str) -> _World:
    test: RuleTest | None = next((each for each in rules.tests if each.name == name), None)
    if test is None:
        raise NotKnown(Wrong("order", words.GONE))
    order, seen = world_of(test.data, rules)
    return _World(order, seen, f"{words.TEST_OF}{name}", words.READ_THEN)


def _pasted(text: str) -> object:
    try:
        document: object = json.loads(text)
    except ValueError as error:
        raise RefusedOrder(Wrong("order", words.NOT_JSON.format(error))) from error
    return document


def _scene(world: _World, shop: Setup, rulesets: list[Ruleset]) -> Scene:
    """Locations as they were seen; names of rules, those of the draft before others."""
    places = {state.location.code: state.location for state in world.seen.locations}
    rules = {rule.id: rule.name for each in rulesets for rule in each.rules}
    names = Names({code: place.name for code, place in places.items()}, rules)
    return Scene(world.order, places, names, shop.retailer.zone, datetime.now(UTC))
