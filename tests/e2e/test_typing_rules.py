"""A shopkeeper types rules as sentences, with suggestions and corrections; that is saved."""

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.database import Database
from rulesets.writing import data_yaml
from tests.e2e.program import draft_of, eventually, have_draft, rules_of
from tests.ui.pages.shop import DEFAULTS

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


@pytest.fixture
def kept(kept: Database) -> Database:
    """The draft has the default rules only."""
    have_draft(kept, DEFAULTS)
    return kept


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
    eventually(lambda: data_yaml(rules_of(kept, "routing")), EXPECTED)


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
    expect(entry(page)).to_be_focused()
    expect(entry(page)).to_have_value(said)
    page.keyboard.type(" and more")
    expect(page.get_by_test_id("typed-use")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(entry(page)).to_have_count(0)
    expect(page.get_by_test_id("sentence")).to_have_text(said)
    assert draft_of(kept) == DEFAULTS
