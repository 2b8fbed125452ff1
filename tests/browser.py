"""Finds a Chromium for the browser tests, or gets one: `python -m tests.browser`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMED = "SWITCHYARD_CHROMIUM"
ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No sandbox: build servers run as root. The rest keeps Chromium from calling home.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
MISSING = (
    "The browser tests need Chromium, and none was found or could be installed. Install it "
    f"(Debian and Ubuntu: apt install chromium), or name one: {NAMED}=/path/to/chromium make test"
)


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium that is there. Raises playwright's Error when none starts."""
    return playwright.chromium.launch(executable_path=_found(), args=list(FLAGS))


def ensure() -> None:
    """Have a Chromium that starts, installing one if need be; ends the program with the reason if not."""
    if _starts():
        return
    for get in (_from_playwright, _from_debian):
        if get() and _starts():
            return
    sys.exit(MISSING)


def _found() -> str | None:
    """The Chromium to start; None means the one that Playwright brought, if it did."""
    named = os.environ.get(NAMED)
    if named:
        return named
    return next((path for name in ON_PATH if (path := shutil.which(name))), None)


def _starts() -> bool:
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
    except Error as error:
        print(f"No Chromium yet: {error.message.splitlines()[0]}", file=sys.stderr)
        return False
    return True


def _from_playwright() -> bool:
    return _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _from_debian() -> bool:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return _run(["apt-get", "update"], quiet) and _run(["apt-get", "install", "-y", "chromium"], quiet)


def _run(command: list[str], env: dict[str, str] | None = None) -> bool:
    print("Getting Chromium:", *command, flush=True)
    try:
        return subprocess.run(command, env=env, timeout=600, check=False, cwd=Path.home()).returncode == 0
    except subprocess.TimeoutExpired:
        return False


if __name__ == "__main__":
    ensure()
