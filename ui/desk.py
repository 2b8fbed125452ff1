"""What pages ask of the other packages, each in one session of its own; called in threads."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Live:
    """The revision that decides now, and since when."""

    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Retailer:
    """Whose orders these are; `note` is shown on every page. `live` is None before any publishing."""

    name: str
    zone: str
    note: str
    live: Live | None


def retailer() -> Retailer:
    """The retailer of this program, with empty words before one is set up."""
    return Retailer("", "UTC", "", None)
