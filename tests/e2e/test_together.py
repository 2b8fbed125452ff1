"""Several windows on one draft: they see each other, merge, and ask about what both touched."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from engine.database import Database
from tests.e2e.program import eventually, forget_windows, rules_of
from tests.e2e.windows import WITHOUT_BEAT, is_saved


@pytest.fixture
def other(browser: Browser, base_url: str) -> Iterator[Page]:
    """Another window, in a browser of its own."""
    context = browser.new_context(base_url=base_url)
    yield context.new_page()
    context.close()


def total(page: Page) -> Locator:
    return page.locator('[data-testid="condition"][data-field="order.total"]').get_by_test_id("value")


def totals(kept: Database) -> list[str]:
    """From which total on orders are held, rule by rule, as the database has it."""
    found = [row for rule in rules_of(kept, "hold") for row in rule["when"].get("all", ())]
    return [row["value"] for row in found if row["field"] == "order.total"]


def test_windows_see_each_other_and_different_rules_merge_by_themselves(
    page: Page, other: Page, kept: Database
) -> None:
    page.goto("/rules?rule=big")
    other.goto("/rules?rule=gifts")
    expect(page.get_by_test_id("other")).to_contain_text("Also open in another window, in hold rule 2")
    expect(page.get_by_test_id("rule-gifts").get_by_test_id("rule-busy")).to_be_visible()
    name = page.get_by_test_id("rule-name")
    name.press("End")
    name.press_sequentially(" and")
    other.get_by_test_id("rule-name").fill("Presents")
    expect(page.get_by_test_id("rule-gifts").get_by_test_id("rule-link")).to_have_attribute(
        "title", "Presents"
    )
    expect(name).to_be_focused()
    name.press("End")
    name.press_sequentially(" heavy")
    expect(other.get_by_test_id("rule-big").get_by_test_id("rule-link")).to_have_attribute(
        "title", "Big orders and heavy"
    )
    is_saved(page)
    eventually(
        lambda: [each["name"] for each in rules_of(kept, "hold")], ["Big orders and heavy", "Presents"]
    )
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("rule-gifts").get_by_test_id("rule-link")).to_have_attribute(
        "title", "Presents"
    )
    other.close()
    forget_windows(kept)
    expect(page.get_by_test_id("other")).to_have_count(0)


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ("mine", ["300.00 GBP"]),
        ("theirs", ["250.00 GBP"]),
        ("both", ["250.00 GBP", "300.00 GBP"]),
    ],
)
def test_same_rule_is_asked_about_in_sentences_and_each_answer_is_saved(
    page: Page, other: Page, kept: Database, answer: str, after: list[str]
) -> None:
    other.add_init_script(WITHOUT_BEAT)
    page.goto("/rules?rule=big")
    other.goto("/rules?rule=big")
    expect(total(other)).to_have_value("400.00")
    expect(total(page)).to_have_value("400.00")
    total(page).fill("250")
    expect(page.get_by_test_id("sentence")).to_contain_text("£250.00")
    is_saved(page)
    total(other).fill("300")
    dialog = other.get_by_test_id("clashes")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_test_id("clash-mine").locator("ins")).to_contain_text("£300.00")
    expect(dialog.get_by_test_id("clash-theirs").locator("ins")).to_contain_text("£250.00")
    expect(dialog.get_by_test_id("settle")).to_be_disabled()
    dialog.get_by_test_id(f"answer-{answer}").click()
    dialog.get_by_test_id("settle").click()
    expect(dialog).to_have_count(0)
    is_saved(other)
    eventually(lambda: totals(kept), after)


def test_undo_works_right_after_opening(page: Page, other: Page, kept: Database) -> None:
    page.goto("/rules?rule=big")
    total(page).fill("250")
    expect(page.get_by_test_id("sentence")).to_contain_text("£250.00")
    is_saved(page)
    page.close()
    forget_windows(kept)
    other.goto("/rules?rule=big")
    expect(total(other)).to_have_value("250.00")
    other.get_by_test_id("undo").click()
    expect(total(other)).to_have_value("400.00")
    is_saved(other)
    eventually(lambda: totals(kept), ["400.00 GBP"])
