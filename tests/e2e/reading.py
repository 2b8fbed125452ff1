"""Runs axe-core on what a page shows, light and dark: no serious or critical fault may be left."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

GRAVE = ("serious", "critical")
MENU = ("scrollable-region-focusable", "rt-ScrollAreaViewport")
"""Radix gives the focus to a menu's items one by one as arrows are pressed, and scrolls with them; axe-core
looks for something that Tab reaches."""
AT_REST = """
() => document.getAnimations().every(({ playState, effect }) =>
  playState !== "running" || effect?.getComputedTiming().endTime === Infinity)
"""
VIOLATIONS = {"resultTypes": ["violations"]}

COLOURS = ["color-contrast", "link-in-text-block"]


def faults(page: Page) -> list[str]:
    """What axe-core finds that keeps people out: its rule, the element, and what is wrong with it. In the
    dark the page differs by its colours alone."""
    page.emulate_media(color_scheme="light")
    light = _faults(page, "light", VIOLATIONS)
    page.emulate_media(color_scheme="dark")
    dark = _faults(page, "dark", VIOLATIONS | {"runOnly": COLOURS})
    return light + [f"dark, {each}" for each in dark]


def _faults(page: Page, theme: str, options: dict[str, Any]) -> list[str]:
    expect(page.locator("html")).to_have_class(theme)
    page.wait_for_function(AT_REST)
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {' '.join(node['failureSummary'].split())[:200]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
        if each["id"] != MENU[0] or MENU[1] not in node["html"]
    ]
