"""The order as the shop sends it: its shape and limits; each refusal is a sentence with the field's path."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from engine.refusals import FieldProblem, RefusedOrder
from rulesets.vocabulary import (
    ADDRESS_STATUSES,
    CHANNELS,
    PAYMENT_STATUSES,
    RISK_LEVELS,
    SERVICES,
    TYPES,
)

MOST_LINES = 2_000
MOST_UNITS = 1_000_000
MOST_PRICE = 1_000_000_000
"""Minor units."""


_NOT_SHOWN = "Leave out characters that cannot be shown."


def _clean(text: str) -> str:
    """No database keeps a NUL, and no screen shows a control code."""
    if any(ord(char) < 32 and char not in "\n\t" for char in text):
        raise PydanticCustomError("text", _NOT_SHOWN)
    if text != text.strip():
        raise PydanticCustomError("text", "Leave out the spaces around it.")
    return text


def _instant(value: object) -> datetime:
    """A time as ISO 8601 with its zone, between 2000 and 2199, in UTC."""
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as error:
        raise _bad_time() from error
    if isinstance(value, (int, float)) or at.tzinfo is None or not 2000 <= at.year < 2200:
        raise _bad_time()
    return at.astimezone(UTC)


def _bad_time() -> PydanticCustomError:
    return PydanticCustomError("time", "Write a time with its zone, like 2026-03-01T09:30:00Z.")


def _one_of(*names: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in names:
            raise PydanticCustomError(
                "choice", f"“{value}” is not known here; use one of {', '.join(names)}."
            )
        return value

    return AfterValidator(check)


_CLEAN = AfterValidator(_clean)
Code = Annotated[str, Field(min_length=1, max_length=20), _CLEAN]
Tag = Annotated[str, Field(min_length=1, max_length=40), _CLEAN]
Short = Annotated[str, Field(min_length=1, max_length=100), _CLEAN]
Name = Annotated[str, Field(min_length=1, max_length=200), _CLEAN]
Long = Annotated[str, Field(max_length=2_000), _CLEAN]
Tags = Annotated[list[Tag], Field(max_length=50)]
Instant = Annotated[datetime, BeforeValidator(_instant)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Money = Annotated[int, Field(ge=0, le=MOST_PRICE)]


class Part(BaseModel):
    """What all parts share: nothing is converted, and what is not known is refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class LineDocument(Part):
    """One line. `unit_price` in minor units of the order's currency; `name` as the customer saw it.
    `expected_at`: when it is due in stock; `bundle`: the product that it is a part of; lines of one
    `ship_group` belong in one shipment. What is left out is not known."""

    sku: Short
    quantity: Annotated[int, Field(ge=1, le=MOST_UNITS)]
    unit_price: Money
    name: Name | None = None
    brand: Short | None = None
    preorder: bool | None = None
    expected_at: Instant | None = None
    bundle: Short | None = None
    ship_group: Short | None = None
    perishable: bool | None = None
    age_restricted: bool | None = None
    made_to_order: bool | None = None
    final_sale: bool | None = None


class DestinationDocument(Part):
    """Where it goes. `country` in two capital letters; position in degrees, both or neither."""

    country: Country | None = None
    region: Name | None = None
    city: Name | None = None
    postcode: Code | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    residential: bool | None = None
    po_box: bool | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> "DestinationDocument":
        if (self.latitude is None) != (self.longitude is None):
            raise PydanticCustomError("position", "Give latitude and longitude both, or neither.")
        return self


class CustomerDocument(Part):
    """Who bought it; nothing is known of a guest."""

    id: Short | None = None
    name: Name | None = None
    segment: Short | None = None
    tags: Tags | None = None
    vip: bool | None = None
    lifetime_orders: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    lifetime_value: Annotated[int, Field(ge=0, le=10**15)] | None = None
    return_rate: Annotated[float, Field(ge=0, le=100)] | None = None


