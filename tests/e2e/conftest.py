"""What a browser test may ask for: a page, the program that it shows, and the database behind that."""

import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from engine.database import Database
from tests import browser as chromium
from tests.e2e.program import SOON, Server, as_at_first, data_in, serving
from tests.ui.pages.shop import set_up

# What is looked for is there in a moment; a machine that does much else at once takes longer over it.
expect.set_options(timeout=SOON * 1000)
ARTIFACTS = Path(__file__).parents[2] / ".artifacts"
FIRST = ("test_rules_for_all", "test_errand", "test_today_and_stock", "test_together", "test_server_dies")
"""The modules that take longest, so that no core has to wait for one of them in the end."""
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(FIRST)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows the end of what its server said; its page will leave a picture."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    server = item.funcargs.get("server")
    if report.failed and server is not None:
        report.sections.append(("the server's log", "\n".join(server.log.read_text().splitlines()[-60:])))
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = chromium.launch(playwright)
    yield running
    running.close()


@pytest.fixture(scope="session")
def small_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A program with a small shop in it, for all who change only its rules."""
    with serving(tmp_path_factory.mktemp("shop"), set_up) as running:
        yield running


@pytest.fixture
def server(small_shop: Server) -> Server:
    """The program that the page shows; a test module that needs one of its own overrides it."""
    return small_shop


@pytest.fixture
def kept(server: Server) -> Iterator[Database]:
    """The database behind the screen; the live rules and the draft are what they were at first."""
    with data_in(server.data) as database:
        as_at_first(database)
        yield database


@pytest.fixture
def base_url(server: Server) -> str:
    """What page.goto("/…") starts from."""
    return server.address


@pytest.fixture
def page_options() -> dict[str, Any]:
    """Options of the page's context; a test module overrides it for a phone, or for the dark theme."""
    return {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def page(
    browser: Browser, base_url: str, page_options: dict[str, Any], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page in a context of its own. A script error fails the test; a failed test leaves its picture."""
    context = browser.new_context(base_url=base_url, **page_options)
    opened, errors = context.new_page(), []
    # Playwright marks the handler, and a list's own method cannot be marked.
    opened.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108
    yield opened
    if request.node.stash.get(FAILED, False):
        ARTIFACTS.mkdir(exist_ok=True)
        name = re.sub(r"[^\w-]+", "-", request.node.nodeid)
        opened.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True)
    context.close()
    assert errors == [], "a script on the page failed"
