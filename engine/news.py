"""What becomes known of an order after it came in: a payment, or where it really goes. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal

from engine.model import Destination, Order

Kind = Literal["payment_authorised", "payment_captured", "address_fixed"]
KINDS: tuple[Kind, ...] = ("payment_authorised", "payment_captured", "address_fixed")


@dataclass(frozen=True, slots=True)
class News:
    """`until`: when an authorisation ends; `address`: the whole one that is right."""

    kind: Kind
    until: datetime | None = None
    address: Destination | None = None


def after(order: Order, news: News) -> Order:
    """The order as it is known then."""
    if news.kind == "payment_captured":
        return replace(order, payment_status="paid")
    if news.kind == "payment_authorised":
        return replace(order, payment_status="authorised", authorised_until=news.until)
    return replace(order, destination=news.address or order.destination, address_status="verified")


def told(news: News) -> dict[str, Any]:
    """What the event says of it; `heard` reads it again."""
    address = {} if news.address is None else asdict(news.address)
    said = {
        "until": news.until.isoformat() if news.until else None,
        "address": {name: value for name, value in address.items() if value is not None},
    }
    return {name: value for name, value in said.items() if value}


def heard(kind: Kind, data: Mapping[str, Any]) -> News:
    """The news of which an event tells."""
    until, address = data.get("until"), data.get("address")
    return News(
        kind,
        None if until is None else datetime.fromisoformat(until),
        None if address is None else Destination(**address),
    )