class OrderDocument(Part):
    """An order. Amounts in minor units (pence) of `currency`, times in ISO 8601 with their zone. The
    same `channel` and `external_id` is the same order, and the second time changes nothing. `pickup_at`: the
    code of the location where the customer collects; `goods_cost`: what the goods cost the retailer;
    `edit_until`: until when the customer may still change it. What is left out is not known."""

    external_id: Short
    channel: Annotated[str, _one_of(*(choice.value for choice in CHANNELS))]
    currency: Annotated[str, Field(min_length=3, max_length=3)]
    placed_at: Instant
    lines: Annotated[list[LineDocument], Field(min_length=1, max_length=MOST_LINES)]
    destination: DestinationDocument = DestinationDocument()
    customer: CustomerDocument = CustomerDocument()
    service: Annotated[str, _one_of(*(choice.value for choice in SERVICES))] = "standard"
    shipping_paid: Money = 0
    discount: Money = 0
    promised_at: Instant | None = None
    tags: Tags = []
    note: Long | None = None
    gift: bool | None = None
    business: bool | None = None
    type: Annotated[str, _one_of(*(choice.value for choice in TYPES))] = "ship"
    pickup_at: Short | None = None
    ship_after: Instant | None = None
    ship_by: Instant | None = None
    requested_at: Instant | None = None
    priority: Annotated[int, Field(ge=-1_000, le=1_000)] | None = None
    goods_cost: Annotated[int, Field(ge=0, le=10**15)] | None = None
    first_order: bool | None = None
    payment_status: Annotated[str, _one_of(*(choice.value for choice in PAYMENT_STATUSES))] | None = None
    payment_method: Short | None = None
    authorised_until: Instant | None = None
    risk_score: Annotated[float, Field(ge=-(10**6), le=10**6)] | None = None
    risk_level: Annotated[str, _one_of(*(choice.value for choice in RISK_LEVELS))] | None = None
    address_status: Annotated[str, _one_of(*(choice.value for choice in ADDRESS_STATUSES))] | None = None
    edit_until: Instant | None = None

    @model_validator(mode="after")
    def _ship_by_not_before_ship_after(self) -> "OrderDocument":
        if self.ship_after is not None and self.ship_by is not None and self.ship_by < self.ship_after:
            raise PydanticCustomError("dates", "The order must be sent before it may be sent; check ship_by.")
        return self

    @model_validator(mode="after")
    def _discount_within(self) -> "OrderDocument":
        goods = sum(line.quantity * line.unit_price for line in self.lines)
        if self.discount > goods + self.shipping_paid:
            raise PydanticCustomError(
                "discount", "The discount is more than the goods and the shipping together."
            )
        return self

    @property
    def body_hash(self) -> str:
        """The same for two documents that say the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def read_document(document: object) -> OrderDocument:
    """Check the shape of an order. Raises RefusedOrder with every problem found."""
    if isinstance(document, OrderDocument):
        return document
    try:
        return OrderDocument.model_validate(document)
    except ValidationError as error:
        raise RefusedOrder(*problems_of(error)) from error


def problems_of(error: ValidationError, whole: str = "order") -> Iterator[FieldProblem]:
    """What is wrong with a document, in sentences; `whole` is the field when it is the document itself."""
    return sentences(error.errors(include_url=False), whole)


def sentences(errors: Iterable[ErrorDetails], whole: str) -> Iterator[FieldProblem]:
    """The same, of pydantic's own details."""
    for details in errors:
        yield FieldProblem(_path(details["loc"], whole), _sentence(details))


def _path(steps: tuple[int | str, ...], whole: str) -> str:
    """(lines, 2, quantity) -> `lines[2].quantity`; of the whole document, `whole`."""
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path or whole


def _shown(value: object) -> str:
    """As text that can be sent on: half characters become question marks."""
    return str(value).encode(errors="replace").decode()


_SENTENCES: Mapping[str, str] = {
    "missing": "This field is missing; add it.",
    "extra_forbidden": "There is no such field; check its spelling, or leave it out.",
    "string_unicode": _NOT_SHOWN,
    "string_type": "Give a text, between quotation marks.",
    "int_type": "Give a whole number, without quotation marks or decimals.",
    "float_type": "Give a number, without quotation marks.",
    "bool_type": "Give true or false.",
    "list_type": "Give a list, between [ and ].",
    "model_type": "Give fields with values, between {{ and }}.",
    "greater_than_equal": "It must be {ge} or more; {input} is too small.",
    "less_than_equal": "It must be {le} or less; {input} is too large.",
    "string_too_short": "It is empty or too short; give at least {min_length} characters.",
    "string_too_long": "It is too long; give at most {max_length} characters.",
    "string_pattern_mismatch": "Use two capital letters for the country, as in GB.",
    "int_parsing": "Give a whole number; {input} is none.",
    "bool_parsing": "Give true or false.",
    "literal_error": "“{input}” is not known here; use one of {expected}.",
    "finite_number": "Give a number that is not infinite.",
}


def _sentence(details: ErrorDetails) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "too_short" and details["loc"] == ("lines",):
        return "An order needs at least one line."
    if kind == "too_long":
        return f"At most {context['max_length']:,} are possible here."
    if kind in _SENTENCES:
        return _SENTENCES[kind].format(**{"input": _shown(details["input"])[:24], **context})
    return details["msg"]
