"""What the API answers with: the shapes promised to callers. Amounts in minor units, times in UTC."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from engine.model import (
    Customer,
    Destination,
    HoldPlaced,
    OrderLine,
    PlannedLine,
    PlannedShipment,
    Trace,
)


class Answer(BaseModel):
    """Read from the engine's own values; what is not named here stays inside."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class FieldErrorAnswer(Answer):
    """What is wrong with one field."""

    field: str = Field(examples=["lines[2].quantity"])
    message: str = Field(examples=["It must be 1 or more; -3 is too small."])


class ProblemAnswer(Answer):
    """RFC 9457: what was refused, why, and which fields are wrong. Nothing was changed."""

    type: str = Field(examples=["urn:switchyard:problem:refused"])
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["lines[2].quantity: It must be 1 or more; -3 is too small."])
    errors: list[FieldErrorAnswer] = Field(default=[])


class PlanAnswer(Answer):
    """Proposed shipments, and what waits; together they are the whole order."""

    shipments: tuple[PlannedShipment, ...]
    shortfall: tuple[PlannedLine, ...]
    cost: int | None = Field(description="Null when a shipment’s postage is not known.")


class DecisionAnswer(Answer):
    """A decision. `rule_id`: the routing rule that decided, "" when held; `applied`: every rule that took
    effect; `why`: the reason in sentences; `revision`: content hash of the rules."""

    outcome: str = Field(examples=["routed"])
    rule_id: str
    applied: tuple[str, ...]
    cause: str
    why: tuple[str, ...]
    plan: PlanAnswer
    holds: tuple[HoldPlaced, ...]
    tags: tuple[str, ...]
    revision: str
    at: datetime
    again_at: datetime | None = None
    decide_by: datetime | None = None
    relaxed: tuple[str, ...] = ()
    together: bool = False
    trace: Trace | None = Field(default=None, description="Every rule and location that was asked.")


class AcceptedAnswer(Answer):
    """What became of an order. `repeated`: it had come before, nothing was changed, and this is what was
    decided first; `same_body` is then false when it did not say the same as the first time."""

    order_id: str = Field(examples=["O0C3X9A7K2Z0001"])
    repeated: bool
    same_body: bool
    decision: DecisionAnswer


class OrderAnswer(Answer):
    """An order in a list."""

    id: str
    channel: str
    external_id: str
    status: str
    outcome: str
    placed_at: datetime
    received_at: datetime
    promised_at: datetime | None
    customer_name: str | None
    country: str | None
    postcode: str | None
    line_count: int
    units: int
    total: int
    currency: str
    revision: int
    rule_id: str
    cause: str
    locations: tuple[str, ...]
    hold: str | None
    again_at: datetime | None = Field(description="When it is decided again though nothing changed.")


class OrdersAnswer(Answer):
    """One page of orders; `total` counts all that fit the filter."""

    orders: list[OrderAnswer]
    total: int
    offset: int
    limit: int


class KeptDecisionAnswer(Answer):
    """A decision as it was kept. `revision` is the number; `reason` says why it was decided again."""

    attempt: int
    current: bool
    at: datetime
    reason: str
    revision: int
    reading_hash: str = Field(description="Hash of everything the decision read; it can be replayed.")
    decision: DecisionAnswer


class ShipmentAnswer(Answer):
    """What one location sends."""

    id: int
    location: str
    status: str
    service: str
    postage: int | None
    handling: int
    units: int
    ships_at: datetime | None
    arrives_at: datetime | None
    allocated_at: datetime
    shipped_at: datetime | None
    ended_at: datetime | None
    end_reason: str | None
    attempt: int
    mode: str = Field(examples=["ship", "pickup", "transfer", "drop_ship"])
    hand_over_at: str | None = Field(description="Where the customer collects.")
    ready_at: datetime | None = Field(description="Since when it can be collected.")
    collected_at: datetime | None
    lines: tuple[PlannedLine, ...]


class HoldAnswer(Answer):
    """A hold, open while `lifted_at` is null."""

    id: int
    rule_id: str
    reason: str
    owner: str
    placed_at: datetime
    lifts_at: datetime | None
    lifts_when: str = Field(description="What lifts it: stock, payment or address; empty for a person.")
    at_expiry: str = Field(description="What happens at lifts_at: lift, escalate or cancel.")
    due_at: datetime | None
    queue: str
    role: str
    escalated_at: datetime | None
    lifted_at: datetime | None
    lifted_by: str | None


