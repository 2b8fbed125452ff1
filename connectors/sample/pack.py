"""Packs the source's lines into one text record an invoice, and reads them back without loss."""

import csv
import gzip
import io
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

DATA = Path(__file__).parent / "data"
ORDERS = "orders.csv.xz"
CODES = "codes.csv.gz"
EPOCH = datetime(2010, 1, 1)  # noqa: DTZ001 - the source's times are the shop's local time
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source. `placed_at` is local time, to the minute; `price` in thousandths of a
    pound, as the finest the source has; `customer` is "" for a guest."""

    invoice: str
    code: str
    quantity: int
    placed_at: datetime
    price: int
    customer: str
    country: str


@dataclass(frozen=True, slots=True)
class Code:
    """One stock code as the source writes it, with its most usual price (thousandths) and name."""

    code: str
    price: int
    name: str


@dataclass(frozen=True, slots=True)
class Record:
    """Lines of one invoice that follow each other and share a minute. `tokens` stay packed:
    `code's index[*quantity][@price]`, quantity left out when 1, price when it is the usual one."""

    invoice: str
    placed_at: datetime
    customer: str
    country: str
    tokens: Sequence[str]


def code_table(lines: Iterable[SourceLine], names: Mapping[str, str]) -> list[Code]:
    """Every code with its most usual price, the most frequent code first; `names` by code."""
    prices: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for line in lines:
        prices[line.code][line.price] += 1
    ordered = sorted(prices, key=lambda code: (-prices[code].total(), code))
    return [Code(code, _most_usual(prices[code]), names.get(code, "")) for code in ordered]


def _most_usual(prices: Counter[int]) -> int:
    return min(prices, key=lambda price: (-prices[price], price))


def pack(lines: Iterable[SourceLine], codes: Sequence[Code]) -> Iterator[str]:
    """One text record for each run of lines of the same invoice and minute."""
    index = {code.code: (str(number), code.price) for number, code in enumerate(codes)}
    head, tokens = "", list[str]()
    for line in lines:
        minute = (line.placed_at - EPOCH) // MINUTE
        now = f"{line.invoice},{minute},{line.customer},{line.country},"
        if now != head and tokens:
            yield head + " ".join(tokens)
            tokens = []
        head = now
        tokens.append(_token(line, *index[line.code]))
    if tokens:
        yield head + " ".join(tokens)


def _token(line: SourceLine, number: str, usual: int) -> str:
    quantity = "" if line.quantity == 1 else f"*{line.quantity}"
    price = "" if line.price == usual else f"@{line.price}"
    return number + quantity + price


def unpack_token(token: str, codes: Sequence[Code]) -> tuple[str, int, int]:
    """(code, quantity, price in thousandths) of one packed line."""
    rest, _, price = token.partition("@")
    number, _, quantity = rest.partition("*")
    code = codes[int(number)]
    return code.code, int(quantity or 1), int(price) if price else code.price


def write(folder: Path, lines: Iterable[SourceLine], codes: Sequence[Code]) -> None:
    """Write both files. The same lines give the same bytes."""
    text = "\n".join(pack(lines, codes)) + "\n"
    packed = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
    (folder / ORDERS).write_bytes(packed)
    rows = io.StringIO()
    csv.writer(rows, lineterminator="\n").writerows([(c.code, c.price, c.name) for c in codes])
    (folder / CODES).write_bytes(gzip.compress(rows.getvalue().encode(), 9, mtime=0))


def read_codes(folder: Path = DATA) -> list[Code]:
    """The codes in the order that records number them."""
    with gzip.open(folder / CODES, "rt", encoding="utf-8", newline="") as file:
        return [Code(code, int(price), name) for code, price, name in csv.reader(file)]


def read_records(folder: Path = DATA) -> Iterator[Record]:
    """The records in the source's order, lines still packed."""
    text = lzma.decompress((folder / ORDERS).read_bytes()).decode()
    for row in text.splitlines():
        invoice, minute, customer, country, tokens = row.split(",")
        yield Record(invoice, EPOCH + int(minute) * MINUTE, customer, country, tokens.split(" "))


def read_lines(folder: Path = DATA) -> Iterator[SourceLine]:
    """Every line of the source, as it was packed."""
    codes = read_codes(folder)
    for record in read_records(folder):
        for token in record.tokens:
            code, quantity, price = unpack_token(token, codes)
            yield SourceLine(
                record.invoice, code, quantity, record.placed_at, price, record.customer, record.country
            )
