"""An ops manager changes, publishes and rolls back rules in a browser; what is shown is what is kept."""

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.database import Database
from rulesets import revisions
from tests.e2e.program import draft_of, eventually, have_draft, rules_of

WINDOW = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def held(kept: Database) -> list[str]:
    return [rule["id"] for rule in rules_of(kept, "hold")]


def live_number(kept: Database) -> int | None:
    with kept.read() as session:
        return revisions.live_number(session)


def condition(page: Page, field: str) -> Locator:
    return page.locator(f'[data-testid="condition"][data-field="{field}"]')


def test_threshold_and_nested_condition_change_the_sentence_and_survive_a_reload(
    page: Page, kept: Database
) -> None:
    page.goto("/rules?rule=big")
    sentence = page.get_by_test_id("sentence")
    expect(sentence).to_contain_text("£400.00")
    condition(page, "order.total").get_by_test_id("value").fill("250")
    expect(sentence).to_contain_text("more than £250.00")
    page.get_by_test_id("when").get_by_test_id("add-group").click()
    page.locator('[data-match="any"]').get_by_test_id("add-condition").click()
    page.get_by_test_id("find-field").fill("post")
    page.get_by_test_id("find-field").press("Enter")
    condition(page, "destination.postcode").get_by_test_id("operator").select_option("starts_with")
    expect(sentence).to_contain_text("begins with")
    values = condition(page, "destination.postcode").get_by_test_id("value")
    values.fill("BT, IM")
    values.press("Enter")
    expect(sentence).to_contain_text("the postcode begins with BT or IM")
    page.reload()
    expect(sentence).to_contain_text("the postcode begins with BT or IM")
    expect(condition(page, "order.total").get_by_test_id("value")).to_have_value("250.00")
    wanted = [
        {"field": "order.total", "operator": "more_than", "value": "250.00 GBP"},
        {"any": [{"field": "destination.postcode", "operator": "starts_with", "value": ["BT", "IM"]}]},
    ]
    eventually(lambda: rules_of(kept, "hold")[0]["when"]["all"], wanted)


def test_rules_are_moved_and_edits_taken_back_by_keys(page: Page, kept: Database) -> None:
    page.goto("/rules?rule=big")
    page.get_by_test_id("rule-gifts").get_by_test_id("rule-link").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    first = page.get_by_test_id("kind-hold").locator("li").first
    for key, on_top in (("Up", "gifts"), ("Down", "big"), ("Up", "gifts")):
        page.keyboard.press(f"Alt+Arrow{key}")
        expect(first).to_have_attribute("data-testid", f"rule-{on_top}")
        expect(page.get_by_test_id("rule-gifts").get_by_test_id("rule-link")).to_be_focused()
    eventually(lambda: held(kept), ["gifts", "big"])
    page.keyboard.press("Control+z")
    expect(first).to_have_attribute("data-testid", "rule-big")
    page.keyboard.press("Control+Shift+z")
    expect(first).to_have_attribute("data-testid", "rule-gifts")
    eventually(lambda: held(kept), ["gifts", "big"])


def test_value_that_cannot_be_read_is_named_beside_its_entry_and_stops_publishing(
    page: Page, kept: Database
) -> None:
    page.goto("/rules?rule=big")
    condition(page, "order.total").get_by_test_id("value").fill("lots")
    expect(condition(page, "order.total")).to_contain_text("“lots” is not an amount of money")
    page.get_by_test_id("problems").get_by_role("link", name="Show").click()
    expect(condition(page, "order.total").get_by_test_id("value")).to_be_focused()
    page.get_by_test_id("publish").click()
    dialog = page.get_by_test_id("publish-dialog")
    expect(dialog).to_contain_text("“lots” is not an amount of money")
    expect(dialog.get_by_test_id("confirm-publish")).to_have_count(0)
    assert live_number(kept) == 1


