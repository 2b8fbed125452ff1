"""Orders <-> plain data. Lines are lists in the order of their fields: a year of them is read at a time."""

from datetime import UTC, datetime
from typing import Any

from engine.model import Customer, Destination, Order, OrderLine

Document = dict[str, Any]
_PLAIN = (
    "pickup_at",
    "priority",
    "goods_cost",
    "first_order",
    "payment_status",
    "payment_method",
    "risk_score",
    "risk_level",
    "address_status",
)
_INSTANTS = ("ship_after", "ship_by", "requested_at", "authorised_until", "edit_until")
_OF_FEW_LINES = (
    "brand",
    "preorder",
    "bundle",
    "ship_group",
    "perishable",
    "age_restricted",
    "made_to_order",
    "final_sale",
)
_LINE_FIELDS = 13
"""What every line has, in the order of its fields; what few lines have follows by name."""


def instant(at: datetime | None) -> str | None:
    """An instant as ISO 8601 in UTC."""
    return None if at is None else at.astimezone(UTC).isoformat()


def read_instant(text: str | None) -> datetime | None:
    """The instant of which `instant` made this, in UTC."""
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def order(order: Order) -> Document:
    """An order as plain data; what is not known or empty is left out."""
    document: Document = {
        "id": order.id,
        "channel": order.channel,
        "external_id": order.external_id,
        "placed_at": instant(order.placed_at),
        "currency": order.currency,
        "lines": [_line(line) for line in order.lines],
        "destination": _place(order.destination),
        "customer": _customer(order.customer),
        "service": order.service,
        "shipping_paid": order.shipping_paid,
        "discount": order.discount,
        "promised_at": instant(order.promised_at),
        "tags": list(order.tags),
        "note": order.note,
        "gift": order.gift,
        "business": order.business,
        "problems": list(order.problems),
        "type": None if order.type == "ship" else order.type,
        **{name: getattr(order, name) for name in _PLAIN},
        **{name: instant(getattr(order, name)) for name in _INSTANTS},
    }
    return {key: value for key, value in document.items() if value not in (None, [])}


def read_order(document: Document) -> Order:
    """The order of which `order` made this."""
    get = document.get
    customer = get("customer")
    known: Document = {name: document[name] for name in _PLAIN if name in document}
    known |= {name: read_instant(document[name]) for name in _INSTANTS if name in document}
    return Order(
        document["id"],
        document["channel"],
        document["external_id"],
        datetime.fromisoformat(document["placed_at"]).astimezone(UTC),
        document["currency"],
        tuple([_read_line(row) for row in get("lines", ())]),
        Destination(*get("destination", ())),
        Customer() if customer is None else _read_customer(*customer),
        document["service"],
        document["shipping_paid"],
        document["discount"],
        read_instant(get("promised_at")),
        tuple(get("tags", ())),
        get("note"),
        get("gift"),
        get("business"),
        tuple(get("problems", ())),
        get("type", "ship"),
        **known,
    )


def _line(line: OrderLine) -> list[Any]:
    return [
        line.number,
        line.sku,
        line.name,
        line.quantity,
        line.unit_price,
        line.category,
        line.weight_g,
        line.volume_ml,
        list(line.tags),
        line.fragile,
        line.oversize,
        line.hazardous,
        line.backorderable,
        *_more(line),
    ]


def _more(line: OrderLine) -> list[Document]:
    """What few lines have, by name; nothing when this one has none of it."""
    more = {name: value for name in _OF_FEW_LINES if (value := getattr(line, name)) is not None}
    if line.expected_at is not None:
        more["expected_at"] = instant(line.expected_at)
    return [more] if more else []


def _read_line(row: list[Any]) -> OrderLine:
    values = [*row[:8], tuple(row[8]), *row[9:_LINE_FIELDS]]
    more: Document = row[_LINE_FIELDS] if len(row) > _LINE_FIELDS else {}
    if "expected_at" in more:
        more = {**more, "expected_at": read_instant(more["expected_at"])}
    return OrderLine(*values, **more)


def _place(destination: Destination) -> list[Any]:
    return [
        destination.country,
        destination.region,
        destination.city,
        destination.postcode,
        destination.latitude,
        destination.longitude,
        destination.residential,
        *([] if destination.po_box is None else [destination.po_box]),
    ]


def _customer(customer: Customer) -> list[Any]:
    tags = None if customer.tags is None else list(customer.tags)
    return [
        customer.id,
        customer.name,
        customer.segment,
        tags,
        customer.vip,
        customer.lifetime_orders,
        customer.lifetime_value,
        *([] if customer.return_rate is None else [customer.return_rate]),
    ]


def _read_customer(
    id_: str | None, name: str | None, segment: str | None, tags: list[str] | None, *rest: Any
) -> Customer:
    return Customer(id_, name, segment, None if tags is None else tuple(tags), *rest)
