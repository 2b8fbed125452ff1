"""Streams the packed year back as invoices, in order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from connectors.sample.codes import sku_of
from connectors.sample.pack import DATA, Code, Record, read_codes, read_records, unpack_token


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line as sold. `unit_price_pence` is half-even rounded where the source has a finer price;
    `rounded` says that it was."""

    sku: str
    quantity: int
    unit_price_pence: int
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice of the source. `placed_at` is local time in the shop (Europe/London), naive;
    `customer` is None for a guest; `country` as the source names it."""

    number: str
    placed_at: datetime
    customer: str | None
    country: str
    lines: tuple[InvoiceLine, ...]

    @property
    def is_cancellation(self) -> bool:
        """The source marks what it took back with a C before the number."""
        return self.number.startswith("C")


def invoices(folder: Path = DATA) -> Iterator[Invoice]:
    """The whole year in order of time: 25,900 invoices, 541,909 lines."""
    parts: dict[str, list[Record]] = {}
    for record in read_records(folder):
        parts.setdefault(record.invoice, []).append(record)
    line_of = _LineCache(read_codes(folder))
    for number, records in parts.items():
        lines = tuple([line_of[token] for record in records for token in record.tokens])
        first = records[0]
        yield Invoice(number, first.placed_at, first.customer or None, first.country, lines)


class _LineCache(dict[str, InvoiceLine]):
    """Packed line -> line. Most lines of the year repeat an earlier one, so each is read once."""

    def __init__(self, codes: list[Code]) -> None:
        super().__init__()
        self._codes = codes

    def __missing__(self, token: str) -> InvoiceLine:
        code, quantity, price = unpack_token(token, self._codes)
        pence, rest = divmod(price, 10)
        if rest > 5 or (rest == 5 and pence % 2):
            pence += 1
        line = self[token] = InvoiceLine(sku_of(code), quantity, pence, rest != 0)
        return line
