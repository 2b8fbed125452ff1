"""Several windows on one draft, and a server that dies while somebody types: nothing typed is lost."""

import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from engine.database import Database
from rulesets import revisions
from rulesets.revisions.windows import SILENT
from tests.e2e.program import Server, eventually, rules_of, serving, start
from tests.e2e.windows import WITHOUT_BEAT
from tests.ui.pages.shop import set_up


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A program of each test's own, that the test may kill."""
    with serving(tmp_path, set_up) as running:
        yield running


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


def is_saved(page: Page) -> None:
    expect(page.locator('.draftbar[data-unsaved="false"]')).to_be_visible()


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
    expect(page.get_by_test_id("other")).to_have_count(0, timeout=30_000)


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


def test_typing_goes_on_after_the_server_was_killed_and_nothing_is_lost(
    page: Page, server: Server, kept: Database
) -> None:
    page.goto("/rules?rule=big")
    page.evaluate("window.sameDocument = true")
    name = page.get_by_test_id("rule-name")
    name.fill("Large")
    expect(page.get_by_test_id("rule-big").get_by_test_id("rule-link")).to_have_attribute("title", "Large")
    name.press_sequentially(" orders")
    server.process.send_signal(signal.SIGKILL)
    name.press_sequentially(" that")
    expect(page.get_by_test_id("kept-here")).to_contain_text("What you type is kept on this page")
    page.get_by_test_id("rule-gifts").get_by_test_id("rule-switch").click()
    name.press("End")
    name.press_sequentially(" wait")
    server.process.wait(timeout=20)
    again = start(server.data, int(server.address.rpartition(":")[2]))
    try:
        expect(page.get_by_test_id("lost")).to_have_count(0)
        expect(page.get_by_test_id("rule-big").get_by_test_id("rule-link")).to_have_attribute(
            "title", "Large orders that wait"
        )
        expect(name).to_be_focused()
        name.press_sequentially(" long")
        expect(page.get_by_test_id("rule-big").get_by_test_id("rule-link")).to_have_attribute(
            "title", "Large orders that wait long"
        )
        is_saved(page)
        eventually(
            lambda: [(each["name"], each.get("enabled", True)) for each in rules_of(kept, "hold")],
            [("Large orders that wait long", True), ("Gifts", False)],
        )
        assert page.evaluate("window.sameDocument")
        page.get_by_test_id("undo").click()
        expect(name).not_to_have_value("Large orders that wait long")
    finally:
        again.process.kill()
        again.process.wait(timeout=20)


def test_undo_works_right_after_opening(page: Page, other: Page, kept: Database) -> None:
    page.goto("/rules?rule=big")
    total(page).fill("250")
    expect(page.get_by_test_id("sentence")).to_contain_text("£250.00")
    is_saved(page)
    page.close()
    later = datetime.now(UTC) + 2 * SILENT
    kept.transact(lambda session: revisions.close_window(session, "", later))
    other.goto("/rules?rule=big")
    expect(total(other)).to_have_value("250.00")
    other.get_by_test_id("undo").click()
    expect(total(other)).to_have_value("400.00")
    is_saved(other)
    eventually(lambda: totals(kept), ["400.00 GBP"])


def test_page_asks_before_it_is_left_with_what_could_not_be_handed_over(page: Page, server: Server) -> None:
    page.goto("/rules?rule=big")
    name = page.get_by_test_id("rule-name")
    name.fill("Large")
    expect(page.get_by_test_id("rule-big").get_by_test_id("rule-link")).to_have_attribute("title", "Large")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    server.process.kill()
    expect(page.get_by_test_id("lost")).to_be_visible()
    name.press_sequentially(" orders")
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => window.location.assign('about:blank'))")
    expect(name).to_have_value("Large orders")
    assert asked == ["beforeunload"]
