"""A shopkeeper begins with a question, answers what it needs, and says for which orders the rule is meant."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from engine.database import Database
from engine.model import Location, Product, Retailer, Tariff
from engine.store.setup import insert_setup
from rulesets import revisions
from rulesets.reading import read_ruleset
from rulesets.starters import new_ruleset
from rulesets.writing import to_yaml
from tests.e2e.program import Server, draft_of, eventually, rules_of, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A program of this module's own, with a shop that has only default rules."""
    with serving(tmp_path_factory.mktemp("bare"), _bare) as running:
        yield running


def _bare(session: Session) -> None:
    now = datetime.now(UTC)
    places = [Location("COV", "Coventry", "warehouse", "GB"), Location("LDS", "Leeds", "store", "GB")]
    retailer = Retailer("Wren & Thistle", "GBP", "Europe/London", "GB", "Made up.")
    insert_setup(session, retailer, places, Tariff("GBP", (), {}, {}, "t"), [Product("A", "Mug")], now)
    rules = new_ruleset("Shop", "GBP", "Europe/London", "GB")
    first = revisions.import_ruleset(session, rules, "Tom", now)
    revisions.publish(session, first.number, "Tom", "To begin with", now)


def saved_yaml(kept: Database) -> str:
    return to_yaml(read_ruleset(draft_of(kept)))


def test_a_starter_is_added_by_answering_its_questions_and_taken_back(page: Page, kept: Database) -> None:
    page.goto("/rules")
    expect(page.get_by_test_id("beginning")).to_contain_text("only default rules")
    page.get_by_test_id("begin").click()
    page.get_by_test_id("segment-routing").click()
    expect(page.get_by_test_id("starters-hold")).to_have_count(0)
    starter = page.get_by_test_id("starter-warehouse-first")
    expect(starter).to_contain_text("3 tests, all pass")
    expect(starter.get_by_role("img")).to_have_accessible_name(
        "1 × Mug. Without it: Leeds sends it. With it: Coventry sends it."
    )
    starter.get_by_test_id("use-starter").press("Enter")
    form = page.get_by_test_id("starter-form")
    form.get_by_label("How many of each product must be left there?").fill("none")
    expect(form).to_contain_text("Give a whole number from 1 to 10,000.")
    form.get_by_label("How many of each product must be left there?").fill("8")
    form.get_by_test_id("need-stores").get_by_role("combobox").select_option("LDS")
    sentence = form.get_by_test_id("starter-sentence")
    expect(sentence).to_contain_text("is 8 or more")
    expect(sentence).to_contain_text("choose Leeds, keeping 2 units")
    form.get_by_test_id("add-starter").click()
    expect(page).to_have_url(re.compile(r"/rules\?rule=warehouse-first$"))
    expect(page.get_by_test_id("rule-stores-help-out").get_by_role("switch")).not_to_be_checked()
    expect(page.get_by_test_id("saved")).to_be_visible()
    eventually(lambda: [each["enabled"] for each in rules_of(kept, "routing")], [False, False])
    first, second = rules_of(kept, "routing")
    assert first["then"][1]["where"]["all"][0]["value"] == 8
    assert second["then"][0] == {"action": "only_locations", "locations": ["LDS"]}
    page.locator("[data-sonner-toast]").get_by_role("button", name="Undo").click()
    expect(page.get_by_test_id("rule-warehouse-first")).to_have_count(0)
    expect(page.get_by_test_id("changed")).to_have_text("nothing changed")
    eventually(lambda: rules_of(kept, "routing"), [])


def test_a_scope_is_said_by_the_sentence_and_saved(page: Page, kept: Database) -> None:
    page.goto("/rules/starters?starter=grace-period")
    page.get_by_test_id("starter-on").click()
    page.get_by_test_id("add-starter").click()
    expect(page.get_by_test_id("rule-grace-period").get_by_role("switch")).to_be_checked()
    facts = page.get_by_test_id("facts")
    expect(facts).to_contain_text("All orders, all regions")
    facts.press("Enter")
    page.get_by_test_id("scope-channels").get_by_role("combobox").select_option("web")
    page.get_by_test_id("scope-percent").fill("20")
    expect(page.get_by_test_id("sentence")).to_contain_text("For 20% of orders from web shop, when")
    expect(facts).to_contain_text("20% of orders, Web shop, all regions")
    expect(page.locator("[data-unsaved=true]")).to_have_count(0)
    eventually(lambda: "        channels: [web]\n        percent: 20\n" in saved_yaml(kept), wanted=True)
    page.get_by_test_id("scope-percent").fill("200")
    expect(page.get_by_test_id("problems")).to_contain_text("“Percent” is too large.")
    page.get_by_test_id("scope-percent").fill("50")
    expect(page.get_by_test_id("sentence")).to_contain_text("For 50% of orders from web shop, when")
