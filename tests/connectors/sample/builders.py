"""Small made-up invoices, sources and products for the tests of the sample retailer."""

import gzip
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from connectors.sample.mapping import Setting
from connectors.sample.pack import DATA
from connectors.sample.products import describe, read_words
from connectors.sample.retailer import shop
from connectors.sample.source import Invoice, InvoiceLine

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
GOODS = ("22423", "85123A", "21730")


def invoice(
    *lines: tuple[str, int, int],
    number: str = "536365",
    at: str = "2010-12-01 08:26",
    customer: str | None = "17850",
    country: str = "United Kingdom",
) -> Invoice:
    """An invoice of (SKU, quantity, pence) lines."""
    made = tuple(InvoiceLine(sku, quantity, pence) for sku, quantity, pence in lines)
    return Invoice(number, datetime.fromisoformat(at), customer, country, made)


def setting(weeks: int = 0) -> Setting:
    """The real retailer with three products."""
    goods = {sku: describe(sku, "RED GLASS LANTERN", 255, read_words()) for sku in GOODS}
    return Setting(shop(), goods, weeks, DATA)


def write_source(path: Path, rows: Sequence[str], header: str = HEADER) -> Path:
    """A source file; gzipped when its name says so."""
    text = "\n".join((header, *rows)) + "\n"
    data = gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode()
    path.write_bytes(data)
    return path


def write_geo(path: Path) -> Path:
    """Two towns in the form of the GeoNames file: one with a centre and two edges."""
    rows = (
        ("LS1", "Leeds", "England", "West Yorkshire", 53.7965, -1.5478, 4),
        ("BN1", "Stanmer", "England", "East Sussex", 50.8707, -0.1027, 4),
        ("BN1", "Patcham", "England", "East Sussex", 50.8640, -0.1200, 4),
        ("BN1", "Preston", "England", "East Sussex", 50.8456, -0.1517, 4),
        ("BN1", "Guessed", "England", "East Sussex", 50.8641, -0.1201, 1),
        ("BN99", "Post boxes", "England", "West Sussex", 50.8000, -0.3000, 4),
        ("JE2", "St Helier", "", "Jersey Channel Islands", 49.1880, -2.1049, 4),
    )
    lines = (
        f"GB\t{code}\t{place}\t{nation}\t\t{county}\t\t\t\t{north}\t{east}\t{accuracy}"
        for code, place, nation, county, north, east, accuracy in rows
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