class ExceptionAnswer(Answer):
    """An entry of the queue, open while `closed_at` is null."""

    id: int
    type: str
    reason: str
    owner: str
    rule_id: str
    due_at: datetime
    opened_at: datetime
    closed_at: datetime | None


class MomentAnswer(Answer):
    """Something that happened to the order."""

    id: int
    type: str
    at: datetime
    who: str
    shipment_id: int | None
    location: str | None
    data: dict[str, Any]


class OrderDetailAnswer(Answer):
    """Everything about one order, oldest first; `shortfall`: what no location has now."""

    order: OrderAnswer
    lines: tuple[OrderLine, ...]
    destination: Destination
    customer: Customer
    problems: tuple[str, ...]
    decision: KeptDecisionAnswer
    decisions: list[KeptDecisionAnswer]
    shipments: list[ShipmentAnswer]
    shortfall: tuple[PlannedLine, ...]
    holds: list[HoldAnswer]
    exceptions: list[ExceptionAnswer]
    timeline: list[MomentAnswer]


class ActionAnswer(Answer):
    """An action of a rule, whether it was carried out, and what came of it."""

    action: str = Field(examples=["reroute"])
    done: bool
    text: str = Field(examples=["Routed again without Leeds: Coventry sends it."])


class RuleAnswer(Answer):
    """An exception rule that answered the event; `id` is "" for the program's own."""

    id: str
    name: str
    sentence: str
    actions: tuple[ActionAnswer, ...]


class HandledAnswer(Answer):
    """What the rules did about the event on one order."""

    order_id: str
    event_id: int
    shipment_id: int | None
    rules: tuple[RuleAnswer, ...]


class EventAnswer(Answer):
    """What became of an event; `repeated` and `same_body` as for orders."""

    event_id: int
    repeated: bool
    same_body: bool
    orders: tuple[HandledAnswer, ...]


class ExpectedAnswer(Answer):
    """What was written down about expected deliveries; `event_id` names it in the location news."""

    event_id: int
    skus: int


class StockChangeAnswer(Answer):
    """What a count or feed did. `oversold`: shipments that are short now, each in the queue; `decided`:
    waiting orders that got on because there is more."""

    event_id: int
    changed: int
    oversold: tuple[int, ...]
    decided: tuple[str, ...]


class StockLevelAnswer(Answer):
    """One SKU at one location; `atp` is what may be promised."""

    location: str
    on_hand: int
    allocated: int
    reserved: int
    safety_stock: int
    atp: int
    suspended_until: datetime | None


class ProductStockAnswer(Answer):
    """A product with its stock at each location that ever had it."""

    sku: str
    name: str
    category: str | None
    atp: int
    levels: tuple[StockLevelAnswer, ...]


class StockAnswer(Answer):
    """One page of products; `total` counts all that fit the filter."""

    products: list[ProductStockAnswer]
    total: int
    offset: int
    limit: int


class KpiAnswer(Answer):
    """One KPI: the mean over the orders where it can be said. Rates lie between 0 and 1, money is in minor
    units; the true mean lies within `margin` of it with 95 % confidence; null where nothing can be said."""

    key: str = Field(examples=["split_rate"])
    label: str
    unit: str = Field(examples=["rate"])
    better: str = Field(examples=["less"])
    how: str
    orders: int
    mean: float | None
    median: float | None
    margin: float | None


class KpisAnswer(Answer):
    """The KPIs of the orders placed from `starts` until `ends`."""

    starts: datetime
    ends: datetime
    currency: str
    kpis: list[KpiAnswer]


class RevisionAnswer(Answer):
    """A revision of the rules; `live`: it decides now; `was_live`: it can be rolled back to."""

    number: int
    hash: str
    created_at: datetime
    created_by: str
    live: bool
    was_live: bool


class RevisionsAnswer(Answer):
    """Every revision, newest first; `live` is the number of the one that decides."""

    live: int | None
    revisions: list[RevisionAnswer]


class OutboxEntryAnswer(Answer):
    """Something that the outside must be told, once; `key` is the same if it is read again."""

    id: int
    topic: str = Field(examples=["shipment_allocated"])
    key: str
    payload: dict[str, Any]
    created_at: datetime


class OutboxAnswer(Answer):
    """Entries after the one asked for, oldest first; ask again `after` = `next_after`."""

    entries: list[OutboxEntryAnswer]
    next_after: int
    more: bool


class HealthAnswer(Answer):
    """The program answers, and so does its database."""

    status: str = Field(examples=["ok"])
