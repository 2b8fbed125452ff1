"""Checks an order against the retailer's setup and catalogue, and makes the engine's order of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from engine.intake.document import LineDocument, OrderDocument
from engine.model import Customer, Destination, Location, Order, OrderLine, Product
from engine.refusals import FieldProblem, RefusedOrder
from engine.store import setup as setups

_FUTURE = timedelta(days=1)
_AS_SENT = (
    "type",
    "pickup_at",
    "ship_after",
    "ship_by",
    "requested_at",
    "priority",
    "goods_cost",
    "first_order",
    "payment_status",
    "payment_method",
    "authorised_until",
    "risk_score",
    "risk_level",
    "address_status",
    "edit_until",
)
"""Fields that are the order's as the document has them."""


def order_of(session: Session, document: OrderDocument, order_id: str, now: datetime) -> Order:
    """The order that a document describes, its lines filled from the catalogue. Raises RefusedOrder with
    every problem found."""
    catalogue = setups.products(session, {line.sku for line in document.lines})
    setup = setups.setup(session)
    problems = (
        *_problems(document, catalogue, setup.retailer.currency, now),
        *_pickup_problems(document, setup.locations),
    )
    if problems:
        raise RefusedOrder(*problems)
    return Order(
        id=order_id,
        channel=document.channel,
        external_id=document.external_id,
        placed_at=document.placed_at,
        currency=document.currency,
        lines=tuple(_line(number, line, catalogue) for number, line in enumerate(document.lines, 1)),
        destination=Destination(**document.destination.model_dump()),
        customer=_customer(document),
        service=document.service,
        shipping_paid=document.shipping_paid,
        discount=document.discount,
        promised_at=document.promised_at,
        tags=tuple(document.tags),
        note=document.note,
        gift=document.gift,
        business=document.business,
        **document.model_dump(include=set(_AS_SENT)),
    )


def _problems(
    document: OrderDocument, catalogue: Mapping[str, Product], currency: str, now: datetime
) -> Iterator[FieldProblem]:
    if document.currency != currency:
        message = f"This retailer sells in {currency}; send the amounts in {currency}."
        yield FieldProblem("currency", message)
    if document.placed_at > now + _FUTURE:
        yield FieldProblem("placed_at", "It lies in the future; check the time and its zone.")
    if document.promised_at is not None and document.promised_at < document.placed_at:
        yield FieldProblem("promised_at", "It lies before the order was placed.")
    for index, line in enumerate(document.lines):
        if line.sku not in catalogue:
            message = f"“{line.sku}” is not in the catalogue; check the SKU or add the product."
            yield FieldProblem(f"lines[{index}].sku", message)


def _pickup_problems(document: OrderDocument, locations: Sequence[Location]) -> Iterator[FieldProblem]:
    code = document.pickup_at
    if code is not None and code not in {location.code for location in locations}:
        codes = ", ".join(location.code for location in locations)
        yield FieldProblem("pickup_at", f"“{code}” is not a location here; use one of {codes}.")


def _line(number: int, line: LineDocument, catalogue: Mapping[str, Product]) -> OrderLine:
    product = catalogue[line.sku]
    return OrderLine(
        number=number,
        sku=line.sku,
        name=line.name or product.name,
        quantity=line.quantity,
        unit_price=line.unit_price,
        category=product.category,
        weight_g=product.weight_g,
        volume_ml=product.volume_ml,
        tags=product.tags,
        fragile=product.fragile,
        oversize=product.oversize,
        hazardous=product.hazardous,
        backorderable=product.backorderable,
        **line.model_dump(exclude={"sku", "name", "quantity", "unit_price"}),
    )


def _customer(document: OrderDocument) -> Customer:
    said = document.customer
    tags = None if said.tags is None else tuple(said.tags)
    return Customer(**said.model_dump(exclude={"tags"}), tags=tags)
