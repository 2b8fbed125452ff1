"""Finds which earlier order a `C` invoice takes back: the source does not say."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from connectors.sample.codes import charge_kind
from connectors.sample.source import Invoice, InvoiceLine
from engine.model import Order


@dataclass(frozen=True, slots=True)
class CancelledLine:
    """Units of a SKU taken back. `order` is the invoice they were sold on, None when none was found;
    `value` in pence, as the `C` invoice gives it."""

    sku: str
    units: int
    value: int
    order: str | None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """One `C` invoice. `at`: local time (naive) as the source gives it until `mapping` makes it aware
    and UTC. `lines` are goods; `charges`: pence of carriage, discounts and other charges given back."""

    number: str
    at: datetime
    customer: str | None
    lines: tuple[CancelledLine, ...]
    charges: int = 0

    @property
    def matched(self) -> str:
        """whole, part or none, by its goods lines; charges when it takes back no goods."""
        if not self.lines:
            return "charges"
        found = sum(line.order is not None for line in self.lines)
        return "none" if not found else "whole" if found == len(self.lines) else "part"


@dataclass(slots=True)
class _Sold:
    order: str
    units: int


class SoldBefore:
    """Units sold so far and not yet taken back, by customer and SKU, the latest order last."""

    def __init__(self) -> None:
        self._sold: defaultdict[str, dict[str, list[_Sold]]] = defaultdict(dict)

    def add(self, order: Order) -> None:
        """Remember the lines of an order. A guest's cannot be found again."""
        if order.customer.id is None:
            return
        mine = self._sold[order.customer.id]
        for line in order.lines:
            sold = mine.setdefault(line.sku, [])
            if sold and sold[-1].order == order.external_id:
                sold[-1].units += line.quantity
            else:
                sold.append(_Sold(order.external_id, line.quantity))

    def cancel(self, invoice: Invoice) -> Cancellation:
        """Match each line to the customer's latest earlier order line of that SKU with enough units left."""
        goods = [line for line in invoice.lines if charge_kind(line.sku) is None]
        money = [line for line in invoice.lines if charge_kind(line.sku) is not None]
        lines = tuple(self._take(invoice.customer, line) for line in goods)
        charges = sum(-line.quantity * line.unit_price_pence for line in money)
        return Cancellation(invoice.number, invoice.placed_at, invoice.customer, lines, charges)

    def _take(self, customer: str | None, line: InvoiceLine) -> CancelledLine:
        units = -line.quantity
        value = units * line.unit_price_pence
        for sold in reversed(self._sold.get(customer or "", {}).get(line.sku, ())):
            if sold.units >= units:
                sold.units -= units
                return CancelledLine(line.sku, units, value, sold.order)
        return CancelledLine(line.sku, units, value, None)
