"""Runs axe-core on what a page shows: no serious or critical fault may be left."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")


def faults(page: Page) -> list[str]:
    """What axe-core finds that keeps people out: its rule, the element, and what is wrong with it."""
    page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)))")
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {' '.join(node['failureSummary'].split())[:200]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]
