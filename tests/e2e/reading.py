"""Runs axe-core on what a page shows: no serious or critical fault may be left."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
MENU = ("scrollable-region-focusable", "rt-ScrollAreaViewport")
"""Radix gives the focus to a menu's items one by one as arrows are pressed, and scrolls with them; axe-core
looks for something that Tab reaches."""


def faults(page: Page) -> list[str]:
    """What axe-core finds that keeps people out: its rule, the element, and what is wrong with it."""
    page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)))")
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {' '.join(node['failureSummary'].split())[:200]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
        if each["id"] != MENU[0] or MENU[1] not in node["html"]
    ]
