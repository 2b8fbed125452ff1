"""Node and npm come from the virtual environment; what the machine's npm was told about registries counts."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ui.serving import toolchain


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose PATH holds what the test puts there, and the system's own tools."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.delenv("NPM_CONFIG_REGISTRY", raising=False)
    return tmp_path


def npm(folder: Path, script: str) -> None:
    (folder / "npm").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "npm").chmod(0o755)


def test_node_of_the_virtual_environment_comes_first() -> None:
    env = toolchain.environment()
    node = shutil.which("node", path=env["PATH"])
    assert node is not None
    assert Path(node).parent == Path(sys.prefix) / "bin"
    assert subprocess.run([node, "--version"], check=True, capture_output=True).stdout >= b"v22.22"


def test_registry_is_the_one_that_the_machines_npm_is_set_to(machine: Path) -> None:
    npm(machine, 'case "$3" in registry) echo http://127.0.0.1:4873/;; *) echo /etc/shop.npmrc;; esac')
    env = toolchain.environment()
    assert env["NPM_CONFIG_REGISTRY"] == "http://127.0.0.1:4873/"
    assert env["NPM_CONFIG_GLOBALCONFIG"] == "/etc/shop.npmrc"


def test_npm_that_does_not_start_is_no_obstacle(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm(machine, "echo too old >&2; exit 1")
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "http://127.0.0.1:4873/")
    env = toolchain.environment()
    assert env["NPM_CONFIG_REGISTRY"] == "http://127.0.0.1:4873/"


def test_nothing_is_phoned_home() -> None:
    assert toolchain.environment()["REFLEX_TELEMETRY_ENABLED"] == "false"
