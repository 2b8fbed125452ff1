"""What may stand in a test: every key, with its kind of value. What is left out is as usual (see engine)."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from rulesets.testing.values import Count, Day, Instant, Number, Steps, Text, Units, Word, rows

Outcome = Literal[
    "held",
    "routed",
    "part_backordered",
    "backordered",
    "preordered",
    "waiting",
    "cancelled",
    "part_cancelled",
]
OUTCOMES: tuple[str, ...] = get_args(Outcome)


class Shape(BaseModel):
    """What all parts share: nothing is converted, and no other key is taken."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Line(Shape):
    """A line; `number` counts from 1, `unit_price` in minor units, weight and volume of a unit."""

    number: Annotated[int, Field(ge=1)] | None = None
    sku: Word | None = None
    name: Word | None = None
    quantity: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    unit_price: Count | None = None
    category: Word | None = None
    weight_g: Count | None = None
    volume_ml: Count | None = None
    tags: list[Word] | None = None
    fragile: bool | None = None
    oversize: bool | None = None
    hazardous: bool | None = None
    backorderable: bool | None = None
    brand: Word | None = None
    preorder: bool | None = None
    expected_at: Instant | None = None
    bundle: Word | None = None
    ship_group: Word | None = None
    perishable: bool | None = None
    age_restricted: bool | None = None
    made_to_order: bool | None = None
    final_sale: bool | None = None


class Goal(Shape):
    """Where the order goes, whole: what is left out of it is not known."""

    country: Word | None = None
    region: Word | None = None
    city: Word | None = None
    postcode: Word | None = None
    latitude: Number | None = None
    longitude: Number | None = None
    residential: bool | None = None
    po_box: bool | None = None


class Buyer(Shape):
    """Who bought it; `id: null` is a guest."""

    id: Word | None = None
    name: Word | None = None
    segment: Word | None = None
    tags: list[Word] | None = None
    vip: bool | None = None
    lifetime_orders: Count | None = None
    lifetime_value: Count | None = None
    return_rate: Number | None = None


class OrderShape(Shape):
    """The order. Amounts in minor units of its currency."""

    id: Word | None = None
    external_id: Word | None = None
    channel: Word | None = None
    placed_at: Instant | None = None
    currency: Word | None = None
    lines: Annotated[list[Line], Field(max_length=2_000)] = []
    destination: Goal | None = None
    customer: Buyer | None = None
    service: Word | None = None
    shipping_paid: Count | None = None
    discount: Count | None = None
    promised_at: Instant | None = None
    tags: list[Word] | None = None
    note: Text | None = None
    gift: bool | None = None
    business: bool | None = None
    problems: list[Word] | None = None
    type: Word | None = None
    pickup_at: Word | None = None
    ship_after: Instant | None = None
    ship_by: Instant | None = None
    requested_at: Instant | None = None
    priority: int | None = None
    goods_cost: Count | None = None
    first_order: bool | None = None
    payment_status: Word | None = None
    payment_method: Word | None = None
    authorised_until: Instant | None = None
    risk_score: Number | None = None
    risk_level: Word | None = None
    address_status: Word | None = None
    edit_until: Instant | None = None


class ClosureShape(Shape):
    """Days on which a location is closed."""

    first: Day
    last: Day
    reason: Text = ""


