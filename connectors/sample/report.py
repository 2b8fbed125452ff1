"""The import report: how many of each kind the source held, and what became of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from connectors.sample.cancellations import Cancellation
from connectors.sample.mapping import Imported


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of one import. Money in pence. An order may be held for more than one reason."""

    invoices: int = 0
    web: int = 0
    wholesale: int = 0
    express: int = 0
    guests: int = 0
    abroad: int = 0
    country_unknown: int = 0
    held: int = 0
    held_zero_price: int = 0
    held_negative_quantity: int = 0
    held_no_goods: int = 0
    zero_price_lines: int = 0
    negative_quantity_lines: int = 0
    rounded_prices: int = 0
    shipping_paid: int = 0
    discounts: int = 0
    other_charges: int = 0
    cancellations: int = 0
    cancelled_whole: int = 0
    cancelled_part: int = 0
    cancelled_unmatched: int = 0
    cancelled_charges_only: int = 0
    cancelled_lines_matched: int = 0
    cancelled_lines_unmatched: int = 0
    unmatched: tuple[str, ...] = ()
    """The numbers of `C` invoices with a line whose order was not found."""

    @property
    def orders(self) -> int:
        """Orders imported, held ones among them."""
        return self.web + self.wholesale

    def text(self) -> str:
        """The report as lines of plain text."""
        return "\n".join(f"{label:<52}{figure:>14}" for label, figure in _rows(self))


class Tally:
    """Counts while an import runs; `report` may be asked at any time."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._unmatched: list[str] = []

    def add(self, entry: Imported | Cancellation) -> None:
        """Count one order or cancellation."""
        self._counts["invoices"] += 1
        if isinstance(entry, Imported):
            self._counts.update(_of_order(entry))
        else:
            self._counts.update(_of_cancellation(entry))
            if any(line.order is None for line in entry.lines):
                self._unmatched.append(entry.number)

    @property
    def report(self) -> Report:
        """What was counted so far."""
        return Report(**self._counts, unmatched=tuple(self._unmatched))


def report(entries: Iterable[Imported | Cancellation]) -> Report:
    """Count a whole import."""
    tally = Tally()
    for entry in entries:
        tally.add(entry)
    return tally.report


def _of_order(entry: Imported) -> dict[str, int]:
    order = entry.order
    country = order.destination.country
    return {
        order.channel: 1,
        "express": order.service == "express",
        "guests": order.customer.id is None,
        "abroad": country not in {None, "GB"},
        "country_unknown": country is None,
        "held": bool(order.problems),
        "held_zero_price": entry.zero_price > 0,
        "held_negative_quantity": entry.negative_quantity > 0,
        "held_no_goods": not order.lines,
        "zero_price_lines": entry.zero_price,
        "negative_quantity_lines": entry.negative_quantity,
        "rounded_prices": entry.rounded,
        "shipping_paid": order.shipping_paid,
        "discounts": order.discount,
        "other_charges": entry.other_charges,
    }


def _of_cancellation(entry: Cancellation) -> dict[str, int]:
    kinds = {
        "whole": "cancelled_whole",
        "part": "cancelled_part",
        "none": "cancelled_unmatched",
        "charges": "cancelled_charges_only",
    }
    found = sum(line.order is not None for line in entry.lines)
    return {
        "cancellations": 1,
        kinds[entry.matched]: 1,
        "cancelled_lines_matched": found,
        "cancelled_lines_unmatched": len(entry.lines) - found,
    }


def _rows(of: Report) -> Iterable[tuple[str, str]]:
    yield "Invoices read", f"{of.invoices:,}"
    yield "Orders", f"{of.orders:,}"
    yield "  from the web shop (at most 8 lines)", f"{of.web:,}"
    yield "  wholesale (longer)", f"{of.wholesale:,}"
    yield "  express", f"{of.express:,}"
    yield "  from guests: nothing known of the customer", f"{of.guests:,}"
    yield "  to other countries: no postcode, no position", f"{of.abroad:,}"
    yield "  whose country the source does not say", f"{of.country_unknown:,}"
    yield "Orders held, for at least one of these reasons", f"{of.held:,}"
    yield "  a price of 0 or less", f"{of.held_zero_price:,}"
    yield "  a negative quantity", f"{of.held_negative_quantity:,}"
    yield "  no valid line of goods", f"{of.held_no_goods:,}"
    yield "Lines left out for a price of 0 or less", f"{of.zero_price_lines:,}"
    yield "Lines left out for a negative quantity", f"{of.negative_quantity_lines:,}"
    yield "Prices rounded to a penny", f"{of.rounded_prices:,}"
    yield "Shipping paid", _pounds(of.shipping_paid)
    yield "Discounts", _pounds(of.discounts)
    yield "Other charges, kept out of the orders", _pounds(of.other_charges)
    yield "Cancellations", f"{of.cancellations:,}"
    yield "  all lines found on earlier orders", f"{of.cancelled_whole:,}"
    yield "  some lines found", f"{of.cancelled_part:,}"
    yield "  no line found", f"{of.cancelled_unmatched:,}"
    yield "  charges only, no goods", f"{of.cancelled_charges_only:,}"
    yield "Cancelled lines found on earlier orders", f"{of.cancelled_lines_matched:,}"
    yield "Cancelled lines not found", f"{of.cancelled_lines_unmatched:,}"


def _pounds(pence: int) -> str:
    return f"{'−' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"
