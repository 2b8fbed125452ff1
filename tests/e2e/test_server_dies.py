"""The server dies while somebody types: nothing typed is lost."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from engine.database import Database
from tests.e2e.program import Server, eventually, rules_of, serving, start
from tests.e2e.windows import is_saved
from tests.ui.pages.shop import set_up


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A program of each test's own, that the test may kill."""
    with serving(tmp_path, set_up) as running:
        yield running


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
