"""Opening stock and weekly receipts of the sample, made up by the buyer's rules and stored."""

import lzma
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from connectors.sample.demand import FIRST_MONDAY
from connectors.sample.pack import DATA
from connectors.sample.reference import Delivery

STOCK = "stock.csv.xz"
ARRIVES = timedelta(hours=7)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Units that arrive. `at`: local time (naive), a Monday at 07:00; `clock.utc` moves it."""

    at: datetime
    location: str
    sku: str
    units: int


def opening_stock(folder: Path = DATA) -> Mapping[tuple[str, str], int]:
    """Units by (location, SKU) before the year's first order."""
    return {(row.location, row.sku): row.units for row in read(folder) if row.week == 0}


def receipts(folder: Path = DATA) -> list[Receipt]:
    """Everything that arrives later, in order of time, then location and SKU."""
    return [
        Receipt(FIRST_MONDAY + timedelta(weeks=row.week) + ARRIVES, row.location, row.sku, row.units)
        for row in read(folder)
        if row.week
    ]


def write(folder: Path, deliveries: Iterable[Delivery]) -> None:
    """Store deliveries, one text record for each week and location: `week,location,SKU*units …`."""
    ordered = sorted(deliveries, key=lambda row: (row.week, row.location, row.sku))
    text = "".join(
        f"{week},{location},{' '.join(f'{row.sku}*{row.units}' for row in rows)}\n"
        for (week, location), rows in groupby(ordered, key=lambda row: (row.week, row.location))
    )
    (folder / STOCK).write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def read(folder: Path = DATA) -> Iterator[Delivery]:
    """The stored deliveries, in the order they were written in."""
    text = lzma.decompress((folder / STOCK).read_bytes()).decode()
    for record in text.splitlines():
        week, location, tokens = record.split(",")
        for token in tokens.split(" "):
            sku, _, units = token.partition("*")
            yield Delivery(int(week), location, sku, int(units))
