"""Makes the sample's data out of the two sources. Run by hand: `python -m connectors.sample.make --help`."""

import argparse
import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from connectors.sample import gazetteer, pack, stock
from connectors.sample.cancellations import Cancellation
from connectors.sample.codes import COUNTRIES, sku_of
from connectors.sample.demand import weeks
from connectors.sample.mapping import Imported
from connectors.sample.pack import DATA, SourceLine
from connectors.sample.places import CHANNEL_ISLANDS
from connectors.sample.products import products
from connectors.sample.reference import Outcome, Run
from connectors.sample.retailer import shop
from connectors.sample.year import year

COLUMNS = tuple("InvoiceNo StockCode Description Quantity InvoiceDate UnitPrice CustomerID Country".split())
Row = Mapping[str, str]


def read_rows(path: Path) -> list[dict[str, str]]:
    """The source's rows as text, plain or gzipped CSV. Raises ValueError when a column is missing."""
    with _opened(path) as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"{path.name}: no column {missing[0]}; it needs {', '.join(COLUMNS)}")
        return list(reader)


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def source_lines(rows: Iterable[Row]) -> list[SourceLine]:
    """The rows as values, in order of time. Raises ValueError naming the row that would lose something."""
    lines = list(_source_lines(rows))
    return sorted(lines, key=lambda line: line.placed_at)


def _source_lines(rows: Iterable[Row]) -> Iterator[SourceLine]:
    prices: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        price = row["UnitPrice"]
        if price not in prices:
            prices[price] = _thousandths(price, number)
        placed_at = datetime.fromisoformat(row["InvoiceDate"])
        if placed_at.second:
            raise ValueError(f"row {number}: InvoiceDate {row['InvoiceDate']} has seconds; minutes are kept")
        customer = row["CustomerID"].removesuffix(".0")
        text = (row["InvoiceNo"], row["StockCode"], customer, row["Country"])
        if any("," in cell for cell in text):
            raise ValueError(f"row {number}: a comma in the number, code, customer or country")
        if row["Country"] not in {*COUNTRIES, CHANNEL_ISLANDS}:
            raise ValueError(f"row {number}: the Country {row['Country']} is new; add its code to codes.py")
        yield SourceLine(text[0], text[1], int(row["Quantity"]), placed_at, prices[price], customer, text[3])


def _thousandths(price: str, number: int) -> int:
    thousandths = Decimal(price) * 1000
    if thousandths != int(thousandths):
        raise ValueError(f"row {number}: UnitPrice {price} is finer than a tenth of a penny")
    return int(thousandths)


def names(rows: Iterable[Row]) -> dict[str, str]:
    """The most usual description of each code on lines with a price, else "" (what the source says
    on others is a remark: "damaged", "check"). Codes that differ by letter case share one."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    codes: set[str] = set()
    for row in rows:
        codes.add(row["StockCode"])
        name = " ".join(row["Description"].split())
        if name and float(row["UnitPrice"]) > 0:
            found[sku_of(row["StockCode"])][name] += 1
    return {code: _most_usual(found[sku_of(code)]) for code in codes}


def _most_usual(texts: Counter[str]) -> str:
    return min(texts, key=lambda text: (-texts[text], text), default="")


def make(orders: Path, geo: Path, out: Path) -> Outcome:
    """Write the orders, codes, districts and stock into `out`; what a plain run over them comes to."""
    rows = read_rows(orders)
    lines = source_lines(rows)
    pack.write(out, lines, pack.code_table(lines, names(rows)))
    table = gazetteer.districts(gazetteer.read_geo(geo), *gazetteer.read_regions())
    gazetteer.write_districts(out / "districts.csv", table)
    run = reference_run(year(folder=out), out)
    stock.write(out, run.deliveries)
    return run.outcome


def reference_run(entries: Iterable[Imported | Cancellation], folder: Path = DATA) -> Run:
    """The buyer's year over the orders of `year()`, run to its end."""
    run = Run(weeks(entries), products(folder), shop().locations)
    run.run()
    return run


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when the files are written, 2 with a sentence when a source cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m connectors.sample.make", description=__doc__)
    parser.add_argument("--orders", type=Path, required=True, help="UCI Online Retail as CSV, plain or .gz")
    parser.add_argument("--geo", type=Path, required=True, help="GeoNames postal codes of GB, tab-separated")
    parser.add_argument("--out", type=Path, default=DATA, help="where the files go (%(default)s)")
    given = parser.parse_args(arguments)
    try:
        outcome = make(given.orders, given.geo, given.out)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("\n".join(outcome.rows()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
