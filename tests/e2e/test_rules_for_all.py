"""axe-core finds no grave fault in any state of the Rules page, light or dark, wide or on a phone."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engine.database import Database
from engine.intake import accept
from tests.e2e.program import Server, data_in, draft_of, have_draft, serving
from tests.e2e.reading import faults
from tests.e2e.windows import WITHOUT_BEAT
from tests.ui.pages.shop import DEFAULTS, RULES, set_up

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
BY_CASE = {
    "id": "by-case",
    "name": "By case",
    "table": {
        "hit": "first",
        "columns": [
            {"field": "order.channel", "operator": "is"},
            {"field": "order.gift", "operator": "is_yes"},
        ],
        "rows": [{"cells": ["web", None], "then": [{"action": "within_km", "km": 50}]}],
    },
    "otherwise": "next_rule",
}
DEEP = {
    "all": [
        {"field": "order.total", "operator": "more_than", "value": "400.00 GBP"},
        {
            "any": [
                {"field": "order.gift", "operator": "is_yes"},
                {
                    "none": [
                        {"field": "customer.vip", "operator": "is_yes"},
                        {
                            "all": [
                                {"field": "order.channel", "operator": "one_of", "value": ["web", "phone"]},
                                {
                                    "field": "order.subtotal",
                                    "operator": "between",
                                    "value": ["5.00 GBP", "50.00 GBP"],
                                },
                            ]
                        },
                    ]
                },
                {
                    "lines": "count",
                    "operator": "at_least",
                    "value": 2,
                    "where": {"any": [{"field": "line.fragile", "operator": "is_yes"}]},
                },
            ]
        },
    ]
}
"""Four groups deep, with a line condition."""
PLACED = datetime(2025, 11, 20, 10, tzinfo=UTC)
ORDER = {
    "channel": "web",
    "external_id": "W-1",
    "placed_at": PLACED.isoformat(),
    "currency": "GBP",
    "lines": [{"sku": "A", "quantity": 1, "unit_price": 50_000}],
    "destination": {"country": "GB", "city": "Bath", "latitude": 51.38, "longitude": -2.36},
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A program of this module's own: a small shop, and an order."""
    with serving(tmp_path_factory.mktemp("for-all"), set_up) as running:
        with data_in(running.data) as database:
            accept(database, ORDER, PLACED, "test")
        yield running


@pytest.fixture
def kept(kept: Database) -> Database:
    """A rule four groups deep, and one with a table."""
    have_draft(kept, shop())
    return kept


@pytest.fixture
def page_options() -> dict[str, Any]:
    return {"viewport": WIDE}


def shop() -> Mapping[str, Any]:
    big, gifts, default = RULES["rules"]["hold"]
    rules = {
        "hold": [big | {"when": DEEP}, gifts | {"enabled": False}, default],
        "routing": [BY_CASE, *RULES["rules"]["routing"]],
    }
    return RULES | {"rules": RULES["rules"] | rules}


def opened(page: Page, rule: str) -> None:
    page.goto(f"/rules?rule={rule}")
    expect(page.locator(f"#list-{rule} a")).to_have_attribute("aria-current", "true")
    expect(page.get_by_test_id("rule-name")).not_to_have_value("")


ALL = [each["id"] for rules in shop()["rules"].values() for each in rules]


def test_every_kind_of_rule_can_be_read_and_used(page: Page, kept: Database) -> None:  # noqa: ARG001
    found = {}
    for rule in ALL:
        opened(page, rule)
        found[rule] = faults(page)
    assert {rule: each for rule, each in found.items() if each} == {}


@pytest.mark.parametrize("page_options", [{"viewport": PHONE}], ids=["phone"])
def test_list_and_rule_can_be_read_and_used_on_a_phone(page: Page, kept: Database) -> None:  # noqa: ARG001
    opened(page, "big")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert faults(page) == []


def test_what_opens_over_the_page_can_be_read_and_used(page: Page, kept: Database) -> None:
    page.add_init_script(WITHOUT_BEAT)
    found: dict[str, list[str]] = {}
    for name, (open_it, selector) in FLOATING.items():
        opened(page, RULE_OF.get(name, "big"))
        open_it(page)
        expect(page.locator(selector).first).to_be_visible()
        found[name] = faults(page)
        for _ in range(2 if open_it is typing else 1):  # the first leaves the suggestion that is chosen
            page.keyboard.press("Escape")
        expect(page.locator(selector), name).to_have_count(0)
    expect(page.locator("#list-big a")).to_have_attribute("aria-current", "true")
    page.get_by_test_id("value").first.fill("lots")
    expect(page.get_by_test_id("problems")).to_be_visible()
    page.get_by_test_id("fold").nth(1).click()
    found["problems, and a group folded"] = faults(page)
    page.get_by_test_id("fold").nth(1).click()
    have_draft(kept, theirs(draft_of(kept)))
    page.get_by_test_id("value").first.fill("300")
    expect(page.get_by_test_id("clashes")).to_be_visible()
    found["a rule that another window changed too"] = faults(page)
    assert {name: each for name, each in found.items() if each} == {}


def theirs(document: Any) -> Any:
    """The draft after somebody else changed the first threshold."""
    document["rules"]["hold"][0]["when"]["all"][0]["value"] = "450.00 GBP"
    return document


def click(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_test_id(name).first.click()


def typing(page: Page) -> None:
    page.get_by_test_id("type-it").click()
    entry = page.get_by_test_id("typed-sentence")
    expect(entry).to_be_focused()
    entry.fill("When the total is more than £300.00 and the chan")
    expect(page.get_by_test_id("typed-list").locator("[aria-selected=true]")).to_be_visible()


FLOATING: dict[str, tuple[Callable[[Page], None], str]] = {
    "picker": (click("field"), '[data-testid="find-field"]'),
    "row menu": (click("row-menu"), '[data-testid="row-copy"]'),
    "actions": (click("add-action"), '[role="menuitem"]'),
    "keys": (click("keys"), '[data-testid="keys-sheet"]'),
    "publishing": (click("publish"), '[data-testid="publish-dialog"]'),
    "discarding": (click("discard"), '[data-testid="confirm-discard"]'),
    "a table from a file": (click("import-table"), '[data-testid="sheet-dialog"]'),
    "a sentence that is typed": (typing, '[data-testid="typed-use"]'),
}
RULE_OF = {"actions": "near", "a table from a file": "by-case"}


def test_an_order_that_is_tried_can_be_read_and_used(page: Page, kept: Database) -> None:  # noqa: ARG001
    opened(page, "big")
    page.get_by_test_id("try-order").first.click()
    expect(page.get_by_test_id("tried-outcome")).to_be_visible()
    expect(page.get_by_test_id("mark").first).to_be_visible()
    assert faults(page) == []


def test_rules_without_any_but_the_defaults_can_be_read_and_used(page: Page, kept: Database) -> None:
    have_draft(kept, DEFAULTS)
    page.goto("/rules")
    expect(page.get_by_test_id("beginning")).to_be_visible()
    assert faults(page) == []
    page.goto("/rules/starters")
    expect(page.locator("main a, main button").first).to_be_visible()
    assert faults(page) == []
