"""The environment that Reflex, Node and npm run in: Node of the virtual environment, and quiet."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ui.serving.places import BUILD, WORKSHOP


class ToolchainError(RuntimeError):
    """Node or npm, which build the page, cannot be used; the message says what to do."""


def environment() -> dict[str, str]:
    """The environment of this process, with the tools of the virtual environment first, and quiet.

    Returns the whole mapping, for a child process. Raises ToolchainError when Node or npm do not start.
    """
    tools = Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin")
    env = {
        **os.environ,
        "PATH": os.pathsep.join([str(tools), os.environ.get("PATH", "")]),
        "REFLEX_DIR": str(BUILD / "reflex"),
        "REFLEX_WEB_WORKDIR": str(WORKSHOP),
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "NPM_CONFIG_AUDIT": "false",
        "NPM_CONFIG_FUND": "false",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
        "NPM_CONFIG_FETCH_RETRIES": "3",
        # The lock in reflex.lock/ then holds versions and checksums, and no address of anybody's registry.
        "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED": "true",
    }
    env["NPM_CONFIG_REGISTRY"] = _registry(env)
    return env


def _registry(env: dict[str, str]) -> str:
    """The registry that this machine's npm is set to use, so that Reflex does not look for one by itself."""
    npm = shutil.which("npm", path=env["PATH"])
    if npm is None:
        raise ToolchainError(
            "npm is missing from the virtual environment: remove .venv and run make demo again."
        )
    asked = subprocess.run(  # noqa: S603  npm of our own environment, fixed arguments
        [npm, "config", "get", "registry"], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    if asked.returncode != 0 or not asked.stdout.strip():
        raise ToolchainError(f"npm does not start: {(asked.stderr or asked.stdout).strip()}")
    return asked.stdout.strip()
