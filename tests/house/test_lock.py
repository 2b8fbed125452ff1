"""What is installed is pinned and checked by its hash, and no file says from where it must come."""

import json
import re
import tomllib

import pytest

from tests.house.source import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NPM_LOCK = ROOT / "reflex.lock" / "package-lock.json"
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def _pinned() -> dict[str, str]:
    """Each package's entry in the lock, by its normal name."""
    entries = re.split(
        r"\n(?=[a-z0-9])", "\n" + "\n".join(line for line in LOCK.splitlines() if line[:1] != "#")
    )
    return {_normal(entry): entry for entry in entries if entry.strip()}


def _normal(requirement: str) -> str:
    found = NAME.match(requirement.strip())
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_every_package_is_pinned_with_hashes() -> None:
    loose = [name for name, entry in _pinned().items() if "==" not in entry or "--hash=sha256:" not in entry]
    assert loose == []


def test_everything_the_project_asks_for_is_in_the_lock() -> None:
    asked = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert {_normal(requirement) for requirement in asked} <= set(_pinned())


@pytest.mark.parametrize(
    "sign", ["://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host", " @ "]
)
def test_the_lock_names_no_host_and_no_place_on_a_disk(sign: str) -> None:
    assert sign not in LOCK


def test_npm_packages_are_checked_by_hash_and_tied_to_no_registry() -> None:
    packages = json.loads(NPM_LOCK.read_text(encoding="utf-8"))["packages"]
    installed = {place: package for place, package in packages.items() if place}
    assert installed
    assert [place for place, package in installed.items() if "resolved" in package] == []
    assert [place for place, package in installed.items() if not package.get("integrity")] == []
