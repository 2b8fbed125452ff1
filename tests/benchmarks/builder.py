"""How soon the rule builder answers, in a real browser: `python -m tests.benchmarks.builder`.

The draft has 200 rules, one of 60 conditions in 12 groups, one a table of 200 x 12, over the sample's year
of orders, so that what a rule matches is counted all the while. Each figure is a median, in milliseconds from
the key or the pointer until the frame that shows the answer: a rule opened, a letter typed in a condition and
the sentence that follows, a rule moved among the 200, a step undone. `keystroke_bytes` is what the page and
the server say to each other for one letter. Printed last; the slowest answers stand beside the medians."""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, WebSocket, expect, sync_playwright

from tests import browser as chromium
from tests.benchmarks.builder_draft import CONDITIONS, TABLE, large_draft
from tests.e2e.program import Server, data_in, have_draft, serving
from tests.sample_fixture import year_file

ROUNDS = 15
PAGE_SCRIPT = Path(__file__).with_name("builder_page.js")
SENTENCE = '[data-testid="sentence"]'
NAME = '[data-testid="rule-name"]'


def main() -> None:
    with served() as server, opened(server) as (page, said):
        figures = {
            "open_ms": opening(page),
            "type_ms": (typing := typed(page, said))[0],
            "move_ms": moving(page),
            "undo_ms": undoing(page),
        }
        slowest = {f"{name}_slowest": max(times) for name, times in figures.items()}
        medians = {name: round(median(times), 1) for name, times in figures.items()}
        more = {name: round(time, 1) for name, time in slowest.items()}
        print(json.dumps({**medians, "keystroke_bytes": round(median(typing[1])), **more}))


@contextmanager
def served() -> Iterator[Server]:
    """The program with the sample's year and the large draft."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(year_file(), Path(folder) / "switchyard.db")
        with data_in(Path(folder)) as database:
            have_draft(database, large_draft())
        with serving(Path(folder)) as server:
            yield server


@contextmanager
def opened(server: Server) -> Iterator[tuple[Page, list[int]]]:
    """The Rules page, and the sizes of all that is said over its socket, as they come."""
    said: list[int] = []

    def listen(socket: WebSocket) -> None:
        for event in ("framesent", "framereceived"):
            socket.on(event, lambda frame: said.append(len(frame)))

    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        page = browser.new_page(base_url=server.address, viewport={"width": 1440, "height": 900})
        page.on("websocket", listen)
        page.goto(f"/rules?rule={CONDITIONS}")
        expect(page.locator(NAME)).to_have_value("Sixty conditions")
        page.evaluate(f"({PAGE_SCRIPT.read_text(encoding='utf-8')})()")
        yield page, said
        browser.close()


def timed(page: Page, act: Callable[[], None], selector: str, shown: str = "") -> float:
    """Milliseconds from the act until the page shows its answer."""
    page.evaluate("([s, f]) => { globalThis.answer = answered(s, f); }", [selector, shown])
    act()
    return float(page.evaluate("() => globalThis.answer"))


def opening(page: Page) -> list[float]:
    """The large rules by turns, with a small one between."""
    names = {CONDITIONS: "Sixty conditions", TABLE: "A large table", "again-3": "Rule 3"}
    times = []
    for number in range(ROUNDS):
        rule = (TABLE, CONDITIONS, "again-3")[number % 3]
        link = page.get_by_test_id(f"rule-{rule}").get_by_test_id("rule-link")
        link.scroll_into_view_if_needed()
        shown = f"element.value === {json.dumps(names[rule])}"
        times.append(timed(page, link.click, NAME, shown))
        tell("open", rule, times[-1])
    return times


def typed(page: Page, said: list[int]) -> tuple[list[float], list[int]]:
    """One letter after another into a condition of the large rule."""
    page.get_by_test_id(f"rule-{CONDITIONS}").get_by_test_id("rule-link").click()
    expect(page.locator(NAME)).to_have_value("Sixty conditions")
    entry = page.get_by_test_id("condition").first.get_by_test_id("value")
    entry.click()
    entry.press("Control+a")
    times, sizes = [], []
    for letter in "123456789012345"[:ROUNDS]:
        if len(times) % 4 == 3:
            letter = "Backspace"  # noqa: PLW2901  so that the figure stays one of money
        page.wait_for_timeout(300)
        said.clear()
        times.append(timed(page, lambda key=letter: page.keyboard.press(key), SENTENCE))  # type: ignore[misc]
        page.wait_for_timeout(300)
        sizes.append(sum(said))
        tell("type", letter, times[-1], sizes[-1])
    return times, sizes


def moving(page: Page) -> list[float]:
    """A rule among the 200 moves by keys."""
    link = page.get_by_test_id(f"rule-{CONDITIONS}").get_by_test_id("rule-link")
    link.scroll_into_view_if_needed()
    times = []
    for number in range(ROUNDS):
        link.focus()
        key = ("Alt+ArrowDown", "Alt+ArrowUp")[number % 2]
        first = (TABLE, CONDITIONS)[number % 2]
        shown = f"element.dataset.testid === 'rule-{first}'"
        list_of = '[data-testid="kind-routing"] li'
        times.append(timed(page, lambda key=key: page.keyboard.press(key), list_of, shown))  # type: ignore[misc]
        tell("move", key, times[-1])
        page.wait_for_timeout(200)
    return times


def undoing(page: Page) -> list[float]:
    """What was typed and moved is taken back, step by step, and done again."""
    page.locator("h1").click()
    times = []
    for number in range(ROUNDS):
        keys = ("Control+z", "Control+Shift+z")[number % 2]
        first = (CONDITIONS, TABLE)[number % 2]
        shown = f"element.dataset.testid === 'rule-{first}'"
        list_of = '[data-testid="kind-routing"] li'
        times.append(timed(page, lambda keys=keys: page.keyboard.press(keys), list_of, shown))  # type: ignore[misc]
        tell("undo", keys, times[-1])
        page.wait_for_timeout(200)
    return times


def tell(*what: object) -> None:
    print(*what, file=sys.stderr)


if __name__ == "__main__":
    main()
