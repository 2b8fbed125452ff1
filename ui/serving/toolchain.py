"""The environment that Reflex, Node and npm run in: Node of the virtual environment, and quiet."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
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
        "NPM_CONFIG_FETCH_RETRY_MINTIMEOUT": "1000",
        "NPM_CONFIG_FETCH_RETRY_MAXTIMEOUT": "5000",
        # The lock in reflex.lock/ then holds versions and checksums, and no address of anybody's registry.
        "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED": "true",
    }
    return env | _npm_settings(env)


def _npm_settings(env: dict[str, str]) -> dict[str, str]:
    """Where packages come from, as this machine's npm is set to know; ours is asked if there is none."""
    machine = shutil.which("npm", path=os.environ.get("PATH", ""))
    ours = shutil.which("npm", path=env["PATH"])
    if ours is None:
        raise ToolchainError(
            "npm is missing from the virtual environment: remove .venv and run make demo again."
        )
    if machine is not None and machine != ours:
        with suppress(ToolchainError):  # a Node too old to start is no reason against ours
            return {
                "NPM_CONFIG_REGISTRY": _npm(machine, "registry", dict(os.environ)),
                "NPM_CONFIG_GLOBALCONFIG": _npm(machine, "globalconfig", dict(os.environ)),
            }
    return {"NPM_CONFIG_REGISTRY": _npm(ours, "registry", env)}


def _npm(npm: str, setting: str, env: dict[str, str]) -> str:
    """One setting of npm's own configuration. Raises ToolchainError with what npm said."""
    asked = subprocess.run(
        [npm, "config", "get", setting], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    if asked.returncode != 0 or not asked.stdout.strip():
        raise ToolchainError(f"npm does not start: {(asked.stderr or asked.stdout).strip()}")
    return asked.stdout.strip()
