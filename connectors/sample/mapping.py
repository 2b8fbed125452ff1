"""Translates an invoice into an order as the engine knows it; says in sentences what was not valid."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from connectors.sample.cancellations import Cancellation
from connectors.sample.clock import utc
from connectors.sample.codes import charge_kind
from connectors.sample.hashing import share
from connectors.sample.pack import DATA
from connectors.sample.places import UNITED_KINGDOM, country_of, district_for
from connectors.sample.products import products
from connectors.sample.retailer import OrderRules, Shop, shop
from connectors.sample.source import Invoice, InvoiceLine
from engine.calendar import working_days_after
from engine.model import Customer, Destination, Order, OrderLine, Product
from engine.postage import EUROPE


@dataclass(frozen=True, slots=True)
class Imported:
    """An order out of the source, and what its invoice held beside valid goods: lines priced 0 or
    less, lines of negative quantity, pence of charges that an order has no place for, and prices
    that were rounded to a penny."""

    order: Order
    zero_price: int = 0
    negative_quantity: int = 0
    other_charges: int = 0
    rounded: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What every invoice is read with. `weeks`: how much later than it was the year is told;
    `folder`: where the districts are."""

    shop: Shop
    goods: Mapping[str, Product]
    weeks: int
    folder: Path


def setting(weeks: int = 0, folder: Path = DATA) -> Setting:
    """Wren & Thistle, with the goods and districts of `folder`."""
    return Setting(shop(), products(folder), weeks, folder)


def order_of(invoice: Invoice, id_: str, customer: Customer, using: Setting) -> Imported:
    """The order of an invoice that is not a cancellation."""
    valid = [line for line in invoice.lines if problem_of(line) is None]
    goods = [line for line in valid if charge_kind(line.sku) is None]
    charges = _charges(valid)
    rules = using.shop.orders
    channel = "web" if len(invoice.lines) <= rules.web_lines_at_most else "wholesale"
    service = service_of(invoice.number, channel, rules)
    destination = destination_of(invoice, channel, using.folder)
    order = Order(
        id=id_,
        channel=channel,
        external_id=invoice.number,
        placed_at=utc(invoice.placed_at, using.weeks),
        currency=using.shop.retailer.currency,
        lines=tuple(_order_line(number, line, using.goods[line.sku]) for number, line in enumerate(goods, 1)),
        destination=destination,
        customer=customer,
        service=service,
        shipping_paid=charges["carriage"],
        discount=charges["discount"],
        promised_at=promised_at(invoice.placed_at, service, destination.country, rules, using.weeks),
        business=channel == "wholesale",
        problems=() if len(valid) == len(invoice.lines) and goods else problems(invoice, bool(goods)),
    )
    return Imported(
        order,
        zero_price=sum(line.unit_price_pence <= 0 < line.quantity for line in invoice.lines),
        negative_quantity=sum(line.quantity <= 0 for line in invoice.lines),
        other_charges=charges["other"],
        rounded=sum(line.rounded for line in invoice.lines),
    )


def problem_of(line: InvoiceLine) -> str | None:
    """Why a line cannot be sold as it stands; None when it can."""
    if line.quantity <= 0:
        return f"the quantity is {_minus(line.quantity)}"
    if line.unit_price_pence <= 0:
        pence = abs(line.unit_price_pence)
        sign = "−" if line.unit_price_pence < 0 else ""
        return f"the price is {sign}£{pence // 100:,}.{pence % 100:02}"
    return None


def _minus(number: int) -> str:
    return str(number).replace("-", "−")


def problems(invoice: Invoice, any_goods: bool) -> tuple[str, ...]:
    """A sentence for each line that was left out, and one when nothing is left to send."""
    found = [
        f"Invoice line {number} (SKU {line.sku}): {why}."
        for number, line in enumerate(invoice.lines, 1)
        if (why := problem_of(line))
    ]
    if not any_goods:
        found.append("No valid line of goods is left, so there is nothing to send.")
    return tuple(found)


def _charges(lines: list[InvoiceLine]) -> dict[str, int]:
    totals = {"carriage": 0, "discount": 0, "other": 0}
    for line in lines:
        kind = charge_kind(line.sku)
        if kind is not None:
            totals[kind] += line.quantity * line.unit_price_pence
    return totals


def _order_line(number: int, line: InvoiceLine, product: Product) -> OrderLine:
    return OrderLine(
        number,
        line.sku,
        product.name,
        line.quantity,
        line.unit_price_pence,
        product.category,
        product.weight_g,
        product.volume_ml,
        product.tags,
        product.fragile,
        product.oversize,
        product.hazardous,
        product.backorderable,
    )


def service_of(number: str, channel: str, rules: OrderRules) -> str:
    """Made up: a fixed share of web orders, chosen by the invoice's hash, is express."""
    if channel == "web" and share("express", number) < rules.express_share:
        return "express"
    return "standard"


def destination_of(invoice: Invoice, channel: str, folder: Path = DATA) -> Destination:
    """Made up inside the United Kingdom; abroad, the real country and nothing else is known."""
    key = f"invoice {invoice.number}" if invoice.customer is None else f"customer {invoice.customer}"
    return _destination(invoice.country, key, channel == "web", folder)


@lru_cache(maxsize=16384)
def _destination(country: str, key: str, residential: bool, folder: Path) -> Destination:
    if country != UNITED_KINGDOM:
        return Destination(country=country_of(country, key), residential=residential)
    district = district_for(key, folder)
    return Destination(
        country=district.country,
        region=district.region,
        city=district.place,
        postcode=district.code,
        latitude=district.latitude,
        longitude=district.longitude,
        residential=residential,
    )


def promised_at(
    placed_at: datetime, service: str, country: str | None, rules: OrderRules, weeks: int
) -> datetime | None:
    """Made up: so many working days after the day it was placed; none where the country is unknown."""
    if country is None:
        return None
    zone = "uk" if country == "GB" else "europe" if country in EUROPE else "world"
    day = working_days_after(placed_at.date(), rules.promise_days[zone, service])
    return utc(datetime.combine(day, rules.promise_at), weeks)


def cancellation_of(matched: Cancellation, weeks: int) -> Cancellation:
    """The cancellation at the time it has in the moved year, aware and UTC."""
    return replace(matched, at=utc(matched.at, weeks))
