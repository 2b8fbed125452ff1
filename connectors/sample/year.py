"""The sample's year as the engine takes it: orders and cancellations in order of time."""

from collections.abc import Iterator
from pathlib import Path

from connectors.sample.cancellations import Cancellation, SoldBefore
from connectors.sample.clock import utc
from connectors.sample.customers import CustomerBook
from connectors.sample.mapping import Imported, Setting, cancellation_of, order_of, setting
from connectors.sample.pack import DATA
from connectors.sample.source import Invoice, invoices
from engine.identity import order_id


def year(weeks: int = 0, folder: Path = DATA) -> Iterator[Imported | Cancellation]:
    """All 25,900 invoices, `weeks` weeks later than they were; ids sort by the time it was placed."""
    using = setting(weeks, folder)
    book, sold = CustomerBook(using.shop.orders), SoldBefore()
    number = 0
    for invoice in invoices(folder):
        if invoice.is_cancellation:
            cancellation = cancellation_of(sold.cancel(invoice), weeks)
            book.take_back(cancellation)
            yield cancellation
            continue
        number += 1
        imported = _import(invoice, number, book, using)
        sold.add(imported.order)
        yield imported


def _import(invoice: Invoice, number: int, book: CustomerBook, using: Setting) -> Imported:
    id_ = order_id(utc(invoice.placed_at, using.weeks), number)
    imported = order_of(invoice, id_, book.customer(invoice.customer), using)
    book.add(imported.order)
    return imported
