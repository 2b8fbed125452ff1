"""Rules, conditions and actions dragged by the pointer; and the Rules page on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.database import Database
from tests.e2e.program import eventually, have_draft, rules_of
from tests.ui.pages.shop import RULES

TOTAL = {"field": "order.total", "operator": "more_than", "value": "400.00 GBP"}
GIFT = {"field": "order.gift", "operator": "is_yes"}
VIP = {"field": "customer.vip", "operator": "is_yes"}


@pytest.fixture
def kept(kept: Database) -> Database:
    """*Big orders* has two rows, and a group of one; *Near* ranks twice."""
    first, *others = RULES["rules"]["hold"]
    near, default = RULES["rules"]["routing"]
    ranks = [near["then"][0], near["then"][1], {"action": "rank", "by": "fewest_shipments"}]
    hold = [first | {"when": {"all": [TOTAL, GIFT, {"any": [VIP]}]}}, *others]
    rules = RULES["rules"] | {"hold": hold, "routing": [near | {"then": ranks}, default]}
    have_draft(kept, RULES | {"rules": rules})
    return kept


def row(page: Page, field: str) -> Locator:
    return page.locator(f'[data-testid="condition"][data-field="{field}"]')


def at_rest(element: Locator) -> Any:
    """Where it stands once the page has all that it draws above it."""
    before, now = None, element.bounding_box()
    while before != now:
        element.page.wait_for_timeout(200)
        before, now = now, element.bounding_box()
    return now


def drag(page: Page, what: Locator, to: Locator, *, below: bool = False, drop: bool = True) -> None:
    """Take it at its left edge, and bring it to the upper or lower edge of another."""
    start, end = at_rest(what), at_rest(to)
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 8, start["y"] + 12)
    page.mouse.down()
    y = end["y"] + (end["height"] - 2 if below else 2)
    page.mouse.move(end["x"] + 8, y - 9)
    page.mouse.move(end["x"] + 8, y)
    expect(page.locator(".drop-line")).to_be_visible()
    if drop:
        page.mouse.up()


def when(kept: Database) -> Any:
    return rules_of(kept, "hold")[0]["when"]["all"]


def test_condition_is_dragged_within_its_group_and_into_another(page: Page, kept: Database) -> None:
    page.goto("/rules?rule=big")
    expect(page.get_by_test_id("condition")).to_have_count(3)
    drag(page, row(page, "order.total"), row(page, "order.gift"), below=True)
    expect(page.get_by_test_id("condition").first).to_have_attribute("data-field", "order.gift")
    expect(page.get_by_test_id("said")).to_contain_text("Moved. Undo with Control Z.")
    eventually(lambda: when(kept), [GIFT, TOTAL, {"any": [VIP]}])
    drag(page, row(page, "order.total"), row(page, "customer.vip"))
    expect(page.get_by_role("group", name="any of these, 2 conditions")).to_be_visible()
    eventually(lambda: when(kept), [GIFT, {"any": [TOTAL, VIP]}])


def test_escape_puts_back_what_is_dragged(page: Page, kept: Database) -> None:
    page.goto("/rules?rule=big")
    expect(page.get_by_test_id("condition")).to_have_count(3)
    drag(page, row(page, "order.total"), row(page, "order.gift"), below=True, drop=False)
    page.keyboard.press("Escape")
    expect(page.locator(".drop-line")).to_have_count(0)
    page.mouse.up()
    expect(page.get_by_test_id("condition").first).to_have_attribute("data-field", "order.total")
    assert when(kept) == [TOTAL, GIFT, {"any": [VIP]}]


def test_rule_is_dragged_in_the_list_and_a_rank_in_its_rule(page: Page, kept: Database) -> None:
    page.goto("/rules?rule=near")
    expect(page.get_by_test_id("rule-name")).to_have_value("Near")
    rules = page.get_by_test_id("kind-hold").locator("li")
    drag(page, page.get_by_test_id("rule-gifts"), page.get_by_test_id("rule-big"))
    expect(rules.first).to_have_attribute("data-testid", "rule-gifts")
    expect(page.get_by_test_id("rule-name")).to_have_value("Near")
    ranks = page.locator('[data-testid="action"][data-action="rank"]')
    drag(page, ranks.nth(1).locator(".no"), ranks.nth(0))
    expect(page.get_by_test_id("sentence")).to_contain_text("fewest")
    expect(page.get_by_test_id("said")).to_contain_text("Moved")
    eventually(lambda: [each["id"] for each in rules_of(kept, "hold")], ["gifts", "big"])
    wanted = [None, "fewest_shipments", "nearest"]
    eventually(lambda: [each.get("by") for each in rules_of(kept, "routing")[0]["then"]], wanted)


@pytest.mark.parametrize("page_options", [{"viewport": {"width": 390, "height": 844}}], ids=["phone"])
def test_rule_is_read_and_switched_off_on_a_phone(page: Page, kept: Database) -> None:
    page.goto("/rules?rule=big")
    line = page.get_by_test_id("rule-gifts")
    expect(line).to_be_visible()
    line.get_by_test_id("rule-switch").click()
    expect(line.get_by_test_id("rule-switch")).not_to_be_checked()
    line.get_by_test_id("rule-link").click()
    expect(page.get_by_test_id("rule-name")).to_have_value("Gifts")
    expect(page.get_by_test_id("sentence")).to_be_in_viewport()
    page.get_by_test_id("to-list").click()
    expect(page.get_by_test_id("filter-rules")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.evaluate(SMALL) == []
    eventually(lambda: [rule.get("enabled", True) for rule in rules_of(kept, "hold")], [True, False])


SMALL = """
() => [...document.querySelectorAll(":is(.rulelist, .draftbar) :is(a, button, input), .to-list")]
  .filter((each) => each.checkVisibility())
  .filter((each) => {
    const own = each.getBoundingClientRect();
    const grown = ["::before", "::after"].map((part) => getComputedStyle(each, part))
      .map((more) => (more.content === "none" ? 0 : parseFloat(more.height) || 0));
    return Math.max(own.height, ...grown, each.closest(".find")?.offsetHeight ?? 0) < 44;
  })
  .map((each) => each.outerHTML.slice(0, 120))
"""
