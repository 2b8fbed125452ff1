"""The sample's year as the engine takes it: orders and cancellations in order of time."""

from collections.abc import Iterator
from pathlib import Path

from connectors.sample.cancellations import Cancellation, SoldBefore
from connectors.sample.customers import CustomerBook
from connectors.sample.mapping import Imported, Setting, cancellation_of, order_of, problem_of, setting
from connectors.sample.pack import DATA
from connectors.sample.source import Invoice, invoices


def year(weeks: int = 0, folder: Path = DATA) -> Iterator[Imported | Cancellation]:
    """All 25,900 invoices, `weeks` weeks later than they were; ids count the orders from W-00001."""
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
        valid = (line for line in invoice.lines if problem_of(line) is None)
        sold.add(invoice.number, invoice.customer, valid)
        yield imported


def _import(invoice: Invoice, number: int, book: CustomerBook, using: Setting) -> Imported:
    imported = order_of(invoice, f"W-{number:05}", book.customer(invoice.customer), using)
    book.add(imported.order)
    return imported
