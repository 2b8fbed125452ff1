"""The Rules page by keyboard alone: a rule written from nothing and taken back, and where the focus is."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.database import Database
from tests.e2e.program import draft_of, eventually, have_draft, rules_of
from tests.ui.pages.shop import DEFAULTS, RULES
from ui.words import keys

WANTED = {
    "id": "new-hold-rule",
    "name": "Dear or fragile",
    "when": {
        "all": [
            {
                "any": [
                    {"field": "order.total", "operator": "more_than", "value": "300.00 GBP"},
                    {"lines": "any", "where": {"all": [{"field": "line.fragile", "operator": "is_yes"}]}},
                ]
            },
            {"none": [{"field": "customer.vip", "operator": "is_yes"}]},
        ]
    },
    "then": [{"action": "hold", "reason": "Review", "owner": "Helen"}],
}


class Keyboard:
    """Somebody who has no mouse, and waits until the focus is where they need it."""

    def __init__(self, page: Page) -> None:
        self.page, self.builder = page, page.get_by_test_id("builder")

    def press(self, *pressed: str) -> None:
        for each in pressed:
            self.page.keyboard.press(each)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def on(self, name: str, inside: Locator | None = None) -> Locator:
        """The control with this name that has the focus."""
        found = (
            (inside or self.page)
            .get_by_test_id(name)
            .locator("visible=true")
            .and_(self.page.locator(":focus"))
        )
        expect(found).to_be_focused()
        return found

    def pick(self, words: str, path: str) -> Locator:
        """In the picker that Enter opens: look for a field and take the first."""
        self.press("Enter")
        self.on("find-field")
        self.type(words)
        self.press("Enter")
        return self.page.locator(f'[data-testid="condition"][data-field="{path}"]')

    def tab_to(self, name: str, inside: Locator, key: str = "Tab", most: int = 12) -> None:
        for _ in range(most):
            self.press(key)
            if inside.locator(f"> .adds [data-testid={name}]:focus").count():
                return
        raise AssertionError(f"{name} is not reached by {key}")


def test_a_rule_is_written_from_nothing_and_taken_back_by_keys_alone(page: Page, kept: Database) -> None:
    have_draft(kept, DEFAULTS)
    before = draft_of(kept)
    page.goto("/rules")
    user = Keyboard(page)
    expect(page.get_by_test_id("beginning")).to_be_visible()
    write(user)
    expect(page.get_by_test_id("sentence")).to_have_text(
        "When either the total is more than £300.00 or any line is fragile, unless the customer is a VIP: "
        "hold the order because of “Review” until Helen lifts it."
    )
    eventually(lambda: rules_of(kept, "hold"), [WANTED])
    take_back(user)
    eventually(lambda: draft_of(kept), before)


def write(user: Keyboard) -> None:
    user.press("Alt+n")
    user.on("rule-name")
    user.type("Dear or fragile")
    user.press("Alt+g")
    user.on("add-condition")
    total = user.pick("total", "order.total")
    user.on("value", total)
    user.type("300")
    user.press("Shift+Tab")
    user.on("operator", total)
    user.type("is more")
    expect(user.page.get_by_test_id("sentence")).to_contain_text("more than £300.00")
    user.press("Alt+l")
    user.on("add-condition", user.page.get_by_role("group", name="any line where"))
    user.on("operator", user.pick("fragile", "line.fragile"))
    root = user.page.get_by_test_id("when").locator("> .group")
    user.tab_to("add-group", root)
    user.press("Enter")
    unless = user.page.get_by_role("group", name="any of these, 0 conditions")
    user.on("add-condition", unless)
    user.press("Shift+Tab", "Shift+Tab")
    user.on("match", unless)
    user.type("none")
    unless = user.page.get_by_role("group", name="none of these")
    user.press("Alt+c")
    user.on("find-field")
    user.type("vip")
    user.press("Enter")
    user.on("operator", unless)
    describe(user)


def describe(user: Keyboard) -> None:
    """The problems lead to what the action still needs; then the rule is switched on in the list."""
    for name, text in (("reason", "Review"), ("owner", "Helen")):
        user.press("Alt+p")
        expect(user.page.get_by_test_id(f"argument-{name}").locator("input")).to_be_focused()
        user.type(text)
        user.press("Enter")
        expect(user.page.get_by_test_id("sentence")).to_contain_text(text)
    user.press("Alt+PageDown")
    expect(user.page.get_by_test_id("rule-name")).to_have_value("No hold")
    user.press("Alt+PageUp")
    expect(user.page.get_by_test_id("rule-name")).to_have_value("Dear or fragile")
    user.on("rule-link")
    user.press("Tab")
    user.on("rule-switch")
    user.press("Space")
    expect(user.page.get_by_test_id(f"rule-{WANTED['id']}").get_by_test_id("rule-switch")).to_be_checked()


def take_back(user: Keyboard, most: int = 40) -> None:
    """Step by step until there is nothing left to undo."""
    said, undo = user.page.get_by_test_id("said"), user.page.get_by_test_id("undo")
    for _ in range(most):
        if undo.is_disabled():
            return
        before = said.text_content()
        user.press("Control+z")
        user.page.wait_for_function(
            "([each, before]) => each.textContent !== before", arg=[said.element_handle(), before]
        )
    raise AssertionError("there is always more to undo")


@pytest.fixture
def nested(page: Page, kept: Database) -> Keyboard:
    """A rule with two rows and a group of two rows, open."""
    rows: list[Any] = [
        {"field": "order.total", "operator": "more_than", "value": "400.00 GBP"},
        {"field": "order.gift", "operator": "is_yes"},
        {
            "any": [
                {"field": "customer.vip", "operator": "is_yes"},
                {"field": "order.channel", "operator": "one_of", "value": ["web"]},
            ]
        },
    ]
    big = RULES["rules"]["hold"][0] | {"when": {"all": rows}}
    have_draft(kept, RULES | {"rules": RULES["rules"] | {"hold": [big, *RULES["rules"]["hold"][1:]]}})
    page.goto("/rules?rule=big")
    expect(page.get_by_test_id("condition")).to_have_count(4)
    return Keyboard(page)


def fields(page: Page) -> list[str | None]:
    return [each.get_attribute("data-field") for each in page.get_by_test_id("condition").all()]


def row(page: Page, field: str) -> Locator:
    return page.locator(f'[data-testid="condition"][data-field="{field}"]')


def test_row_is_moved_copied_and_deleted_by_keys_and_the_focus_stays_with_it(
    nested: Keyboard, page: Page
) -> None:
    rows = page.get_by_test_id("condition")
    nested.press("Alt+i")
    nested.on("field", row(page, "order.total"))
    nested.press("Alt+ArrowDown")
    expect(rows.nth(1)).to_have_attribute("data-field", "order.total")
    nested.on("field", row(page, "order.total"))
    nested.press("Alt+ArrowDown", "Alt+ArrowUp", "Alt+ArrowRight")
    expect(page.get_by_role("group", name="any of these, 1 condition")).to_contain_text("Total")
    nested.on("field", row(page, "order.total"))
    nested.press("Alt+ArrowLeft")
    expect(page.get_by_role("group", name="any of these, 1 condition")).to_have_count(0)
    nested.on("field", row(page, "order.total"))
    nested.press("Alt+Shift+ArrowDown")
    expect(row(page, "order.total")).to_have_count(2)
    nested.on("value", row(page, "order.total").nth(1))
    nested.press("Alt+Delete")
    expect(row(page, "order.total")).to_have_count(1)
    expect(page.get_by_test_id("said")).to_contain_text("Removed. Undo with Control Z.")
    expect(page.locator("[data-testid=when] :focus")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(row(page, "order.total")).to_have_count(2)
    expect(page.get_by_test_id("said")).to_contain_text("Undone")


def test_deleting_row_after_row_moves_the_focus_to_the_next(nested: Keyboard, page: Page) -> None:
    nested.press("Alt+i", "Delete")
    nested.on("field", row(page, "order.gift"))
    nested.press("Delete")
    expect(row(page, "order.gift")).to_have_count(0)
    expect(page.get_by_test_id("when").locator(".group .group :focus, .adds :focus")).to_have_count(1)


def test_folded_group_tells_its_size_keeps_folded_while_others_change_and_opens_for_a_problem(
    nested: Keyboard, page: Page
) -> None:
    group = page.get_by_role("group", name="any of these, 2 conditions")
    nested.press("Alt+i")
    for _ in range(20):
        nested.press("Tab")
        if group.locator(":focus").count():
            break
    nested.press("Alt+o")
    expect(group.get_by_test_id("fold")).to_have_attribute("aria-expanded", "false")
    expect(group.get_by_test_id("condition").first).to_be_hidden()
    expect(group).to_contain_text("2 conditions")
    expect(group.get_by_test_id("fold")).to_be_focused()
    row(page, "order.total").get_by_test_id("value").fill("500")
    expect(page.get_by_test_id("sentence")).to_contain_text("£500.00")
    expect(group.get_by_test_id("condition").first).to_be_hidden()
    group.get_by_test_id("fold").click()
    row(page, "order.channel").get_by_role("button", name="Remove").click()
    expect(page.get_by_test_id("problems")).to_be_visible()
    group.get_by_test_id("fold").click()
    expect(group.locator(".fold-says.bad")).to_have_text("1 problem")
    page.get_by_test_id("problems").get_by_role("link", name="Show").first.click()
    expect(group.get_by_test_id("condition").first).to_be_visible()


def test_picker_gives_the_focus_back_when_nothing_is_picked(nested: Keyboard, page: Page) -> None:
    nested.press("Alt+i", "Enter")
    nested.on("find-field")
    nested.press("Escape")
    nested.on("field", row(page, "order.total"))
    nested.press("Enter")
    nested.on("find-field")
    nested.type("subtotal")
    nested.press("Enter")
    nested.on("value", row(page, "order.subtotal"))


def test_sheet_of_keys_opens_by_its_key_and_every_key_on_it_is_on_the_page(
    page: Page, kept: Database
) -> None:
    have_draft(kept, RULES)
    page.goto("/rules?rule=near")
    expect(page.get_by_test_id("rule-name")).to_have_value("Near")
    there = page.evaluate(ON_PAGE)
    page.keyboard.press("Alt+s")
    expect(page.get_by_test_id("typed-sentence")).to_be_focused()
    there += page.evaluate(ON_PAGE)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("type-it")).to_be_focused()
    listed = {chord for group in keys.GROUPS for key in group.keys if not key.own for chord in key.chords}
    assert listed == set(there)
    page.keyboard.press("?")
    sheet = page.get_by_test_id("keys-sheet")
    for group in keys.GROUPS:
        for key in group.keys:
            expect(sheet.get_by_text(key.does, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


ON_PAGE = """
() => ["keys", "page-keys", "part-keys"].flatMap((name) => [...document.querySelectorAll(`[data-${name}]`)]
  .flatMap((each) => each.getAttribute(`data-${name}`).split(" ")))
  .map((each) => each.split("=")[0]).filter(Boolean)
"""


def test_sentence_is_said_once_edits_rest_and_not_at_every_letter(nested: Keyboard, page: Page) -> None:
    heard = page.get_by_test_id("heard")
    page.evaluate(LISTEN, heard.element_handle())
    nested.press("Alt+i", "Tab", "Tab")
    value = nested.on("value", row(page, "order.total"))
    value.press_sequentially("512", delay=30)
    expect(heard).to_contain_text("more than £512.00")
    assert len(page.evaluate("said")) == 1


LISTEN = """
(place) => {
  globalThis.said = [];
  new MutationObserver(() => said.push(place.textContent)).observe(place, { childList: true });
}
"""
