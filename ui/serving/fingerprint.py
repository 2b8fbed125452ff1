"""Says by a short hash whether the page that was built is the page that would be built now."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ui.serving.places import ROOT, WORKSHOP

# Pages draw what the other packages declare (fields, operators, actions), so all four count.
SOURCES = (
    "ui",
    "connectors",
    "engine",
    "rulesets",
    "assets",
    "reflex.lock",
    "rxconfig.py",
    "requirements.lock",
)
# What Reflex writes from them, and Vite builds from; its own notes to itself are left out.
COMPILED = (
    "app",
    "app_components",
    "components",
    "public",
    "styles",
    "utils",
    "env.json",
    "package-lock.json",
)


def of_sources(root: Path = ROOT) -> str:
    """The hash of everything that may change the page, read in about 20 ms."""
    return _hash(root, SOURCES, f"python {sys.version_info[:2]}")


def of_compiled(workshop: Path = WORKSHOP) -> str:
    """The hash of the page's sources as Reflex wrote them, so that a change elsewhere builds nothing."""
    return _hash(workshop, COMPILED, "")


def _hash(base: Path, names: Iterable[str], start: str) -> str:
    digest = hashlib.sha256(start.encode())
    for path in _files(base, names):
        digest.update(f"\0{path.relative_to(base).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _files(base: Path, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        place = base / name
        found = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)