class PlaceShape(Shape):
    """What of a location is not as usual: its settings, and how it is now."""

    name: Word | None = None
    kind: Word | None = None
    country: Word | None = None
    latitude: Number | None = None
    longitude: Number | None = None
    postcode: Text | None = None
    group: Word | None = None
    hours: Annotated[list[list[int] | None], Field(min_length=7, max_length=7)] | None = None
    cutoff: Count | None = None
    shipment_minutes: Number | None = None
    line_minutes: Number | None = None
    unit_minutes: Number | None = None
    shipment_cost: Count | None = None
    line_cost: Count | None = None
    unit_cost: Count | None = None
    capacity: Count | None = None
    safety_stock: Count | None = None
    feed_limit: Count | None = None
    closed_until: Instant | None = None
    unit_capacity: Count | None = None
    safety_percent: Number | None = None
    safety_weeks: Number | None = None
    can_ship: bool | None = None
    can_hand_over: bool | None = None
    carriers: list[Word] | None = None
    holidays: Word | None = None
    closures: list[ClosureShape] | None = None
    cutoffs: Annotated[list[list[Any]], rows(str, int, words="a service and a minute")] | None = None
    ready_minutes: Count | None = None
    pickups: Annotated[list[list[int]], Field(min_length=7, max_length=7)] | None = None
    used_today: Count | None = None
    units_today: Count | None = None
    open_shipments: Count | None = None
    suspended: list[Word] | None = None
    suspended_until: Instant | None = None
    rejected: bool | None = None
    rejected_at: Instant | None = None
    rejected_hours_ago: Number | None = None
    rejection_rate: Number | None = None
    accuracy: Number | None = None
    weekly_sales: dict[str, Number] | None = None
    fed_at: Instant | None = None
    feed_age: Number | None = None


class SeenShape(Shape):
    """What else was known when it was decided."""

    zone: Word | None = None
    country: Word | None = None
    currency: Word | None = None
    attempts: Count | None = None
    holds_lifted: list[Text] | None = None
    touches: Count | None = None
    duplicate_of: Text | None = None
    incoming: dict[str, Instant] | None = None
    together: bool | None = None


class SurchargeShape(Shape):
    """A surcharge of the tariff."""

    name: Word
    each: Literal["shipment", "parcel", "unit"]
    amount: int = 0
    percent: Text = "0"
    service: Text = ""
    zone: Text = ""
    when: Literal["", "residential", "oversize", "hazardous", "fragile"] = ""
    weekdays: list[int] = []
    first: Day | None = None
    last: Day | None = None


class TariffShape(Shape):
    """The prices, where they are not the usual ones."""

    bands: list[Number] = []
    version: Text = ""
    steps: Steps = []
    days: Annotated[list[list[Any]], rows(str, str, int, words="service, zone and days")] = []
    table: Annotated[list[list[Any]], rows(str, str, str, str, str, words="five texts")] = []
    surcharges: list[SurchargeShape] = []
    divisor: Text | None = None
    saturday: list[Word] = []
    refuses: list[Word] = []
    weights: Word = "g"
    distances: Word = "km"


class Expected(Shape):
    """What is expected of the decision; `engine.testing` says how each is compared."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=False)

    outcome: Outcome | None = None
    rule: Text | None = None
    sent_from: list[Word] | None = Field(default=None, alias="from")
    shipments: Count | None = None
    sent: dict[str, dict[str, Count]] | None = None
    short: dict[str, Count] | None = None
    held_by: list[Text] | None = None
    holds: list[Annotated[list[Text], Field(min_length=2, max_length=2)]] | None = None
    owners: list[Text] | None = None
    lifts: list[Instant | None] | None = None
    applied: list[Text] | None = None
    tags: list[Text] | None = None
    relaxed: list[Text] | None = None
    cause: Text | None = None
    cost: Count | None = None
    postage: dict[str, Count | None] | None = None
    services: dict[str, Text] | None = None
    modes: dict[str, Text] | None = None
    at: dict[str, Text | None] | None = None
    arrives: list[Instant | None] | None = None
    again_at: Instant | None = None
    decide_by: Instant | None = None


class WholeShape(Shape):
    """A whole test."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    about: Annotated[str, Field(max_length=60)] = ""
    now: Instant | None = None
    order: OrderShape
    stock: dict[str, dict[str, Units]]
    places: dict[str, PlaceShape] | None = None
    seen: SeenShape | None = None
    tariff: TariffShape | None = None
    expect: Expected
