"""An ops manager writes rules from nothing, by mouse and typing; what is kept is what they meant."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.database import Database
from tests.e2e.program import eventually, have_draft, rules_of
from tests.ui.pages.shop import DEFAULTS


@pytest.fixture
def kept(kept: Database) -> Database:
    """The draft has the default rules only."""
    have_draft(kept, DEFAULTS)
    return kept


class Builder:
    """The rule builder as a person has it before them."""

    def __init__(self, page: Page, kept: Database) -> None:
        self.page, self.kept = page, kept
        self.rule = page.get_by_test_id("builder")

    def new(self, kind: str, name: str) -> None:
        """A new rule of this kind, named and switched on."""
        before = self.page.get_by_test_id(f"kind-{kind}").locator("li").count()
        self.page.get_by_test_id(f"add-rule-{kind}").click()
        expect(self.page.get_by_test_id(f"kind-{kind}").locator("li")).to_have_count(before + 1)
        entry = self.rule.get_by_test_id("rule-name")
        expect(entry).to_have_value(f"New {kind} rule")
        entry.fill(name)
        line = self.page.locator(f'li:has(a[title="{name}"])')
        line.get_by_test_id("rule-switch").click()
        expect(line.get_by_test_id("rule-switch")).to_have_attribute("aria-checked", "true")

    def condition(self, group: Locator, words: str, path: str) -> Locator:
        """A new condition at the end of the group: look for its field and take it."""
        group.get_by_test_id("add-condition").last.click()
        self.page.get_by_test_id("find-field").fill(words)
        self.page.get_by_test_id(f"field-{path}").click()
        row = group.locator(f'[data-testid="condition"][data-field="{path}"]').last
        expect(row).to_be_visible()
        return row

    def figure(self, row: Locator, operator: str, text: str) -> None:
        row.get_by_test_id("operator").select_option(operator)
        row.get_by_test_id("value").fill(text)
        row.get_by_test_id("value").press("Enter")

    def action(self, name: str) -> Locator:
        """A new action."""
        self.rule.get_by_test_id("add-action").click()
        self.page.get_by_test_id(f"action-{name}").click()
        added = self.actions(name).last
        expect(added).to_be_visible()
        return added

    def actions(self, name: str) -> Locator:
        return self.rule.locator(f'[data-testid="action"][data-action="{name}"]')

    def fill(self, action: Locator, argument: str, text: str) -> None:
        entry = action.get_by_test_id(f"argument-{argument}").locator("input")
        entry.fill(text)
        entry.press("Enter")

    def choose(self, action: Locator, argument: str, value: str) -> None:
        action.get_by_test_id(f"argument-{argument}").locator("select").select_option(value)

    def sentence(self, words: str) -> None:
        """The sentence says this in the end."""
        expect(self.rule.get_by_test_id("sentence")).to_have_text(words)

    def keeps(self, kind: str, *wanted: dict[str, Any]) -> None:
        """The draft has these rules of the kind in the end, and its default one."""
        eventually(lambda: rules_of(self.kept, kind), list(wanted))


@pytest.fixture
def builder(page: Page, kept: Database) -> Builder:
    page.goto("/rules")
    expect(page.get_by_test_id("kind-hold").locator("li")).to_have_count(1)
    return Builder(page, kept)


def test_large_or_fragile_orders_are_held_unless_the_customer_is_a_vip(builder: Builder) -> None:
    builder.new("hold", "Large or fragile")
    when = builder.rule.get_by_test_id("when")
    when.get_by_test_id("add-group").click()
    either = when.locator('[data-testid="group"][data-match="any"]')
    builder.figure(builder.condition(either, "total", "order.total"), "more_than", "300")
    fragile = builder.condition(either, "fragile", "line.fragile")
    fragile.get_by_test_id("operator").select_option("is_yes")
    top = when.get_by_test_id("group").first
    top.locator(':scope > .adds [data-testid="add-group"]').click()
    groups = top.locator(':scope > .nest > [data-testid="group"]')
    expect(groups).to_have_count(2)
    groups.last.locator(':scope > .group-head [data-testid="match"]').select_option("none")
    unless = when.locator('[data-testid="group"][data-match="none"]')
    builder.condition(unless, "vip", "customer.vip").get_by_test_id("operator").select_option("is_yes")
    hold = builder.actions("hold")
    builder.fill(hold, "reason", "Review")
    builder.fill(hold, "owner", "Helen")
    builder.sentence(
        "When either the total is more than £300.00 or any line is fragile, unless the customer is a VIP: "
        "hold the order because of “Review” until Helen lifts it."
    )
    builder.keeps(
        "hold",
        {
            "id": "new-hold-rule",
            "name": "Large or fragile",
            "when": {
                "all": [
                    {
                        "any": [
                            {"field": "order.total", "operator": "more_than", "value": "300.00 GBP"},
                            {
                                "lines": "any",
                                "where": {"all": [{"field": "line.fragile", "operator": "is_yes"}]},
                            },
                        ]
                    },
                    {"none": [{"field": "customer.vip", "operator": "is_yes"}]},
                ]
            },
            "then": [{"action": "hold", "reason": "Review", "owner": "Helen"}],
        },
    )


def test_express_goes_from_the_nearest_and_stores_help_when_the_warehouse_runs_low(builder: Builder) -> None:
    builder.new("routing", "Express from the nearest")
    when = builder.rule.get_by_test_id("when")
    row = builder.condition(when, "service", "order.service")
    row.get_by_test_id("value").select_option("express")
    builder.sentence(
        "When the service is express: choose among all locations, nearest first. "
        "Otherwise go on to the next rule."
    )

    builder.new("routing", "From the warehouse while it has enough")
    kinds = builder.action("only_kinds")
    kinds.get_by_test_id("argument-kinds").locator("select").select_option("warehouse")
    where = builder.action("where")
    builder.figure(builder.condition(where, "after this order", "location.atp_after"), "at_least", "5")
    builder.choose(builder.actions("rank"), "by", "lowest_cost")

    builder.new("routing", "Stores help out")
    kinds = builder.action("only_kinds")
    kinds.get_by_test_id("argument-kinds").locator("select").select_option("store")
    builder.choose(builder.actions("rank"), "by", "lowest_cost")
    cheapest = {"action": "rank", "by": "lowest_cost"}
    builder.keeps(
        "routing",
        {
            "id": "new-routing-rule",
            "name": "Express from the nearest",
            "when": {"all": [{"field": "order.service", "operator": "is", "value": "express"}]},
            "then": [{"action": "rank", "by": "nearest"}],
            "otherwise": "next_rule",
        },
        {
            "id": "new-routing-rule-2",
            "name": "From the warehouse while it has enough",
            "when": {"all": []},
            "then": [
                cheapest,
                {"action": "only_kinds", "kinds": ["warehouse"]},
                {
                    "action": "where",
                    "where": {"all": [{"field": "location.atp_after", "operator": "at_least", "value": 5}]},
                },
            ],
            "otherwise": "next_rule",
        },
        {
            "id": "new-routing-rule-3",
            "name": "Stores help out",
            "when": {"all": []},
            "then": [cheapest, {"action": "only_kinds", "kinds": ["store"]}],
            "otherwise": "next_rule",
        },
    )


def test_small_orders_are_not_split_and_others_only_when_it_costs_little_more(builder: Builder) -> None:
    builder.new("split", "Small orders in one parcel")
    when = builder.rule.get_by_test_id("when")
    builder.figure(builder.condition(when, "total", "order.total"), "less_than", "50")
    builder.choose(builder.actions("split"), "policy", "none")
    builder.sentence("When the total is less than £50.00: do not split the order.")

    builder.new("split", "Split when it costs little more")
    split = builder.actions("split")
    builder.choose(split, "policy", "units")
    builder.fill(split, "at_most", "3")
    if not split.get_by_test_id("argument-dearer_by").is_visible():
        split.locator("summary").click()
    builder.fill(split, "dearer_by", "4")
    builder.keeps(
        "split",
        {
            "id": "new-split-rule",
            "name": "Small orders in one parcel",
            "when": {"all": [{"field": "order.total", "operator": "less_than", "value": "50.00 GBP"}]},
            "then": [{"action": "split", "policy": "none"}],
        },
        {
            "id": "new-split-rule-2",
            "name": "Split when it costs little more",
            "when": {"all": []},
            "then": [{"action": "split", "policy": "units", "at_most": 3, "dearer_by": "4.00 GBP"}],
        },
    )


def test_a_store_that_rejects_twice_is_left_out_and_its_sku_suspended_there(builder: Builder) -> None:
    builder.new("exception", "Two strikes")
    when = builder.rule.get_by_test_id("when")
    row = builder.condition(when, "what happened", "event.type")
    row.get_by_test_id("value").select_option("rejected")
    kind = builder.condition(when, "kind of that location", "event.location_kind")
    kind.get_by_test_id("value").select_option("store")
    times = builder.condition(when, "24 hours", "event.count_for_sku_day")
    builder.figure(times, "at_least", "2")
    reroute = builder.actions("reroute")
    builder.fill(reroute, "at_most", "2")
    builder.fill(builder.action("suspend"), "hours", "12")
    builder.keeps(
        "exception",
        {
            "id": "new-exception-rule",
            "name": "Two strikes",
            "when": {
                "all": [
                    {"field": "event.type", "operator": "is", "value": "rejected"},
                    {"field": "event.location_kind", "operator": "is", "value": "store"},
                    {"field": "event.count_for_sku_day", "operator": "at_least", "value": 2},
                ]
            },
            "then": [{"action": "reroute", "at_most": 2}, {"action": "suspend", "hours": 12}],
        },
    )
