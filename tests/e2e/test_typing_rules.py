"""A shopkeeper types rules as sentences, with suggestions and corrections; that is saved."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session

from engine.database import Database
from engine.model import Location, Product, Retailer, Tariff
from engine.store.setup import insert_setup
from rulesets import revisions
from rulesets.starters import new_ruleset
from rulesets.writing import data_yaml
from tests.e2e.conftest import Server, start

EXPRESS = (
    "When the service is express: choose among all locations, nearest first. "
    "Otherwise go on to the next rule."
)
WAREHOUSE = (
    "For every order: choose among warehouses, where the number of units left of the scarcest line after "
    "this order is 5 or more, lowest total cost first. Otherwise go on to the next rule."
)
STORES = (
    "For every order: choose among warehouses and stores, lowest total cost first. Otherwise let the whole "
    "order wait for stock."
)
EXPECTED = """\
- id: new-routing-rule
  name: New routing rule
  enabled: false
  when:
    all:
      - field: order.service
        operator: is
        value: express
  then:
    - action: rank
      by: nearest
  otherwise: next_rule
- id: new-routing-rule-2
  name: New routing rule 2
  enabled: false
  when:
    all: []
  then:
    - action: only_kinds
      kinds: [warehouse]
    - action: where
      where:
        all:
          - field: location.atp_after
            operator: at_least
            value: 5
    - action: rank
      by: lowest_cost
  otherwise: next_rule
- id: new-routing-rule-3
  name: New routing rule 3
  enabled: false
  when:
    all: []
  then:
    - action: only_kinds
      kinds: [warehouse, store]
    - action: rank
      by: lowest_cost
  otherwise: backorder
"""


def set_up(session: Session) -> None:
    """A warehouse and a store, and no rules but the default ones."""
    now = datetime(2025, 11, 3, 9, tzinfo=UTC)
    places = [Location("COV", "Coventry", "warehouse", "GB"), Location("BRI", "Bristol", "store", "GB")]
    retailer = Retailer("Wren & Thistle", "GBP", "Europe/London", "GB", "Made up.")
    insert_setup(session, retailer, places, Tariff("GBP", (), {}, {}, "t"), [Product("A", "Mug")], now)
    empty = new_ruleset("Shop", "GBP", "Europe/London", "GB")
    first = revisions.import_ruleset(session, empty, "Tom", now)
    revisions.publish(session, first.number, "Tom", "To begin with", now)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A program of this module's own, with a shop that has no rules yet."""
    folder = tmp_path_factory.mktemp("shop")
    database = Database(f"sqlite:///{folder / 'switchyard.db'}")
    database.upgrade()
    database.transact(set_up)
    database.close()
    running = start(folder)
    yield running
    running.process.terminate()
    running.process.wait(timeout=20)


@pytest.fixture(scope="module")
def base_url(server: Server) -> str:
    return server.address


@pytest.fixture
def kept(server: Server) -> Iterator[Database]:
    """The database behind the screen; the draft begins as the live rules."""
    database = Database(f"sqlite:///{server.data / 'switchyard.db'}")
    now = datetime.now(UTC)
    database.transact(lambda each: revisions.replace_draft(each, 1, "test", now))
    yield database
    database.close()


def routing(kept: Database) -> list[dict[str, Any]]:
    now = datetime.now(UTC)
    document = kept.transact(lambda session: revisions.get_draft(session, "test", now)).document
    return [rule for rule in document["rules"]["routing"] if not rule.get("default")]


def entry(page: Page) -> Locator:
    return page.get_by_test_id("typed-sentence")


def chosen(page: Page) -> Locator:
    return page.get_by_test_id("typed-list").locator("[aria-selected=true]")


def add_rule(page: Page) -> None:
    """A new routing rule, whose sentence is begun by the key for it."""
    page.get_by_test_id("add-rule-routing").click()
    expect(page.get_by_test_id("type-it")).to_have_text("Write it as a sentence")
    page.keyboard.press("Alt+s")
    expect(entry(page)).to_be_focused()
    expect(entry(page)).to_have_value("")


def use(page: Page, sentence: str) -> None:
    """Take the sentence by keys; it is then the rule's, and saved."""
    expect(page.get_by_test_id("typed-preview")).to_have_text(sentence)
    page.keyboard.press("Control+Enter")
    expect(entry(page)).to_have_count(0)
    expect(page.get_by_test_id("sentence")).to_have_text(sentence)
    expect(page.get_by_test_id("saved")).to_be_visible()


def test_rules_of_a_shop_are_typed_as_sentences_from_nothing(page: Page, kept: Database) -> None:
    page.goto("/rules")
    add_rule(page)
    page.keyboard.type("wh")
    expect(chosen(page)).to_contain_text("When")
    page.keyboard.press("Tab")
    expect(entry(page)).to_have_value("When ")
    page.keyboard.type("the servise is express: ")
    missed = page.get_by_test_id("typed-missed")
    expect(missed).to_contain_text("“the servise” is not understood here.")
    expect(page.get_by_test_id("typed-marked").locator("u")).to_have_text("the servise")
    missed.get_by_role("button", name="the service", exact=True).click()
    expect(entry(page)).to_have_value("When the service is express: ")
    expect(missed).to_have_count(0)
    page.keyboard.press("End")
    page.keyboard.type("choose among all locations, nearest first. Otherwise go")
    expect(chosen(page)).to_contain_text("go on to the next rule")
    page.keyboard.press("Enter")
    use(page, EXPRESS)
    for sentence in (WAREHOUSE, STORES):
        add_rule(page)
        page.keyboard.type(sentence)
        use(page, sentence)
    assert data_yaml(routing(kept)) == EXPECTED


@pytest.mark.usefixtures("kept")
def test_a_typed_sentence_is_one_step_that_can_be_taken_back(page: Page) -> None:
    page.goto("/rules")
    page.get_by_test_id("add-rule-routing").click()
    before = page.get_by_test_id("sentence")
    expect(before).to_contain_text("For every order")
    said = before.inner_text()
    page.get_by_test_id("type-it").click()
    expect(entry(page)).to_be_focused()
    page.keyboard.type(EXPRESS)
    use(page, EXPRESS)
    expect(page.get_by_test_id("type-it")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(before).to_have_text(said)


def test_escape_leaves_the_rule_as_it_was(page: Page, kept: Database) -> None:
    page.goto("/rules?rule=routing-default")
    said = page.get_by_test_id("sentence").inner_text()
    page.get_by_test_id("type-it").click()
    expect(entry(page)).to_have_value(said)
    page.keyboard.type(" and more")
    expect(page.get_by_test_id("typed-use")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(entry(page)).to_have_count(0)
    expect(page.get_by_test_id("sentence")).to_have_text(said)
    assert routing(kept) == []