def test_draft_is_published_with_a_reason_and_rolled_back_in_one_step(page: Page, kept: Database) -> None:
    assert live_number(kept) == 1
    page.goto("/rules?rule=big")
    condition(page, "order.total").get_by_test_id("value").fill("300")
    expect(page.get_by_test_id("changed")).to_have_text("1 rule changed")
    page.get_by_test_id("publish").click()
    dialog = page.get_by_test_id("publish-dialog")
    expect(dialog.locator("ins")).to_contain_text("£300")
    dialog.get_by_test_id("confirm-publish").click()
    expect(dialog).to_contain_text("Say why")
    dialog.get_by_test_id("publish-reason").fill("Less risk")
    dialog.get_by_test_id("confirm-publish").click()
    expect(page.get_by_test_id("live-revision")).to_contain_text("v2")
    expect(page.get_by_test_id("changed")).to_have_text("nothing changed")
    eventually(lambda: live_number(kept), 2)

    page.goto("/versions")
    page.get_by_test_id("revision-2").click()
    page.get_by_test_id("against").select_option("1")
    expect(page.get_by_test_id("difference").locator("del")).to_contain_text("£400")
    page.get_by_test_id("rollback-1").click()
    page.get_by_test_id("rollback-reason").fill("Too many holds")
    page.get_by_test_id("confirm-rollback").click()
    expect(page.get_by_test_id("live-revision")).to_contain_text("v1")
    expect(page.get_by_test_id("audit")).to_contain_text("Rolled back to v1; v2 was live")
    eventually(
        lambda: audited(kept)[:2], [("rolled_back", 1, "Too many holds"), ("published", 2, "Less risk")]
    )


def audited(kept: Database) -> list[tuple[str, int, str]]:
    with kept.read() as session:
        return [(each.action, each.number, each.reason) for each in revisions.audit(session)]


@pytest.mark.parametrize("address", ["/rules?rule=big", "/versions"])
@pytest.mark.parametrize("page_options", [{"viewport": PHONE}, {"viewport": WINDOW}], ids=["phone", "window"])
def test_page_fits_its_window_and_names_every_control(
    page: Page,
    kept: Database,  # noqa: ARG001  the draft begins as the live rules
    address: str,
) -> None:
    page.goto(address)
    expect(page.get_by_test_id("live-revision")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.locator("h1").count() == 1
    assert page.evaluate(NAMELESS) == []


NAMELESS = """
() => [...document.querySelectorAll("main button, main select, main input, main textarea, nav a, header a")]
  .filter((each) => each.checkVisibility())
  .filter((each) => !(each.getAttribute("aria-label") || each.title || each.textContent.trim()))
  .filter((each) => !(each.id && document.querySelector(`label[for="${each.id}"]`)) && !each.closest("label"))
  .map((each) => each.outerHTML.slice(0, 120))
"""


def test_a_table_is_read_as_a_grid_and_the_new_actions_are_offered(page: Page, kept: Database) -> None:
    document = draft_of(kept)
    columns = [{"field": "order.channel", "operator": "is"}, {"field": "order.gift", "operator": "is_yes"}]
    rows = [
        {"cells": ["web", None], "then": [{"action": "only_kinds", "kinds": ["store"], "relax": 1}]},
        {"cells": [None, True], "then": [{"action": "within_km", "km": 50}]},
    ]
    table = {"hit": "first", "columns": columns, "rows": rows}
    by_case = {"id": "by-case", "name": "By case", "table": table}
    document["rules"]["routing"].insert(0, {**by_case, "otherwise": "retry", "retry_minutes": 45})
    have_draft(kept, document)
    page.goto("/rules?rule=by-case")
    expect(page.get_by_role("rowheader")).to_have_count(3)
    expect(page.get_by_test_id("sentence")).to_contain_text("unless nobody else can serve (given up first)")
    expect(page.get_by_test_id("sentence")).to_contain_text("Otherwise try again after 45 minutes.")
    page.get_by_test_id("retry-minutes").fill("60")
    expect(page.get_by_test_id("sentence")).to_contain_text("Otherwise try again after 1 hour.")
    page.get_by_test_id("add-action").click()
    expect(page.get_by_test_id("action-offer")).to_contain_text("no screen yet")
    page.get_by_test_id("action-within_km").click()
    expect(page.get_by_test_id("sentence")).to_contain_text("in every row within 1 km")
    expect(page.get_by_role("rowheader")).to_have_count(3)
