"""The source files that the house's rules are about."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("rulesets", "engine", "connectors", "ui")


def modules(*folders: str) -> list[Path]:
    """Every Python file of these folders, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
