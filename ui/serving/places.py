"""Where the project lies on this machine, and where the page is built and kept."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build"
WORKSHOP = BUILD / "web"  # Node's packages and the page's sources as Reflex writes them
PAGES = BUILD / "pages"  # finished pages, one folder each, named by what they were made from
LOCK = BUILD / "builder.lock"  # held by the one process that builds
